// Stores mean vectors and what they were made with and over; p: model, needMean, capabilityMean, meant; columns: version
CYPHER 25
MERGE (s:TextStatistics {name: 'capabilities'})
ON CREATE SET s.version = 0, s.documents = 0, s.unseen = 1.0
SET s.model = $p.model, s.needMean = $p.needMean, s.capabilityMean = $p.capabilityMean, s.meant = $p.meant
RETURN s.version AS version

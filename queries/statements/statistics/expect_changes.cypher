// Notes that texts are about to change; columns: expected
CYPHER 25
MERGE (s:TextStatistics {name: 'capabilities'})
ON CREATE SET s.version = 0, s.documents = 0, s.unseen = 1.0
SET s.expected = coalesce(s.expected, 0) + 1
RETURN s.expected AS expected

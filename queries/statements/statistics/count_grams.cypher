// Counts how rare each gram is over the texts of capabilities and activities: idf = ln((1 + documents) / (1 + with it)) + 1; p: version; columns: documents
CYPHER 25
WITH COUNT { (c:Capability|Activity) WHERE size(c.grams) > 0 } AS documents
CALL (documents) {
  MATCH (c:Capability|Activity)
  UNWIND c.grams AS gram
  WITH gram, documents, count(*) AS having
  MERGE (g:Gram {gram: gram})
  SET g.idf = log((1.0 + documents) / (1 + having)) + 1, g.version = $p.version
  RETURN count(*) AS grams
}
WITH documents
MATCH (s:TextStatistics {name: 'capabilities'})
SET s.documents = documents, s.unseen = log(1.0 + documents) + 1
RETURN documents

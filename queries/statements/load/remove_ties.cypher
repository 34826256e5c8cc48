// Removes relationships of one type (TYPE, from the model); p: now datetime, key [property], rows [{start, end, key [text, '' for null], owner}]; columns: removed
CYPHER 25
UNWIND $p.rows AS row
MATCH (a:Entity {id: row.start})
MATCH (b:Entity {id: row.end})
MATCH (a)-[r:TYPE]->(b)
WHERE [name IN $p.key | coalesce(toString(r[name]), '')] = row.key
DELETE r
WITH CASE row.owner WHEN row.end THEN b ELSE a END AS owner
SET owner.updated = $p.now
RETURN count(*) AS removed

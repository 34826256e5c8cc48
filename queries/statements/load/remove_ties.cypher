// Removes relationships of one type (TYPE, from the model); p: now datetime, rows [{start, end, owner}]; columns: removed
CYPHER 25
UNWIND $p.rows AS row
MATCH (a:Entity {id: row.start})
MATCH (b:Entity {id: row.end})
MATCH (a)-[r:TYPE]->(b)
DELETE r
WITH CASE row.owner WHEN row.end THEN b ELSE a END AS owner
SET owner.updated = $p.now
RETURN count(*) AS removed

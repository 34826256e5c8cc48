// Creates or changes relationships of one type (TYPE, from the model); p: now datetime, rows [{start, end, properties, owner}]; columns: written
CYPHER 25
UNWIND $p.rows AS row
MATCH (a:Entity {id: row.start})
MATCH (b:Entity {id: row.end})
MERGE (a)-[r:TYPE]->(b)
SET r += row.properties
WITH CASE row.owner WHEN row.end THEN b ELSE a END AS owner
SET owner.updated = $p.now
RETURN count(*) AS written

// Creates or changes relationships of one type (TYPE, and the END_LABEL, from the model); p: now datetime, rows [{start, end, properties, owner}]; columns: written
CYPHER 25
UNWIND $p.rows AS row
MATCH (a:Entity {id: row.start})
MATCH (b:Entity {id: row.end})
MERGE (a)-[r:TYPE]->(b)
SET r += row.properties
FOREACH (end IN CASE WHEN b:END_LABEL THEN [] ELSE [b] END | SET end:END_LABEL)
WITH CASE row.owner WHEN row.end THEN b ELSE a END AS owner
SET owner.updated = $p.now
RETURN count(*) AS written

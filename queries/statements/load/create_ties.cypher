// Creates relationships of one type (TYPE, and the END_LABEL, from the model) of which one end was created in the same transaction; p: rows [[start, end, properties]]; columns: written
CYPHER 25
UNWIND $p.rows AS row
MATCH (a:Entity {id: row[0]})
MATCH (b:Entity {id: row[1]})
CREATE (a)-[r:TYPE]->(b)
SET r = row[2]
FOREACH (end IN CASE WHEN b:END_LABEL THEN [] ELSE [b] END | SET end:END_LABEL)
RETURN count(*) AS written

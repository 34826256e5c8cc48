// Creates relationships of one type (TYPE, and the MARK of their ends, from the model) of which one end was created in the same transaction; p: rows [[start, end, properties]]; columns: written
CYPHER 25
UNWIND $p.rows AS row
MATCH (a:Entity {id: row[0]})
MATCH (b:Entity {id: row[1]})
CREATE (a)-[r:TYPE]->(b)
SET r = row[2]
FOREACH (end IN CASE WHEN b:MARK THEN [] ELSE [b] END | SET end:MARK)
RETURN count(*) AS written

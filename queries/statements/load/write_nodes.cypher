// Creates or changes nodes; p: now datetime, rows [{id, labels, properties}]; columns: written
CYPHER 25
UNWIND $p.rows AS row
MERGE (n:Entity {id: row.id})
ON CREATE SET n:$(row.labels), n.created = $p.now
SET n += row.properties, n.updated = $p.now
RETURN count(*) AS written

// Marks nodes as updated, in the order of their ids; p: now datetime, ids (sorted); columns: touched
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})
SET n.updated = $p.now
RETURN count(*) AS touched

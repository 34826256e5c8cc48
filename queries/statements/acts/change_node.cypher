// Sets properties of a node; p: id, now, properties; columns: changed
CYPHER 25
MATCH (n:Entity {id: $p.id})
SET n += $p.properties, n.updated = $p.now
RETURN count(*) AS changed

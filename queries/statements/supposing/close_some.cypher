// Closes capabilities and calls activities off; p: ids; columns: closed [id]
CYPHER 25
UNWIND $p.ids AS id
MATCH (c:Entity {id: id})
WHERE c:Capability|Activity
SET c.status = CASE WHEN c:Activity THEN 'CANCELLED' ELSE 'CLOSED' END
RETURN collect(id) AS closed

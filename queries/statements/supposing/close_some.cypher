// Closes capabilities and calls activities off; p: names (keys or titles); columns: closed [[name, id]]
CYPHER 25
UNWIND $p.names AS name
CALL (name) {
  MATCH (c:Entity {id: name}) WHERE c:Capability|Activity RETURN c
  UNION
  MATCH (c:Capability) WHERE c.title = name AND c.id IS NOT NULL RETURN c
  UNION
  MATCH (c:Activity) WHERE c.title = name AND c.id IS NOT NULL RETURN c
}
SET c.status = CASE WHEN c:Activity THEN 'CANCELLED' ELSE 'CLOSED' END
RETURN collect([name, c.id]) AS closed

// The communities that go by a key or a name, locked until the transaction ends; p: community; columns: id, name
CYPHER 25
CALL () {
  MATCH (c:Entity {id: $p.community}) WHERE c:Community RETURN c
  UNION
  MATCH (c:Community {name: $p.community}) WHERE c.id IS NOT NULL RETURN c
}
SET c.name = c.name
RETURN c.id AS id, c.name AS name

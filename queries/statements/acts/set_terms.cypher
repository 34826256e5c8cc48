// Replaces the terms that a need asks for; p: id, now, terms [{id, weight, quantity}]; columns: written
CYPHER 25
MATCH (n:Need&Entity {id: $p.id})
SET n.updated = $p.now
WITH n
CALL (n) { MATCH (n)-[a:ASKS_FOR]->() DELETE a }
CALL (n) {
  UNWIND $p.terms AS term
  MATCH (t:ServiceTerm&Entity {id: term.id})
  CREATE (n)-[:ASKS_FOR {weight: term.weight, quantity: term.quantity}]->(t)
  RETURN count(*) AS written
}
RETURN written

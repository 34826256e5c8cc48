// The terms that a need asks for; p: id; columns: rows [{id, weight, quantity}]
CYPHER 25
MATCH (n:Need&Entity {id: $p.id})
RETURN COLLECT { MATCH (n)-[a:ASKS_FOR]->(t) RETURN {id: t.id, weight: a.weight, quantity: a.quantity} ORDER BY t.id } AS rows

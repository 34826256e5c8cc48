// What acts need to know of nodes; p: ids; columns: id, labels, node
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})
RETURN n.id AS id, labels(n) AS labels, n {.kind, .status, .version, .quantity, .unit, .capacity, .reserved, .minimum, .synthetic,
  parkedUntil: toString(n.parkedUntil), closedOn: toString(n.closedOn), .reason} AS node

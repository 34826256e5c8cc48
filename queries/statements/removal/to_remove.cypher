// What is to be removed, and every relationship around it but those of events; p: ids; columns: id, node, ties [{key, type, out, far, labels, properties}]
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})
WITH n, COLLECT {
  MATCH (n)-[r]-(far)
  WHERE NOT far:Event
  RETURN {key: elementId(r), type: type(r), out: startNode(r) = n, far: far.id, labels: labels(far), properties: properties(r)}
  ORDER BY far.id, type(r)
} AS ties
RETURN n.id AS id, properties(n) AS node, ties

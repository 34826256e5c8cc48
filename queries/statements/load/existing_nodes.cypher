// Nodes that are there already; p: ids [string]; columns: id, labels, properties
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})
RETURN id, labels(n) AS labels, properties(n) AS properties

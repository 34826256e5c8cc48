// Relationships of one type (TYPE, from the model) that start at the nodes; p: ids [string]; columns: start, end, properties
CYPHER 25
UNWIND $p.ids AS id
MATCH (a:Entity {id: id})-[r:TYPE]->(b)
RETURN id AS start, b.id AS end, properties(r) AS properties

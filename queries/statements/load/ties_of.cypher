// Relationships of one type (TYPE, from the model) that start at the nodes; p: ids [string]; columns: rows [[start, end, properties]]
CYPHER 25
UNWIND $p.ids AS id
MATCH (a:Entity {id: id})-[r:TYPE]->(b)
RETURN collect([id, b.id, properties(r)]) AS rows

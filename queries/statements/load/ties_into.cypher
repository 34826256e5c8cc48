// Relationships of one type (TYPE, from the model) that end at the nodes; p: ids [string]; columns: rows [[start, end, properties]]
CYPHER 25
UNWIND $p.ids AS id
MATCH (b:Entity {id: id})<-[r:TYPE]-(a)
RETURN collect([a.id, id, properties(r)]) AS rows

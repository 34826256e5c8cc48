// Relationships of one type (TYPE, from the model) that end at the nodes; p: ids [string]; columns: start, end, properties
CYPHER 25
UNWIND $p.ids AS id
MATCH (b:Entity {id: id})<-[r:TYPE]-(a)
RETURN a.id AS start, id AS end, properties(r) AS properties

// Which of the ids are there already; p: ids [string]; columns: id
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})
RETURN n.id AS id

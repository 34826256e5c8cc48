// Which of the ids are there already; p: ids [string]; columns: ids
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})
RETURN collect(id) AS ids

// Takes the locks on texts, in order, for as long as the transaction lasts; p: ids; columns: held
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})
SET n.id = n.id
RETURN count(*) AS held

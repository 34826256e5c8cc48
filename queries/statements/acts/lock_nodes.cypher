// Takes the locks on nodes in the order of their ids, before anything about them is read; p: ids (sorted); columns: locked
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})
SET n.synthetic = n.synthetic
RETURN count(*) AS locked

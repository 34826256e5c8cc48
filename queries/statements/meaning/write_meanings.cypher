// Stores vectors; p: rows [{id, meaning, meantAs: the term that lent it its own, or null}]; columns: written
CYPHER 25
UNWIND $p.rows AS row
MATCH (n:Entity {id: row.id})
SET n.meaning = row.meaning, n.meantAs = row.meantAs
RETURN count(*) AS written

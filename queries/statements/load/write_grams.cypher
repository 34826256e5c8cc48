// Stores the grams of texts; p: rows [{id, grams, counts}]; columns: written
CYPHER 25
UNWIND $p.rows AS row
MATCH (n:Entity {id: row.id})
SET n.grams = row.grams, n.gramCounts = row.counts
RETURN count(*) AS written

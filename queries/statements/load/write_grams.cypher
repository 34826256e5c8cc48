// Stores the grams of texts, whose vectors are made anew after; p: rows [{id, grams, gramCounts}]; columns: written
CYPHER 25
UNWIND $p.rows AS row
MATCH (n:Entity {id: row.id})
SET n.grams = row.grams, n.gramCounts = row.gramCounts
REMOVE n.likened, n.ownGrams, n.meaning, n.meantAs
RETURN count(*) AS written

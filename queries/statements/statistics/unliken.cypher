// Takes back the words that capabilities and activities were lent by a term; p: ids; columns: unlikened
CYPHER 25
UNWIND $p.ids AS id
MATCH (c:Entity {id: id})
WHERE c.ownGrams IS NOT NULL
SET c.grams = c.grams[..c.ownGrams], c.gramCounts = c.gramCounts[..c.ownGrams]
REMOVE c.likened, c.ownGrams
RETURN count(*) AS unlikened

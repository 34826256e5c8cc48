// Keeps the answer under a client's key; p: key, answer; columns: kept
CYPHER 25
MATCH (k:MutationKey {key: $p.key})
SET k.answer = $p.answer
RETURN count(*) AS kept

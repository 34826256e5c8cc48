// Notes that a token was shown, unless it was noted since `before`; p: name, before, now; columns: noted
CYPHER 25
MATCH (t:Token {name: $p.name})
WHERE t.lastUsed IS NULL OR t.lastUsed < $p.before
SET t.lastUsed = $p.now
RETURN count(*) AS noted

// Revokes a token for good; p: name, now; columns: revokedAt; no row where there is none
CYPHER 25
MATCH (t:Token {name: $p.name})
SET t.revokedAt = coalesce(t.revokedAt, $p.now)
RETURN t.revokedAt AS revokedAt

// The token of a secret; p: hash; columns: name, role, communities, areas, created, expires, revokedAt, lastUsed
CYPHER 25
MATCH (t:Token {hash: $p.hash})
RETURN t.name AS name, t.role AS role, t.communities AS communities, t.areas AS areas,
  t.created AS created, t.expires AS expires, t.revokedAt AS revokedAt, t.lastUsed AS lastUsed

// Every token without its hash, the newest first; p: none; columns: name, role, communities, areas, created, expires, revokedAt, lastUsed
CYPHER 25
MATCH (t:Token)
RETURN t.name AS name, t.role AS role, t.communities AS communities, t.areas AS areas,
  t.created AS created, t.expires AS expires, t.revokedAt AS revokedAt, t.lastUsed AS lastUsed
ORDER BY t.created DESC, t.name

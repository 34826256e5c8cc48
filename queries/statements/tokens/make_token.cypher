// Makes a token, unless one of this name is there or a community isn't; p: name, hash, role, communities, areas, now, expires; columns: missing (keys), taken, made
CYPHER 25
LET missing = [key IN $p.communities WHERE NOT EXISTS { MATCH (:Community&Entity {id: key}) }],
  taken = EXISTS { MATCH (:Token {name: $p.name}) }
CALL (missing, taken) {
  WITH * WHERE size(missing) = 0 AND NOT taken
  CREATE (:Token {name: $p.name, hash: $p.hash, role: $p.role, communities: $p.communities, areas: $p.areas, created: $p.now, expires: $p.expires})
  RETURN count(*) AS made
}
RETURN missing, taken, made

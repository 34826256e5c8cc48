// Takes published documents back, by key or name; p: names; columns: name, withdrawn
CYPHER 25
UNWIND $p.names AS name
CALL (name) {
  MATCH (d:Document)
  WHERE d.key = name OR d.name = name
  DELETE d
  RETURN count(*) AS withdrawn
}
RETURN name, withdrawn

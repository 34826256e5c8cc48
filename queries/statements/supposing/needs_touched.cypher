// Open needs that some capabilities could answer, the nearest of each; $args: ids, limits; columns: ids
CYPHER 25
UNWIND $args.ids AS id
MATCH (n:Entity {id: id})
CALL (n) {
  LET capability = n
  // include asking
  RETURN open
}
UNWIND open AS need
WITH DISTINCT need ORDER BY need.id
RETURN collect(need.id) AS ids

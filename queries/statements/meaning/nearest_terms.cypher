// The term nearest in meaning to each of what names none; p: rows [{id, own}], least cosine; columns: rows [[id, term]]
CYPHER 25
UNWIND $p.rows AS row
CALL (row) {
  CALL db.index.vector.queryNodes('meanings_of_terms', 3, row.own) YIELD node AS term
  LET near = 2 * vector.similarity.cosine(row.own, term.meaning) - 1
  FILTER near >= $p.least
  RETURN term.id AS term ORDER BY near DESC, term.id LIMIT 1
}
RETURN collect([row.id, term]) AS rows

// Notes of each term those that mean nearly the same: above the 99th percentile of all pairs' cosines, which counts 0, up to 1; columns: least
CYPHER 25
MATCH (t:ServiceTerm)
WHERE t.meaning IS NOT NULL
WITH collect(t) AS terms
WITH *, COLLECT {
  UNWIND terms AS one
  UNWIND terms AS other
  WITH one, other WHERE one.id < other.id
  RETURN 2 * vector.similarity.cosine(one.meaning, other.meaning) - 1
} AS cosines
WITH *, COLLECT { UNWIND cosines AS cosine RETURN percentileCont(cosine, 0.99) }[0] AS least
CALL (terms, least) {
  UNWIND terms AS one
  WITH one, COLLECT {
    UNWIND terms AS other
    WITH other, 2 * vector.similarity.cosine(one.meaning, other.meaning) - 1 AS cosine
    WHERE other <> one AND cosine > least
    RETURN {id: other.id, degree: (cosine - least) / (1 - least)} ORDER BY cosine DESC, other.id
  } AS near
  SET one.nearTerms = [n IN near | n.id], one.nearDegrees = [n IN near | n.degree]
}
RETURN least

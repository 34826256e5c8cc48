// Terms that a text may ask for; statistics, grams, counts, indexed (words for the index), sense; $args: first, support, share, limits; sets suggestions, keywords, known
LET known = COUNT { (:ServiceTerm) }
WITH *, COLLECT {
  UNWIND range(0, size(grams) - 1) AS i
  OPTIONAL MATCH (g:Gram {gram: grams[i]})
  RETURN {gram: grams[i], seen: g IS NOT NULL, weight: counts[i] * coalesce(g.idf, statistics.unseen, 1.0)}
} AS weighed
LET length = sqrt(reduce(sum = 0.0, w IN weighed | sum + w.weight ^ 2))
LET sensed = [v IN [sense] WHERE v IS NOT NULL AND known > 0]
WITH *, COLLECT {
  UNWIND [indexed] AS words
  WITH words WHERE words <> '' AND known > 0
  CALL db.index.fulltext.queryNodes('words_of_terms', words, {limit: $args.limits.text}) YIELD node AS term
  LET shared = [w IN weighed WHERE w.gram IN term.grams | w {.gram, points: w.weight * [i IN range(0, size(term.grams) - 1) WHERE term.grams[i] = w.gram | term.gramWeights[i]][0]}]
  RETURN {term: term, similarity: reduce(sum = 0.0, w IN shared | sum + w.points) / length, shared: shared}
} AS named
WITH *, COLLECT {
  UNWIND [indexed] AS words
  WITH words WHERE words <> '' AND known > 0
  CALL db.index.fulltext.queryNodes('words', words, {limit: $args.limits.text}) YIELD node AS c
  MATCH (c)-[:PROVIDES]->(term)
  LET shared = [w IN weighed WHERE w.gram IN c.grams | w {.gram, points: w.weight * [i IN range(0, size(c.grams) - 1) WHERE c.grams[i] = w.gram | c.gramWeights[i]][0]}]
  WITH term, c, shared, reduce(sum = 0.0, w IN shared | sum + w.points) / length AS similarity
  ORDER BY similarity DESC, c.id
  WITH term, collect({c: c, similarity: similarity, shared: shared})[0] AS best
  RETURN {term: term, c: best.c, similarity: best.similarity, shared: best.shared}
} AS offered
WITH *, COLLECT {
  UNWIND sensed AS v
  CALL db.index.vector.queryNodes('meanings_of_terms', $args.limits.text, v) YIELD node AS term
  LET similarity = 2 * vector.similarity.cosine(v, term.meaning) - 1
  FILTER similarity > 0
  RETURN {term: term, similarity: similarity}
} AS meant
WITH *, COLLECT {
  UNWIND sensed AS v
  CALL db.index.vector.queryNodes('meanings', $args.limits.text, v) YIELD node AS c
  MATCH (c)-[:PROVIDES]->(term)
  WITH term, c, 2 * vector.similarity.cosine(v, c.meaning) - 1 AS similarity
  WHERE similarity > 0
  ORDER BY similarity DESC, c.id
  WITH term, collect({c: c, similarity: similarity})[0] AS best
  RETURN {term: term, c: best.c, similarity: best.similarity}
} AS near
// z-scores over all terms, those that nothing speaks for at 0
LET of_words = CASE WHEN size(sensed) > 0 THEN $args.share ELSE 1.0 END
LET parts = [p IN [
  {rows: named, weight: of_words}, {rows: offered, weight: $args.support * of_words},
  {rows: meant, weight: 1.0}, {rows: near, weight: $args.support}
] WHERE size(p.rows) > 0 | p {.*, mean: reduce(sum = 0.0, x IN p.rows | sum + x.similarity) / known, square: reduce(sum = 0.0, x IN p.rows | sum + x.similarity ^ 2) / known}]
WITH *, COLLECT {
  UNWIND [x IN named + offered + meant + near | x.term] AS term
  WITH DISTINCT term
  LET by = [x IN named WHERE x.term = term][0]
  LET o = [x IN offered WHERE x.term = term][0]
  LET m = [x IN near WHERE x.term = term][0]
  LET score = reduce(sum = 0.0, p IN parts | sum + CASE WHEN p.square > p.mean ^ 2
    THEN p.weight * (coalesce([x IN p.rows WHERE x.term = term | x.similarity][0], 0.0) - p.mean) / sqrt(p.square - p.mean ^ 2) ELSE 0.0 END)
  ORDER BY score DESC, term.id
  LIMIT $args.first
  RETURN {
    id: term.id, term: term, score: score,
    similarity: coalesce(by.similarity, 0.0), meaning: [x IN meant WHERE x.term = term | x.similarity][0],
    words: COLLECT { UNWIND by.shared AS w WITH w WHERE size(w.gram) > 1 ORDER BY w.points DESC, w.gram RETURN w.gram LIMIT 5 },
    capability: coalesce(o.c, m.c), capabilitySimilarity: o.similarity,
    capabilityWords: COLLECT { UNWIND o.shared AS w WITH w WHERE size(w.gram) > 1 ORDER BY w.points DESC, w.gram RETURN w.gram LIMIT 5 }
  }
} AS suggestions
LET keywords = COLLECT { UNWIND weighed AS w WITH w WHERE w.seen AND size(w.gram) > 1 ORDER BY w.weight DESC, w.gram RETURN w.gram LIMIT 5 }

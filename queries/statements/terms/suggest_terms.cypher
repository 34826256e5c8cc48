// Terms that a text may ask for, by its words alone; $args: grams, counts, words (for the index), first, support, limits; columns: suggestions [{id, term, score, similarity, words, capability, capabilitySimilarity, capabilityWords}], keywords, known
WITH COLLECT { MATCH (s:TextStatistics {name: 'capabilities'}) RETURN s }[0] AS statistics, COUNT { (:ServiceTerm) } AS known
WITH *, COLLECT {
  UNWIND range(0, size($args.grams) - 1) AS i
  OPTIONAL MATCH (g:Gram {gram: $args.grams[i]})
  RETURN {gram: $args.grams[i], seen: g IS NOT NULL, weight: $args.counts[i] * coalesce(g.idf, statistics.unseen, 1.0)}
} AS weighed
LET length = sqrt(reduce(sum = 0.0, w IN weighed | sum + w.weight ^ 2))
WITH *, COLLECT {
  UNWIND [$args.words] AS words
  WITH words WHERE words <> '' AND known > 0
  CALL db.index.fulltext.queryNodes('words_of_terms', words, {limit: $args.limits.text}) YIELD node AS term
  LET shared = [w IN weighed WHERE w.gram IN term.grams | w {.gram, points: w.weight * [i IN range(0, size(term.grams) - 1) WHERE term.grams[i] = w.gram | term.gramWeights[i]][0]}]
  RETURN {term: term, similarity: reduce(sum = 0.0, w IN shared | sum + w.points) / length, shared: shared}
} AS named
WITH *, COLLECT {
  UNWIND [$args.words] AS words
  WITH words WHERE words <> '' AND known > 0
  CALL db.index.fulltext.queryNodes('words', words, {limit: $args.limits.text}) YIELD node AS c
  MATCH (c)-[:PROVIDES]->(term)
  LET shared = [w IN weighed WHERE w.gram IN c.grams | w {.gram, points: w.weight * [i IN range(0, size(c.grams) - 1) WHERE c.grams[i] = w.gram | c.gramWeights[i]][0]}]
  WITH term, c, shared, reduce(sum = 0.0, w IN shared | sum + w.points) / length AS similarity
  ORDER BY similarity DESC, c.id
  WITH term, collect({c: c, similarity: similarity, shared: shared})[0] AS best
  RETURN {term: term, c: best.c, similarity: best.similarity, shared: best.shared}
} AS offered
// z-scores over all terms, those that nothing speaks for at 0
LET meanNamed = reduce(sum = 0.0, x IN named | sum + x.similarity) / CASE known WHEN 0 THEN 1 ELSE known END
LET meanOffered = reduce(sum = 0.0, x IN offered | sum + x.similarity) / CASE known WHEN 0 THEN 1 ELSE known END
LET spreadNamed = sqrt(reduce(sum = 0.0, x IN named | sum + x.similarity ^ 2) / CASE known WHEN 0 THEN 1 ELSE known END - meanNamed ^ 2)
LET spreadOffered = sqrt(reduce(sum = 0.0, x IN offered | sum + x.similarity ^ 2) / CASE known WHEN 0 THEN 1 ELSE known END - meanOffered ^ 2)
WITH *, COLLECT {
  UNWIND [x IN named | x.term] + [x IN offered | x.term] AS term
  WITH DISTINCT term
  LET n = [x IN named WHERE x.term = term][0]
  LET o = [x IN offered WHERE x.term = term][0]
  LET score = CASE WHEN spreadNamed > 0 THEN (coalesce(n.similarity, 0.0) - meanNamed) / spreadNamed ELSE 0.0 END
    + CASE WHEN spreadOffered > 0 THEN $args.support * (coalesce(o.similarity, 0.0) - meanOffered) / spreadOffered ELSE 0.0 END
  ORDER BY score DESC, term.id
  LIMIT $args.first
  RETURN {
    id: term.id, term: term, score: score, similarity: coalesce(n.similarity, 0.0),
    words: COLLECT { UNWIND n.shared AS w WITH w WHERE size(w.gram) > 1 ORDER BY w.points DESC, w.gram RETURN w.gram LIMIT 5 },
    capability: o.c, capabilitySimilarity: o.similarity,
    capabilityWords: COLLECT { UNWIND o.shared AS w WITH w WHERE size(w.gram) > 1 ORDER BY w.points DESC, w.gram RETURN w.gram LIMIT 5 }
  }
} AS suggestions
LET keywords = COLLECT { UNWIND weighed AS w WITH w WHERE w.seen AND size(w.gram) > 1 ORDER BY w.weight DESC, w.gram RETURN w.gram LIMIT 5 }
RETURN suggestions, keywords, known

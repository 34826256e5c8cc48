// Terms that a text may ask for, by its words, and by its meaning where there is a model; $args: grams, counts, words (for the index), vector, model, first, support, share, limits; columns: suggestions [{id, term, score, similarity, words, capability, capabilitySimilarity, capabilityWords}], keywords, known
LET statistics = COLLECT { MATCH (s:TextStatistics {name: 'capabilities'}) RETURN s }[0]
LET grams = $args.grams, counts = $args.counts, indexed = $args.words
LET sense = CASE WHEN $args.model = statistics.model THEN [i IN range(0, size($args.vector) - 1) | $args.vector[i] - statistics.needMean[i]] END
// include suggesting
RETURN suggestions, keywords, known

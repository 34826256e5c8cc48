// Terms that a need's own words may ask for, and what it means where there is a model; n: Need; $args: mostWords (for the index), first, support, share, limits; columns: as suggest_terms
LET statistics = COLLECT { MATCH (s:TextStatistics {name: 'capabilities'}) RETURN s }[0]
LET grams = coalesce(n.grams, []), counts = coalesce(n.gramCounts, [])
LET indexed = reduce(words = '', g IN grams[0..$args.mostWords] | words + ' ' + g), sense = n.meaning
// include suggesting
RETURN suggestions, keywords, known

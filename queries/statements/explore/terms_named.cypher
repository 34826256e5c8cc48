// Service terms by business key or by name, and those narrower or parts of them; $args: terms; sets meant [{name, node, under}]
WITH *, COLLECT {
  UNWIND $args.terms AS name
  WITH name, COLLECT {
    CALL (name) {
      MATCH (term:Entity {id: name}) WHERE term:ServiceTerm RETURN term
      UNION
      MATCH (term:ServiceTerm {name: name}) WHERE term.id IS NOT NULL RETURN term
    }
    RETURN term ORDER BY term.id LIMIT 1
  }[0] AS term
  RETURN {name: name, node: term, under: COLLECT {
    MATCH (term)<-[:BROADER]-{0,3}(narrower)-[:DECOMPOSES_INTO]->{0,3}(leaf) RETURN DISTINCT leaf
  }}
} AS meant

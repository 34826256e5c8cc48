// Every need and capability as a judge of rankings sees it; columns: needs [{id, title, titleEn, text, terms}], capabilities [{id, title, titleEn, text, labels}]
CYPHER 25
RETURN COLLECT {
  MATCH (n:Need) WHERE n.id IS NOT NULL
  WITH n ORDER BY n.id
  RETURN n {.id, .title, .titleEn, .text, terms: COLLECT { MATCH (n)-[:ASKS_FOR]->(term) RETURN term.id ORDER BY term.id }}
} AS needs, COLLECT {
  MATCH (c:Capability) WHERE c.id IS NOT NULL
  WITH c ORDER BY c.id
  RETURN c {.id, .title, .titleEn, .text, labels: COLLECT {
    MATCH (c)-[:PROVIDES]->(term)
    UNWIND [term.name, term.nameEn] + coalesce(term.synonyms, []) + coalesce(term.examples, []) AS label
    WITH label WHERE label IS NOT NULL
    RETURN label
  }}
} AS capabilities

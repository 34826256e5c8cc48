// What grams are made from: a need's own words, a capability's or activity's and those of its terms, a term's labels and examples; p: ids [string]; columns: rows [[id, texts]]
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})
WHERE n:Need|Capability|Activity|ServiceTerm
WITH id,
  [each IN [n.title, n.titleEn, n.text] WHERE each IS NOT NULL]
  + COLLECT {
    MATCH (n)-[:PROVIDES]->{0,1}(term:ServiceTerm)
    WITH term ORDER BY term.id
    UNWIND [term.name, term.nameEn] + coalesce(term.synonyms, []) + coalesce(term.examples, []) AS label
    WITH label WHERE label IS NOT NULL
    RETURN label
  } AS texts
RETURN collect([id, texts]) AS rows

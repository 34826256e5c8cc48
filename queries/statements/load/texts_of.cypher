// What the grams of needs, capabilities and activities are made from; p: ids [string]; columns: rows [[id, texts]]
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})
WHERE n:Need|Capability|Activity
WITH id,
  [each IN [n.title, n.titleEn, n.text] WHERE each IS NOT NULL]
  + COLLECT {
    MATCH (n)-[:ASKS_FOR|PROVIDES]->(term:ServiceTerm)
    WITH term ORDER BY term.id
    UNWIND [term.name, term.nameEn] + coalesce(term.synonyms, []) AS label
    WITH label WHERE label IS NOT NULL
    RETURN label
  } AS texts
RETURN collect([id, texts]) AS rows

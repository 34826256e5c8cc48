// What the terms are called, and what people say who want them; p: ids [string]; columns: rows [[id, labels]]
CYPHER 25
UNWIND $p.ids AS id
MATCH (term:ServiceTerm&Entity {id: id})
RETURN collect([id, [label IN [term.name, term.nameEn] + coalesce(term.synonyms, []) + coalesce(term.examples, []) WHERE label IS NOT NULL]]) AS rows

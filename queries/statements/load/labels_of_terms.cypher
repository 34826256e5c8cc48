// What the terms are called; p: ids [string]; columns: rows [[id, labels]]
CYPHER 25
UNWIND $p.ids AS id
MATCH (term:ServiceTerm&Entity {id: id})
RETURN collect([id, [label IN [term.name, term.nameEn] + coalesce(term.synonyms, []) WHERE label IS NOT NULL]]) AS rows

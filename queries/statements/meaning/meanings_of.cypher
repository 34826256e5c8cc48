// The vectors of terms; p: ids; columns: rows [[id, meaning]]
CYPHER 25
UNWIND $p.ids AS id
MATCH (term:ServiceTerm&Entity {id: id})
WHERE term.meaning IS NOT NULL
RETURN collect([id, term.meaning]) AS rows

// Forgets that terms have other words, if they have not changed again; p: terms [{id, reworded}]; columns: done
CYPHER 25
UNWIND $p.terms AS told
MATCH (term:ServiceTerm&Entity {id: told.id})
WHERE term.reworded = told.reworded
REMOVE term.reworded
RETURN count(*) AS done

// Notes that terms have other words now, which what provides them has yet to take up (queries/statistics.py); p: terms [string]; columns: reworded
CYPHER 25
UNWIND $p.terms AS id
MATCH (term:ServiceTerm&Entity {id: id})
WHERE EXISTS { (term)<-[:PROVIDES]-() }
SET term.reworded = coalesce(term.reworded, 0) + 1
RETURN count(*) AS reworded

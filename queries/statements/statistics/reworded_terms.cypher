// Terms whose words changed, and what provides them; columns: terms [{id, reworded}], ids
CYPHER 25
WITH COLLECT { MATCH (term:ServiceTerm) WHERE term.reworded > 0 RETURN term } AS terms
RETURN [term IN terms | term {.id, .reworded}] AS terms,
  COLLECT { UNWIND terms AS term MATCH (term)<-[:PROVIDES]-(n) RETURN DISTINCT n.id AS id ORDER BY id } AS ids

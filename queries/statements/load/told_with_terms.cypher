// Needs, capabilities and activities that ask for or provide the terms; p: terms [string]; columns: id
CYPHER 25
UNWIND $p.terms AS term
MATCH (:ServiceTerm&Entity {id: term})<-[:ASKS_FOR|PROVIDES]-(n)
RETURN DISTINCT n.id AS id

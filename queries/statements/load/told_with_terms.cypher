// Capabilities and activities that provide the terms; p: terms [string]; columns: id
CYPHER 25
UNWIND $p.terms AS term
MATCH (:ServiceTerm&Entity {id: term})<-[:PROVIDES]-(n)
RETURN DISTINCT n.id AS id

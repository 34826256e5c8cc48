// What vectors are made from: own words, a term's labels and examples, a capability's terms; p: ids; columns: id, title, titleEn, text, labels, terms
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})
RETURN id, n.title AS title, n.titleEn AS titleEn, n.text AS text,
  CASE WHEN n:ServiceTerm THEN [label IN [n.name, n.nameEn] + coalesce(n.synonyms, []) + coalesce(n.examples, []) WHERE label IS NOT NULL] ELSE [] END AS labels,
  CASE WHEN n:Capability|Activity THEN COLLECT { MATCH (n)-[:PROVIDES]->(term:ServiceTerm) RETURN term.id ORDER BY term.id } ELSE [] END AS terms

// Weighs the texts of some capabilities, activities and terms by the grams counted last; p: ids; columns: weighed
CYPHER 25
WITH COLLECT { MATCH (s:TextStatistics {name: 'capabilities'}) RETURN s.unseen }[0] AS known
WITH coalesce(known, 1.0) AS unseen
UNWIND $p.ids AS id
MATCH (c:Entity {id: id})
WHERE c:Capability|Activity|ServiceTerm
// include weights
RETURN count(*) AS weighed

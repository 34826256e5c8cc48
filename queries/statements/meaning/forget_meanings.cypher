// Takes the vectors from all that has one, so that it is embedded anew; p: most at once; columns: forgotten
CYPHER 25
MATCH (n:Need|Capability|Activity|ServiceTerm)
WHERE n.meaning IS NOT NULL
WITH n LIMIT $p.most
REMOVE n.meaning, n.meantAs, n.nearTerms, n.nearDegrees
RETURN count(*) AS forgotten

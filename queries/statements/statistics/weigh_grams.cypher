// Gives each capability, activity and term the weights of its grams, (1 + ln count) * idf, of length 1 together; columns: weighed
CYPHER 25
WITH COLLECT { MATCH (s:TextStatistics {name: 'capabilities'}) RETURN s.unseen }[0] AS unseen
CALL () {
  MATCH (c:Capability|Activity) WHERE size(c.grams) > 0 RETURN c
  UNION ALL
  MATCH (c:ServiceTerm) WHERE size(c.grams) > 0 RETURN c
}
// include weights
RETURN count(*) AS weighed

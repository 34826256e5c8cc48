// Open needs that a capability could answer, the nearest first, as many as may be; capability; $args: limits; sets open
WITH *, COLLECT {
  MATCH (capability)-[:PROVIDES]->(given)
  CALL (given) {
    MATCH (given)-[:BROADER]-{0,2}(term) RETURN term
    UNION
    MATCH (given)-[:RELATED]-(term) RETURN term
    UNION
    UNWIND coalesce(given.nearTerms, []) AS id
    MATCH (term:ServiceTerm&Entity {id: id}) RETURN term
    UNION
    MATCH (given)-[:DECOMPOSES_INTO]-{1,3}(term) RETURN term
  }
  MATCH (term)<-[:DECOMPOSES_INTO]-{0,3}(whole)
  RETURN DISTINCT whole.id
} AS wanting
WITH *, COLLECT {
  UNWIND capability.keys AS key
  MATCH (p:Entity {id: key}) WHERE p:Place
  RETURN ' "' + key + '"^1' + ['000000000', '000000', '000', ''][coalesce(p.level, 0)]
} AS stands
LET covered = [key IN capability.keys WHERE key STARTS WITH '~' AND size(key) > 1 | ' "' + substring(key, 1) + '"']
WITH *, COLLECT {
  UNWIND CASE WHEN size(wanting) > 0 THEN [reduce(q = '+live +(', id IN wanting | q + ' "' + id + '"') + ')'
    + CASE WHEN size(covered) > 0 THEN ' +(' + reduce(q = '', place IN covered | q + place) + ')' ELSE '' END
    + reduce(q = '', place IN stands | q + place)] ELSE [] END AS query
  CALL db.index.fulltext.queryNodes('demand', query, {limit: $args.limits.needs}) YIELD node AS asking
  WHERE asking.status = 'OPEN'
  RETURN asking
} AS open

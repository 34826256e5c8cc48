// Others' open needs that ask for the same, near here: pooling them is often the answer; sets similarNeeds
WITH *, COLLECT {
  UNWIND asked AS a
  WITH a.term AS term
  MATCH (term)<-[:DECOMPOSES_INTO]-{0,2}(whole)
  RETURN DISTINCT whole.id
} AS wholes
WITH *, COLLECT {
  UNWIND CASE WHEN size(wholes) > 0 THEN [reduce(q = '+live +(', id IN wholes | q + ' "' + id + '"') + ')' + reduce(q = '', p IN spread | q + p.key + p.boost)] ELSE [] END AS query
  CALL db.index.fulltext.queryNodes('demand', query, {limit: 2 * $args.limits.similar}) YIELD node AS other
  WHERE coalesce(other <> need, true) AND other.status = 'OPEN'
  WITH other, COLLECT {
    MATCH (other)-[:ASKS_FOR]->(whole)-[:DECOMPOSES_INTO]->{0,2}(term)
    WHERE any(a IN asked WHERE a.term = term)
    RETURN DISTINCT term.id AS id ORDER BY id
  } AS shared
  WHERE size(shared) > 0
  WITH other, shared, other.keys AS keys
  WITH other, shared, reduce(least = null, p IN spread | CASE WHEN p.id IN keys AND coalesce(p.level < least, true) THEN p.level ELSE least END) AS closest
  ORDER BY coalesce(closest, 5), size(shared) DESC, other.id
  LIMIT $args.limits.similar
  RETURN {need: other.id, ring: closest, shared: shared}
} AS similarNeeds

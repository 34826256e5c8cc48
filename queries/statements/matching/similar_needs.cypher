// Others' open needs that ask for the same, near here: pooling them is often the answer; sets similarNeeds
// include wholes
WITH *, COLLECT {
  UNWIND CASE WHEN asWholes <> '' THEN ['+live +(' + asWholes + ')' + reduce(q = '', p IN spread | q + p.key + p.boost)] ELSE [] END AS query
  CALL db.index.fulltext.queryNodes('demand', query, {limit: 2 * $args.limits.similar}) YIELD node AS other
  WHERE coalesce(other <> need, true) AND other.status = 'OPEN'
  WITH other, other.keys AS keys
  WITH other, [w IN wholes WHERE any(id IN w.by WHERE id IN keys) | w.id] AS shared, reduce(least = null, p IN spread | CASE WHEN p.id IN keys AND coalesce(p.level < least, true) THEN p.level ELSE least END) AS closest
  ORDER BY coalesce(closest, 5), size(shared) DESC, other.id
  LIMIT $args.limits.similar
  RETURN {need: other.id, ring: closest, shared: shared}
} AS similarNeeds

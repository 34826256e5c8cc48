// Others' open needs that ask for the same, near here: pooling them is often the answer; sets similarNeeds
WITH *, COLLECT {
  UNWIND asked AS a
  WITH a, a.term AS term
  MATCH (term)<-[:DECOMPOSES_INTO]-{0,2}()<-[:ASKS_FOR]-(other:Need {status: 'OPEN'})
  WHERE coalesce(other <> need, true)
  WITH other, term LIMIT $args.limits.many
  WITH other, collect(DISTINCT term) AS shared
  WITH *, COLLECT {
    MATCH (other)-[:AT]->(spot)-[:PART_OF]->{0,6}(place)
    WHERE place IN around
    RETURN coalesce(place.level, 0) AS level ORDER BY level LIMIT 1
  }[0] AS closest
  ORDER BY coalesce(closest, 5), size(shared) DESC, other.id
  LIMIT $args.limits.similar
  RETURN {need: other.id, ring: closest, shared: [term IN shared | term.id]}
} AS similarNeeds

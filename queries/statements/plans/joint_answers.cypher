// Who could answer a need together: its terms, gated candidates and the places that could coordinate; n: Need; $args: as of matching; columns: unit, terms, candidates, places
// include question_of_need
// include asked
LET alone = false
// include sources
LET forced = []
// include rings
// include score
LET terms = [a IN asked | {id: a.id, quantity: a.quantity}]
WITH *, COLLECT {
  UNWIND scored AS x
  WITH x, x.c AS c, x.provider AS provider, [hit IN x.hits WHERE hit.degree >= $args.thresholds.fit | hit.leaf] AS leaves
  WHERE x.via = 'DIRECT' AND size(leaves) > 0
  RETURN {
    id: c.id, provider: provider.id, terms: leaves, free: x.free, unit: x.unit, ring: x.ring, tier: x.tier, score: x.score,
    located: EXISTS { (provider)-[:LOCATED_IN]->() }, homes: [h IN x.homes | h.id],
    within: COLLECT { UNWIND x.homes AS home MATCH (home)-[:PART_OF]->{0,6}(place) RETURN DISTINCT place.id },
    pools: COLLECT { MATCH (c)-[:USES]->(r) WHERE r.capacity IS NOT NULL RETURN r.id ORDER BY r.id }
  }
} AS candidates
WITH *, COLLECT {
  UNWIND around AS place
  WITH place ORDER BY coalesce(place.level, 0), place.id
  RETURN {id: place.id, coordinator: COLLECT {
    MATCH (place)<-[l:SERVES|LOCATED_IN]-(o)
    WHERE o:ServiceCenter|BuildingCommittee AND (type(l) = 'SERVES' OR NOT EXISTS { (o)-[:SERVES]->() })
    RETURN o.id ORDER BY o:BuildingCommittee, o.id LIMIT 1
  }[0]}
} AS places
RETURN told.unit AS unit, terms, candidates, places

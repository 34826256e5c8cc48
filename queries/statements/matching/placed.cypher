// found with who provides each, where that stands, and its ring; sets placed
WITH *, COLLECT {
  UNWIND found AS f
  WITH f, f.c AS c, [k IN f.links WHERE k.type = 'OFFERED_BY'][0] AS offer
  WITH f, c, offer.link.consented AS consented, CASE WHEN f.via = 'POTENTIAL' THEN c ELSE offer.node END AS provider
  WITH *, COLLECT {
    UNWIND CASE WHEN f.via = 'POTENTIAL' THEN [] ELSE [provider] END AS agent
    MATCH (agent)-[l:LOCATED_IN|LIVES_NEAR|SERVES|WORKS_AT|VOLUNTEERS_IN]->(x)
    RETURN {type: type(l), node: x, link: l}
  } AS sites
  LET all = [k IN CASE WHEN f.via = 'POTENTIAL' THEN f.links ELSE sites END
    WHERE k.type = 'SERVES' OR coalesce(k.link.from <= day, true) AND coalesce(k.link.until >= day, true)]
  LET held = [k IN f.links WHERE k.type = 'HELD_IN' | k.node]
  LET stands = [k IN all WHERE k.type IN ['LOCATED_IN', 'LIVES_NEAR'] | k.node]
  LET serves = [k IN all WHERE k.type = 'SERVES' | k.node]
  WITH *, COLLECT {
    UNWIND [k IN all WHERE size(held) + size(stands) + size(serves) = 0 AND k.type IN ['WORKS_AT', 'VOLUNTEERS_IN'] | k.node] AS base
    MATCH (base)-[l:LOCATED_IN|SERVES]->(place)
    WHERE coalesce(l.from <= day, true) AND coalesce(l.until >= day, true)
    RETURN DISTINCT place
  } AS works
  LET own = [k IN f.links WHERE k.type = 'COVERS' | k.node]
  RETURN {
    c: c, via: f.via, hits: f.hits, links: f.links, provider: provider, consented: consented, own: own, serves: serves,
    required: [k IN f.links WHERE k.type = 'REQUIRES' | k.node], used: [k IN f.links WHERE k.type = 'USES' | k.node],
    homes: [place IN own WHERE place IN around AND place.level = 0]  // delivered to the very building: in it
      + CASE WHEN size(held) > 0 THEN held WHEN size(stands) > 0 THEN stands WHEN size(serves) > 0 THEN serves ELSE works END
  }
} AS sited
WITH *, COLLECT {
  UNWIND sited AS f
  UNWIND f.homes AS home
  WITH DISTINCT home
  MATCH (home)-[:PART_OF]->{0,6}(place)
  WHERE place IN around
  WITH home, min(coalesce(place.level, 0)) AS level
  RETURN {home: home, level: level}
} AS levels
LET placed = [f IN sited | f {.*, ring: CASE WHEN size(around) = 0 OR size(f.homes) = 0 THEN null
  ELSE reduce(least = 4, l IN levels | CASE WHEN l.level < least AND l.home IN f.homes THEN l.level ELSE least END) END}]

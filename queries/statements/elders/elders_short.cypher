// Paired elders of a community visited too seldom in the weeks up to a day, and pairings without both consents; $args: community (key or name), asOf, weeks, perWeek; columns: community, elders
// include community_named
WITH *, date($args.asOf) AS day
WITH *, COLLECT { MATCH (community)<-[:PART_OF]-{0,4}(place) RETURN DISTINCT place } AS within
WITH *, COLLECT {
  UNWIND within AS place
  MATCH (place)<-[:LIVES_NEAR]-(elder:Person)
  WHERE EXISTS { (elder)<-[:PAIRED_WITH]-() }
  WITH DISTINCT day, elder
  MATCH (elder)<-[p:PAIRED_WITH]-(helper)
  WHERE coalesce(p.from <= day, true) AND coalesce(p.until >= day, true)
  WITH day, elder, helper, p, coalesce(p.riderConsented AND p.elderConsented, false) AS both ORDER BY helper.id
  WITH day, elder, collect({
    helper: helper, helperConsented: p.riderConsented, elderConsented: p.elderConsented, both: both,
    visitsPerWeek: p.visitsPerWeek, from: p.from
  }) AS pairings, min(CASE WHEN both THEN coalesce(p.from, date('0001-01-01')) END) AS since
  WITH *, COLLECT {
    UNWIND range(0, $args.weeks - 1) AS back
    WITH back, day - duration({days: 7 * back + 6}) AS first
    WHERE first >= since
    RETURN COUNT {
      MATCH (elder)<-[:VISITED]-(v:Visit {kind: 'ELDER'})
      WHERE first <= v.visitedOn <= day - duration({days: 7 * back})
    } ORDER BY back
  } AS weekly, COLLECT {
    MATCH (elder)<-[:VISITED]-(v:Visit {kind: 'ELDER'})
    WHERE v.visitedOn <= day
    RETURN v.visitedOn ORDER BY v.visitedOn DESC LIMIT 1
  }[0] AS last
  WITH *, size([n IN weekly WHERE n < $args.perWeek]) AS short
  WHERE short > 0 OR since IS NULL
  RETURN {
    id: elder.id, elder: elder, counted: since IS NOT NULL, weeks: size(weekly), short: short, last: last,
    visits: reduce(sum = 0, n IN weekly | sum + n), pairings: pairings
  }
} AS elders
RETURN community, elders

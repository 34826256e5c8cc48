// Capabilities and activities that are in force, free and rightful for terms, whoever asks; terms: nodes, day; $args: supplies (at most of a term); sets supplies [{term, c, cut, unit, free, covers, within, at}], within: places that hold its service area, at: places that hold its provider or a building it delivers to
// The same gates as matching's (tests/queries/test_gaps_and_matching.py), but by intent: what is for members only, could be offered, or is alike in
// words alone is no supply; the day is today even where a need begins later; where nobody knows where a provider stands is the last ring.
WITH *, COLLECT {
  UNWIND terms AS term
  CALL (term) {
    MATCH (term)-[:BROADER]->{0,2}(by) RETURN by
    UNION
    MATCH (term)<-[down:BROADER]-{1,2}(by) WHERE size(down) = 1 OR NOT EXISTS { (term)-[:BROADER]->() } RETURN by
    UNION
    MATCH (term)<-[:DECOMPOSES_INTO]-{1,3}(by) RETURN by
  }
  MATCH (by)<-[:PROVIDES]-(c)
  WHERE c.status IN ['ACTIVE', 'PLANNED'] AND coalesce(c.validFrom <= day, true) AND coalesce(c.validUntil >= day, true)
    AND coalesce(c.startsAt >= datetime({date: day, timezone: '+08:00'}), true) AND NOT coalesce(c.membersOnly, false)
    AND coalesce(c.capacity > coalesce(c.reserved, 0.0), true)
  WITH DISTINCT term, c ORDER BY c.id
  WITH term, collect(c) AS offered
  UNWIND offered[..$args.supplies] AS c
  WITH term, c, size(offered) > $args.supplies AS cut
  MATCH (c)-[o:OFFERED_BY]->(provider)
  WHERE coalesce(provider.status <> 'CLOSED', true) AND (NOT provider:Person OR coalesce(o.consented, false))
    AND (term.ringPolicy <> 'DEPARTMENT' OR (provider:Department AND coalesce(provider.competence = term.competence, true)))
  WITH term, c, cut, provider, COLLECT { MATCH (c)-[:REQUIRES]->(q) RETURN q } AS required
  WITH *, CASE WHEN size(required) > 0 THEN COUNT {
    MATCH (provider)<-[v:VOLUNTEERS_IN|WORKS_AT]-{0,1}(m:Person)
    WHERE all(each IN v WHERE coalesce(each.from <= day, true) AND coalesce(each.until >= day, true))
      AND all(q IN required WHERE EXISTS {
        MATCH (m)-[h:HOLDS]->(q) WHERE coalesce(h.from <= day, true) AND coalesce(h.until >= day, true)
      })
    RETURN DISTINCT m
  } END AS qualified
  WITH *, COLLECT {
    MATCH (c)-[:USES]->(r) WHERE r.capacity IS NOT NULL AND coalesce(r.unit = c.unit, true)
    RETURN r.capacity - coalesce(r.reserved, 0.0)
  } AS drawn
  WITH *, [x IN drawn + [
    c.capacity - coalesce(c.reserved, 0.0),
    CASE WHEN NOT provider:Person AND coalesce(c.unit, '人') = '人' THEN toFloat(qualified) END
  ] WHERE x IS NOT NULL] AS frees
  WITH *, reduce(least = null, x IN frees | CASE WHEN least < x THEN least ELSE x END) AS free
  WHERE coalesce(free > 0, true) AND coalesce(qualified > 0, true)
  WITH *, COLLECT { MATCH (c)-[:COVERS]->(spot) RETURN spot } AS own, COLLECT { MATCH (provider)-[:SERVES]->(spot) RETURN spot } AS serves,
    COLLECT { MATCH (c)-[:HELD_IN]->(spot) RETURN spot } AS held
  WITH *, COLLECT {
    MATCH (provider)-[l:LOCATED_IN|LIVES_NEAR]->(spot)
    WHERE coalesce(l.from <= day, true) AND coalesce(l.until >= day, true)
    RETURN spot
  } AS stands
  WITH term, c, cut, free, CASE WHEN size(own) > 0 OR c:Activity THEN own ELSE serves END AS covers,
    [spot IN own WHERE spot.level = 0] + CASE WHEN size(held) > 0 THEN held WHEN size(stands) > 0 THEN stands WHEN size(serves) > 0 THEN serves ELSE COLLECT {
      MATCH (provider)-[w:WORKS_AT|VOLUNTEERS_IN]->()-[l:LOCATED_IN|SERVES]->(spot)
      WHERE all(each IN [w, l] WHERE coalesce(each.from <= day, true) AND coalesce(each.until >= day, true))
      RETURN DISTINCT spot
    } END AS homes
  RETURN {
    term: term, c: c, cut: cut, unit: c.unit, free: free, covers: covers,
    within: COLLECT { UNWIND covers AS spot MATCH (spot)-[:PART_OF]->{0,6}(larger) RETURN DISTINCT larger },
    at: COLLECT { UNWIND homes AS spot MATCH (spot)-[:PART_OF]->{0,6}(larger) RETURN DISTINCT larger }
  }
} AS supplies

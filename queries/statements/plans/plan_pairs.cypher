// Members of a volunteer team and whom they could be paired with; $args: program (key or name), and as of matching; columns: team, riders, offers, elders, known, places
WITH COLLECT {
  MATCH (t:Entity {id: $args.program}) WHERE t:VolunteerTeam RETURN t
  UNION
  MATCH (t:VolunteerTeam {name: $args.program}) WHERE t.id IS NOT NULL RETURN t
} AS called
WITH CASE WHEN size(called) = 1 THEN called[0] END AS team, date($args.asOf) AS day
WITH *, COUNT { (team)<-[:VOLUNTEERS_IN]-()<-[:OFFERED_BY]-(:Capability) } AS many
WITH *, COLLECT {
  UNWIND range(0, many - 1, 50) AS start
  CALL (team, start) {
    WITH team, start
    // include question_of_program
    // include asked
    LET alone = true
    // include sources
    LET forced = offered
    // include rings
    UNWIND [x IN pairs WHERE size(x.hits) > 0] AS x
    RETURN {
      rider: x.provider.id, id: x.id, capacity: x.has.capacity, reserved: x.has.reserved, minAge: x.has.minAge, maxAge: x.has.maxAge,
      kinds: x.has.eligibleKinds, failed: [g IN x.gates WHERE g.state = 'FAIL' AND g.gate <> 'NO_CAPACITY' | g.gate],
      hits: [hit IN x.hits | {term: asked[hit.leaf].id, degree: hit.degree}]
    } AS offer
  }
  RETURN offer
} AS offers
WITH *, COLLECT { MATCH (team)-[:SERVES]->(place) RETURN place } AS at
WITH *, COLLECT {
  MATCH (team)<-[:VOLUNTEERS_IN]-()<-[:OFFERED_BY]-(:Capability)-[:PROVIDES]->(term)
  RETURN DISTINCT term
} AS provided
WITH *, COLLECT {
  MATCH (team)<-[v:VOLUNTEERS_IN]-(rider:Person)
  WHERE coalesce(v.from <= day, true) AND coalesce(v.until >= day, true)
  RETURN {
    id: rider.id, weekdays: v.weekdays, languages: rider.languages,
    homes: COLLECT { MATCH (rider)-[:LIVES_NEAR]->(place) RETURN place.id }
  }
} AS riders
WITH *, COLLECT {
  MATCH (team)<-[v:VOLUNTEERS_IN]-(rider:Person)-[p:PAIRED_WITH]->(elder)
  WHERE coalesce(v.from <= day, true) AND coalesce(v.until >= day, true)
  RETURN {
    rider: rider.id, elder: elder.id, visits: 0, agreed: p.riderConsented AND p.elderConsented,
    refused: coalesce(NOT p.riderConsented OR NOT p.elderConsented, false),
    held: coalesce(p.from <= day, true) AND coalesce(p.until >= day, true)
  } AS tie
  UNION ALL
  MATCH (team)<-[:VOLUNTEERS_IN]-(rider:Person)<-[:MADE_BY]-(v:Visit)-[:VISITED]->(elder:Person)
  WHERE v.visitedOn <= day
  WITH rider, elder, count(DISTINCT v) AS visits
  RETURN {rider: rider.id, elder: elder.id, visits: visits, agreed: false, refused: false, held: false} AS tie
} AS known
WITH *, COLLECT {
  CALL (team, provided, day) {
    UNWIND provided AS leaf
    MATCH (leaf)<-[:DECOMPOSES_INTO]-{0,3}()<-[:ASKS_FOR]-(:Need {status: 'OPEN'})-[b:BENEFITS]->(elder:Person)
    RETURN elder, leaf.id AS term, b.consented AS consented, null AS visits
    UNION ALL
    MATCH (team)<-[v:VOLUNTEERS_IN]-(rider:Person)-[p:PAIRED_WITH]->(elder)
    WHERE all(each IN [v, p] WHERE coalesce(each.from <= day, true) AND coalesce(each.until >= day, true))
    RETURN elder, null AS term, p.elderConsented AS consented, p.visitsPerWeek AS visits
  }
  WITH elder, collect(DISTINCT term) AS terms, collect(consented) AS consents, max(visits) AS visits
  WHERE NOT EXISTS { (elder)-[:VOLUNTEERS_IN]->(team) }
    AND (size(at) = 0 OR EXISTS { MATCH (elder)-[:LIVES_NEAR]->()-[:PART_OF]->{0,6}(place) WHERE place IN at })
  RETURN {
    id: elder.id, terms: terms, consents: consents, visits: visits, age: day.year - elder.birthYear, languages: elder.languages,
    homes: COLLECT { MATCH (elder)-[:LIVES_NEAR]->(place) RETURN place.id }
  }
} AS elders
WITH *, COLLECT {
  UNWIND [r IN riders | r.homes] + [e IN elders | e.homes] AS homes UNWIND homes AS home
  WITH DISTINCT home
  MATCH (p:Entity {id: home})-[:PART_OF]->{0,6}(place)
  WITH home, collect({id: place.id, level: coalesce(place.level, 0)}) AS within
  RETURN {id: home, within: within}
} AS places
RETURN team.id AS team, riders, offers, elders, known, places

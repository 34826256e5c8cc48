// found [{c, via, hits, wanted}] with its provider, its ring and the eight gates; sets pairs
WITH *, COLLECT {
  UNWIND found AS f
  WITH f, f.c AS c, f.via AS via
  WITH *, COLLECT { MATCH (c)-[o:OFFERED_BY]->(p) RETURN {provider: p, consented: o.consented} LIMIT 1 }[0] AS offer
  LET provider = CASE WHEN via = 'POTENTIAL' THEN c ELSE offer.provider END
  WITH *, COLLECT { MATCH (c)-[:HELD_IN]->(place) RETURN place } AS held
  WITH *, CASE WHEN size(held) > 0 THEN held ELSE COLLECT {
    MATCH (provider)-[l:LOCATED_IN|LIVES_NEAR]->(place)
    WHERE coalesce(l.from <= day, true) AND coalesce(l.until >= day, true)
    RETURN DISTINCT place
  } END AS stands
  WITH *, COLLECT { MATCH (provider)-[:SERVES]->(place) RETURN place } AS serves
  WITH *, COLLECT { MATCH (c)-[:COVERS]->(place) RETURN place ORDER BY place.id } AS own
  WITH *, [place IN own WHERE place.level = 0 AND place IN around]  // delivered to the very building: in it
    + CASE WHEN size(stands) > 0 THEN stands WHEN size(serves) > 0 THEN serves ELSE COLLECT {
      MATCH (provider)-[w:WORKS_AT|VOLUNTEERS_IN]->()-[l:LOCATED_IN|SERVES]->(place)
      WHERE all(each IN [w, l] WHERE coalesce(each.from <= day, true) AND coalesce(each.until >= day, true))
      RETURN DISTINCT place
    } END AS homes
  WITH *, COLLECT {
    UNWIND homes AS home
    MATCH (home)-[:PART_OF]->{0,6}(place)
    WHERE place IN around
    RETURN coalesce(place.level, 0) AS level ORDER BY level LIMIT 1
  }[0] AS near
  LET ring = CASE WHEN size(around) = 0 OR size(homes) = 0 THEN null ELSE coalesce(near, 4) END
  ORDER BY f.wanted, coalesce(ring, 5), f.hits[0].degree DESC, c.id
  LIMIT $args.limits.candidates

  LET inactive = CASE
    WHEN c.status IN ['CLOSED', 'HELD', 'CANCELLED'] THEN {status: c.status}
    WHEN c.validUntil < day THEN {until: toString(c.validUntil)}
    WHEN c.validFrom > day THEN {from: toString(c.validFrom)}
    WHEN c.startsAt < datetime({date: today, timezone: '+08:00'}) THEN {until: toString(date(c.startsAt))}
    WHEN provider.status = 'CLOSED' THEN {provider: provider.status}
  END

  LET covers = CASE WHEN size(own) > 0 THEN own WHEN c:Activity OR via = 'POTENTIAL' THEN [] ELSE serves END
  LET covering = CASE
    WHEN via = 'POTENTIAL' AND (ring IS NULL OR ring > 0) THEN {state: 'UNKNOWN'}
    WHEN size(covers) = 0 OR any(place IN covers WHERE place IN around) THEN {state: 'PASS'}
    WHEN size(around) = 0 THEN {state: 'UNKNOWN', places: [place IN covers | place.name][..3], many: size(covers)}
    ELSE {state: 'FAIL', places: [place IN covers | place.name][..3], many: size(covers)}
  END

  WITH *, [b IN beneficiaries | [v IN [
    CASE WHEN c.eligibleKinds IS NULL OR b.kind IN c.eligibleKinds THEN null
      ELSE {state: 'FAIL', of: 'KIND', is: b.kind, may: c.eligibleKinds} END,
    CASE WHEN c.eligibleSizes IS NULL OR b.kind IN ['PERSON', 'ORGANIZATION'] OR b.size IN c.eligibleSizes THEN null
      WHEN b.size IS NULL THEN {state: 'UNKNOWN', of: 'SIZE', may: c.eligibleSizes}
      ELSE {state: 'FAIL', of: 'SIZE', is: b.size, may: c.eligibleSizes} END,
    CASE WHEN c.eligibleIndustries IS NULL
        OR any(code IN b.industries WHERE any(may IN c.eligibleIndustries WHERE code STARTS WITH may)) THEN null
      WHEN size(b.industries) = 0 THEN {state: 'UNKNOWN', of: 'INDUSTRY', may: c.eligibleIndustries}
      ELSE {state: 'FAIL', of: 'INDUSTRY', is: b.industries[0], may: c.eligibleIndustries} END,
    CASE WHEN c.minAge IS NULL AND c.maxAge IS NULL THEN null
      WHEN b.age IS NULL THEN {state: 'UNKNOWN', of: 'AGE', least: c.minAge, most: c.maxAge}
      WHEN b.age < coalesce(c.minAge, 0) OR b.age > coalesce(c.maxAge, 999)
        THEN {state: 'FAIL', of: 'AGE', least: c.minAge, most: c.maxAge} END,
    CASE WHEN coalesce(c.membersOnly, false) AND b.node <> provider
      AND COUNT {
        WITH b.node AS member
        MATCH (member)-[m:BELONGS_TO|WORKS_AT|MEMBER_OF|VOLUNTEERS_IN]->(provider)
        WHERE coalesce(m.from <= day, true) AND coalesce(m.until >= day, true)
      } = 0
      THEN {state: 'FAIL', of: 'MEMBERS'} END
  ] WHERE v IS NOT NULL]] AS verdicts
  LET restricted = coalesce(c.membersOnly, false)
    OR NOT (c.eligibleKinds IS NULL AND c.eligibleSizes IS NULL AND c.eligibleIndustries IS NULL AND c.minAge IS NULL AND c.maxAge IS NULL)
  LET eligible = CASE
    WHEN NOT restricted OR any(v IN verdicts WHERE size(v) = 0) THEN {state: 'PASS'}
    WHEN size(verdicts) = 0 THEN {state: 'UNKNOWN', of: 'WHO'}
    WHEN all(v IN verdicts WHERE any(each IN v WHERE each.state = 'FAIL'))
      THEN [each IN verdicts[0] WHERE each.state = 'FAIL'][0]
    ELSE [v IN verdicts WHERE none(each IN v WHERE each.state = 'FAIL')][0][0]
  END

  WITH *, COLLECT { MATCH (c)-[:REQUIRES]->(q) RETURN q } AS required
  WITH *, CASE WHEN size(required) = 0 THEN null ELSE COUNT {
    MATCH (provider)<-[v:VOLUNTEERS_IN|WORKS_AT]-{0,1}(m:Person)
    WHERE all(each IN v WHERE coalesce(each.from <= day, true) AND coalesce(each.until >= day, true))
      AND COUNT {
        MATCH (m)-[h:HOLDS]->(q)
        WHERE q IN required AND coalesce(h.from <= day, true) AND coalesce(h.until >= day, true)
        RETURN DISTINCT q
      } = size(required)
    RETURN DISTINCT m
  } END AS qualified
  WITH *, COLLECT {
    MATCH (provider)-[h:HOLDS]->(q)
    WHERE q IN required AND h.until < day
    RETURN toString(h.until) AS until ORDER BY until DESC LIMIT 1
  }[0] AS ended
  LET rightful = [hit IN f.hits WHERE asked[hit.leaf].policy <> 'DEPARTMENT' OR coalesce(
    provider:Department AND (asked[hit.leaf].term.competence IS NULL OR provider.competence = asked[hit.leaf].term.competence), false)]
  LET unqualified = CASE
    WHEN size(f.hits) > 0 AND size(rightful) = 0
      THEN {authority: [hit IN f.hits | asked[hit.leaf].term.competence][0]}
    WHEN qualified = 0 THEN {qualification: [q IN required | q.name][0], until: ended, team: NOT provider:Person}
  END
  LET hits = CASE WHEN size(rightful) = 0 THEN f.hits ELSE rightful END

  LET unconsented = CASE WHEN provider:Person AND NOT coalesce(offer.consented, false)
    THEN {asked: offer.consented IS NOT NULL} END

  LET shared = CASE WHEN c.weekdays IS NOT NULL THEN [d IN told.weekdays WHERE d IN c.weekdays] END
  LET starts = date(c.startsAt + duration('PT8H'))  // the day in Shanghai
  LET unscheduled = CASE
    WHEN size(shared) = 0 THEN {weekdays: c.weekdays}
    WHEN starts < told.from OR starts > told.until THEN {on: toString(starts)}
  END

  WITH *, COLLECT {
    MATCH (c)<-[:REFERRED_TO]-(r:Referral)-[:FOR_NEED]->(need)
    WHERE r.parkedUntil > today
    RETURN {until: toString(r.parkedUntil), reason: r.reason} LIMIT 1
  }[0] AS parked

  WITH *, COLLECT {
    MATCH (c)-[:USES]->(r)
    WHERE r.capacity IS NOT NULL AND coalesce(r.unit = coalesce(c.unit, told.unit), true)
    RETURN {free: r.capacity - coalesce(r.reserved, 0.0), unit: r.unit}
  } AS drawn
  LET unit = coalesce(c.unit, drawn[0].unit)
  LET frees = [x IN [c.capacity - coalesce(c.reserved, 0.0)] + [d IN drawn | d.free]
    + CASE WHEN provider:Person OR qualified = 0 OR NOT coalesce(unit, '人') = '人' THEN [] ELSE [toFloat(qualified)] END WHERE x IS NOT NULL]
  LET free = reduce(least = null, x IN frees | CASE WHEN least < x THEN least ELSE x END)
  LET comparable = coalesce(unit = told.unit, true)
  LET useful = CASE WHEN c.minimum > coalesce(told.minimum, 0.0) THEN c.minimum ELSE coalesce(told.minimum, 0.0) END
  LET capacity = CASE
    WHEN via = 'POTENTIAL' THEN {state: 'UNKNOWN', quantity: told.quantity, unit: told.unit}
    WHEN free <= 0 OR (comparable AND (free < useful OR told.quantity < c.minimum))
      THEN {state: 'FAIL', free: free, useful: useful, unit: unit}
    WHEN told.quantity IS NULL THEN {state: 'PASS', free: free, unit: unit}
    WHEN free IS NULL THEN {state: 'UNKNOWN', quantity: told.quantity, unit: told.unit}
    WHEN NOT comparable THEN {state: 'UNKNOWN', unit: unit, wanted: told.unit}
    ELSE {state: 'PASS', free: free, quantity: told.quantity, unit: unit, partial: free < told.quantity}
  END

  LET gates = [
    {gate: 'INACTIVE', state: CASE WHEN inactive IS NULL THEN 'PASS' ELSE 'FAIL' END, fact: inactive},
    {gate: 'NOT_COVERING', state: covering.state, fact: covering {.places, .many}},
    {gate: 'NOT_ELIGIBLE', state: eligible.state, fact: eligible {.of, .is, .may, .least, .most}},
    {gate: 'NOT_QUALIFIED', state: CASE WHEN unqualified IS NULL THEN 'PASS' ELSE 'FAIL' END, fact: unqualified},
    {gate: 'NO_CONSENT', state: CASE WHEN unconsented IS NULL THEN 'PASS' ELSE 'FAIL' END, fact: unconsented},
    {gate: 'OUT_OF_SCHEDULE', state: CASE WHEN unscheduled IS NULL THEN 'PASS' ELSE 'FAIL' END,
      fact: coalesce(unscheduled, {shared: CASE WHEN size(shared) < size(told.weekdays) THEN shared END})},
    {gate: 'PARKED', state: CASE WHEN parked IS NULL THEN 'PASS' ELSE 'FAIL' END, fact: parked},
    {gate: 'NO_CAPACITY', state: capacity.state, fact: capacity {.free, .useful, .quantity, .unit, .wanted, .partial}}
  ]
  LET best = coalesce(reduce(most = 0.0, hit IN hits | CASE WHEN hit.degree > most THEN hit.degree ELSE most END), 0.0)
  LET common = [i IN range(0, size(coalesce(c.grams, [])) - 1) WHERE c.grams[i] IN words]
  LET cosine = CASE WHEN length > 0 THEN reduce(sum = 0.0, i IN common | sum
    + c.gramWeights[i] * [w IN weighed WHERE w.gram = c.grams[i]][0].weight) / length ELSE 0.0 END
  RETURN {
    c: c, via: via, provider: provider, ring: ring,
    step: CASE WHEN size(around) = 0 THEN 0 WHEN coalesce(ring, 5) < $args.fromRing THEN $args.fromRing ELSE coalesce(ring, 5) END,
    hits: hits, best: best, free: free, unit: unit, gates: gates,
    passed: none(g IN gates WHERE g.state = 'FAIL'), weak: CASE WHEN size(asked) > 0 THEN best < $args.thresholds.fit ELSE cosine < $args.thresholds.words END,
    words: [i IN common | c.grams[i]], cosine: coalesce(cosine, 0.0), homes: homes
  }
} AS pairs

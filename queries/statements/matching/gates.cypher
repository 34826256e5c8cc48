// The eight gates of each candidate in batch (rows of placed); sets judged (weak is null where no terms are asked: words tell it, which are read of those who pass)
WITH *, COLLECT {
  UNWIND batch AS f
  WITH f, f.c AS c, f.via AS via, f.provider AS provider, f.ring AS ring, f.own AS own, f.serves AS serves, f.homes AS homes, f.required AS required, f.provider:Person AS person
  LET has = c {.id, .title, .titleEn, .name, .nameEn, .status, .validFrom, .validUntil, .startsAt, .weekdays, .capacity, .reserved, .minimum, .unit,
    .firstAnswerHours, .membersOnly, .eligibleKinds, .eligibleSizes, .eligibleIndustries, .minAge, .maxAge}

  LET inactive = CASE
    WHEN has.status IN ['CLOSED', 'HELD', 'CANCELLED'] THEN {status: has.status}
    WHEN has.validUntil < day THEN {until: toString(has.validUntil)}
    WHEN has.validFrom > day THEN {from: toString(has.validFrom)}
    WHEN has.startsAt < datetime({date: today, timezone: '+08:00'}) THEN {until: toString(date(has.startsAt))}
    WHEN provider.status = 'CLOSED' THEN {provider: provider.status}
  END

  LET covers = CASE WHEN size(own) > 0 THEN own WHEN c:Activity OR via = 'POTENTIAL' THEN [] ELSE serves END
  LET covering = CASE
    WHEN via = 'POTENTIAL' AND (ring IS NULL OR ring > 0) THEN {state: 'UNKNOWN'}
    WHEN provider IS NULL AND size(covers) = 0 AND NOT c:Activity THEN {state: 'UNKNOWN'}
    WHEN size(covers) = 0 OR any(place IN covers WHERE place IN around) THEN {state: 'PASS'}
    WHEN size(around) = 0 THEN {state: 'UNKNOWN', places: coll.sort([place IN covers | place.name])[..3], many: size(covers)}
    ELSE {state: 'FAIL', places: coll.sort([place IN covers | place.name])[..3], many: size(covers)}
  END

  WITH *, COLLECT {
    UNWIND CASE WHEN has.membersOnly THEN beneficiaries ELSE [] END AS b
    WITH b.node AS member
    MATCH (member)-[m:BELONGS_TO|WORKS_AT|MEMBER_OF|VOLUNTEERS_IN]->{0,1}(provider)
    WHERE all(each IN m WHERE coalesce(each.from <= day, true) AND coalesce(each.until >= day, true))
    RETURN DISTINCT member
  } AS members
  WITH *, [b IN beneficiaries | [v IN [
    CASE WHEN has.eligibleKinds IS NULL OR b.kind IN has.eligibleKinds THEN null
      ELSE {state: 'FAIL', of: 'KIND', is: b.kind, may: has.eligibleKinds} END,
    CASE WHEN has.eligibleSizes IS NULL OR b.kind IN ['PERSON', 'ORGANIZATION'] OR b.size IN has.eligibleSizes THEN null
      WHEN b.size IS NULL THEN {state: 'UNKNOWN', of: 'SIZE', may: has.eligibleSizes}
      ELSE {state: 'FAIL', of: 'SIZE', is: b.size, may: has.eligibleSizes} END,
    CASE WHEN has.eligibleIndustries IS NULL
        OR any(code IN b.industries WHERE any(may IN has.eligibleIndustries WHERE code STARTS WITH may)) THEN null
      WHEN size(b.industries) = 0 THEN {state: 'UNKNOWN', of: 'INDUSTRY', may: has.eligibleIndustries}
      ELSE {state: 'FAIL', of: 'INDUSTRY', is: b.industries[0], may: has.eligibleIndustries} END,
    CASE WHEN has.minAge IS NULL AND has.maxAge IS NULL THEN null
      WHEN b.age IS NULL THEN {state: 'UNKNOWN', of: 'AGE', least: has.minAge, most: has.maxAge}
      WHEN b.age < coalesce(has.minAge, 0) OR b.age > coalesce(has.maxAge, 999)
        THEN {state: 'FAIL', of: 'AGE', least: has.minAge, most: has.maxAge} END,
    CASE WHEN coalesce(has.membersOnly, false) AND NOT b.node IN members THEN {state: 'FAIL', of: 'MEMBERS'} END
  ] WHERE v IS NOT NULL]] AS verdicts
  LET restricted = coalesce(has.membersOnly, false)
    OR NOT (has.eligibleKinds IS NULL AND has.eligibleSizes IS NULL AND has.eligibleIndustries IS NULL AND has.minAge IS NULL AND has.maxAge IS NULL)
  LET eligible = CASE
    WHEN NOT restricted OR any(v IN verdicts WHERE size(v) = 0) THEN {state: 'PASS'}
    WHEN size(verdicts) = 0 THEN {state: 'UNKNOWN', of: 'WHO'}
    WHEN all(v IN verdicts WHERE any(each IN v WHERE each.state = 'FAIL'))
      THEN [each IN verdicts[0] WHERE each.state = 'FAIL'][0]
    ELSE [v IN verdicts WHERE none(each IN v WHERE each.state = 'FAIL')][0][0]
  END

  WITH *, COLLECT {
    UNWIND CASE WHEN size(required) > 0 THEN [provider] ELSE [] END AS agent
    MATCH (agent)<-[v:VOLUNTEERS_IN|WORKS_AT]-{0,1}(m:Person)
    WHERE all(each IN v WHERE coalesce(each.from <= day, true) AND coalesce(each.until >= day, true))
      AND COUNT {
        MATCH (m)-[h:HOLDS]->(q)
        WHERE q IN required AND coalesce(h.from <= day, true) AND coalesce(h.until >= day, true)
        RETURN DISTINCT q
      } = size(required)
    RETURN DISTINCT m
  } AS certified
  LET qualified = CASE WHEN size(required) > 0 THEN size(certified) END
  WITH *, COLLECT {
    UNWIND CASE WHEN qualified = 0 THEN [provider] ELSE [] END AS agent
    MATCH (agent)-[h:HOLDS]->(q)
    WHERE q IN required AND h.until < day
    RETURN toString(max(h.until)) AS until
  } AS lapsed
  LET rightful = [hit IN f.hits WHERE asked[hit.leaf].policy <> 'DEPARTMENT' OR coalesce(
    provider:Department AND (asked[hit.leaf].term.competence IS NULL OR provider.competence = asked[hit.leaf].term.competence), false)]
  LET unqualified = CASE
    WHEN size(f.hits) > 0 AND size(rightful) = 0
      THEN {authority: [hit IN f.hits | asked[hit.leaf].term.competence][0]}
    WHEN qualified = 0 THEN {qualification: [q IN required | q.name][0], until: lapsed[0], team: NOT person}
  END
  LET hits = CASE WHEN size(rightful) = 0 THEN f.hits ELSE rightful END

  LET unconsented = CASE WHEN person AND NOT coalesce(f.consented, false)
    THEN {asked: f.consented IS NOT NULL} END

  LET shared = CASE WHEN has.weekdays IS NOT NULL THEN [d IN told.weekdays WHERE d IN has.weekdays] END
  LET starts = date(has.startsAt + duration('PT8H'))  // the day in Shanghai
  LET unscheduled = CASE
    WHEN size(shared) = 0 THEN {weekdays: has.weekdays}
    WHEN starts < told.from OR starts > told.until THEN {on: toString(starts)}
  END

  LET parked = [p IN parkings WHERE p.c = c | p {.until, .reason}][0]

  LET drawn = [r IN f.used WHERE r.capacity IS NOT NULL AND coalesce(r.unit = coalesce(has.unit, told.unit), true)
    | {free: r.capacity - coalesce(r.reserved, 0.0), unit: r.unit}]
  LET unit = coalesce(has.unit, drawn[0].unit)
  LET frees = [x IN [has.capacity - coalesce(has.reserved, 0.0)] + [d IN drawn | d.free]
    + CASE WHEN person OR qualified = 0 OR NOT coalesce(unit, '人') = '人' THEN [] ELSE [toFloat(qualified)] END WHERE x IS NOT NULL]
  LET free = reduce(least = null, x IN frees | CASE WHEN least < x THEN least ELSE x END)
  LET comparable = coalesce(unit = told.unit, true)
  LET useful = CASE WHEN has.minimum > coalesce(told.minimum, 0.0) THEN has.minimum ELSE coalesce(told.minimum, 0.0) END
  LET capacity = CASE
    WHEN via = 'POTENTIAL' THEN {state: 'UNKNOWN', quantity: told.quantity, unit: told.unit}
    WHEN free <= 0 OR (comparable AND (free < useful OR told.quantity < has.minimum))
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
  RETURN {
    c: c, id: has.id, has: has, links: f.links, via: via, provider: provider, person: person, ring: ring, step: f.step,
    hits: hits, best: best, free: free, unit: unit, gates: gates,
    passed: none(g IN gates WHERE g.state = 'FAIL'), weak: CASE WHEN size(asked) > 0 THEN best < $args.thresholds.fit END, homes: homes
  }
} AS judged

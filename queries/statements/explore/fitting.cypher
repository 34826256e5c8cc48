// Of supplies, what reaches a part and could serve one who asks there; part, around, term, asked [{need, quantity, unit, around}], supplies, day; sets reaching
WITH *, COLLECT {
  UNWIND asked AS each
  WITH each.need AS need
  MATCH (need)-[tie:BENEFITS|RAISED_BY]->(one)
  WHERE type(tie) = 'BENEFITS' OR NOT EXISTS { (need)-[:BENEFITS]->() }
  RETURN DISTINCT {
    kind: CASE WHEN one:Person THEN 'PERSON' WHEN one:Enterprise THEN one.kind ELSE 'ORGANIZATION' END,
    size: coalesce(one.size, CASE one.kind WHEN 'STALLHOLDER' THEN 'MICRO' END), age: day.year - one.birthYear,
    industries: COLLECT { MATCH (one)-[:IN_INDUSTRY]->()-[:BROADER]->{0,3}(industry:Industry) RETURN industry.code }
  }
} AS who, COLLECT {
  UNWIND asked AS each
  WITH each.need AS need
  MATCH (need)<-[:FOR_NEED]-(r:Referral)-[:REFERRED_TO]->(c) WHERE r.parkedUntil > day
  RETURN need.id + ' ' + c.id
} AS parked
WITH *, [s IN supplies WHERE s.term = term
  AND (size(asked) > 0 OR size(s.covers) = 0 OR part IN s.within OR any(spot IN around WHERE spot IN s.covers))
  AND (size(asked) = 0 OR any(each IN asked WHERE (size(s.covers) = 0 OR any(spot IN each.around WHERE spot IN s.covers))
    AND NOT each.need.id + ' ' + s.c.id IN parked
    AND coalesce(any(on IN each.need.weekdays WHERE on IN s.c.weekdays), true)
    AND (coalesce(s.unit <> each.unit, false)
      OR (coalesce(s.free >= each.need.minimum, true) AND coalesce(s.c.minimum <= each.quantity, true)))))
  AND (size(who) = 0 OR any(one IN who WHERE coalesce(one.kind IN s.c.eligibleKinds, true)
    AND (one.kind IN ['PERSON', 'ORGANIZATION'] OR coalesce(one.size IN s.c.eligibleSizes, true))
    AND coalesce(one.age >= s.c.minAge, true) AND coalesce(one.age <= s.c.maxAge, true)
    AND (s.c.eligibleIndustries IS NULL OR size(one.industries) = 0
      OR any(code IN one.industries WHERE any(may IN s.c.eligibleIndustries WHERE code STARTS WITH may)))))
] AS reaching

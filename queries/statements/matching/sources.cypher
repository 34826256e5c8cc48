// Where candidates come from, counted before any is read; alone: nothing is looked for; sets near, stepwise, hints, known, few, many, alike, parkings
LET near = [a IN asked | a.policy = 'RINGS']  // terms that are looked for place by place
LET stepwise = [a IN near | a AND NOT $args.allRings]  // ... and whose search ends where enough is found
WITH *, COLLECT {
  UNWIND reach AS r
  WITH r, r.term AS term
  WHERE r.relation IN ['EXACT', 'NARROWER']
  MATCH (term)<-[s:SUGGESTS]-()<-[:BROADER]-{0,3}(by)
  RETURN {by: by, leaf: r.leaf, term: term, id: r.id, degree: r.degree * coalesce(s.strength, 1.0), tops: r.tops}
} AS hints
WITH *, COLLECT {
  CALL (reach, hints, near) {
    UNWIND reach AS r
    WITH r, r.term AS term
    RETURN near[r.leaf] AS nearby, false AS hinted, COUNT { (term)<-[:PROVIDES]-() } AS offers
    UNION ALL
    UNWIND hints AS h
    WITH h, h.by AS by
    RETURN near[h.leaf] AS nearby, true AS hinted, COUNT { (by)<-[:IN_INDUSTRY]-() } + COUNT { (by)<-[:OWNS]-() } AS offers
  }
  RETURN {
    near: sum(CASE WHEN nearby AND NOT hinted THEN offers ELSE 0 END), far: sum(CASE WHEN nearby OR hinted THEN 0 ELSE offers END),
    hinted: sum(CASE WHEN nearby AND hinted THEN offers ELSE 0 END), all: sum(offers)
  }
}[0] AS known
LET many = size(around) > 0 AND known.all > $args.limits.many
LET few = known.all < $args.limits.few
LET asText = reduce(text = '', w IN words[..400] | text + ' ' + w)  // Lucene takes 1,024 at most
WITH *, COLLECT {
  UNWIND CASE WHEN NOT alone AND asText <> '' AND (few OR known.far > $args.limits.scan) THEN [asText] ELSE [] END AS text
  CALL db.index.fulltext.queryNodes('words', text, {limit: $args.limits.text}) YIELD node AS c
  RETURN c
  UNION
  UNWIND CASE WHEN NOT alone AND sense IS NOT NULL AND (few OR known.far > $args.limits.scan) THEN [sense] ELSE [] END AS v
  CALL db.index.vector.queryNodes('meanings', $args.limits.text, v) YIELD node AS c
  RETURN c
} AS alike
WITH *, COLLECT {
  MATCH (need)<-[:FOR_NEED]-(r:Referral)-[:REFERRED_TO]->(c)
  WHERE r.parkedUntil > today
  RETURN {c: c, until: toString(r.parkedUntil), reason: r.reason} ORDER BY r.parkedUntil DESC
} AS parkings

// Where candidates come from, counted before any is read; alone: nothing is looked for; sets looked (how many a lookup brings), near, stepwise, hints, few, pool [{c, round}], the nearest first, cut (where there is more), alike, parkings
LET looked = toInteger($args.limits.candidates * CASE WHEN size(asked) < 2 THEN 1.0 WHEN size(asked) = 2 THEN 1.5 ELSE 2.0 END)
LET near = [a IN asked | a.policy = 'RINGS']  // terms that are looked for place by place
LET stepwise = [a IN near | a AND NOT $args.allRings]  // ... and whose search ends where enough is found
WITH *, COLLECT {
  UNWIND reach AS r
  WITH r, r.term AS term
  WHERE r.relation IN ['EXACT', 'NARROWER']
  MATCH way = (term)<-[s:SUGGESTS]-()<-[:BROADER]-{0,3}(by)
  RETURN {by: by, way: way, leaf: r.leaf, term: term, id: r.id, degree: r.degree * coalesce(s.strength, 1.0), tops: r.tops}
} AS hints
WITH *, COLLECT {
  UNWIND reach AS r
  WITH r, r.term AS term
  WHERE r.relation <> 'NEAR'
  RETURN {leaf: r.leaf, offers: COUNT { (term)<-[:PROVIDES]-() }}
} AS known
LET few = reduce(sum = 0, k IN known | sum + k.offers) + size(hints) < $args.limits.few
LET far = reduce(sum = 0, k IN known | CASE WHEN near[k.leaf] THEN sum ELSE sum + k.offers END)
LET sought = [policy IN ['RINGS', 'ANYWHERE', 'DEPARTMENT'] | [
  reduce(q = '', r IN reach | CASE WHEN asked[r.leaf].policy = policy AND r.relation <> 'NEAR' THEN q + ' "' + r.id + '"^' + toString(r.degree) ELSE q END),
  reduce(q = '', h IN hints | CASE WHEN asked[h.leaf].policy = policy THEN q + ' "' + h.by.id + '"' ELSE q END),
  CASE policy WHEN 'DEPARTMENT' THEN ' +department' ELSE '' END,
  reduce(q = '', r IN reach | CASE WHEN asked[r.leaf].policy = policy AND r.relation = 'NEAR' THEN q + ' "' + r.id + '"' ELSE q END)
]]
LET served = CASE WHEN size(spread) = 0 THEN '+live' ELSE '+live +("~"' + reduce(q = '', p IN spread | q + ' "~' + p.id + '"') + ')' END
WITH *, COLLECT {
  UNWIND CASE WHEN alone THEN [] ELSE range(0, 2) END AS policy
  WITH sought[policy] AS about, policy > 0 AS anywhere
  UNWIND [
    [about[0], ' ' + served + about[2], looked, true], [about[0], ' -(' + served + about[2] + ')', $args.limits.barred, false],
    [about[1], '', $args.limits.invited, true], [about[3], ' ' + served + about[2], $args.limits.nearly, false]
  ] AS lookup
  WITH anywhere, lookup, reduce(q = '+(' + lookup[0] + ')' + lookup[1], p IN spread | q + p.key + p.boost) AS query, lookup[2] AS most
  WHERE lookup[0] <> '' AND most > 0
  WITH *, COLLECT { CALL db.index.fulltext.queryNodes('supply', query, {limit: most}) YIELD node AS one RETURN one } AS got
  RETURN {anywhere: anywhere, got: got, cut: lookup[3] AND size(got) = most}
} AS drawings
WITH *, COLLECT {
  UNWIND drawings AS drawn_from
  UNWIND drawn_from.got AS c
  WITH c, drawn_from.anywhere AS anywhere, c.keys AS keys
  WITH c, CASE WHEN anywhere THEN -1 ELSE reduce(least = CASE WHEN size(spread) = 0 THEN 0 ELSE 4 END, p IN spread | CASE WHEN p.id IN keys AND p.level < least THEN p.level ELSE least END) END AS round
  RETURN DISTINCT {c: c, round: CASE WHEN round IN range(0, $args.fromRing) THEN $args.fromRing ELSE round END}
} AS pool
LET cut = {
  anywhere: any(each IN drawings WHERE each.cut AND each.anywhere),
  near: reduce(least = 9, each IN [each IN drawings WHERE each.cut AND NOT each.anywhere] | [p IN pool WHERE p.c = each.got[size(each.got) - 1] AND p.round >= 0 | p.round][0])
}
LET likely = CASE WHEN few THEN $args.limits.text WHEN far > looked THEN $args.limits.likely ELSE 0 END  // of many offers from anywhere those that read like the need, though others are nearer
LET asText = reduce(text = '', w IN words[..400] | text + ' ' + w)  // Lucene takes 1,024 at most
WITH *, COLLECT {
  UNWIND CASE WHEN NOT alone AND asText <> '' AND likely > 0 THEN [asText] ELSE [] END AS text
  CALL db.index.fulltext.queryNodes('words', text, {limit: likely}) YIELD node AS c
  RETURN c
  UNION
  UNWIND CASE WHEN NOT alone AND sense IS NOT NULL AND likely > 0 THEN [sense] ELSE [] END AS v
  CALL db.index.vector.queryNodes('meanings', likely, v) YIELD node AS c
  RETURN c
} AS alike
WITH *, COLLECT {
  MATCH (need)<-[:FOR_NEED]-(r:Referral)-[:REFERRED_TO]->(c)
  WHERE r.parkedUntil > today
  RETURN {c: c, until: toString(r.parkedUntil), reason: r.reason} ORDER BY r.parkedUntil DESC
} AS parkings

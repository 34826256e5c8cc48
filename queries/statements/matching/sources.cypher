// Where candidates come from, counted before any is read; alone: nothing is looked for; sets near, stepwise, hints, few, sought (by policy [offers, hints, else] as keys), served (what a live candidate that covers the places has), alike, parkings
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
  UNWIND reach AS r
  WITH r, r.term AS term
  RETURN {leaf: r.leaf, offers: COUNT { (term)<-[:PROVIDES]-() }}
} AS known
LET few = reduce(sum = 0, k IN known | sum + k.offers) + size(hints) < $args.limits.few
LET far = reduce(sum = 0, k IN known | CASE WHEN near[k.leaf] THEN sum ELSE sum + k.offers END)
LET sought = [policy IN ['RINGS', 'ANYWHERE', 'DEPARTMENT'] | [
  reduce(q = '', r IN reach | CASE WHEN asked[r.leaf].policy = policy THEN q + ' "' + r.id + '"^' + toString(r.degree) ELSE q END),
  reduce(q = '', h IN hints | CASE WHEN asked[h.leaf].policy = policy THEN q + ' "' + h.by.id + '"' ELSE q END),
  CASE policy WHEN 'DEPARTMENT' THEN ' +department' ELSE '' END
]]
LET served = CASE WHEN size(spread) = 0 THEN '+live' ELSE '+live +("~"' + reduce(q = '', p IN spread | q + ' "~' + p.id + '"') + ')' END
LET asText = reduce(text = '', w IN words[..400] | text + ' ' + w)  // Lucene takes 1,024 at most
WITH *, COLLECT {
  UNWIND CASE WHEN NOT alone AND asText <> '' AND (few OR far > $args.limits.candidates) THEN [asText] ELSE [] END AS text
  CALL db.index.fulltext.queryNodes('words', text, {limit: $args.limits.text}) YIELD node AS c
  RETURN c
} AS alike
WITH *, COLLECT {
  MATCH (need)<-[:FOR_NEED]-(r:Referral)-[:REFERRED_TO]->(c)
  WHERE r.parkedUntil > today
  RETURN {c: c, until: toString(r.parkedUntil), reason: r.reason} ORDER BY r.parkedUntil DESC
} AS parkings

// What the question comes down to: its day, places, beneficiaries, words, and leaf terms with all terms in reach
LET today = date($args.asOf)
LET day = CASE WHEN told.from > today THEN told.from ELSE today END
WITH *, COLLECT {
  UNWIND CASE WHEN size(who) > 0 THEN who WHEN raiser IS NULL THEN [] ELSE [raiser] END AS one
  MATCH (one)-[l:LOCATED_IN|LIVES_NEAR|SERVES]->(place)
  WHERE coalesce(l.from <= day, true) AND coalesce(l.until >= day, true)
  RETURN DISTINCT place
} AS dwellings
LET spots = CASE WHEN size(at) > 0 THEN at ELSE dwellings END
WITH *, COLLECT {
  UNWIND spots AS spot
  MATCH (spot)-[:PART_OF]->{0,6}(place)
  WITH place, count(DISTINCT spot) AS holds
  WHERE holds = size(spots)
  RETURN place
} AS around
LET spread = [p IN around | {id: p.id, level: coalesce(p.level, 0), key: ' "' + p.id + '"', boost: '^1' + ['000000000', '000000', '000', ''][coalesce(p.level, 0)]}]  // as keys, the nearest far ahead
WITH *, COLLECT {
  UNWIND who AS one
  RETURN {
    node: one,
    kind: CASE WHEN one:Person THEN 'PERSON' WHEN one:Enterprise THEN one.kind ELSE 'ORGANIZATION' END,
    size: CASE WHEN one:Enterprise THEN coalesce(one.size, CASE one.kind WHEN 'STALLHOLDER' THEN 'MICRO' END) END,
    age: day.year - one.birthYear,
    industries: COLLECT { MATCH (one)-[:IN_INDUSTRY]->()-[:BROADER]->{0,3}(i:Industry) RETURN i.code }
  }
} AS beneficiaries
WITH *, COLLECT { MATCH (s:TextStatistics {name: 'capabilities'}) RETURN s }[0] AS statistics
WITH *, COLLECT {
  UNWIND range(0, size(told.grams) - 1) AS i
  MATCH (g:Gram {gram: told.grams[i]})
  RETURN {gram: g.gram, weight: told.counts[i] * g.idf}
} AS weighed
LET unseen = size(told.grams) - size(weighed)
LET length = sqrt(reduce(sum = 0.0, w IN weighed | sum + w.weight ^ 2) + unseen * coalesce(statistics.unseen, 0.0) ^ 2)
LET words = [w IN weighed | w.gram]
LET sense = coalesce(told.sense, CASE WHEN told.model = statistics.model THEN [i IN range(0, size(told.vector) - 1) | told.vector[i] - statistics.needMean[i]] END)
WITH *, COLLECT {
  UNWIND asks AS ask
  WITH ask, ask.root AS root
  MATCH (root)-[parts:DECOMPOSES_INTO]->{0,3}(leaf)
  WHERE NOT EXISTS { (leaf)-[:DECOMPOSES_INTO]->() }
  WITH ask, leaf, max(reduce(w = ask.weight, part IN parts | w * coalesce(part.weight, 1.0))) AS weight
  WITH leaf, max(weight) AS weight, collect(ask)[0] AS ask
  WITH leaf, weight, ask.root AS root, ask.quantity AS quantity
  ORDER BY leaf.id
  LIMIT $args.limits.terms
  RETURN {
    term: leaf, id: leaf.id, name: leaf.name, nameEn: coalesce(leaf.nameEn, leaf.name), quantity: quantity,
    root: root, whole: root.name, wholeEn: coalesce(root.nameEn, root.name),
    policy: leaf.ringPolicy,
    weight: weight * log(1 + (1.0 + coalesce(statistics.documents, 0)) / (1 + COUNT { (leaf)<-[:PROVIDES]-() })),
    general: NOT EXISTS { (leaf)-[:BROADER]->() },
    top: COLLECT { MATCH (leaf)-[:BROADER]->{0,6}(top) WHERE NOT EXISTS { (top)-[:BROADER]->() } RETURN top.id }
  }
} AS asked
WITH *, COLLECT { UNWIND asked AS a UNWIND a.top AS top RETURN DISTINCT top } AS tops
WITH *, COLLECT {
  UNWIND range(0, size(asked) - 1) AS leaf
  WITH leaf, asked[leaf].term AS own, asked[leaf].general AS general
  CALL (own, general) {
    RETURN own AS term, 1.0 AS degree, 'EXACT' AS relation
    UNION ALL
    MATCH (own)<-[:DECOMPOSES_INTO]-{1,3}(term) RETURN term, 1.0 AS degree, 'WHOLE' AS relation
    UNION ALL
    MATCH (own)-[up:BROADER]->{1,2}(term) RETURN term, 0.8 ^ size(up) AS degree, 'BROADER' AS relation
    UNION ALL
    MATCH (own)<-[down:BROADER]-{1,2}(term)
    RETURN term, CASE WHEN general THEN 1.0 ELSE 0.6 ^ size(down) END AS degree, 'NARROWER' AS relation
    UNION ALL
    MATCH (own)-[:RELATED]-(term) RETURN term, 0.5 AS degree, 'RELATED' AS relation
    UNION ALL
    UNWIND range(0, size(coalesce(own.nearTerms, [])) - 1) AS i
    MATCH (term:ServiceTerm&Entity {id: own.nearTerms[i]}) RETURN term, own.nearDegrees[i] AS degree, 'NEAR' AS relation
  }
  WITH leaf, term, degree, relation ORDER BY degree DESC, relation
  WITH leaf, term, collect({degree: degree, relation: relation})[0] AS best
  WITH *, COLLECT { MATCH (term)-[:BROADER]->{0,6}(top) WHERE top.id IN tops RETURN DISTINCT top.id } AS under
  RETURN {leaf: leaf, term: term, id: term.id, degree: best.degree, relation: best.relation, tops: under}
  ORDER BY best.degree DESC, leaf, term.id
} AS reach

// Needs like one, open or not: by its terms and by its words, with what helped then; n: Need; $args: asOf, limits, least, alike; columns: rows [{id, need, ring, shared, words, similarity, helped, resolved, duplicate}]
// include question_of_need
// include asked
LET own = [i IN range(0, size(told.grams) - 1) | {gram: told.grams[i], weight: coalesce(
  [w IN weighed WHERE w.gram = told.grams[i] | w.weight][0], told.counts[i] * coalesce(statistics.unseen, 1.0))}]
LET weight = reduce(sum = 0.0, w IN own | sum + w.weight)
// include wholes
WITH *, COLLECT {
  CALL (asWholes, spread, own) {
    UNWIND CASE WHEN asWholes <> '' THEN ['+(' + asWholes + ')' + reduce(q = '', p IN spread | q + p.key + p.boost)] ELSE [] END AS query
    CALL db.index.fulltext.queryNodes('demand', query, {limit: $args.limits.text}) YIELD node
    RETURN node AS other
    UNION
    UNWIND [reduce(q = '', w IN [w IN own WHERE size(w.gram) > 1][..200] | q + ' "' + w.gram + '"')] AS query
    WITH query WHERE query <> ''
    CALL db.index.fulltext.queryNodes('search', query, {limit: $args.limits.text}) YIELD node
    WHERE node:Need
    RETURN node AS other
  }
  WITH DISTINCT other, n
  WHERE other <> n
  RETURN other
} AS others
WITH *, COLLECT {
  UNWIND others AS other
  WITH other, other.keys AS keys, other.grams AS theirs
  LET common = [w IN own WHERE w.gram IN theirs]
  LET similarity = CASE WHEN weight > 0 THEN reduce(sum = 0.0, w IN common | sum + w.weight) / weight ELSE 0.0 END
  LET ring = reduce(least = null, p IN spread | CASE WHEN p.id IN keys AND coalesce(p.level < least, true) THEN p.level ELSE least END)
  LET shared = [w IN wholes WHERE any(id IN w.by WHERE id IN keys) | w.id]
  WITH *, COLLECT { MATCH (other)-[:RAISED_BY|BENEFITS]->(agent) WHERE agent = raiser OR agent IN who RETURN DISTINCT agent } AS same
  WITH *, COLLECT { MATCH (other)-[:AT]->(spot) WHERE spot IN spots RETURN spot } AS there
  WHERE (size(shared) > 0 OR similarity >= $args.least) AND similarity >= $args.minimumSimilarity
    AND ($args.rings IS NULL OR coalesce(ring, -1) IN $args.rings)
    AND ($args.terms IS NULL OR any(a IN asked WHERE a.term.id IN shared AND (a.term.id IN $args.terms OR a.term.name IN $args.terms)))
  ORDER BY size(shared) > 0 AND other.status = 'OPEN' DESC, coalesce(ring, 5), size(shared) DESC, similarity DESC, other.id
  LIMIT $args.limits.similar
  RETURN {
    id: other.id, need: other.id, ring: ring, shared: shared, similarity: similarity,
    words: [w IN common WHERE size(w.gram) > 1 | w.gram][..10],
    helped: COLLECT { MATCH (other)<-[:FOR_NEED]-(r:Referral {status: 'COMPLETED'})-[:REFERRED_TO]->(c) RETURN DISTINCT c.id AS id ORDER BY id },
    resolved: COLLECT { MATCH (other)<-[:DISCUSSES]-(:Meeting)-[:ADOPTED]->(r)-[:CREATED]->(c) RETURN DISTINCT c.id AS id ORDER BY id },
    open: other.status = 'OPEN', agents: size(same) > 0, place: size(there) > 0
  }
} AS found
WITH *, COLLECT {
  UNWIND range(0, size(found) - 1) AS nth
  WITH nth, found[nth] AS f
  RETURN f {.*, rank: nth + 1, duplicate: f.open AND (f.agents OR f.place)
    AND f.similarity >= CASE WHEN size(f.shared) > 0 THEN $args.alike ELSE 1.5 * $args.alike END}
} AS rows
RETURN rows

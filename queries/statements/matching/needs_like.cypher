// Needs like one, open or not: by its terms and by its words, with what helped then; $args: id, asOf, limits; columns: rows [{id, need, ring, shared, words, similarity, helped, resolved, duplicate}]
MATCH (n:Entity {id: $args.id})
WHERE n:Need
// include question_of_need
// include asked
WITH *, COLLECT {
  UNWIND asked AS a
  WITH a.term AS term
  MATCH (term)<-[:DECOMPOSES_INTO]-{0,2}(whole)
  RETURN DISTINCT whole.id
} AS wholes
WITH *, COLLECT {
  CALL (wholes, spread, words) {
    UNWIND CASE WHEN size(wholes) > 0 THEN [reduce(q = '+(', id IN wholes | q + ' "' + id + '"') + ')' + reduce(q = '', p IN spread | q + p.key + p.boost)] ELSE [] END AS query
    CALL db.index.fulltext.queryNodes('demand', query, {limit: $args.limits.text}) YIELD node
    RETURN node AS other
    UNION
    UNWIND [reduce(q = '', w IN [w IN words WHERE size(w) > 1][..200] | q + ' "' + w + '"')] AS query
    WITH query WHERE query <> ''
    CALL db.index.fulltext.queryNodes('search', query, {limit: $args.limits.text}) YIELD node
    WHERE node:Need
    RETURN node AS other
  }
  WITH DISTINCT other, n
  WHERE other <> n
  RETURN other
} AS others
LET weight = reduce(sum = 0.0, w IN weighed | sum + w.weight) + unseen * coalesce(statistics.unseen, 0.0)
WITH *, COLLECT {
  UNWIND others AS other
  WITH other, other.keys AS keys, other.grams AS theirs
  LET common = [w IN weighed WHERE w.gram IN theirs]
  LET similarity = CASE WHEN weight > 0 THEN reduce(sum = 0.0, w IN common | sum + w.weight) / weight ELSE 0.0 END
  LET ring = reduce(least = null, p IN spread | CASE WHEN p.id IN keys AND coalesce(p.level < least, true) THEN p.level ELSE least END)
  WITH *, COLLECT {
    MATCH (other)-[:ASKS_FOR]->(whole)-[:DECOMPOSES_INTO]->{0,2}(term)
    WHERE any(a IN asked WHERE a.term = term)
    RETURN DISTINCT term.id AS id ORDER BY id
  } AS shared
  WITH *, COLLECT { MATCH (other)-[:RAISED_BY|BENEFITS]->(agent) WHERE agent = raiser OR agent IN who RETURN DISTINCT agent } AS same
  WITH *, COLLECT { MATCH (other)-[:AT]->(spot) WHERE spot IN spots RETURN spot } AS there
  WHERE size(shared) > 0 OR similarity >= $args.least
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
LET rows = [i IN range(0, size(found) - 1) | found[i] {.*, rank: i + 1, duplicate: found[i].open AND (found[i].agents OR found[i].place)
  AND found[i].similarity >= CASE WHEN size(found[i].shared) > 0 THEN $args.alike ELSE 1.5 * $args.alike END}]
RETURN rows

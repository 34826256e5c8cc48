// What the graph counts of the same thing as a figure claims, and whether the claim holds there; n: Figure; $args: asOf, how {kind: {by, about [labels], label, type, kind, sum, lone}}; columns: why, count, difference, holds, counted, synthetic
LET how = $args.how[n.counts]
LET day = date($args.asOf)
WITH *, COLLECT { MATCH (n)-[:ABOUT]->(about) WHERE any(label IN labels(about) WHERE label IN how.about) RETURN about } AS abouts
LET why = CASE WHEN how IS NULL THEN 'NOT_NAMED' WHEN size(abouts) = 0 THEN 'NOT_ABOUT' END
WITH *, COLLECT { UNWIND abouts AS about MATCH (about)<-[:PART_OF]-{0,6}(place:Place) RETURN DISTINCT place } AS places
WITH *, COLLECT {
  CALL (how, day, abouts, places) {
    WITH * WHERE how.by = 'PLACE'
    UNWIND places AS x
    WITH x, how WHERE how.label IN labels(x) OR (how.lone AND x:Building AND NOT EXISTS { (x)-[:PART_OF]->(:MicroGrid) })
    RETURN x
    UNION
    WITH * WHERE how.by = 'ORGANIZATION'
    UNWIND places AS place
    MATCH (place)<-[l:LOCATED_IN|SERVES]-(x:Organization)
    WHERE how.label IN labels(x) AND coalesce(l.from <= day, true) AND coalesce(l.until >= day, true) AND coalesce(x.status <> 'CLOSED', true)
    RETURN x
    UNION
    WITH * WHERE how.by = 'PERSON'
    UNWIND places AS place
    MATCH (place)<-[:LOCATED_IN|SERVES]-{0,1}(where)<-[l:LIVES_NEAR|WORKS_AT|POSTED_TO|VOLUNTEERS_IN|BELONGS_TO]-(x:Person)
    WHERE type(l) IN how.types AND coalesce(x.kind = how.kind, how.kind IS NULL)
      AND coalesce(l.from <= day, true) AND coalesce(l.until >= day, true)
    RETURN x
    UNION
    WITH * WHERE how.by = 'HAPPENED'
    UNWIND places AS place
    MATCH (place)<-[:LOCATED_IN|SERVES]-{0,1}(where)<-[:HELD_IN|OFFERED_BY|VISITED]-(x)
    WHERE how.label IN labels(x) AND coalesce(x.status = 'HELD', true) AND coalesce(x.kind = 'ENTERPRISE', true)
      AND coalesce(x.heldOn, x.visitedOn, date(x.startsAt)) <= day
      AND (how.years IS NULL OR date(x.startsAt) > day - duration({years: how.years}))
    RETURN x
    UNION
    WITH * WHERE how.by = 'NEED'
    UNWIND places AS place
    MATCH (place)<-[:AT]-(x:Need {status: 'MET'})
    RETURN x
    UNION
    WITH * WHERE how.by = 'CATALOGUE'
    MATCH (x:CatalogueItem) WHERE x.number IS NOT NULL AND x.id IS NOT NULL
    RETURN x
    UNION
    WITH * WHERE how.by = 'LINE'
    UNWIND abouts AS about
    MATCH (about)-[:USES]->{0,1}(line:Resource)<-[:DRAWS_ON]-{0,1}(loan)-[:BORROWED_BY]->{0,1}(x)
    WHERE how.label IN labels(x) AND (loan = line OR (loan.status IN ['LENT', 'REPAID'] AND coalesce(loan.lentOn <= day, true)))
    RETURN x
    UNION
    WITH * WHERE how.by = 'PAIR'
    UNWIND abouts AS about
    MATCH (about)<-[:VOLUNTEERS_IN]-(rider:Person)-[l:PAIRED_WITH]->(elder:Person)
    WHERE coalesce(l.from <= day, true) AND coalesce(l.until >= day, true)
    RETURN CASE WHEN how.kind = 'RIDER' THEN rider ELSE elder END AS x
    UNION
    WITH * WHERE how.by = 'COVERED'
    UNWIND abouts AS about
    MATCH (about)-[:COVERS]->()<-[:PART_OF]-{0,6}(x:Building)
    RETURN x
  }
  WITH x, how, CASE WHEN how.sum IS NULL THEN 1.0 ELSE x[how.sum] END AS amount WHERE amount IS NOT NULL
  RETURN {amount: amount, synthetic: x.synthetic}
} AS found
LET count = CASE WHEN why IS NULL THEN reduce(sum = 0.0, each IN found | sum + each.amount) END
LET difference = count - n.value
LET holds = CASE n.qualifier
  WHEN 'OVER' THEN count > n.value
  WHEN 'NEARLY' THEN count <= n.value AND count >= 0.9 * n.value
  ELSE count = n.value
END
LET counted = CASE WHEN why IS NULL THEN size(found) END
LET synthetic = CASE WHEN why IS NULL THEN size([each IN found WHERE each.synthetic]) END
RETURN why, count, difference, holds, counted, synthetic

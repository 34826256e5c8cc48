// A place's parts by the terms asked for there: demand, supply ring by ring, shortfall; $args: place (key or name), terms (keys or names), all (whether no term is named), day, most (terms); columns: place, gaps, unresolved
LET names = [$args.place]
// include places_named
// include terms_named
LET place = places[0].node
LET day = date($args.day)
WITH *, COLLECT {
  MATCH (place)<-[:PART_OF]-(part:Place) WHERE part.level IS NOT NULL
  RETURN part ORDER BY part.level DESC, part.id
} AS smaller
// include demand
WITH *, COLLECT {
  UNWIND demands AS d
  WITH d.term AS term, sum(size(d.asked)) AS needs ORDER BY needs DESC, term.id LIMIT $args.most
  RETURN term
} AS wanted
LET terms = wanted + [m IN meant WHERE m.node IS NOT NULL AND none(term IN wanted WHERE term IN m.under) | m.node]
// include supply
WITH *, COLLECT {
  UNWIND [d IN demands WHERE d.term IN terms]
    + [term IN terms WHERE NOT term IN wanted | {part: place, term: term, asked: []}] AS d
  WITH d.part AS part, d.term AS term, d.asked AS asked
  WITH *, COLLECT { MATCH (part)-[:PART_OF]->{0,6}(larger) RETURN larger } AS around,
    COLLECT { UNWIND asked AS each WITH each WHERE each.quantity IS NOT NULL RETURN DISTINCT coalesce(each.unit, '') } AS units
  // include fitting
  WITH *, CASE WHEN size(units) > 0 THEN units ELSE COLLECT {
    UNWIND reaching AS s WITH s WHERE s.free IS NOT NULL RETURN DISTINCT coalesce(s.unit, '')
  } END AS counted
  WITH *, CASE WHEN size(counted) = 1 THEN counted[0] END AS unit,
    CASE WHEN size(units) = 1 THEN reduce(sum = 0.0, each IN asked | sum + coalesce(each.quantity, 0.0)) END AS quantity
  WITH *, COLLECT {
    UNWIND reaching AS s
    WITH s, COLLECT { UNWIND around AS spot WITH spot WHERE spot IN s.at RETURN spot.level AS level ORDER BY level LIMIT 1 }[0] AS level
    WITH s, coalesce(level, 4) AS ring ORDER BY ring, s.c.id
    RETURN {c: s.c, ring: ring, unit: s.unit, free: CASE WHEN coalesce(s.unit, unit) = unit THEN s.free END, unknown: s.free IS NULL}
  } AS near
  WITH *, [ring IN range(coalesce(part.level, 0), 4) | {
    ring: ring, answers: size([x IN near WHERE x.ring <= ring]),
    unknown: size([x IN near WHERE x.ring <= ring AND x.unknown]),
    supply: CASE WHEN unit IS NOT NULL THEN reduce(sum = 0.0, x IN near | sum + CASE WHEN x.ring <= ring THEN coalesce(x.free, 0.0) ELSE 0.0 END) END
  }] AS held
  WITH *, [r IN held | r {.*, shortfall: CASE WHEN quantity > r.supply THEN quantity - r.supply ELSE quantity * 0.0 END}] AS rings
  WITH *, [r IN rings WHERE r.ring = 3][0] AS district
  RETURN {
    id: part.id + ' ' + term.id, place: part, term: term, needs: [each IN asked | each.need][..20], needCount: size(asked),
    quantity: quantity, unit: nullIf(unit, ''), unquantified: size([each IN asked WHERE each.quantity IS NULL]),
    units: COLLECT { UNWIND counted + [x IN near WHERE NOT x.unknown | coalesce(x.unit, unit)] AS one WITH DISTINCT one WHERE one <> '' RETURN one ORDER BY one },
    rings: rings, answers: [x IN near | x.c][..20],
    unmet: CASE
      WHEN size(asked) = 0 THEN 0.0 WHEN district.answers = 0 THEN 1.0
      WHEN quantity > 0 THEN district.shortfall / quantity ELSE 0.0 END
  }
} AS rows
WITH *, COLLECT { UNWIND rows AS row WITH row ORDER BY row.unmet DESC, row.needCount DESC, row.id RETURN row } AS gaps
LET unresolved = [each IN places + meant WHERE each.node IS NULL | each.name]
RETURN place, gaps, unresolved

// Needs counted and their quantities summed by any of the dimensions; $args: groupBy, statuses, lists and raiserKinds (null: any), raisedFrom, raisedUntil, place (key or name), terms (keys or names); columns: groups, unresolved
LET names = [name IN [$args.place] WHERE name IS NOT NULL]
// include places_named
// include terms_named
WITH *, COLLECT {
  CALL (places) {
    WITH places WHERE size(places) > 0
    UNWIND places AS named
    WITH named.node AS place
    MATCH (place)<-[:PART_OF]-{0,4}()<-[:AT]-(need:Need)
    WHERE need.status IN $args.statuses
    RETURN DISTINCT need
    UNION ALL
    WITH places WHERE size(places) = 0
    MATCH (need:Need)
    WHERE need.status IN $args.statuses AND need.id IS NOT NULL
    RETURN need
  }
  WITH need
  WHERE coalesce(need.list IN $args.lists, $args.lists IS NULL)
    AND ($args.raisedFrom IS NULL OR need.raisedOn >= date($args.raisedFrom))
    AND ($args.raisedUntil IS NULL OR need.raisedOn <= date($args.raisedUntil))
  WITH need, COLLECT {
    WITH need WHERE size($args.terms) > 0 OR 'TERM' IN $args.groupBy
    MATCH (need)-[ask:ASKS_FOR]->(term)
    WHERE size($args.terms) = 0 OR any(m IN meant WHERE term IN m.under)
    RETURN {term: term, quantity: coalesce(ask.quantity, need.quantity)}
  } AS asks
  WHERE size($args.terms) = 0 OR size(asks) > 0
  WITH need, asks, COLLECT {
    WITH need WHERE 'RAISER_KIND' IN $args.groupBy OR $args.raiserKinds IS NOT NULL
    MATCH (need)-[:RAISED_BY]->(one)
    RETURN CASE WHEN one:Person THEN 'PERSON' WHEN one:Enterprise THEN one.kind ELSE 'ORGANIZATION' END LIMIT 1
  }[0] AS raiserKind
  WHERE $args.raiserKinds IS NULL OR raiserKind IN $args.raiserKinds
  WITH need, asks, raiserKind, COLLECT {
    WITH need WHERE any(each IN $args.groupBy WHERE each IN ['COMMUNITY', 'AREA', 'BUILDING'])
    MATCH (need)-[:AT]->()-[:PART_OF]->{0,6}(spot)
    RETURN spot
  } AS spots
  UNWIND CASE WHEN 'TERM' IN $args.groupBy AND size(asks) > 0 THEN asks ELSE [{quantity: need.quantity}] END AS ask
  WITH need, ask.quantity AS quantity, ask.term AS term,
    CASE WHEN 'COMMUNITY' IN $args.groupBy THEN [spot IN spots WHERE spot:Community][0] END AS community,
    CASE WHEN 'AREA' IN $args.groupBy THEN [spot IN spots WHERE spot:Area][0] END AS area,
    CASE WHEN 'BUILDING' IN $args.groupBy THEN [spot IN spots WHERE spot:Building][0] END AS building,
    CASE WHEN 'STATUS' IN $args.groupBy THEN need.status END AS status,
    CASE WHEN 'LIST' IN $args.groupBy THEN need.list END AS list,
    CASE WHEN 'MONTH' IN $args.groupBy THEN left(toString(need.raisedOn), 7) END AS month,
    CASE WHEN 'RAISER_KIND' IN $args.groupBy THEN raiserKind END AS raiserKind
  WITH term, community, area, building, status, list, month, raiserKind,
    collect(DISTINCT CASE WHEN quantity IS NOT NULL THEN coalesce(need.unit, '') END) AS units, sum(quantity) AS quantity,
    count(need) AS needs, count(quantity) AS quantified,
    count(CASE need.status WHEN 'OPEN' THEN 1 END) AS open, count(CASE need.status WHEN 'MET' THEN 1 END) AS met
  RETURN {
    id: reduce(id = '', each IN [term.id, community.id, area.id, building.id, status, list, month, raiserKind] | id + coalesce(each, '-') + ' '),
    term: term, community: community, area: area, building: building, status: status, list: list, month: month, raiserKind: raiserKind,
    needs: needs, needsOpen: open, needsMet: met, shareMet: CASE WHEN open + met > 0 THEN toFloat(met) / (open + met) END,
    quantity: CASE WHEN size(units) = 1 THEN toFloat(quantity) END, unit: CASE WHEN size(units) = 1 THEN nullIf(units[0], '') END,
    unquantified: needs - quantified, units: units
  }
} AS found
WITH *, COLLECT { UNWIND found AS row WITH row ORDER BY row.needs DESC, row.id RETURN row } AS groups
LET unresolved = [each IN places + meant WHERE each.node IS NULL | each.name]
RETURN groups, unresolved

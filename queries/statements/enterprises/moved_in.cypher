// Enterprises that moved into a place since a day and are there on the day; $args: asOf, since, place, industry, sizes, most; columns: tenancies, unresolved
WITH date($args.asOf) AS today, date($args.since) AS since
WITH *, COLLECT {
  MATCH (place:Place {name: $args.place})<-[:PART_OF]-{0,4}(building)<-[spell:LOCATED_IN]-(firm:Enterprise)
  WHERE spell.from >= since AND spell.from <= today AND coalesce(spell.until >= today, true)
    AND coalesce(firm.size, '') IN $args.sizes
    AND ($args.industry IS NULL OR EXISTS {
      (firm)-[:IN_INDUSTRY]->()-[:BROADER]->{0,4}(top) WHERE $args.industry IN [top.code, top.name]
    })
  WITH DISTINCT building, spell, firm ORDER BY spell.from DESC, firm.id, building.id LIMIT $args.most
  WITH *, COLLECT {
    MATCH (firm)-[old:LOCATED_IN]->(was) WHERE old.from < spell.from AND was <> building
    RETURN was ORDER BY old.from DESC, was.id LIMIT 1
  }[0] AS before
  RETURN {
    id: firm.id + ' ' + building.id + ' ' + toString(spell.from), enterprise: firm, place: building, cameFrom: before,
    from: toString(spell.from), until: toString(spell.until)
  }
} AS tenancies
LET unresolved = [name IN [$args.place] WHERE NOT EXISTS { (:Place {name: name}) }]
  + [name IN [$args.industry] WHERE name IS NOT NULL AND NOT EXISTS { (:Industry {code: name}) } AND NOT EXISTS { (:Industry {name: name}) }]
RETURN tenancies, unresolved

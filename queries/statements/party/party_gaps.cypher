// Buildings in a place with more enterprises than this and no party organization of their own; $args: asOf, place, moreThan, most; columns: buildings, unresolved
WITH date($args.asOf) AS today
WITH *, COLLECT {
  MATCH (:Place {name: $args.place})<-[:PART_OF]-{0,4}(building:Building)
  WITH DISTINCT today, building
  FILTER NOT EXISTS {
    (building)-[:PART_OF]->{0,1}(:Building|MicroGrid)<-[:ESTABLISHED_IN|SERVES]-(:PartyOrganization {tier: 'BUILDING'})
  }
  WITH *, COLLECT {
    MATCH (building)<-[spell:LOCATED_IN]-(firm:Enterprise)
    WHERE coalesce(spell.from <= today, true) AND coalesce(spell.until >= today, true)
    RETURN DISTINCT firm ORDER BY firm.name, firm.id
  } AS tenants
  FILTER size(tenants) > $args.moreThan
  WITH building, tenants ORDER BY size(tenants) DESC, building.id LIMIT $args.most
  LET without = [firm IN tenants WHERE NOT EXISTS { (firm)<-[:ESTABLISHED_IN]-(:PartyOrganization) }]
  RETURN {
    id: building.id, building: building, enterprises: size(tenants),
    withoutOrganization: size(without), some: without[..20]
  }
} AS buildings
LET unresolved = [name IN [$args.place] WHERE NOT EXISTS { (:Place {name: name}) }]
RETURN buildings, unresolved

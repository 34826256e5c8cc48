// What serves a place, its enterprises without a party organization, and the terms asked for in it that nobody covers; $args: place (key or name), day, all (true), most; columns: place, serviceCenters, committees, partyOrganizations, teams, others, enterprises, withoutParty, withoutPartyCount, uncovered, unresolved
LET names = [$args.place]
// include places_named
LET place = places[0].node
LET day = date($args.day)
WITH *, COLLECT { MATCH (place)-[:PART_OF]->{0,6}(spot) RETURN spot } AS holding
WITH *, COLLECT { MATCH (place)<-[:PART_OF]-{0,4}(spot) RETURN DISTINCT spot } AS inside
WITH *, COLLECT {
  UNWIND holding + [spot IN inside WHERE spot <> place] AS spot
  MATCH (spot)<-[:SERVES|MANAGES|ESTABLISHED_IN]-(o:Organization)
  WHERE coalesce(o.status <> 'CLOSED', true)
  WITH o, spot ORDER BY coalesce(spot.level, 0) DESC, spot.id
  WITH o, collect(spot)[0] AS spot ORDER BY coalesce(spot.level, 0) DESC, o.id
  LIMIT $args.most
  RETURN {
    organization: o, serves: spot, direct: spot IN inside,
    kind: CASE WHEN o:ServiceCenter THEN 'CENTER' WHEN o:BuildingCommittee THEN 'COMMITTEE' WHEN o:PartyOrganization THEN 'PARTY' WHEN o:VolunteerTeam|VisitingTeam THEN 'TEAM' END
  }
} AS serving
WITH *, COLLECT {
  UNWIND inside AS spot
  MATCH (spot)<-[l:LOCATED_IN]-(e:Enterprise)
  WHERE coalesce(l.from <= day, true) AND coalesce(l.until >= day, true)
  RETURN DISTINCT e ORDER BY e.id
} AS tenants
WITH *, COLLECT {
  UNWIND tenants AS e
  WITH e WHERE NOT EXISTS { (e)<-[:ESTABLISHED_IN]-() }
  RETURN e
} AS without
LET smaller = []
LET meant = []
// include demand
LET terms = [d IN demands | d.term]
// include supply
WITH *, COLLECT {
  UNWIND demands AS d
  WITH d.part AS part, d.term AS term, d.asked AS asked, holding AS around
  // include fitting
  WITH term, asked WHERE size(reaching) = 0
  ORDER BY size(asked) DESC, term.id
  RETURN {term: term, needs: [each IN asked | each.need][..20], needCount: size(asked)}
} AS uncovered
LET serviceCenters = [s IN serving WHERE s.kind = 'CENTER']
LET committees = [s IN serving WHERE s.kind = 'COMMITTEE']
LET partyOrganizations = [s IN serving WHERE s.kind = 'PARTY']
LET teams = [s IN serving WHERE s.kind = 'TEAM']
LET others = [s IN serving WHERE s.kind IS NULL]
LET enterprises = size(tenants)
LET withoutParty = without[..$args.most]
LET withoutPartyCount = size(without)
LET unresolved = [each IN places WHERE each.node IS NULL | each.name]
RETURN place, serviceCenters, committees, partyOrganizations, teams, others, enterprises, withoutParty, withoutPartyCount, uncovered, unresolved

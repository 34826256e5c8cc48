// The same counts of several places, side by side; $args: places (keys or names), day; columns: counts, unresolved
LET names = $args.places
LET day = date($args.day)
// include places_named
WITH *, COLLECT {
  UNWIND places AS named
  WITH named.node AS place WHERE place IS NOT NULL
  WITH *, COLLECT { MATCH (place)<-[:PART_OF]-{0,4}(spot) RETURN DISTINCT spot } AS inside
  WITH *, COLLECT {
    UNWIND inside AS spot
    MATCH (spot)<-[l:LOCATED_IN]-(e:Enterprise)
    WHERE coalesce(l.from <= day, true) AND coalesce(l.until >= day, true)
    RETURN DISTINCT e
  } AS tenants
  WITH *, COLLECT {
    UNWIND inside AS spot
    MATCH (spot)<-[:SERVES|ESTABLISHED_IN]-(o:Organization)
    WHERE coalesce(o.status <> 'CLOSED', true)
    RETURN DISTINCT o
  } AS serving
  WITH *, COLLECT {
    UNWIND inside AS spot
    MATCH (spot)<-[:AT]-(need:Need)
    RETURN need.status
  } AS needs
  WITH *, COUNT {
    UNWIND inside AS spot
    MATCH (spot)<-[:LOCATED_IN|SERVES|LIVES_NEAR]-(who)<-[:OFFERED_BY]-(c:Capability)
    WHERE c.status = 'ACTIVE' AND coalesce(c.validFrom <= day, true) AND coalesce(c.validUntil >= day, true)
      AND coalesce(who.status <> 'CLOSED', true)
    RETURN DISTINCT c
  } AS capabilities
  WITH *, COUNT { UNWIND tenants AS e MATCH (e)<-[:ESTABLISHED_IN]-(p) RETURN DISTINCT p } AS established
  WITH *, COUNT {
    UNWIND serving AS team
    MATCH (team:VolunteerTeam)<-[v:VOLUNTEERS_IN]-(person)
    WHERE coalesce(v.from <= day, true) AND coalesce(v.until >= day, true)
    RETURN DISTINCT person
  } AS volunteers
  LET open = size([s IN needs WHERE s = 'OPEN'])
  LET met = size([s IN needs WHERE s = 'MET'])
  LET told = [e IN tenants WHERE e.headcount IS NOT NULL | e.headcount]
  RETURN {
    place: place, buildings: size([spot IN inside WHERE spot:Building]), enterprises: size(tenants),
    employees: CASE WHEN size(told) > 0 THEN reduce(sum = 0, one IN told | sum + one) END, employeesKnown: size(told),
    needsOpen: open, needsMet: met, needsWithdrawn: size(needs) - open - met,
    shareMet: CASE WHEN open + met > 0 THEN toFloat(met) / (open + met) END, capabilities: capabilities,
    partyOrganizations: size([o IN serving WHERE o:PartyOrganization]) + established,
    serviceCenters: size([o IN serving WHERE o:ServiceCenter]), committees: size([o IN serving WHERE o:BuildingCommittee]),
    volunteerTeams: size([o IN serving WHERE o:VolunteerTeam]), volunteers: volunteers, societies: size([o IN serving WHERE o:Society])
  }
} AS counts
LET unresolved = [each IN places WHERE each.node IS NULL | each.name]
RETURN counts, unresolved

// A party organization and those below it, with their members by standing; $args: asOf, organization; columns: organizations, unresolved
WITH date($args.asOf) AS today
WITH *, COLLECT {
  MATCH tree = (:PartyOrganization {name: $args.organization})<-[:SUBORDINATE_TO]-{0,3}(organization)
  WITH today, organization, min(length(tree)) AS depth
  WITH *, COLLECT {
    MATCH (organization)<-[spell:MEMBER_OF]-(person)
    WHERE coalesce(spell.from <= today, true) AND coalesce(spell.until >= today, true)
    RETURN spell.standing
  } AS standings
  RETURN {
    id: organization.id, organization: organization, depth: depth,
    inRegister: size([s IN standings WHERE s = 'IN_REGISTER']),
    floating: size([s IN standings WHERE s = 'FLOATING']),
    applicants: size([s IN standings WHERE s = 'APPLICANT'])
  }
} AS organizations
LET unresolved = [name IN [$args.organization] WHERE NOT EXISTS { (:PartyOrganization {name: name}) }]
RETURN organizations, unresolved

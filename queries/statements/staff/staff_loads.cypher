// Communities by enterprises to each member of their staff, the biggest cart first; $args: asOf; columns: communities, unresolved
WITH date($args.asOf) AS today
WITH *, COLLECT {
  MATCH (community:Community) WHERE community.name IS NOT NULL
  WITH *, COLLECT {
    MATCH (community)<-[:SERVES|ESTABLISHED_IN]-()<-[spell:POSTED_TO]-(person)
    WHERE coalesce(spell.from <= today, true) AND coalesce(spell.until >= today, true)
    RETURN DISTINCT {person: person.id, path: spell.path}
  } AS posted
  WITH *, COUNT {
    MATCH (community)<-[:PART_OF]-{0,3}()<-[spell:LOCATED_IN]-(firm:Enterprise)
    WHERE coalesce(spell.from <= today, true) AND coalesce(spell.until >= today, true)
    RETURN DISTINCT firm
  } AS enterprises
  LET staff = size(posted)
  LET share = CASE WHEN staff > 0 THEN toFloat(enterprises) / staff END
  RETURN {
    id: community.id, community: community, staff: staff, enterprises: enterprises, enterprisesPerStaff: share,
    socialWorkers: size([p IN posted WHERE p.path = 'SOCIAL_WORKER']),
    economicOfficials: size([p IN posted WHERE p.path = 'ECONOMIC_OFFICIAL']),
    talents: size([p IN posted WHERE p.path = 'TALENT']),
    cart: CASE WHEN staff = 0 AND enterprises > 0 THEN 1000000.0 + enterprises ELSE coalesce(share, 0.0) END
  }
} AS communities
RETURN communities, [] AS unresolved

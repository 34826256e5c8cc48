// Volunteer teams that can send people with a qualification on a day; $args: qualification (key or name), on, people (at least how many); columns: qualification, teams
WITH date($args.on) AS day, COLLECT {
  MATCH (q:Entity {id: $args.qualification}) WHERE q:Qualification RETURN q
  UNION
  MATCH (q:Qualification {name: $args.qualification}) WHERE q.id IS NOT NULL RETURN q
} AS named
WITH *, CASE WHEN size(named) = 1 THEN named[0] END AS qualification
WITH *, COLLECT {
  MATCH (qualification)<-[h:HOLDS]-(person:Person)-[v:VOLUNTEERS_IN]->(team:VolunteerTeam)
  WHERE coalesce(team.status = 'ACTIVE', true)
    AND coalesce(h.from <= day, true) AND coalesce(h.until >= day, true)
    AND coalesce(v.from <= day, true) AND coalesce(v.until >= day, true)
  WITH team, person, max(CASE WHEN v.weekdays IS NULL THEN 0 WHEN day.dayOfWeek IN v.weekdays THEN 1 ELSE -1 END) AS free
  ORDER BY person.id
  WITH team, collect(CASE free WHEN 1 THEN person END) AS able, collect(CASE free WHEN 0 THEN person END) AS unknown
  WHERE size(able) + size(unknown) >= $args.people
  RETURN {
    id: team.id, team: team, able: size(able), unknown: size(unknown), people: able[..50], toAsk: unknown[..50],
    missing: CASE WHEN size(able) < $args.people THEN $args.people - size(able) ELSE 0 END
  }
} AS teams
RETURN qualification, teams

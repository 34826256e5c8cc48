// How the visiting teams stand against their quota, Monday to the day; $args: asOf; columns: teams, unresolved
WITH date($args.asOf) AS today
LET monday = today - duration({days: today.dayOfWeek - 1})
LET days = [n IN range(0, 4) WHERE monday + duration({days: n}) <= today | monday + duration({days: n})]
WITH *, COLLECT {
  MATCH (visit:Visit)-[:VISITED]->(enterprise:Enterprise)
  WHERE visit.visitedOn >= monday AND visit.visitedOn <= today
  MATCH (visit)-[:MADE_BY]->(team:VisitingTeam)
  RETURN DISTINCT {team: team.id, day: visit.visitedOn, enterprise: enterprise.id}
} AS made
WITH *, COLLECT {
  MATCH (team:VisitingTeam) WHERE team.name IS NOT NULL
  LET own = [v IN made WHERE v.team = team.id]
  LET due = team.dailyQuota * size(days)
  LET behind = CASE WHEN size(own) < due THEN due - size(own) WHEN due IS NOT NULL THEN 0 END
  RETURN {
    id: team.id, team: team, due: due, made: size(own), behind: behind, lag: coalesce(behind, -1),
    shortDays: [day IN days WHERE size([v IN own WHERE v.day = day]) < team.dailyQuota | toString(day)]
  }
} AS teams
RETURN teams, [] AS unresolved

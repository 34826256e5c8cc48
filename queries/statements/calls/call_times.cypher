// How long each building's calls waited for a first answer, and which have none; $args: within (a place by name or id), since, asOf; columns: rows
LET since = datetime({date: date($args.since), timezone: '+08:00'})
LET end = datetime({date: date($args.asOf) + duration('P1D'), timezone: '+08:00'})
WITH *, COLLECT {
  CALL () {
    MATCH (place:Place&Entity {id: $args.within}) RETURN place
    UNION
    MATCH (place:Place) WHERE place.name = $args.within AND place.id IS NOT NULL RETURN place
  }
  MATCH (place)<-[:PART_OF]-{0,6}(building:Building)
  RETURN DISTINCT building
} AS buildings
WITH *, COLLECT {
  UNWIND buildings AS building
  WITH *, COLLECT {
    MATCH (building)<-[:CALLED_FROM]-(c:Call)
    WHERE c.calledAt >= since AND c.calledAt < end
    RETURN {call: c, minutes: CASE WHEN c.answeredAt < end THEN duration.inSeconds(c.calledAt, c.answeredAt).seconds / 60.0 END}
  } AS calls
  WHERE size(calls) > 0
  WITH *, COLLECT { UNWIND calls AS each RETURN percentileCont(each.minutes, 0.5) }[0] AS median
  WITH *, COLLECT { UNWIND calls AS each WITH each WHERE each.minutes IS NULL RETURN each.call ORDER BY each.call.calledAt, each.call.id } AS open
  WITH *, COLLECT { MATCH (building)<-[:SERVES]-(g:ContactGroup) RETURN g ORDER BY g.id } AS groups
  WITH *, COLLECT { MATCH (building)<-[:SERVES]-(:ContactGroup)<-[:DRAWN_FROM]-(t:VolunteerTeam) RETURN DISTINCT t ORDER BY t.id } AS teams
  WITH * ORDER BY size(open) DESC, coalesce(median, 0.0) DESC, building.id
  RETURN {
    id: building.id, building: building, calls: size(calls), answered: size(calls) - size(open), unanswered: size(open),
    medianMinutes: median, slowness: coalesce(median, 0.0), open: open, groups: groups, teams: teams
  }
} AS rows
RETURN rows

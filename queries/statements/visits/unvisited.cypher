// Enterprises in a place that nobody visited within the days up to the day; $args: asOf, place, days, most; columns: enterprises, unresolved
WITH date($args.asOf) AS today
LET limit = today - duration({days: $args.days})
WITH *, COLLECT {
  MATCH (:Place {name: $args.place})<-[:PART_OF]-{0,4}()<-[spell:LOCATED_IN]-(enterprise:Enterprise)
  WHERE coalesce(spell.from <= today, true) AND coalesce(spell.until >= today, true)
  WITH DISTINCT today, limit, enterprise
  WITH *, COLLECT {
    MATCH (enterprise)<-[:VISITED]-(visit:Visit) WHERE visit.visitedOn <= today RETURN max(visit.visitedOn)
  }[0] AS last
  FILTER coalesce(last <= limit, true)
  WITH today, enterprise, last ORDER BY coalesce(toString(last), ''), enterprise.id LIMIT $args.most
  RETURN {
    id: enterprise.id, enterprise: enterprise, lastVisitedOn: toString(last),
    since: coalesce(toString(last), ''), days: duration.inDays(last, today).days
  }
} AS enterprises
LET unresolved = [name IN [$args.place] WHERE NOT EXISTS { (:Place {name: name}) }]
RETURN enterprises, unresolved

// Public spaces of a place's community that are free between two times; $args: place, startsAt, endsAt, seats; columns: spaces, unresolved
WITH datetime($args.startsAt) AS startsAt, datetime($args.endsAt) AS endsAt
LET opening = datetime({datetime: startsAt, timezone: 'Asia/Shanghai'})
LET closing = datetime({datetime: endsAt, timezone: 'Asia/Shanghai'})
LET day = date(opening)
LET from = left(toString(localtime(opening)), 5)
LET until = CASE
  WHEN date(closing) = day THEN left(toString(localtime(closing)), 5)
  WHEN closing = datetime({date: day + duration('P1D'), timezone: 'Asia/Shanghai'}) THEN '24:00'
END
WITH *, COLLECT {
  MATCH (:Place {name: $args.place})-[:PART_OF]->{0,4}(community:Community)
  MATCH (community)<-[:PART_OF]-{1,4}(space:PublicSpace) WHERE coalesce(space.seats >= $args.seats, true)
  WITH DISTINCT *
  FILTER NOT EXISTS {
    (space)<-[:BOOKS]-(booking:Booking {status: 'CONFIRMED'})
    WHERE booking.startsAt < endsAt AND booking.endsAt > startsAt
  }
  WITH *, COLLECT { MATCH (space)-[:HAS_SCHEDULE]->(hours) RETURN hours } AS schedules
  LET open = size([s IN schedules WHERE coalesce(day.dayOfWeek IN s.weekdays, true)
    AND coalesce(s.validFrom <= day, true) AND coalesce(s.validUntil >= day, true)
    AND s.opensAt <= from AND coalesce(s.closesAt >= until, false)])
  FILTER open > 0 OR size(schedules) = 0
  LET known = size(schedules) > 0 AND space.seats IS NOT NULL
  RETURN DISTINCT {
    id: space.id, space: space, state: CASE WHEN known THEN 'FREE' ELSE 'UNKNOWN' END,
    hoursKnown: size(schedules) > 0, seatsKnown: space.seats IS NOT NULL,
    rank: CASE WHEN known THEN 0 ELSE 1 END, fit: coalesce(space.seats, 0)
  }
} AS spaces
LET unresolved = [name IN [$args.place] WHERE NOT EXISTS { (:Place {name: name}) }]
RETURN spaces, unresolved

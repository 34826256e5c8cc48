// Societies with no activity held or planned for some months; $args: asOf, months, community (key or name; any where null); columns: asleep
WITH date($args.asOf) AS day, date($args.asOf) - duration({months: $args.months}) AS first
WITH *, datetime({date: first, timezone: 'Asia/Shanghai'}) AS start,
  datetime({date: day + duration({days: 1}), timezone: 'Asia/Shanghai'}) AS end
WITH *, COLLECT {
  MATCH (society:Society)
  WHERE society.name IS NOT NULL AND society.id IS NOT NULL
    AND NOT EXISTS {
      MATCH (society)<-[:OFFERED_BY]-(a:Activity)
      WHERE (start <= a.startsAt < end AND a.status <> 'CANCELLED')
        OR (a.status = 'PLANNED' AND coalesce(a.startsAt >= end, true))
    }
    AND ($args.community IS NULL OR EXISTS {
      MATCH (society)-[:SERVES|LOCATED_IN]->()-[:PART_OF]->{0,4}(c:Community)
      WHERE $args.community IN [c.id, c.name]
    })
  WITH *, COLLECT {
    MATCH (society)<-[:OFFERED_BY]-(a:Activity)
    WHERE a.startsAt < start AND a.status <> 'CANCELLED'
    RETURN a ORDER BY a.startsAt DESC, a.id LIMIT 1
  }[0] AS last, COUNT {
    (society)<-[m:BELONGS_TO]-() WHERE coalesce(m.from <= day, true) AND coalesce(m.until >= day, true)
  } AS members
  RETURN {id: society.id, society: society, last: last, since: coalesce(toString(last.startsAt), ''), members: members}
} AS asleep
RETURN asleep

// Cases past the day they were promised for, by matter; $args: asOf, closed (whether those closed late count), matter (key or name; any where null); columns: matters
WITH date($args.asOf) AS day
WITH *, COLLECT {
  MATCH (k:Case)
  WHERE k.promisedOn < day AND k.id IS NOT NULL AND k.openedOn <= day
  WITH k, day, k.closedOn <= day AS ended
  WHERE CASE WHEN k.closedOn IS NULL THEN k.status = 'OPEN' WHEN NOT ended THEN true
    ELSE $args.closed AND k.status = 'CLOSED' AND k.closedOn > k.promisedOn END
  OPTIONAL MATCH (k)-[:CONCERNS]->(matter:Matter)
  WITH k, day, matter, coalesce(ended, false) AS ended
  WHERE $args.matter IS NULL OR $args.matter IN [matter.id, matter.name]
  WITH *, duration.inDays(k.promisedOn, CASE WHEN ended THEN k.closedOn ELSE day END).days AS late,
    CASE WHEN NOT ended THEN COLLECT {
      MATCH (k)<-[:STEP_OF]-(s:CaseStep)
      WHERE coalesce(s.doneOn > day, true)
      RETURN s ORDER BY s.position, s.id LIMIT 1
    }[0] END AS step
  WITH *, COLLECT { MATCH (step)-[:ASSIGNED_TO]->(a) RETURN a ORDER BY a.id } AS sees,
    COLLECT { MATCH (k)-[:ASSIGNED_TO]->(a) RETURN a ORDER BY a.id } AS charged,
    COLLECT { MATCH (k)-[:HANDLED_BY]->(a) RETURN a ORDER BY a.id } AS deals,
    COLLECT {
      MATCH (k)-[h:HANDED_OVER]->(to)
      WHERE coalesce(h.on <= day, true)
      RETURN {on: h.on, reason: h.reason, to: to} ORDER BY h.on, to.id
    } AS moves
  ORDER BY late DESC, k.id
  WITH matter, count(*) AS overdue, max(late) AS late, collect({
    case: k, late: late, closed: ended, step: step, moves: moves,
    with: CASE WHEN ended THEN [] WHEN size(sees) > 0 THEN sees WHEN size(charged) > 0 THEN charged ELSE deals END
  })[..50] AS cases
  RETURN {id: coalesce(matter.id, ''), matter: matter, overdue: overdue, late: late, cases: cases}
} AS matters
RETURN matters

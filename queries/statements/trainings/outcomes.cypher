// Who took part in a training, passed, and holds what it grants; n: Training; $args: asOf; columns: rows
LET day = date($args.asOf)
WITH *, COLLECT { MATCH (n)-[:GRANTS]->(q:Qualification) RETURN q ORDER BY q.id } AS grants
WITH *, COLLECT {
  MATCH (n)<-[t:TRAINED_IN]-(person:Person)
  UNWIND CASE WHEN size(grants) = 0 THEN [null] ELSE grants END AS granted
  WITH *, COLLECT {
    MATCH (person)-[h:HOLDS]->(granted)
    RETURN {
      until: h.until, now: coalesce(h.from <= day, true) AND coalesce(h.until >= day, true), ended: h.until < day
    } ORDER BY h.until IS NULL DESC, h.until DESC
  } AS held
  LET current = [h IN held WHERE h.now][0]
  LET ended = [h IN held WHERE h.ended][0]
  LET outcome = CASE
    WHEN t.passed IS NULL THEN 'NOT_KNOWN'
    WHEN NOT t.passed THEN 'NOT_PASSED'
    WHEN granted IS NULL THEN 'PASSED'
    WHEN current IS NOT NULL THEN 'QUALIFIED'
    WHEN ended IS NOT NULL THEN 'ENDED'
    ELSE 'NOT_GRANTED_YET'
  END
  WITH person, granted, outcome, coalesce(current, ended) AS shown ORDER BY person.id, granted.id
  RETURN {
    id: person.id + coalesce(' ' + granted.id, ''), person: person, qualification: granted, outcome: outcome,
    until: CASE WHEN outcome IN ['QUALIFIED', 'ENDED'] THEN toString(shown.until) END
  }
} AS rows
RETURN rows

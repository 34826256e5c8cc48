// Appends one event for each change, numbered without gaps from the one log; p: now, actor, rows [{id, kind, before, after, reason, ends, synthetic}]; columns: last
CYPHER 25
MERGE (log:EventLog {name: 'events'})
ON CREATE SET log.last = 0
SET log.name = 'events'  // takes the lock on the log, before its last number is read
WITH log
LET first = log.last + 1
SET log.last = first - 1 + size($p.rows)
WITH first, log
CALL (first) {
  UNWIND range(0, size($p.rows) - 1) AS i
  WITH first + i AS sequence, $p.rows[i] AS row
  OPTIONAL MATCH (changed:Entity {id: row.id})
  CREATE (event:Event:Entity {
    id: 'event:' + toString(sequence), sequence: sequence, subject: row.id, kind: row.kind, at: $p.now, actor: $p.actor, reason: row.reason,
    before: row.before, after: row.after, ends: row.ends, created: $p.now, updated: $p.now, synthetic: coalesce(changed.synthetic, row.synthetic, false)
  })
  FOREACH (one IN CASE WHEN changed IS NULL THEN [] ELSE [changed] END | CREATE (event)-[:CHANGED]->(one))
  FOREACH (one IN CASE WHEN changed:Need|Capability|Referral THEN [changed] ELSE [] END | SET one.version = sequence)
}
RETURN log.last AS last

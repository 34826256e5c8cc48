// Writes events anew without a person, the one change that they ever see; p: rows [{sequence, reason, before, after, ends}]; columns: written
CYPHER 25
UNWIND $p.rows AS row
MATCH (e:Event {sequence: row.sequence})
SET e.reason = row.reason, e.before = row.before, e.after = row.after, e.ends = row.ends
RETURN count(*) AS written

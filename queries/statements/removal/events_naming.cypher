// Events of a person, and of whatever they are or were tied to; p: id, around (keys of what they are tied to now); columns: sequence, own, reason, before, after, ends
CYPHER 25
WITH COLLECT { MATCH (e:Event) WHERE e.sequence >= 1 AND $p.id IN e.ends RETURN DISTINCT e.subject } AS once
UNWIND [$p.id] + $p.around + once AS subject
WITH DISTINCT subject
MATCH (e:Event {subject: subject})
RETURN e.sequence AS sequence, subject = $p.id AS own, e.reason AS reason, e.before AS before, e.after AS after, e.ends AS ends

// Events of persons, and of whatever they are or were tied to; p: ids, around (keys of what they are tied to now); columns: sequence, own, reason, before, after, ends
CYPHER 25
WITH COLLECT { MATCH (e:Event) WHERE e.sequence >= 1 AND any(end IN e.ends WHERE end IN $p.ids) RETURN DISTINCT e.subject } AS once
UNWIND $p.ids + $p.around + once AS subject
WITH DISTINCT subject
MATCH (e:Event {subject: subject})
RETURN e.sequence AS sequence, subject IN $p.ids AS own, e.reason AS reason, e.before AS before, e.after AS after, e.ends AS ends

// Which keys stand for what was removed; p: ids; columns: id, sequence (of the event that tells of it)
CYPHER 25
UNWIND $p.ids AS id
MATCH (e:Event {subject: id})
WHERE e.kind = 'REMOVED'
RETURN id, max(e.sequence) AS sequence

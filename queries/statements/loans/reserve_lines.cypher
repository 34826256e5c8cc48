// Keeps what credit lines have reserved equal to what is outstanding on them; p: rows [{line, outstanding}], now; columns: reserved
CYPHER 25
UNWIND $p.rows AS row
MATCH (line:Entity {id: row.line})
USING INDEX line:Entity(id)
WHERE line:Resource
SET line.reserved = row.outstanding, line.updated = $p.now
RETURN count(line) AS reserved

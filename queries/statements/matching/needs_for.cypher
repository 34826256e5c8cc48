// Open needs that a capability could answer, nearest first; n: Capability or Activity; $args: as of matching; columns: matches
LET capability = n
// include asking
WITH *, COLLECT {
  UNWIND open AS asking
  CALL (capability, asking) {
    WITH capability, asking AS n
    // include question_of_need
    // include asked
    LET alone = true
    // include sources
    LET forced = [capability]
    // include rings
    // include score
    // include answer
    UNWIND matches AS m
    RETURN m {.*, id: n.id, need: n.id} AS row
  }
  RETURN row
} AS rows
LET matches = [each IN coll.sort([i IN range(0, size(rows) - 1) | [rows[i].tier, -rows[i].score, rows[i].id, i]]) | rows[each[3]]]
RETURN matches

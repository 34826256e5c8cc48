// Open needs that a capability could answer, nearest first; n: Capability or Activity; $args: as of matching; columns: matches
LET capability = n
WITH *, COLLECT {
  MATCH (capability)-[:PROVIDES]->(given)
  CALL (given) {
    MATCH (given)-[:BROADER]-{0,2}(term) RETURN term
    UNION
    MATCH (given)-[:RELATED]-(term) RETURN term
    UNION
    MATCH (given)-[:DECOMPOSES_INTO]-{1,3}(term) RETURN term
  }
  MATCH (term)<-[:DECOMPOSES_INTO]-{0,3}()<-[:ASKS_FOR]-(asking:Need {status: 'OPEN'})
  RETURN DISTINCT asking ORDER BY asking.raisedOn, asking.id LIMIT $args.limits.needs
} AS open
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

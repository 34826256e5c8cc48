// Why one candidate is, or is not, among the matches; $args: candidate (id or name, its own or that of who offers it); sets the columns of why_not
// include asked
LET alone = false
// include sources
WITH *, COLLECT {
  CALL () {
    MATCH (t:Entity {id: $args.candidate}) WHERE t:Capability|Activity|Organization|Person RETURN t
    UNION
    MATCH (t:Organization) WHERE t.name = $args.candidate AND t.id IS NOT NULL RETURN t
    UNION
    MATCH (t:Capability) WHERE t.title = $args.candidate AND t.id IS NOT NULL RETURN t
    UNION
    MATCH (t:Activity) WHERE t.title = $args.candidate AND t.id IS NOT NULL RETURN t
  }
  OPTIONAL MATCH (t)<-[:OFFERED_BY]-(offered)
  WITH t, offered, EXISTS { MATCH (offered)-[:PROVIDES]->(term) WHERE any(r IN reach WHERE r.term = term) } AS linked
  ORDER BY NOT linked, offered.id LIMIT 1
  WITH *, EXISTS { MATCH (t)-[:IN_INDUSTRY|OWNS]->(by) WHERE any(h IN hints WHERE h.by = by) } AS suggested
  RETURN CASE WHEN linked OR NOT suggested THEN coalesce(offered, t) ELSE t END
}[0] AS named_one
LET forced = [c IN [named_one] WHERE c IS NOT NULL]
// include rings
// include score
LET pair = [x IN pairs WHERE x.c = named_one][0]
LET rank = [i IN range(0, size(scored) - 1) WHERE scored[i].c = named_one | i + 1][0]
LET absence = CASE
  WHEN pair IS NULL THEN 'UNKNOWN'
  WHEN size(pair.hits) = 0 AND rank IS NULL THEN 'NOT_LINKED'
  WHEN NOT pair.passed THEN 'EXCLUDED'
  WHEN none(x IN shown WHERE x.c = named_one) THEN 'FARTHER_RING'
  WHEN size(pair.hits) = 0 AND NOT named_one IN alike THEN 'NOT_LINKED'
  ELSE 'MATCHED'
END
LET enoughIn = CASE WHEN absence = 'FARTHER_RING' THEN furthest END
LET rated_one = [x IN scored WHERE x.c = named_one][0]
LET score = rated_one.score
LET provider = pair.provider
LET via = CASE WHEN absence = 'NOT_LINKED' THEN null ELSE pair.via END
LET ring = pair.ring
LET weak = coalesce(pair.weak, rated_one.weak)
LET gates = pair.gates

// Why one candidate is, or is not, among the matches; $args: candidate (id or name, its own or that of who offers it); sets the columns of why_not
// include asked
// include candidates
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
  WITH t, offered, [f IN linked WHERE f.c = coalesce(offered, t)][0] AS known
  ORDER BY known IS NULL, offered.id
  RETURN CASE WHEN any(f IN linked WHERE f.c = t) THEN t ELSE coalesce(offered, t) END LIMIT 1
}[0] AS named_one
LET found = [f IN linked + alike | f {.*, wanted: CASE WHEN f.c = named_one THEN 0 ELSE 1 END}]
  + [c IN [named_one] WHERE c IS NOT NULL AND none(f IN linked + alike WHERE f.c = c)
    | {c: c, via: CASE WHEN c:Organization|Person THEN 'POTENTIAL' ELSE 'TEXT' END, hits: [], wanted: 0}]
// include gates
// include rings
// include score
LET pair = [x IN pairs WHERE x.c = named_one][0]
LET rank = [i IN range(0, size(scored) - 1) WHERE scored[i].c = named_one | i + 1][0]
LET absence = CASE
  WHEN pair IS NULL THEN 'UNKNOWN'
  WHEN size(pair.hits) = 0 AND rank IS NULL THEN 'NOT_LINKED'
  WHEN NOT pair.passed THEN 'EXCLUDED'
  WHEN none(x IN shown WHERE x.c = named_one) THEN 'FARTHER_RING'
  WHEN size(pair.hits) = 0 AND none(f IN linked + alike WHERE f.c = named_one) THEN 'NOT_LINKED'
  ELSE 'MATCHED'
END
LET enoughIn = CASE WHEN absence = 'FARTHER_RING' THEN furthest END
LET score = [x IN scored WHERE x.c = named_one | x.score][0]
LET provider = pair.provider
LET via = CASE WHEN absence = 'NOT_LINKED' THEN null ELSE pair.via END
LET ring = pair.ring
LET weak = pair.weak
LET gates = pair.gates

// Nearer rings first, term by term; sets tried (what each ring held) and shown (the pairs that passed, with their tier)
LET stepwise = [a IN asked | a.policy = 'RINGS' AND NOT $args.allRings]
WITH *, COLLECT {
  UNWIND range(0, size(asked) - 1) AS leaf
  UNWIND CASE WHEN stepwise[leaf] THEN range($args.fromRing, 5) ELSE [null] END AS ring
  LET quantity = asked[leaf].quantity
  LET reached = [x IN pairs WHERE x.via <> 'TEXT' AND any(hit IN x.hits WHERE hit.leaf = leaf) AND coalesce(x.step <= ring, true)]
  LET counted = [x IN reached WHERE x.passed AND any(hit IN x.hits WHERE hit.leaf = leaf AND hit.degree >= $args.thresholds.fit)]
  LET here = [x IN reached WHERE coalesce(x.step = ring, true)]
  LET supply = reduce(sum = 0.0, x IN counted | sum + coalesce(x.free, 0.0))
  RETURN {
    leaf: leaf, ring: ring, candidates: size(here), supply: supply, asked: quantity,
    excluded: COLLECT {
      UNWIND here AS x UNWIND x.gates AS g
      WITH g.gate AS gate, g.state AS state WHERE state = 'FAIL'
      WITH gate, count(*) AS many ORDER BY gate
      RETURN {gate: gate, count: many}
    },
    enough: size(counted) > 0 AND (quantity IS NULL OR supply >= quantity
      OR any(x IN counted WHERE x.via = 'POTENTIAL' AND x.free IS NULL))
  }
} AS tried
LET ends = [leaf IN range(0, size(asked) - 1) | reduce(end = coalesce($args.toRing, -1),
  t IN [t IN tried WHERE t.leaf = leaf AND t.enough][..1] + [{ring: 5}][..CASE WHEN any(t IN tried WHERE t.leaf = leaf AND t.enough) THEN 0 ELSE 1 END]
  | CASE WHEN t.ring > end THEN t.ring ELSE end END)]
LET furthest = reduce(far = -1, end IN ends | CASE WHEN end > far THEN end ELSE far END)
LET shown = [x IN pairs WHERE x.passed AND (
    any(hit IN x.hits WHERE NOT stepwise[hit.leaf] OR x.step <= ends[hit.leaf])
    OR (size(x.hits) = 0 AND (NOT true IN stepwise OR x.step <= furthest)))
  | x {.*, tier: CASE
      WHEN any(hit IN x.hits WHERE NOT stepwise[hit.leaf]) OR NOT true IN stepwise THEN 0
      ELSE x.step END}]
LET ringsTried = [t IN tried WHERE t.ring IS NULL OR t.ring <= ends[t.leaf]
  | t {.ring, .candidates, .supply, .asked, .excluded, .enough, term: asked[t.leaf].term}]

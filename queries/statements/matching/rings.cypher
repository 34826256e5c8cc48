// The search, ring by ring until enough is found; near, stepwise, hints, few, pool, cut, alike, parkings, forced (looked at whatever its ring), alone (nothing else is);
// sets pairs (all that were looked at, with their gates), ringsTried, ends, furthest and shown (the pairs that passed, with their tier)
LET search = reduce(state = {pairs: [], waiting: [], seen: [], tried: []}, round IN [-1] + range($args.fromRing, 5) + [6] |
  CASE WHEN round IN range(0, 5) AND none(leaf IN range(0, size(asked) - 1) WHERE near[leaf]
    AND (NOT stepwise[leaf] OR round <= coalesce($args.toRing, -1) OR none(t IN state.tried WHERE t.leaf = leaf AND t.enough))) THEN state
  ELSE COLLECT {
    // include found
    // include placed
    LET waiting = state.waiting + [f IN placed | f {.*, step: CASE
      WHEN size(around) = 0 THEN 0 WHEN coalesce(f.ring, 5) < $args.fromRing THEN $args.fromRing ELSE coalesce(f.ring, 5) END}]
    LET due = [f IN waiting | round < 0 OR CASE WHEN round = 6 THEN f.via = 'TEXT' ELSE f.step <= round END]
    LET batch = [i IN range(0, size(waiting) - 1) WHERE due[i] | waiting[i]]
    // include gates
    LET pairs = state.pairs + judged
    WITH *, COLLECT {
      UNWIND range(0, size(asked) - 1) AS leaf
      WITH leaf WHERE CASE WHEN round = 6 THEN NOT stepwise[leaf] ELSE round >= 0 AND stepwise[leaf] END
      LET reached = [x IN pairs WHERE x.via <> 'TEXT' AND any(hit IN x.hits WHERE hit.leaf = leaf) AND x.step <= round]
      LET counted = [x IN reached WHERE x.passed AND any(hit IN x.hits WHERE hit.leaf = leaf AND hit.degree >= $args.thresholds.fit)]
      LET here = [x IN reached WHERE round = 6 OR x.step = round]
      LET supply = reduce(sum = 0.0, x IN counted | sum + coalesce(x.free, 0.0))
      WITH *, COLLECT {
        UNWIND [x IN here | [g IN x.gates WHERE g.state = 'FAIL' | g.gate]] AS failed
        UNWIND failed AS gate
        WITH gate, count(*) AS times ORDER BY gate
        RETURN {gate: gate, count: times}
      } AS excluded
      RETURN {
        leaf: leaf, ring: CASE WHEN round < 6 THEN round END, candidates: size(here), supply: supply, asked: asked[leaf].quantity,
        whole: CASE WHEN round = 6 THEN NOT cut.anywhere ELSE round < cut.near END,
        excluded: excluded,
        enough: size(counted) > 0 AND (asked[leaf].quantity IS NULL OR supply >= asked[leaf].quantity
          OR any(x IN counted WHERE x.via = 'POTENTIAL' AND x.free IS NULL))
      }
    } AS tried
    RETURN {
      pairs: pairs, waiting: [i IN range(0, size(waiting) - 1) WHERE NOT due[i] | waiting[i]],
      seen: state.seen + [f IN found | f.c], tried: state.tried + tried
    }
  }[0] END)
LET pairs = search.pairs
LET ends = [leaf IN range(0, size(asked) - 1) | reduce(end = coalesce($args.toRing, -1),
  ring IN [t IN search.tried WHERE t.leaf = leaf AND t.enough | t.ring][..1] + CASE WHEN any(t IN search.tried WHERE t.leaf = leaf AND t.enough) THEN [] ELSE [5] END
  | CASE WHEN ring > end THEN ring ELSE end END)]
LET furthest = reduce(far = -1, end IN ends | CASE WHEN end > far THEN end ELSE far END)
LET shown = [x IN pairs WHERE x.passed AND (
    any(hit IN x.hits WHERE NOT stepwise[hit.leaf] OR x.step <= ends[hit.leaf])
    OR (size(x.hits) = 0 AND (NOT true IN stepwise OR x.step <= furthest)))
  | x {.*, tier: CASE
      WHEN any(hit IN x.hits WHERE NOT stepwise[hit.leaf]) OR NOT true IN stepwise THEN 0
      ELSE x.step END}]
LET ringsTried = [t IN search.tried | t {.ring, .candidates, .supply, .asked, .excluded, .enough, .whole, term: asked[t.leaf].id}]

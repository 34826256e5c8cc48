// Who could serve each of some needs, by matching's own gates and score; $args: open (ids), options (of a need, at most), and as of matching; columns: needs, pools
WITH COLLECT {
  UNWIND $args.open AS id
  MATCH (asking:Entity {id: id})
  WHERE asking.status = 'OPEN'
  CALL (asking) {
    WITH asking AS n
    // include question_of_need
    // include asked
    LET alone = false
    // include sources
    LET forced = []
    // include rings
    // include score
    RETURN {
      id: n.id, list: n.list, raised: toString(n.raisedOn), unit: told.unit, minimum: told.minimum, found: size(pairs),
      terms: [a IN asked | {id: a.id, quantity: a.quantity}],
      excluded: [t IN ringsTried | t.excluded],
      options: [x IN scored WHERE x.via = 'DIRECT' AND any(hit IN x.hits WHERE hit.degree >= $args.thresholds.fit) | {
        id: x.id, provider: x.provider.id, ring: x.ring, tier: x.tier, score: x.score, free: x.free, unit: x.unit, minimum: x.has.minimum,
        check: any(g IN x.gates WHERE g.state = 'UNKNOWN'),
        terms: [hit IN x.hits WHERE hit.degree >= $args.thresholds.fit | hit.leaf]
      }][..$args.options]
    } AS row
  }
  RETURN row
} AS needs
WITH *, COLLECT {
  UNWIND needs AS n UNWIND n.options AS o
  WITH DISTINCT o.id AS id
  MATCH (c:Entity {id: id})-[:USES]->(r)
  WHERE r.capacity IS NOT NULL
  RETURN {id: r.id, user: id, unit: r.unit, free: r.capacity - coalesce(r.reserved, 0.0)}
} AS pools
RETURN needs, pools

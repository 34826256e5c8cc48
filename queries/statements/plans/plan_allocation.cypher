// Open needs of a place and who could serve each, by matching's own gates and score; $args: place (key or name), terms (keys or names; all where empty), needs (at most), options (of a need, at most), and as of matching; columns: place, needs, pools, unresolved
LET names = [$args.place]
// include places_named
WITH places[0].node AS place
WITH *, COLLECT {
  UNWIND $args.terms AS name
  RETURN {name: name, nodes: COLLECT {
    CALL (name) {
      MATCH (t:Entity {id: name}) WHERE t:ServiceTerm RETURN t
      UNION
      MATCH (t:ServiceTerm {name: name}) WHERE t.id IS NOT NULL RETURN t
    }
    MATCH (t)<-[:BROADER]-{0,6}(term) RETURN DISTINCT term
  }}
} AS meant
WITH *, COLLECT { UNWIND meant AS m UNWIND m.nodes AS term RETURN DISTINCT term } AS wanted
WITH *, COLLECT {
  MATCH (place)<-[:PART_OF]-{0,6}(spot)<-[:AT]-(asking:Need {status: 'OPEN'})
  WHERE size($args.terms) = 0 OR EXISTS { (asking)-[:ASKS_FOR]->(term) WHERE term IN wanted }
  RETURN DISTINCT asking ORDER BY asking.raisedOn, asking.id LIMIT $args.needs
} AS open
WITH *, COLLECT {
  UNWIND open AS asking
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
LET unresolved = [m IN meant WHERE size(m.nodes) = 0 | m.name]
RETURN place.id AS place, needs, pools, unresolved

// One step outwards; start, seen [node], frontier and reached [{node, distance, relevance, degree, expands}]; $args: types, weights, depth, first, fan, scan, hub, hubs; sets seen, frontier and reached anew
WITH start, seen, reached, COLLECT {
  UNWIND frontier AS f
  WITH f, f.node AS from WHERE f.expands AND f.distance < $args.depth AND size(reached) <= $args.first
  CALL (from) {
    MATCH (from)-[r]->(node) WHERE type(r) IN $args.types RETURN r, node LIMIT $args.scan
    UNION ALL
    MATCH (from)<-[r]-(node) WHERE type(r) IN $args.types RETURN r, node LIMIT $args.scan
  }
  WITH f, type(r) AS type, node WHERE NOT node IN seen
  WITH f, type, node, COUNT { (node)--() } AS degree
  WITH f, type, node, degree, f.relevance * coalesce($args.weights[type], 1.0) / (1 + log10(degree)) AS relevance
  ORDER BY relevance DESC, node.id
  WITH f, type, collect({node: node, degree: degree, relevance: relevance})[..$args.fan] AS rarest
  UNWIND rarest AS x
  WITH x.node AS node, x.degree AS degree, max(x.relevance) AS relevance, min(f.distance) + 1 AS distance
  ORDER BY relevance DESC, node.id
  LIMIT $args.first + 1
  RETURN {
    node: node, distance: distance, relevance: relevance, degree: degree,
    expands: degree <= $args.hub AND none(label IN labels(node) WHERE label IN $args.hubs)
  }
} AS found
WITH start, seen + [x IN found | x.node] AS seen, found AS frontier, reached + found AS reached

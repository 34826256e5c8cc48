// The shortest paths between two things, rarer ties first; $args: from, to (key or name), maxLength (1 to 6), first, types, weights {type: in (0, 1]}, shown {type: [property]}, hub (degree), hubs and personal (labels); columns: origin, target, paths, unresolved
LET names = [$args.from, $args.to]
// include things_named
LET origin = things[0].node
LET target = things[1].node
WITH *, COLLECT {
  CALL (origin, target) {
    WITH origin, target WHERE $args.maxLength <= 4
    MATCH path = SHORTEST 50 (origin)(()-[r]-(x) WHERE type(r) IN $args.types
      AND (x = target OR (none(label IN labels(x) WHERE label IN $args.hubs) AND COUNT { (x)--() } <= $args.hub))){1,4}(target)
    RETURN path
    UNION ALL
    WITH origin, target WHERE $args.maxLength > 4
    MATCH path = SHORTEST 50 (origin)(()-[r]-(x) WHERE type(r) IN $args.types
      AND (x = target OR (none(label IN labels(x) WHERE label IN $args.hubs) AND COUNT { (x)--() } <= $args.hub))){1,6}(target)
    RETURN path
  }
  WITH path WHERE length(path) <= $args.maxLength
  WITH path, reduce(weight = 1.0, r IN relationships(path) | weight * coalesce($args.weights[type(r)], 1.0)) AS weight,
    COLLECT { UNWIND nodes(path)[1..-1] AS x RETURN 1 + log10(COUNT { (x)--() }) } AS commonness
  WITH path, reduce(relevance = weight, each IN commonness | relevance / each) AS relevance
  ORDER BY length(path), relevance DESC, [x IN nodes(path) | x.id]
  LIMIT $args.first
  RETURN {
    length: length(path), relevance: relevance, nodes: nodes(path),
    names: [x IN nodes(path) | {
      id: x.id, kind: CASE WHEN x:Person THEN x.kind END,
      name: CASE WHEN none(label IN labels(x) WHERE label IN $args.personal) THEN coalesce(x.name, x.title) END,
      nameEn: CASE WHEN none(label IN labels(x) WHERE label IN $args.personal) THEN coalesce(x.nameEn, x.titleEn) END
    }],
    relationships: [r IN relationships(path) | {
      type: type(r), start: startNode(r).id, end: endNode(r).id, startNode: startNode(r), endNode: endNode(r),
      properties: [key IN $args.shown[type(r)] WHERE r[key] IS NOT NULL | {type: type(r), name: key, value: toStringOrNull(r[key])}]
    }]
  }
} AS paths
LET unresolved = [thing IN things WHERE thing.node IS NULL | thing.name]
RETURN origin, target, paths, unresolved

// The relationships between nodes; nodes: a list; $args: types, shown {type: [property]}, links; sets relationships
WITH *, COLLECT {
  UNWIND nodes AS from
  MATCH (from)-[r]->(to)
  WHERE type(r) IN $args.types AND to IN nodes
  WITH from, r, to ORDER BY type(r), from.id, to.id
  LIMIT $args.links
  RETURN {
    type: type(r), start: from.id, end: to.id, startNode: from, endNode: to,
    properties: [key IN $args.shown[type(r)] WHERE r[key] IS NOT NULL | {type: type(r), name: key, value: toStringOrNull(r[key])}]
  }
} AS relationships

// What changed between two versions of a list; $args: from, to (keys of versions), or community (key or name), kind, fromNumber, toNumber, sinceEnd, asOfEnd (ends of days, instants); changes (all where null); columns: earlier, later, added, removed, stayed, changed, unresolved
// include community_named
WITH *, COLLECT { MATCH (community)<-[:LIST_OF]-(l:ServiceList {kind: $args.kind}) RETURN l ORDER BY l.id LIMIT 1 }[0] AS known
WITH *, COLLECT {
  MATCH (v:Entity {id: $args.to}) WHERE v:ListVersion RETURN v
  UNION ALL
  MATCH (known)<-[:VERSION_OF]-(v:ListVersion)
  WHERE v.takenAt < datetime($args.asOfEnd) AND coalesce(v.number = $args.toNumber, true)
  RETURN v ORDER BY v.number DESC LIMIT 1
}[0] AS later
WITH *, COLLECT {
  MATCH (v:Entity {id: $args.from}) WHERE v:ListVersion RETURN v
  UNION ALL
  MATCH (known)<-[:VERSION_OF]-(v:ListVersion)
  WHERE CASE
    WHEN $args.fromNumber IS NOT NULL THEN v.number = $args.fromNumber
    WHEN $args.sinceEnd IS NOT NULL THEN v.takenAt < datetime($args.sinceEnd)
    ELSE v.number < later.number
  END
  RETURN v ORDER BY v.number DESC LIMIT 1
}[0] AS earlier
WITH *, [each IN [
  CASE WHEN community IS NULL THEN $args.community END,
  CASE WHEN later IS NULL THEN coalesce($args.to, toString($args.toNumber)) END,
  CASE WHEN earlier IS NULL THEN coalesce($args.from, toString($args.fromNumber)) END
] WHERE each IS NOT NULL] AS unresolved
WITH *, COLLECT {
  MATCH (later)-[:LISTS]->(e)
  WHERE size(unresolved) = 0
  RETURN {id: e.id, entry: e, change: CASE WHEN EXISTS { (earlier)-[:LISTS]->(e) } THEN 'STAYED' ELSE 'ADDED' END}
} + COLLECT {
  MATCH (earlier)-[:LISTS]->(e)
  WHERE size(unresolved) = 0 AND later IS NOT NULL AND NOT EXISTS { (later)-[:LISTS]->(e) }
  RETURN {id: e.id, entry: e, change: 'REMOVED'}
} AS rows
WITH *, size([r IN rows WHERE r.change = 'ADDED']) AS added, size([r IN rows WHERE r.change = 'REMOVED']) AS removed,
  size([r IN rows WHERE r.change = 'STAYED']) AS stayed,
  [r IN rows WHERE coalesce(r.change IN $args.changes, true)] AS changed
RETURN earlier, later, added, removed, stayed, changed, unresolved

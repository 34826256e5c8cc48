// What stands around a thing: nearer first, then rarer ties; $args: id (key or name), depth (1 to 3), first, types, weights {type: in (0, 1]}, shown {type: [property]}, fan (of one type from one node), scan (ties of a node looked at, each way), hub (degree), hubs (labels), links; columns: start, around, relationships, more, unresolved
LET names = [$args.id]
// include things_named
LET start = things[0].node
LET seen = [start]
LET reached = []
LET frontier = [{node: start, distance: 0, relevance: 1.0, expands: true}]
// include outwards
// include outwards
// include outwards
LET more = size(reached) > $args.first
LET around = reached[..$args.first]
LET nodes = [node IN [start] + [x IN around | x.node] WHERE node IS NOT NULL]
// include ties_among
LET unresolved = CASE WHEN start IS NULL THEN [$args.id] ELSE [] END
RETURN start, around, relationships, more, unresolved

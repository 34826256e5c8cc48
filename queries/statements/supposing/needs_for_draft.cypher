// Open needs that a capability could answer which is supposed to be there; $args: supposed (its id), and as of matching; columns: matches
MATCH (n:Entity {id: $args.supposed})
// include needs_for

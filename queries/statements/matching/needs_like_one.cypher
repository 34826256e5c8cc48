// Needs like one that is known by its key; $args: id, and as of needs_like; columns: rows
MATCH (n:Entity {id: $args.id})
WHERE n:Need
// include needs_like

// The life of any entity by its key; $args: id, asOf; columns: rows
OPTIONAL MATCH (n:Entity {id: $args.id})
// include entries
RETURN rows

// The life of an entity: its changes, and the dated things around it, in order; n: Entity; $args: asOf; columns: rows
// include entries
RETURN rows

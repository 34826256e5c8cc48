// Nodes that are there already; p: ids [string]; columns: rows [[id, properties]], one record, which the driver reads many times faster
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})
RETURN collect([id, n {.*, created: null, updated: null, grams: null, gramCounts: null, meaning: null}]) AS rows

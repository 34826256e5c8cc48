// Removes nodes with the relationships that are known and those of events; what was tied to them meanwhile stands against it; p: ids, ties (element ids); columns: removed
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})
CALL (n) {
  MATCH (n)-[r]-(far)
  WHERE far:Event OR elementId(r) IN $p.ties
  DELETE r
}
DELETE n
RETURN count(*) AS removed

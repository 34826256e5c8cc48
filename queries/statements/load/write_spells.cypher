// Creates or changes relationships of one type (TYPE, and the END_LABEL, from the model) that its key tells apart; p: now datetime, key [property], rows [{start, end, key [text, '' for null], properties, owner}]; columns: written
CYPHER 25
UNWIND $p.rows AS row
MATCH (a:Entity {id: row.start})
MATCH (b:Entity {id: row.end})
// MERGE takes no null: the start is locked instead, so that of two loads at once the second sees what the first made
SET a.id = row.start
WITH *, COLLECT {
  MATCH (a)-[r:TYPE]->(b)
  WHERE [name IN $p.key | coalesce(toString(r[name]), '')] = row.key
  RETURN r LIMIT 1
}[0] AS old
CALL (row, a, b, old) {
  WITH * WHERE old IS NULL
  CREATE (a)-[r:TYPE]->(b)
  SET r = row.properties
  RETURN count(*) AS made
}
FOREACH (r IN [each IN [old] WHERE each IS NOT NULL] | SET r += row.properties)
FOREACH (end IN CASE WHEN b:END_LABEL THEN [] ELSE [b] END | SET end:END_LABEL)
WITH CASE row.owner WHEN row.end THEN b ELSE a END AS owner
SET owner.updated = $p.now
RETURN count(*) AS written

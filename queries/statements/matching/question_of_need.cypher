// The question that a saved need asks; n: Need; $args: asOf; sets need, told, raiser, who, spots, asks
LET need = n
LET told = {
  grams: coalesce(n.grams, []), counts: coalesce(n.gramCounts, []), quantity: n.quantity, minimum: n.minimum,
  sense: n.meaning, unit: n.unit, weekdays: n.weekdays, from: n.neededFrom, until: n.neededUntil
}
WITH *, COLLECT { MATCH (n)-[:RAISED_BY]->(r) RETURN r LIMIT 1 }[0] AS raiser
WITH *, COLLECT { MATCH (n)-[:BENEFITS]->(b) RETURN b ORDER BY b.id } AS named
LET who = CASE
  WHEN size(named) > 0 THEN named
  WHEN raiser IS NULL OR raiser:ServiceCenter|BuildingCommittee|PartyOrganization THEN []
  ELSE [raiser]
END
WITH *, COLLECT { MATCH (n)-[:AT]->(place) RETURN place } AS at
WITH *, COLLECT {
  MATCH (n)-[a:ASKS_FOR]->(root:ServiceTerm)
  WITH root, a ORDER BY root.id
  RETURN {root: root, weight: coalesce(a.weight, 1.0), quantity: coalesce(a.quantity, n.quantity)}
} AS asks
LET unresolved = []

// Takes the next version of one of a community's lists, whose community is locked; p: community (key), kind, label, asOf, now datetime, by, reason; columns: list, version, number, entries, added, removed
CYPHER 25
MATCH (community:Entity {id: $p.community})
WITH community, $p.kind AS kind, date($p.asOf) AS day
// include live_entries
WITH *, COLLECT { MATCH (community)<-[:LIST_OF]-(l:ServiceList {kind: kind}) RETURN l ORDER BY l.id LIMIT 1 }[0] AS known
WITH *, coalesce(known.id, 'list:' + substring(community.id, size('community:')) + '-' + replace(toLower(kind), '_', '-')) AS key
MERGE (list:Entity {id: key})
ON CREATE SET list:ServiceList, list.kind = kind, list.name = community.name + $p.label, list.created = $p.now,
  list.updated = $p.now, list.source = 'lianlou lists take', list.synthetic = community.synthetic
MERGE (list)-[:LIST_OF]->(community)
WITH list, entries
WITH *, COLLECT { MATCH (list)<-[:VERSION_OF]-(v:ListVersion) RETURN v ORDER BY v.number DESC LIMIT 1 }[0] AS last
WITH *, COLLECT { MATCH (last)-[:LISTS]->(e) RETURN e } AS before, coalesce(last.number, 0) + 1 AS number
CREATE (version:Entity:ListVersion {
  id: 'listversion:' + substring(list.id, size('list:')) + '-' + number, number: number, takenAt: $p.now,
  takenBy: $p.by, reason: $p.reason, created: $p.now, updated: $p.now, source: 'lianlou lists take',
  synthetic: any(e IN entries WHERE e.synthetic)
})
CREATE (version)-[:VERSION_OF]->(list)
FOREACH (e IN entries | CREATE (version)-[:LISTS]->(e))
RETURN list.id AS list, version.id AS version, number, size(entries) AS entries,
  size([e IN entries WHERE NOT e IN before]) AS added, size([e IN before WHERE NOT e IN entries]) AS removed

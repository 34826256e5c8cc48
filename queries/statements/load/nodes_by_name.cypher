// Nodes that go by exactly a name or title, ten of a kind at most; p: names [string]; columns: rows [[name, id]]
CYPHER 25
UNWIND $p.names AS name
CALL (name) {
  MATCH (n:Place) WHERE n.name = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Organization) WHERE n.name = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Person) WHERE n.name = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:ServiceTerm) WHERE n.name = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Industry) WHERE n.name = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Resource) WHERE n.name = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Qualification) WHERE n.name = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Need) WHERE n.title = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Capability) WHERE n.title = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Activity) WHERE n.title = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Meeting) WHERE n.title = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Resolution) WHERE n.title = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Figure) WHERE n.title = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Source) WHERE n.title = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Post) WHERE n.name = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Occupation) WHERE n.name = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:ServiceList) WHERE n.name = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Matter) WHERE n.name = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Brand) WHERE n.name = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Training) WHERE n.title = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
  UNION ALL
  MATCH (n:Agreement) WHERE n.title = name AND n.id IS NOT NULL RETURN n.id AS id LIMIT 10
}
RETURN collect([name, id]) AS rows

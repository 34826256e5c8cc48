// The organizations that offer a capability or an activity; p: id; columns: organizations
CYPHER 25
MATCH (c:Entity {id: $p.id})
RETURN COLLECT { MATCH (c)-[:OFFERED_BY]->(o:Organization) RETURN o.id ORDER BY o.id } AS organizations

// Names of the first communities; columns: name
CYPHER 25
MATCH (c:Community)
WHERE c.name IS NOT NULL AND c.id IS NOT NULL
RETURN c.name AS name
ORDER BY c.name, c.id
LIMIT 20

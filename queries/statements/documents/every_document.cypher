// Every published document, by name; p: none; columns: key, name, text, examples, published
CYPHER 25
MATCH (d:Document)
RETURN d.key AS key, d.name AS name, d.text AS text, d.examples AS examples, d.published AS published
ORDER BY d.name, d.key

// Removes grams that no text has any more; p: version; columns: removed
CYPHER 25
MATCH (g:Gram)
WHERE g.version <> $p.version
DELETE g
RETURN count(*) AS removed

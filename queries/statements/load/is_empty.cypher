// Whether nothing is in the graph yet, read from the counts that the server keeps; p: nothing; columns: empty
CYPHER 25
MATCH (n:Entity)
RETURN count(n) = 0 AS empty

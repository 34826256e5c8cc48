// How many things are in the graph, read from the counts that the server keeps; p: nothing; columns: many
CYPHER 25
MATCH (n:Entity)
RETURN count(n) AS many

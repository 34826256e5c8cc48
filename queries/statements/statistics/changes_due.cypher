// Whether texts were to change since the last refresh that came to its end began; columns: due
CYPHER 25
MATCH (s:TextStatistics {name: 'capabilities'})
RETURN coalesce(s.expected, 0) <> coalesce(s.counted, 0) AS due

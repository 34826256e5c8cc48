// Says that a refresh came to its end; p: version; columns: complete
CYPHER 25
MATCH (s:TextStatistics {name: 'capabilities'})
SET s.complete = $p.version
RETURN s.complete AS complete

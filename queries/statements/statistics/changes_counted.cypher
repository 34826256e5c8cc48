// Says that a refresh came to its end; p: expected (as it began); columns: counted
CYPHER 25
MATCH (s:TextStatistics {name: 'capabilities'})
SET s.counted = $p.expected
RETURN s.counted AS counted

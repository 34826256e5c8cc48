// The version of the text statistics, and of the last refresh that came to its end; columns: version, complete
CYPHER 25
MATCH (s:TextStatistics {name: 'capabilities'})
RETURN s.version AS version, s.complete AS complete

// The version of the text statistics; columns: version
CYPHER 25
MATCH (s:TextStatistics {name: 'capabilities'})
RETURN s.version AS version

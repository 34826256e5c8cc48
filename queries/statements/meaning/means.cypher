// The model behind the graph's vectors, and the mean vectors that they are seen from; columns: model, needMean, capabilityMean, meant
CYPHER 25
MATCH (s:TextStatistics {name: 'capabilities'})
RETURN s.model AS model, s.needMean AS needMean, s.capabilityMean AS capabilityMean, s.meant AS meant

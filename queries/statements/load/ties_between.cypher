// Relationships of one type (TYPE, from the model) between pairs; p: pairs [{start, end}]; columns: rows [[start, end, properties]]
CYPHER 25
UNWIND $p.pairs AS pair
MATCH (a:Entity {id: pair.start})
MATCH (b:Entity {id: pair.end})
MATCH (a)-[r:TYPE]->(b)
RETURN collect([pair.start, pair.end, properties(r)]) AS rows

// Gives each capability and activity the TF-IDF weights of its grams, of length 1; columns: weighed
CYPHER 25
MATCH (c:Capability|Activity)
WHERE size(c.grams) > 0
WITH *, COLLECT {
  UNWIND range(0, size(c.grams) - 1) AS i
  MATCH (g:Gram {gram: c.grams[i]})
  WITH i, g ORDER BY i
  RETURN c.gramCounts[i] * g.idf
} AS raw
LET length = sqrt(reduce(sum = 0.0, w IN raw | sum + w ^ 2))
SET c.gramWeights = [w IN raw | w / length]
RETURN count(*) AS weighed

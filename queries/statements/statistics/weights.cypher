// Gives the text of c the weights of its grams, (1 + ln count) * idf, of length 1 together; unseen: idf of a gram that no text has
WITH *, COLLECT {
  UNWIND range(0, size(c.grams) - 1) AS i
  OPTIONAL MATCH (g:Gram {gram: c.grams[i]})
  WITH i, g ORDER BY i
  RETURN (1 + log(c.gramCounts[i])) * coalesce(g.idf, unseen)
} AS raw
LET length = sqrt(reduce(sum = 0.0, w IN raw | sum + w ^ 2))
SET c.gramWeights = [w IN raw | w / length]

// Lends each capability and activity that names no term the words of the one term most like it: by meaning where it has one so, else by cosine; p: ids, least; columns: likened
CYPHER 25
UNWIND $p.ids AS id
MATCH (c:Entity {id: id})
WHERE c:Capability|Activity AND c.ownGrams IS NULL AND size(c.grams) > 0 AND NOT EXISTS { (c)-[:PROVIDES]->() }
CALL (c) {
  CALL (c) {
    MATCH (term:ServiceTerm&Entity {id: c.meantAs}) RETURN term, 1.0 AS similarity
    UNION ALL
    WITH c WHERE c.meantAs IS NULL
    CALL db.index.fulltext.queryNodes('words_of_terms', reduce(text = '', gram IN c.grams[..400] | text + ' ' + gram), {limit: 3}) YIELD node AS term
    RETURN term, reduce(sum = 0.0, i IN [i IN range(0, size(c.grams) - 1) WHERE c.grams[i] IN term.grams]
      | sum + c.gramWeights[i] * [j IN range(0, size(term.grams) - 1) WHERE term.grams[j] = c.grams[i] | term.gramWeights[j]][0]) AS similarity
  }
  WITH term, similarity
  WHERE similarity >= $p.least
  ORDER BY similarity DESC, term.id
  LIMIT 1
  RETURN term
}
LET more = [i IN range(0, size(term.grams) - 1) WHERE NOT term.grams[i] IN c.grams]
SET c.likened = term.id, c.ownGrams = size(c.grams),
  c.gramCounts = c.gramCounts + [i IN more | term.gramCounts[i]],
  c.grams = c.grams + [i IN more | term.grams[i]]
RETURN count(*) AS likened

// Anything whose name or text is like the words; $args: query (terms of the cjk index), most; columns: hits
WITH COLLECT {
  UNWIND CASE WHEN $args.query = '' THEN [] ELSE [$args.query] END AS query
  CALL db.index.fulltext.queryNodes('search', query, {limit: $args.most}) YIELD node, score
  WITH node, score ORDER BY score DESC, node.id
  RETURN {id: node.id, score: score, node: node}
} AS hits
RETURN hits

// Candidates by traversal, then by words where there are few; sets linked and alike [{c, via, hits}]
WITH *, COLLECT {
  CALL (reach) {
    UNWIND reach AS r
    WITH r, r.term AS term
    MATCH (term)<-[:PROVIDES]-(c)
    RETURN c, 'DIRECT' AS via, r {.leaf, .degree, .relation, by: term} AS hit
    UNION ALL
    UNWIND reach AS r
    WITH r, r.term AS term
    WHERE r.relation IN ['EXACT', 'NARROWER']
    MATCH (term)<-[s:SUGGESTS]-(:Industry)<-[:BROADER]-{0,3}(:Industry)<-[:IN_INDUSTRY]-(c)
    WHERE NOT EXISTS { (c)<-[:OFFERED_BY]-()-[:PROVIDES]->(term) }
    RETURN c, 'POTENTIAL' AS via, r {.leaf, degree: r.degree * coalesce(s.strength, 1.0), relation: 'SUGGESTED', by: term} AS hit
    UNION ALL
    UNWIND reach AS r
    WITH r, r.term AS term
    WHERE r.relation IN ['EXACT', 'NARROWER']
    MATCH (term)<-[s:SUGGESTS]-(:Resource)<-[:OWNS]-(c)
    WHERE NOT EXISTS { (c)<-[:OFFERED_BY]-()-[:PROVIDES]->(term) }
    RETURN c, 'POTENTIAL' AS via, r {.leaf, degree: r.degree * coalesce(s.strength, 1.0), relation: 'SUGGESTED', by: term} AS hit
  }
  WITH c, via, hit ORDER BY hit.degree DESC
  WITH c, via, collect(hit) AS hits
  RETURN {c: c, via: via, hits: hits}
} AS linked
LET asText = reduce(text = '', w IN words | CASE WHEN size(w) > 1 THEN text + ' ' + w ELSE text END)
WITH *, COLLECT {
  UNWIND CASE WHEN size(linked) < $args.limits.few AND asText <> '' THEN [asText] ELSE [] END AS text
  CALL db.index.fulltext.queryNodes('search', text, {limit: $args.limits.text}) YIELD node AS c
  WHERE c:Capability|Activity AND none(each IN linked WHERE each.c = c)
  RETURN {c: c, via: 'TEXT', hits: []}
} AS alike

// Candidates new in this round; pool, alike, few, forced, state, round; sets found [{c, via, hits, links}]
WITH *, COLLECT {
  CALL (pool, alike, few, round, forced) {
    UNWIND [p IN pool WHERE p.round = round | p.c] AS c
    RETURN c, CASE WHEN c:Capability|Activity THEN 'DIRECT' ELSE 'POTENTIAL' END AS via
    UNION ALL
    UNWIND CASE WHEN round < 0 OR (round = 6 AND few) THEN alike ELSE [] END AS c
    RETURN c, CASE round WHEN 6 THEN 'TEXT' ELSE 'DIRECT' END AS via
    UNION ALL
    UNWIND CASE WHEN round < 0 THEN forced ELSE [] END AS c
    RETURN c, CASE WHEN c:Capability|Activity THEN 'DIRECT' ELSE 'POTENTIAL' END AS via
  }
  WITH DISTINCT c, via
  WHERE NOT c IN state.seen
  WITH c, via, COLLECT {
    MATCH (c)-[l:PROVIDES|OFFERED_BY|HELD_IN|COVERS|REQUIRES|USES|IN_INDUSTRY|OWNS|LOCATED_IN|LIVES_NEAR|SERVES|REFERRED_TO]-(x)
    RETURN {type: type(l), node: x, link: l}
  } AS links
  LET direct = reduce(all = [], k IN [k IN links WHERE k.type = 'PROVIDES' AND via <> 'TEXT'] | all + [r IN reach WHERE r.term = k.node
    | [-r.degree, r.leaf, r.id, {leaf: r.leaf, degree: r.degree, relation: r.relation, by: r.term, id: r.id, tops: r.tops}]])
  LET hinted = CASE via WHEN 'POTENTIAL' THEN [h IN hints WHERE any(k IN links WHERE k.type IN ['IN_INDUSTRY', 'OWNS'] AND k.node = h.by)] ELSE [] END
  WITH *, COLLECT {
    UNWIND [k IN links WHERE size(hinted) > 0 AND k.type = 'OFFERED_BY' | k.node] AS mine
    MATCH (mine)-[:PROVIDES]->(term)
    RETURN DISTINCT term
  } AS already  // what it offers already it could not only
  LET suggested = [h IN hinted WHERE NOT h.term IN already
    | [-h.degree, h.leaf, h.id, {leaf: h.leaf, degree: h.degree, relation: 'SUGGESTED', by: h.term, id: h.id, tops: h.tops}]]
  WITH *, [each IN coll.sort(direct + suggested) | each[3]] AS hits
  WHERE size(hits) > 0 OR round = 6 OR (round < 0 AND c IN forced)
  RETURN {c: c, via: CASE WHEN via = 'DIRECT' AND size(hits) = 0 THEN 'TEXT' ELSE via END, hits: hits, links: links}
} AS found

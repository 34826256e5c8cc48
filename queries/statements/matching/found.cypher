// Candidates new in this round; kind: from where, PLACES (of region), TERMS, ANYWHERE, WORDS or NONE, and inviting: the same for those that could; state, forced; sets found [{c, via, hits, links}] and aside (leaves of those that serve elsewhere, of many)
WITH *, COLLECT {
  CALL (kind, inviting, region, reach, hints, near, alike, around, round, forced) {
    UNWIND CASE WHEN 'PLACES' IN [kind, inviting] THEN region ELSE [] END AS place
    CALL (place, around, hints, kind, inviting) {
      MATCH (place)<-[l:HELD_IN|COVERS]-(c)
      WHERE kind = 'PLACES' AND (type(l) = 'HELD_IN' OR place IN around AND place.level = 0)
      RETURN c, 'DIRECT' AS via
      UNION ALL
      MATCH (place)<-[:LOCATED_IN|SERVES|LIVES_NEAR]-(agent)-[l:OFFERED_BY|IN_INDUSTRY|OWNS|WORKS_AT|VOLUNTEERS_IN]-(x)
      CALL (agent, l, x, hints, kind, inviting) {
        WITH * WHERE kind = 'PLACES' AND type(l) = 'OFFERED_BY'
        RETURN x AS c, 'DIRECT' AS via
        UNION ALL
        WITH * WHERE inviting = 'PLACES' AND type(l) IN ['IN_INDUSTRY', 'OWNS'] AND any(h IN hints WHERE h.by = x)
        RETURN agent AS c, 'POTENTIAL' AS via
        UNION ALL
        WITH * WHERE kind = 'PLACES' AND type(l) IN ['WORKS_AT', 'VOLUNTEERS_IN'] AND x:Person
        MATCH (x)<-[:OFFERED_BY]-(c)
        RETURN c, 'DIRECT' AS via
      }
      RETURN c, via
    }
    RETURN c, via
    UNION ALL
    UNWIND [r IN reach WHERE kind IN ['TERMS', 'ANYWHERE'] AND near[r.leaf] = (kind = 'TERMS')] AS r
    WITH r.term AS term
    MATCH (term)<-[:PROVIDES]-(c)
    RETURN c, 'DIRECT' AS via
    UNION ALL
    UNWIND [h IN hints WHERE inviting IN ['TERMS', 'ANYWHERE'] AND near[h.leaf] = (inviting = 'TERMS')] AS h
    WITH h.by AS by
    MATCH (by)<-[:IN_INDUSTRY|OWNS]-(c)
    RETURN c, 'POTENTIAL' AS via LIMIT $args.limits.invited
    UNION ALL
    UNWIND CASE WHEN kind IN ['WORDS', 'ANYWHERE'] THEN alike ELSE [] END AS c
    RETURN c, CASE kind WHEN 'WORDS' THEN 'TEXT' ELSE 'DIRECT' END AS via
    UNION ALL
    UNWIND CASE WHEN round < 0 THEN forced ELSE [] END AS c
    RETURN c, CASE WHEN c:Capability|Activity THEN 'DIRECT' ELSE 'POTENTIAL' END AS via
  }
  WITH DISTINCT c, via
  WHERE none(x IN state.pairs WHERE x.c = c) AND none(x IN state.waiting WHERE x.c = c)
  LIMIT $args.limits.scan
  WITH c, via, COLLECT {
    MATCH (c)-[l:PROVIDES|OFFERED_BY|HELD_IN|COVERS|REQUIRES|USES|IN_INDUSTRY|OWNS|LOCATED_IN|LIVES_NEAR|SERVES]->(x)
    RETURN {type: type(l), node: x, link: l}
  } AS links
  LET direct = reduce(all = [], k IN [k IN links WHERE k.type = 'PROVIDES' AND via <> 'TEXT'] | all + [r IN reach WHERE r.term = k.node
    | [-r.degree, r.leaf, r.id, {leaf: r.leaf, degree: r.degree, relation: r.relation, by: r.term, tops: r.tops}]])
  LET hinted = CASE via WHEN 'POTENTIAL' THEN [h IN hints WHERE any(k IN links WHERE k.type IN ['IN_INDUSTRY', 'OWNS'] AND k.node = h.by)] ELSE [] END
  WITH *, COLLECT {
    UNWIND CASE WHEN size(hinted) > 0 THEN [c] ELSE [] END AS org
    MATCH (org)<-[:OFFERED_BY]-(mine)
    MATCH (mine)-[:PROVIDES]->(term)
    RETURN DISTINCT term
  } AS already  // what it offers already it could not only
  LET suggested = [h IN hinted WHERE NOT h.term IN already
    | [-h.degree, h.leaf, h.id, {leaf: h.leaf, degree: h.degree, relation: 'SUGGESTED', by: h.term, tops: h.tops}]]
  LET hits = [each IN coll.sort(direct + suggested) | each[3]]
  LET own = [k IN links WHERE k.type = 'COVERS' AND many AND NOT c IN forced | k.node]
  WITH c, via, links, hits, size(own) > 0 AND none(place IN own WHERE place IN around) AS elsewhere
  WHERE size(hits) > 0 OR kind = 'WORDS' OR (round < 0 AND c IN forced)
  RETURN CASE WHEN elsewhere THEN {aside: [hit IN hits | hit.leaf]}
    ELSE {c: c, via: CASE WHEN via = 'DIRECT' AND size(hits) = 0 THEN 'TEXT' ELSE via END, hits: hits, links: links} END
} AS looked
LET aside = [f IN looked WHERE f.c IS NULL | f.aside]
LET found = [f IN looked WHERE f.c IS NOT NULL]

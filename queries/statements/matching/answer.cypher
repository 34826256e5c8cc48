// The matches as rows, each with why: its terms, real paths, and what a sentence is made from; sets matches
LET bests = [x IN scored | reduce(best = x.hits[0], hit IN x.hits | CASE WHEN hit.degree > best.degree THEN hit ELSE best END)]
WITH *, COLLECT {
  UNWIND bests AS best
  WITH DISTINCT best.leaf AS leaf, best.by AS by
  WITH leaf, by, asked[leaf].term AS goal, coalesce(need, asked[leaf].root) AS start
  WITH *, COLLECT {
    MATCH path = (start)-[:ASKS_FOR]->{0,1}(:ServiceTerm)-[:DECOMPOSES_INTO]->{0,3}(goal)
    RETURN path LIMIT 1
  }[0] AS towards
  WITH *, COLLECT {
    MATCH path = (goal)-[:BROADER|RELATED|DECOMPOSES_INTO]-{0,2}(by)
    RETURN path ORDER BY size(relationships(path)) LIMIT 1
  }[0] AS across
  RETURN {
    leaf: leaf, by: by, whole: towards IS NOT NULL AND across IS NOT NULL, nodes: [each IN nodes(towards) + nodes(across)[1..] | each.id],
    links: [r IN relationships(towards) + relationships(across) | {type: type(r), start: startNode(r).id, end: endNode(r).id}]
  }
} AS routes
WITH *, COLLECT {
  UNWIND range(0, size(scored) - 1) AS nth
  WITH scored[nth] AS x, bests[nth] AS best
  WITH x, x.c AS c, x.provider AS provider, best
  WHERE x.score >= $args.minimumScore AND ($args.rings IS NULL OR coalesce(x.ring, -1) IN $args.rings)
    AND ($args.only IS NULL OR any(label IN labels(x.c) WHERE label IN $args.only))
    AND ($args.providers IS NULL OR any(label IN coalesce(labels(x.provider), []) WHERE label IN $args.providers))
    AND ($args.terms IS NULL OR any(hit IN x.hits WHERE hit.by.id IN $args.terms OR hit.by.name IN $args.terms))
    AND ($args.asking IS NULL OR any(hit IN x.hits WHERE asked[hit.leaf].term.id IN $args.asking OR asked[hit.leaf].term.name IN $args.asking))
  LET by = best.by
  LET leaf = asked[best.leaf].term
  LET root = asked[best.leaf].root
  LET route = [r IN routes WHERE r.leaf = best.leaf AND r.by = by AND r.whole][0]
  LET might = [each IN [c] WHERE x.via = 'POTENTIAL']
  WITH *, COLLECT {
    UNWIND might AS org
    MATCH path = (by)<-[:SUGGESTS]-(:Industry)<-[:BROADER]-{0,3}(:Industry)<-[:IN_INDUSTRY]-(org)-[:LOCATED_IN]->{0,1}()
    RETURN path ORDER BY size(relationships(path)) DESC LIMIT 1
    UNION ALL
    UNWIND might AS org
    MATCH path = (by)<-[:SUGGESTS]-(:Resource)<-[:OWNS]-(org)-[:LOCATED_IN]->{0,1}()
    RETURN path ORDER BY size(relationships(path)) DESC LIMIT 1
  } AS suggesting
  WITH *, COLLECT { UNWIND might AS could MATCH (could)-[:IN_INDUSTRY]->(i) RETURN i LIMIT 1 } AS branch
  LET back = CASE WHEN size(might) = 0 THEN [{nodes: [x.id], links: [{type: 'PROVIDES', start: x.id, end: route.nodes[size(route.nodes) - 1]}]}]
    ELSE [p IN suggesting | {nodes: [each IN nodes(p)[1..] | each.id],
      links: [r IN relationships(p) | {type: type(r), start: startNode(r).id, end: endNode(r).id}]}] END
  LET paths = [p IN back[..3] WHERE route IS NOT NULL | {
      kind: 'NEED_TO_CANDIDATE', nodes: route.nodes + p.nodes, links: route.links + p.links
    }] + [t IN x.tied | {
      kind: 'RAISER_TO_PROVIDER', nodes: [each IN nodes(t.path) | each.id],
      links: [r IN relationships(t.path) | {type: type(r), start: startNode(r).id, end: endNode(r).id}]
    }]
  RETURN {
    id: x.id, via: x.via, ring: x.ring, tier: x.tier, score: x.score, weak: x.weak,
    action: CASE WHEN x.via = 'POTENTIAL' THEN 'INVITE' WHEN any(g IN x.gates WHERE g.state = 'UNKNOWN') THEN 'CHECK'
      WHEN c:Activity THEN 'SIGN_UP' ELSE 'REFER' END,
    candidate: x.id, provider: provider.id, free: x.free, unit: x.unit,
    terms: [leaf IN range(0, size(asked) - 1) WHERE any(hit IN x.hits WHERE hit.leaf = leaf)
      | [hit IN x.hits WHERE hit.leaf = leaf | {asked: asked[leaf].term.id, by: hit.by.id, degree: hit.degree, relation: hit.relation}][0]],
    contributions: x.contributions, gates: x.gates,
    words: [w IN x.words WHERE size(w) > 1], paths: paths,
    said: {
      via: x.via, ring: x.ring, weak: x.weak, free: x.free, unit: x.unit,
      candidate: coalesce(c.title, c.name), candidateEn: coalesce(c.titleEn, c.nameEn, c.title, c.name),
      person: provider:Person,
      provider: CASE WHEN provider:Person THEN left(provider.name, 1) + '**' ELSE provider.name END,
      providerEn: CASE WHEN provider:Person THEN left(provider.name, 1) + '**' ELSE coalesce(provider.nameEn, provider.name) END,
      asked: coalesce(leaf.name), askedEn: coalesce(leaf.nameEn, leaf.name),
      by: by.name, byEn: coalesce(by.nameEn, by.name), relation: best.relation,
      whole: root.name, wholeEn: coalesce(root.nameEn, root.name), parts: size(asked),
      through: branch[0].name, throughEn: coalesce(branch[0].nameEn, branch[0].name),
      home: [h IN x.homes | h.name][0], homeEn: [h IN x.homes | coalesce(h.nameEn, h.name)][0],
      words: [w IN x.words WHERE size(w) > 1][..5], unknown: [g IN x.gates WHERE g.state = 'UNKNOWN' | g.gate]
    }
  }
} AS matches

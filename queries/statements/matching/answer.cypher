// The matches as rows, each with why: its terms, real paths, and what a sentence is made from; sets rowCount, of all, and matches, the first upTo of them
LET picked = [x IN scored WHERE x.score >= $args.minimumScore AND ($args.rings IS NULL OR coalesce(x.ring, -1) IN $args.rings)
  AND ($args.only IS NULL OR any(label IN labels(x.c) WHERE label IN $args.only))
  AND ($args.providers IS NULL OR any(label IN coalesce(labels(x.provider), []) WHERE label IN $args.providers))
  AND ($args.terms IS NULL OR any(hit IN x.hits WHERE hit.id IN $args.terms OR hit.by.name IN $args.terms))
  AND ($args.asking IS NULL OR any(hit IN x.hits WHERE asked[hit.leaf].id IN $args.asking OR asked[hit.leaf].name IN $args.asking))]
LET rowCount = size(picked)
LET front = picked[..coalesce($args.upTo, rowCount)]
LET bests = [x IN front | reduce(best = x.hits[0], hit IN x.hits | CASE WHEN hit.degree > best.degree THEN hit ELSE best END)]
LET might = [x IN front | [k IN x.links WHERE x.via = 'POTENTIAL' AND k.type IN ['IN_INDUSTRY', 'OWNS']]]
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
    leaf: leaf, by: by, name: by.name, nameEn: coalesce(by.nameEn, by.name), whole: towards IS NOT NULL AND across IS NOT NULL, nodes: [each IN nodes(towards) + nodes(across)[1..] | each.id],
    links: [r IN relationships(towards) + relationships(across) | {type: type(r), start: startNode(r).id, end: endNode(r).id}]
  }
} AS routes
WITH *, COLLECT {
  UNWIND [h IN hints WHERE any(could IN might WHERE any(k IN could WHERE k.node = h.by))] AS hint
  RETURN {by: hint.by, term: hint.term, nodes: [each IN nodes(hint.way)[1..] | each.id],
    links: [r IN relationships(hint.way) | {type: type(r), start: startNode(r).id, end: endNode(r).id}]}
} AS ways
WITH *, COLLECT {
  UNWIND range(0, size(front) - 1) AS nth
  WITH front[nth] AS x, bests[nth] AS best, might[nth] AS could
  WITH x, x.provider AS provider, best, could
  LET leaf = asked[best.leaf]
  LET route = [r IN routes WHERE r.leaf = best.leaf AND r.by = best.by][0]
  LET spot = [k IN x.links WHERE x.via = 'POTENTIAL' AND k.type = 'LOCATED_IN' AND k.node IN x.homes | k.node.id][..1]
  LET stood = [id IN spot | {type: 'LOCATED_IN', start: x.id, end: id}]
  LET back = CASE WHEN x.via <> 'POTENTIAL' THEN [{nodes: [x.id], links: [{type: 'PROVIDES', start: x.id, end: best.id}]}]
    ELSE reduce(all = [], k IN could | all + [w IN ways WHERE w.term = best.by AND w.by = k.node
      | {nodes: w.nodes + [x.id] + spot, links: w.links + [{type: k.type, start: x.id, end: w.nodes[size(w.nodes) - 1]}] + stood}]) END
  LET branch = [k IN could WHERE k.type = 'IN_INDUSTRY' | k.node][0]
  LET paths = [p IN back[..3] WHERE route.whole | {
      kind: 'NEED_TO_CANDIDATE', nodes: route.nodes + p.nodes, links: route.links + p.links
    }] + [t IN x.tied | {
      kind: 'RAISER_TO_PROVIDER', nodes: [each IN nodes(t.path) | each.id],
      links: [r IN relationships(t.path) | {type: type(r), start: startNode(r).id, end: endNode(r).id}]
    }]
  RETURN {
    id: x.id, via: x.via, ring: x.ring, tier: x.tier, score: x.score, weak: x.weak,
    action: CASE WHEN x.via = 'POTENTIAL' THEN 'INVITE' WHEN any(g IN x.gates WHERE g.state = 'UNKNOWN') THEN 'CHECK'
      WHEN x.c:Activity THEN 'SIGN_UP' ELSE 'REFER' END,
    candidate: x.id, provider: provider.id, free: x.free, unit: x.unit,
    terms: [i IN range(0, size(asked) - 1) WHERE any(hit IN x.hits WHERE hit.leaf = i)
      | [hit IN x.hits WHERE hit.leaf = i | {asked: asked[i].id, by: hit.id, degree: hit.degree, relation: hit.relation}][0]],
    contributions: x.contributions, gates: x.gates,
    words: [w IN x.words WHERE size(w) > 1], paths: paths,
    said: {
      via: x.via, ring: x.ring, weak: x.weak, free: x.free, unit: x.unit,
      candidate: coalesce(x.has.title, x.has.name), candidateEn: coalesce(x.has.titleEn, x.has.nameEn, x.has.title, x.has.name),
      person: x.person,
      provider: CASE WHEN x.person THEN left(provider.name, 1) + '**' ELSE provider.name END,
      providerEn: CASE WHEN x.person THEN left(provider.name, 1) + '**' ELSE coalesce(provider.nameEn, provider.name) END,
      asked: leaf.name, askedEn: leaf.nameEn, whole: leaf.whole, wholeEn: leaf.wholeEn, parts: size(asked),
      by: route.name, byEn: route.nameEn, relation: best.relation,
      through: branch.name, throughEn: coalesce(branch.nameEn, branch.name),
      home: x.homes[0].name, homeEn: coalesce(x.homes[0].nameEn, x.homes[0].name),
      words: [w IN x.words WHERE size(w) > 1][..5], unknown: [g IN x.gates WHERE g.state = 'UNKNOWN' | g.gate]
    }
  }
} AS matches

// The additive score of each shown pair, best first; sets scored [{…pair, score, contributions, tied, words, weak}]
LET force = {
  fit: CASE WHEN size(asked) > 0 THEN $args.weights.fit ELSE 0.0 END,
  kin: CASE WHEN size(asked) > 0 THEN $args.weights.kin ELSE 0.0 END,
  words: CASE WHEN length > 0 THEN $args.weights.words ELSE 0.0 END,
  meaning: CASE WHEN sense IS NOT NULL THEN $args.weights.meaning ELSE 0.0 END,
  ties: CASE WHEN raiser IS NOT NULL THEN $args.weights.ties ELSE 0.0 END,
  readiness: $args.weights.readiness,
  nearness: CASE WHEN $args.allRings AND size(around) > 0 THEN $args.weights.nearness ELSE 0.0 END
}
LET inForce = force.fit + force.kin + force.words + force.meaning + force.ties + force.readiness + force.nearness
WITH *, COLLECT { UNWIND shown AS x RETURN DISTINCT x.provider } AS providers
WITH *, COLLECT {
  CALL (raiser) {
    MATCH path = (raiser)<-[:ESTABLISHED_IN]-(:PartyOrganization)-[:SUBORDINATE_TO]->{0,1}(meet:PartyOrganization)
      <-[:SUBORDINATE_TO]-{0,1}(:PartyOrganization)-[:ESTABLISHED_IN]->(friend)
    WHERE meet.tier IN ['BUILDING', 'ENTERPRISE']
    RETURN 'PARTY' AS kind, friend, path
    UNION ALL
    MATCH path = (raiser)-[:PARTNERS_WITH]-(friend)
    RETURN 'PARTNERSHIP' AS kind, friend, path
    UNION ALL
    MATCH path = (raiser)-[:BELONGS_TO]->(:Society)<-[:BELONGS_TO]-(friend)
    RETURN 'SOCIETY' AS kind, friend, path
    UNION ALL
    MATCH path = (raiser)<-[:RAISED_BY]-(:Need)<-[:FOR_NEED]-(:Referral {status: 'COMPLETED'})-[:REFERRED_TO]->()-[:OFFERED_BY]->(friend)
    RETURN 'REFERRAL' AS kind, friend, path
  }
  WITH kind, friend, path
  WHERE friend IN providers AND friend <> raiser
    AND all(r IN relationships(path) WHERE coalesce(r.from <= day, true) AND coalesce(r.until >= day, true))
  RETURN {kind: kind, node: friend, path: path} LIMIT $args.limits.ties
} AS acquainted
LET wanted = reduce(sum = 0.0, a IN asked | sum + a.weight)
WITH *, COLLECT {
  UNWIND shown AS x
  WITH x, x.provider AS provider, x.c.grams AS grams, x.c.gramWeights AS weights, x.c.meaning AS means
  LET fit = CASE WHEN wanted > 0 THEN reduce(sum = 0.0, leaf IN range(0, size(asked) - 1) | sum + asked[leaf].weight
    * reduce(most = 0.0, hit IN x.hits | CASE WHEN hit.leaf = leaf AND hit.degree > most THEN hit.degree ELSE most END)) / wanted ELSE 0.0 END
  LET kin = CASE WHEN size(tops) = 0 THEN 0.0 ELSE toFloat(size([top IN tops WHERE any(hit IN x.hits WHERE top IN hit.tops)])) / size(tops) END
  LET common = [w IN [w IN weighed | w {.*, at: coll.indexOf(grams, w.gram)}] WHERE w.at >= 0 | {gram: w.gram, weight: w.weight * weights[w.at]}]
  LET cosine = CASE WHEN length > 0 THEN reduce(sum = 0.0, w IN common | sum + w.weight) / length ELSE 0.0 END
  LET nearby = CASE WHEN sense IS NULL OR means IS NULL THEN 0.0 ELSE 2 * vector.similarity.cosine(sense, means) - 1 END
  LET meaning = CASE WHEN nearby > 1 THEN 1.0 WHEN nearby > 0 THEN nearby ELSE 0.0 END
  LET met = [t IN acquainted WHERE t.node = provider]
  LET tied = [kind IN ['PARTY', 'PARTNERSHIP', 'SOCIETY', 'REFERRAL'] WHERE any(t IN met WHERE t.kind = kind) | [t IN met WHERE t.kind = kind][0]]
  LET ties = 1.0 - reduce(rest = 1.0, t IN tied | rest * (1.0 - $args.ties[t.kind]))
  LET statuses = [k IN x.links WHERE k.type = 'REFERRED_TO' | k.node.status]
  LET done = size([status IN statuses WHERE status = 'COMPLETED'])
  LET ended = size([status IN statuses WHERE status IN ['COMPLETED', 'FAILED', 'REJECTED']])
  LET open = size([status IN statuses WHERE status IN ['REQUESTED', 'ACCEPTED']])
  LET share = CASE WHEN x.free IS NULL THEN 0.5 WHEN x.has.capacity > x.free THEN x.free / x.has.capacity ELSE 1.0 END
  LET readiness = (share + CASE WHEN x.has.firstAnswerHours IS NULL THEN 0.5 ELSE 24.0 / (24.0 + x.has.firstAnswerHours) END
    + (done + 1.0) / (ended + 2.0)) / 3 / (1.0 + open)
  LET features = [
    {feature: 'FIT', value: fit, weight: force.fit}, {feature: 'KIN', value: kin, weight: force.kin},
    {feature: 'WORDS', value: cosine, weight: force.words}, {feature: 'MEANING', value: meaning, weight: force.meaning}, {feature: 'TIES', value: ties, weight: force.ties},
    {feature: 'READINESS', value: readiness, weight: force.readiness},
    {feature: 'NEARNESS', value: 1.0 - coalesce(x.ring, 5) / 5.0, weight: force.nearness}
  ]
  LET contributions = [f IN features WHERE f.weight > 0 | f {.*, points: f.value * f.weight / inForce}]
  LET score = reduce(sum = 0.0, f IN contributions | sum + f.points)
  RETURN x {.*, contributions: contributions, score: score, tied: tied, words: [w IN common | w.gram],
    weak: coalesce(x.weak, cosine < $args.thresholds.words AND meaning < $args.thresholds.meaning)}
} AS rated
LET scored = [each IN coll.sort([i IN range(0, size(rated) - 1) | [rated[i].tier, -rated[i].score, rated[i].id, i]])[..$args.limits.shown] | rated[each[3]]]

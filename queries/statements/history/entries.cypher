// What is dated about n: its raising, visits, meetings, resolutions, capabilities, referrals, lists, repayments, changes; $args: asOf; sets rows
LET day = date($args.asOf)
WITH *, COLLECT {
  CALL (n) {
    WITH n WHERE n.raisedOn IS NOT NULL AND n:Need
    RETURN 'RAISED' AS kind, n.raisedOn AS on, n AS node, {who: COLLECT { MATCH (n)-[:RAISED_BY]->(who) RETURN CASE WHEN who:Person THEN null ELSE who.name END }[0]} AS fact, 0 AS rank
    UNION ALL
    MATCH (n)<-[:HEARD|VISITED]-(v:Visit)
    RETURN 'HEARD' AS kind, v.visitedOn AS on, v AS node, {who: COLLECT { MATCH (v)-[:MADE_BY]->(who) RETURN CASE WHEN who:Person THEN null ELSE who.name END }[0], visited: COLLECT { MATCH (v)-[:VISITED]->(whom) RETURN CASE WHEN whom:Person THEN null ELSE whom.name END }[0]} AS fact, 1 AS rank
    UNION ALL
    MATCH (n)<-[:LISTS]-(v:ListVersion)-[:VERSION_OF]->(list)
    RETURN 'LISTED' AS kind, date(v.takenAt + duration('PT8H')) AS on, v AS node, {list: list.name, number: v.number} AS fact, 2 AS rank
    UNION ALL
    MATCH (n)<-[:DISCUSSES|INVITED]-(m:Meeting)
    RETURN 'DISCUSSED' AS kind, m.heldOn AS on, m AS node, {meeting: m.title, invited: COLLECT { MATCH (m)-[i:INVITED]->(who) RETURN who.name + coalesce('（' + i.reason + '）', '') ORDER BY who.id }, plain: COLLECT { MATCH (m)-[:INVITED]->(who) RETURN who.name ORDER BY who.id }} AS fact, 3 AS rank
    UNION ALL
    CALL (n) {
      MATCH (n)<-[:DISCUSSES]-(m:Meeting)-[:ADOPTED]->(r:Resolution) RETURN m, r
      UNION
      MATCH (n)<-[:CREATED]-(r:Resolution)<-[:ADOPTED]-(m:Meeting) RETURN m, r
    }
    UNWIND [{kind: 'RESOLVED', on: m.heldOn, rank: 4}] + CASE WHEN r.doneOn IS NULL THEN [] ELSE [{kind: 'CARRIED_OUT', on: r.doneOn, rank: 6}] END AS each
    RETURN each.kind AS kind, each.on AS on, r AS node, {title: r.title, due: toString(r.dueOn)} AS fact, each.rank AS rank
    UNION ALL
    MATCH (n)<-[:DISCUSSES]-(:Meeting)-[:ADOPTED]->(r:Resolution)-[:CREATED]->(c:Capability)
    RETURN 'BROUGHT_ABOUT' AS kind, coalesce(c.validFrom, r.doneOn) AS on, c AS node, {title: c.title, who: COLLECT { MATCH (c)-[:OFFERED_BY]->(who) RETURN CASE WHEN who:Person THEN null ELSE who.name END }[0]} AS fact, 7 AS rank
    UNION ALL
    MATCH (n)<-[:FOR_NEED|REFERRED_TO]-(r:Referral)
    UNWIND [{kind: 'REFERRED', on: r.raisedOn, rank: 5}] + CASE WHEN r.closedOn IS NULL THEN [] ELSE [{kind: 'REFERRAL_ENDED', on: r.closedOn, rank: 8}] END AS each
    RETURN each.kind AS kind, each.on AS on, r AS node, {status: r.status, reason: r.reason, to: COLLECT { MATCH (r)-[:REFERRED_TO]->(to) RETURN CASE WHEN to:Person THEN null ELSE coalesce(to.title, to.name) END }[0]} AS fact, each.rank AS rank
    UNION ALL
    MATCH (n)<-[:REPAYS]-(r:Repayment)
    RETURN 'REPAID' AS kind, r.paidOn AS on, r AS node, {amount: r.amount} AS fact, 9 AS rank
    UNION ALL
    MATCH (n)<-[:CHANGED]-(e:Event)
    RETURN 'EVENT' AS kind, date(e.at + duration('PT8H')) AS on, e AS node, e {.kind, .actor, .reason, .before, .after, labels: labels(n), names: COLLECT { UNWIND e.ends AS end MATCH (far:Entity {id: end}) RETURN [end, CASE WHEN NOT far:Person THEN coalesce(far.title, far.name) END, CASE WHEN NOT far:Person THEN coalesce(far.titleEn, far.nameEn) END] }} AS fact, 10 + e.sequence AS rank
  }
  WITH * WHERE coalesce(on <= day, true)
  WITH *, coalesce(toString(on), '9999') AS sorted, kind + ' ' + node.id AS id
  ORDER BY sorted, rank, id
  RETURN {id: id, kind: kind, on: toString(on), sorted: sorted, rank: rank, node: node, fact: fact}
} AS rows

// How much of a need its referrals have covered; p: id; columns: quantity, completed, open
CYPHER 25
MATCH (n:Need&Entity {id: $p.id})
RETURN n.quantity AS quantity,
  reduce(sum = 0.0, q IN COLLECT { MATCH (n)<-[:FOR_NEED]-(r:Referral {status: 'COMPLETED'}) RETURN coalesce(r.quantity, n.quantity, 0.0) } | sum + q) AS completed,
  COLLECT { MATCH (n)<-[:FOR_NEED]-(r:Referral) WHERE r.status IN ['REQUESTED', 'ACCEPTED'] RETURN r.id ORDER BY r.id } AS open

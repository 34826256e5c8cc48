// Business entities of a place that may receive a loan or the like and have none open; n: Capability; $args: asOf, within (a place by name or id; where its provider is by default), most; columns: rows
LET day = date($args.asOf)
WITH *, COLLECT {
  CALL (n) {
    MATCH (place:Place&Entity {id: $args.within}) RETURN place
    UNION
    MATCH (place:Place) WHERE place.name = $args.within AND place.id IS NOT NULL RETURN place
    UNION
    MATCH (n)-[:OFFERED_BY]->()-[:SERVES|LOCATED_IN]->(place:Place) WHERE $args.within IS NULL RETURN place
  }
  MATCH (place)<-[:PART_OF]-{0,6}(spot)<-[l:LOCATED_IN]-(e:Enterprise)
  WHERE coalesce(l.from <= day, true) AND coalesce(l.until >= day, true)
    AND (n.eligibleKinds IS NULL OR e.kind IN n.eligibleKinds)
    AND (n.eligibleSizes IS NULL OR e.size IS NULL OR e.size IN n.eligibleSizes)
  RETURN DISTINCT e
} AS found
WITH *, COLLECT {
  UNWIND found AS e
  WITH *, COLLECT { MATCH (e)-[:IN_INDUSTRY]->(i:Industry) RETURN i.code } AS codes
  WHERE (n.eligibleIndustries IS NULL OR size(codes) = 0 OR any(code IN codes WHERE any(may IN n.eligibleIndustries WHERE code STARTS WITH may)))
    AND NOT EXISTS {
      MATCH (e)<-[:BORROWED_BY]-(loan:Loan)
      WHERE (loan.status = 'APPLIED' AND coalesce(loan.appliedOn <= day, true))
        OR (loan.status IN ['LENT', 'REPAID'] AND coalesce(loan.lentOn <= day, true) AND loan.amount >
          reduce(sum = 0.0, part IN COLLECT { MATCH (loan)<-[:REPAYS]-(r:Repayment) WHERE r.paidOn <= day RETURN r.amount } | sum + part))
    }
  LET toCheck = (n.eligibleSizes IS NOT NULL AND e.size IS NULL) OR (n.eligibleIndustries IS NOT NULL AND size(codes) = 0)
  WITH e, toCheck ORDER BY toCheck, e.name, e.id LIMIT $args.most
  RETURN {id: e.id, name: e.name, toCheck: toCheck, enterprise: e}
} AS rows
RETURN rows

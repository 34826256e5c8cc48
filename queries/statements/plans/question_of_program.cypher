// What some of a volunteer team's members offer, as a question; team, start: the first of 50 offers; $args: asOf; sets offered, provided, need, told, raiser, who, at, asks
LET that = date($args.asOf)
WITH *, COLLECT { MATCH (team)-[:SERVES]->(place) RETURN place ORDER BY place.id } AS at
WITH *, COLLECT {
  MATCH (team)<-[v:VOLUNTEERS_IN]-()<-[:OFFERED_BY]-(c:Capability)
  WHERE coalesce(v.from <= that, true) AND coalesce(v.until >= that, true)
  RETURN DISTINCT c ORDER BY c.id
}[start..start + 50] AS offered
WITH *, COLLECT { UNWIND offered AS c MATCH (c)-[:PROVIDES]->(term) RETURN DISTINCT term ORDER BY term.id } AS provided
LET need = null
LET raiser = null
LET who = []
LET told = {grams: [], counts: [], quantity: null, minimum: null, unit: null, weekdays: null, from: null, until: null}
LET asks = [term IN provided | {root: term, weight: 1.0, quantity: null}]

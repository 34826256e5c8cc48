// The question that an unsaved need asks; $args: asOf, draft {grams, counts, quantity, minimum, unit, weekdays, from, until, terms, place, raiser, beneficiaries}; sets need, told, raiser, who, at, asks
LET need = null
LET told = {
  grams: $args.draft.grams, counts: $args.draft.counts, quantity: $args.draft.quantity, minimum: $args.draft.minimum,
  unit: $args.draft.unit, weekdays: $args.draft.weekdays, from: date($args.draft.from), until: date($args.draft.until)
}
LET raiser = COLLECT { MATCH (r:Entity {id: $args.draft.raiser}) WHERE r:Organization|Person RETURN r }[0]
LET named = COLLECT {
  UNWIND $args.draft.beneficiaries AS id
  MATCH (b:Entity {id: id}) WHERE b:Organization|Person
  RETURN b ORDER BY b.id
}
LET who = CASE
  WHEN size(named) > 0 THEN named
  WHEN raiser IS NULL OR raiser:ServiceCenter|BuildingCommittee|PartyOrganization THEN []
  ELSE [raiser]
END
LET at = COLLECT { MATCH (place:Entity {id: $args.draft.place}) WHERE place:Place RETURN place }
LET asks = COLLECT {
  UNWIND $args.draft.terms AS id
  MATCH (root:Entity {id: id}) WHERE root:ServiceTerm
  WITH DISTINCT root ORDER BY root.id
  RETURN {root: root, weight: 1.0, quantity: $args.draft.quantity}
}

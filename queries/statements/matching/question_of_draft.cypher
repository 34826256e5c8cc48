// The question that an unsaved need asks; $args: asOf, draft {grams, counts, quantity, minimum, unit, weekdays, from, until, terms, place, raiser, beneficiaries: names or ids}; sets need, told, raiser, who, at, asks, unresolved
LET need = null
LET told = {
  grams: $args.draft.grams, counts: $args.draft.counts, quantity: $args.draft.quantity, minimum: $args.draft.minimum,
  vector: $args.draft.vector, model: $args.draft.model, unit: $args.draft.unit, weekdays: $args.draft.weekdays, from: date($args.draft.from), until: date($args.draft.until)
}
WITH *, COLLECT {
  UNWIND [$args.draft.raiser] + $args.draft.beneficiaries AS name
  CALL (name) {
    MATCH (a:Entity {id: name}) WHERE a:Organization|Person RETURN a
    UNION
    MATCH (a:Organization) WHERE a.name = name AND a.id IS NOT NULL RETURN a
  }
  WITH name, a ORDER BY a.id
  WITH name, collect(a)[0] AS a
  RETURN {name: name, node: a}
} AS agents
LET raiser = [a IN agents WHERE a.name = $args.draft.raiser | a.node][0]
LET named = [a IN agents WHERE a.name IN $args.draft.beneficiaries | a.node]
LET who = CASE
  WHEN size(named) > 0 THEN named
  WHEN raiser IS NULL OR raiser:ServiceCenter|BuildingCommittee|PartyOrganization THEN []
  ELSE [raiser]
END
WITH *, COLLECT {
  CALL () {
    MATCH (place:Entity {id: $args.draft.place}) WHERE place:Place RETURN place
    UNION
    MATCH (place:Place) WHERE place.name = $args.draft.place AND place.id IS NOT NULL RETURN place
  }
  RETURN place ORDER BY place.id LIMIT 1
} AS at
WITH *, COLLECT {
  UNWIND $args.draft.terms AS name
  CALL (name) {
    MATCH (root:Entity {id: name}) WHERE root:ServiceTerm RETURN root
    UNION
    MATCH (root:ServiceTerm) WHERE root.name = name AND root.id IS NOT NULL RETURN root
    UNION
    CALL db.index.fulltext.queryNodes('search', '"' + replace(replace(name, '\\', ' '), '"', ' ') + '"', {limit: 20}) YIELD node AS root
    WHERE root:ServiceTerm AND name IN root.synonyms
    RETURN root
  }
  WITH root, name ORDER BY root.id
  RETURN {name: name, root: root}
} AS meant
WITH *, COLLECT {
  UNWIND meant AS m
  WITH DISTINCT m.root AS root ORDER BY root.id
  RETURN {root: root, weight: 1.0, quantity: $args.draft.quantity}
} AS asks
LET unresolved = [name IN [$args.draft.raiser] + $args.draft.beneficiaries WHERE name IS NOT NULL AND none(a IN agents WHERE a.name = name)]
  + [name IN [$args.draft.place] WHERE name IS NOT NULL AND size(at) = 0]
  + [name IN $args.draft.terms WHERE none(m IN meant WHERE m.name = name)]

// Things by business key or by name (a person by key alone); names: a list; sets things [{name, node}]
WITH *, COLLECT {
  UNWIND names AS name
  WITH name, COLLECT {
    CALL (name) {
      MATCH (thing:Entity {id: name}) RETURN thing, 0 AS rank
      UNION ALL
      MATCH (thing:Place {name: name}) WHERE thing.id IS NOT NULL RETURN thing, 1 AS rank
      UNION ALL
      MATCH (thing:Organization {name: name}) WHERE thing.id IS NOT NULL RETURN thing, 2 AS rank
      UNION ALL
      MATCH (thing:ServiceTerm {name: name}) WHERE thing.id IS NOT NULL RETURN thing, 3 AS rank
      UNION ALL
      MATCH (thing:Need {title: name}) WHERE thing.id IS NOT NULL RETURN thing, 4 AS rank
      UNION ALL
      MATCH (thing:Capability {title: name}) WHERE thing.id IS NOT NULL RETURN thing, 5 AS rank
      UNION ALL
      MATCH (thing:Resource {name: name}) WHERE thing.id IS NOT NULL RETURN thing, 6 AS rank
    }
    RETURN thing ORDER BY rank, thing.id LIMIT 1
  }[0] AS node
  RETURN {name: name, node: node}
} AS things

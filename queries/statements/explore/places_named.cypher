// Places by business key or by name, the larger first; names: a list; sets places [{name, node}]
WITH *, COLLECT {
  UNWIND names AS name
  WITH name, COLLECT {
    CALL (name) {
      MATCH (place:Entity {id: name}) WHERE place:Place RETURN place
      UNION
      MATCH (place:Place {name: name}) WHERE place.id IS NOT NULL RETURN place
    }
    RETURN place ORDER BY coalesce(place.level, -1) DESC, place.id LIMIT 1
  }[0] AS node
  RETURN {name: name, node: node}
} AS places

// Whether something belongs to one of some places: it is there, or whoever it is of, for or by; p: ids, places, today; columns: belong
CYPHER 25
RETURN EXISTS {
  UNWIND $p.ids AS id
  MATCH (n:Entity {id: id})-[r:AT|RAISED_BY|BENEFITS|FOR_NEED|REFERRED_TO|OFFERED_BY|COVERS|HELD_BY|DISCUSSES|LOCATED_IN|SERVES|LIVES_NEAR|WORKS_AT|VOLUNTEERS_IN
    WHERE coalesce(r.until >= $p.today, true)]->{0,4}()-[:PART_OF]->{0,6}(p:Place)
  WHERE p.id IN $p.places
  RETURN 1
} AS belong

// What is on one of a community's three lists on a day: the one definition, for the page and for versions. Open needs
// at places within it; active capabilities of who is in it, serves it or, consenting, lives there; takes community,
// kind, day; sets within, entries
WITH *, COLLECT { MATCH (community)<-[:PART_OF]-{0,4}(place) RETURN DISTINCT place } AS within
WITH *, COLLECT {
  UNWIND CASE WHEN kind = 'COMMUNITY_CAN' THEN [] ELSE within END AS place
  MATCH (place)<-[:AT]-(need:Need {list: kind, status: 'OPEN'})
  WHERE coalesce(need.raisedOn <= day, true)
  RETURN DISTINCT need ORDER BY need.id
} + COLLECT {
  UNWIND CASE WHEN kind = 'COMMUNITY_CAN' THEN within ELSE [] END AS place
  MATCH (place)<-[l:LOCATED_IN|SERVES|LIVES_NEAR]-(provider)<-[o:OFFERED_BY]-(can:Capability {status: 'ACTIVE'})
  WHERE coalesce(l.from <= day, true) AND coalesce(l.until >= day, true)
    AND coalesce(can.validFrom <= day, true) AND coalesce(can.validUntil >= day, true)
    AND coalesce(o.consented, NOT provider:Person)
  RETURN DISTINCT can ORDER BY can.id
} AS entries

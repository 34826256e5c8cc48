// Items of the catalogue that nobody offers in a community, nor anybody whose service area holds it; $args: community (key or name), asOf; columns: community, gaps
// include community_named
WITH *, 'COMMUNITY_CAN' AS kind, date($args.asOf) AS day
// include live_entries
WITH *, COLLECT { MATCH (community)-[:PART_OF]->{0,4}(larger) RETURN larger } AS around
WITH *, COLLECT {
  CALL (entries, around, within, day) {
    UNWIND entries AS can
    MATCH (can)-[:PROVIDES]->(term)
    RETURN term
    UNION
    UNWIND around AS area
    MATCH (area)<-[:COVERS]-(can:Capability {status: 'ACTIVE'})-[o:OFFERED_BY]->(by)
    MATCH (can)-[:PROVIDES]->(term)
    WHERE coalesce(can.validFrom <= day, true) AND coalesce(can.validUntil >= day, true)
      AND coalesce(o.consented, NOT by:Person)
    RETURN term
    UNION
    UNWIND within AS place
    MATCH (place)<-[:LOCATED_IN|SERVES]-()<-[:OFFERED_BY]-(a:Activity {status: 'PLANNED'})-[:PROVIDES]->(term)
    WHERE coalesce(date(a.startsAt) >= day, true)
    RETURN term
  }
  MATCH (term)-[:BROADER]->{0,3}(wider)
  RETURN DISTINCT wider
} AS here
WITH *, COLLECT {
  MATCH (item:CatalogueItem)
  WHERE item.number IS NOT NULL AND item.id IS NOT NULL AND community IS NOT NULL
  WITH *, COLLECT { MATCH (item)-[:CLASSIFIED_AS]->(term) RETURN term } AS terms
  WHERE none(term IN terms WHERE term IN here)
  WITH *, COLLECT {
    UNWIND terms AS term
    MATCH (term)<-[:BROADER]-{0,3}()<-[:PROVIDES]-(can:Capability {status: 'ACTIVE'})-[o:OFFERED_BY]->(by)
    WHERE coalesce(can.validFrom <= day, true) AND coalesce(can.validUntil >= day, true)
      AND coalesce(o.consented, NOT by:Person)
    RETURN DISTINCT can ORDER BY can.id
  } AS offers
  RETURN {
    id: item.id, number: item.number, item: item, elsewhere: offers[..3], offers: size(offers),
    classified: size(terms) > 0, unknown: size(terms) = 0
  }
} AS gaps
RETURN community, gaps

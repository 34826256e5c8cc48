// Items of the catalogue that nobody offers in a community, nor anybody whose service area holds it; $args: community (key or name), asOf; columns: community, gaps
// include community_named
WITH *, 'COMMUNITY_CAN' AS kind, date($args.asOf) AS day
// include live_entries
WITH *, COLLECT { MATCH (community)-[:PART_OF]->{0,4}(larger) RETURN larger } AS around
WITH *, COLLECT {
  MATCH (item:CatalogueItem)
  WHERE item.number IS NOT NULL AND item.id IS NOT NULL AND community IS NOT NULL
  WITH *, COLLECT {
    MATCH (item)-[:CLASSIFIED_AS]->()<-[:BROADER]-{0,3}()<-[:PROVIDES]-(can:Capability {status: 'ACTIVE'})-[o:OFFERED_BY]->(by)
    WHERE coalesce(can.validFrom <= day, true) AND coalesce(can.validUntil >= day, true)
      AND coalesce(o.consented, NOT by:Person)
    RETURN DISTINCT can ORDER BY can.id
  } AS offers, EXISTS { (item)-[:CLASSIFIED_AS]->() } AS classified
  WHERE none(can IN offers WHERE can IN entries OR EXISTS { (can)-[:COVERS]->(area) WHERE area IN around })
    AND NOT EXISTS {
      MATCH (item)-[:CLASSIFIED_AS]->()<-[:BROADER]-{0,3}()<-[:PROVIDES]-(a:Activity {status: 'PLANNED'})-[:OFFERED_BY]->()-[:LOCATED_IN|SERVES]->(place)
      WHERE place IN within AND coalesce(date(a.startsAt) >= day, true)
    }
  RETURN {
    id: item.id, number: item.number, item: item, elsewhere: offers[..3], offers: size(offers),
    classified: classified, unknown: NOT classified
  }
} AS gaps
RETURN community, gaps

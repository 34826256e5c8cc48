// Open needs of a place, those raised first; p: place (key or name), terms (keys or names; all where empty), needs (at most); columns: place, open (ids), unresolved
CYPHER 25
LET names = [$p.place]
// include places_named
WITH places[0].node AS place
WITH *, COLLECT {
  UNWIND $p.terms AS name
  RETURN {name: name, nodes: COLLECT {
    CALL (name) {
      MATCH (t:Entity {id: name}) WHERE t:ServiceTerm RETURN t
      UNION
      MATCH (t:ServiceTerm {name: name}) WHERE t.id IS NOT NULL RETURN t
    }
    MATCH (t)<-[:BROADER]-{0,6}(term) RETURN DISTINCT term
  }}
} AS meant
WITH *, COLLECT { UNWIND meant AS m UNWIND m.nodes AS term RETURN DISTINCT term } AS wanted
WITH *, COLLECT {
  MATCH (place)<-[:PART_OF]-{0,6}(spot)<-[:AT]-(asking:Need {status: 'OPEN'})
  WHERE size($p.terms) = 0 OR EXISTS { (asking)-[:ASKS_FOR]->(term) WHERE term IN wanted }
  WITH DISTINCT asking ORDER BY asking.raisedOn, asking.id LIMIT $p.needs
  RETURN asking.id
} AS open
LET unresolved = [m IN meant WHERE size(m.nodes) = 0 | m.name]
RETURN place.id AS place, open, unresolved

// Where to take a matter, and who covers a building; $args: asOf, building, words; columns: building, matters, centers, managers, parties, teams, groups, staff
WITH date($args.asOf) AS today, COLLECT { MATCH (b:Building {name: $args.building}) RETURN b ORDER BY b.id LIMIT 1 } AS named
WITH *, COLLECT { UNWIND named AS b MATCH (b)-[:PART_OF]->{0,4}(spot) RETURN spot ORDER BY spot.level } AS spots
WITH *, COLLECT {
  UNWIND spots AS spot MATCH (spot)<-[:SERVES|ESTABLISHED_IN]-(body) RETURN body ORDER BY spot.level, body.id
} AS bodies
WITH *, COLLECT {
  UNWIND bodies AS desk
  MATCH (desk)-[:HANDLES]->(matter)
  WITH matter, collect(desk) AS desks
  WITH *, COLLECT { MATCH (matter)-[:CLASSIFIED_AS]->(t) RETURN t.name + ' ' + reduce(s = '', x IN coalesce(t.synonyms, []) | s + ' ' + x) } AS terms
  LET told = toLower(reduce(s = matter.name, x IN terms | s + ' ' + x))
  LET hits = size([word IN $args.words WHERE told CONTAINS word])
  FILTER hits > 0
  WITH matter, desks, hits ORDER BY hits DESC, matter.id LIMIT 5
  RETURN {matter: matter, at: desks}
} AS matters
WITH *, COLLECT {
  UNWIND bodies AS body
  MATCH (body)<-[spell:POSTED_TO]-(person)
  WHERE coalesce(spell.from <= today, true) AND coalesce(spell.until >= today, true)
  WITH person, spell, body ORDER BY person.id LIMIT 50
  RETURN {person: person, path: spell.path, at: body}
} AS staff
WITH *, COLLECT { UNWIND named AS b MATCH (b)<-[:MANAGES]-(m) RETURN m ORDER BY m.id } AS managers
RETURN named[0] AS building, matters, [b IN bodies WHERE b:ServiceCenter] AS centers, managers, [b IN bodies WHERE b:PartyOrganization] AS parties, [b IN bodies WHERE b:VisitingTeam] AS teams, [b IN bodies WHERE b:ContactGroup] AS groups, staff

// Who works in the occupation that a need seeks and consents to be recommended, its raiser's own people left out; n: Need; $args: asOf; columns: candidates
WITH *, date($args.asOf) AS day
WITH *, COLLECT {
  MATCH (n)-[:FOR_OCCUPATION]->(occupation:Occupation)<-[p:PRACTISES {consented: true}]-(person:Person)
  WHERE NOT EXISTS {
    MATCH (n)-[:RAISED_BY]->()<-[w:WORKS_AT]-(person)
    WHERE coalesce(w.from <= day, true) AND coalesce(w.until >= day, true)
  }
  WITH person, occupation, p.years AS years ORDER BY occupation.id
  WITH person, collect({occupation: occupation, years: years, person: person}) AS practised
  RETURN {id: person.id, person: person, practised: practised}
} AS candidates
RETURN candidates

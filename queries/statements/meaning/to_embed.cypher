// Ids of what has words and no vector yet; columns: needs, capabilities (and activities), terms, embedded (how many have one)
CYPHER 25
RETURN
  COLLECT { MATCH (n:Need) WHERE n.meaning IS NULL AND n.id IS NOT NULL RETURN n.id ORDER BY n.id } AS needs,
  COLLECT { MATCH (n:Capability|Activity) WHERE n.meaning IS NULL AND n.id IS NOT NULL RETURN n.id ORDER BY n.id } AS capabilities,
  COLLECT { MATCH (n:ServiceTerm) WHERE n.meaning IS NULL AND n.id IS NOT NULL RETURN n.id ORDER BY n.id } AS terms,
  COUNT { MATCH (n:Need|Capability|Activity) WHERE n.meaning IS NOT NULL } AS embedded

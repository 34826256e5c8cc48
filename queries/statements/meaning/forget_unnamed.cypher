// Takes the vectors from capabilities and activities that name no term, since there are new terms to be near; columns: forgotten
CYPHER 25
MATCH (n:Capability|Activity)
WHERE n.meaning IS NOT NULL AND NOT EXISTS { (n)-[:PROVIDES]->() }
REMOVE n.meaning, n.meantAs
RETURN count(*) AS forgotten

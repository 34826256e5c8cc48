// What a referral is between, and the resources that what it was referred to draws on (a credit line is drawn on by loans alone); p: id; columns: need, target, resources
CYPHER 25
MATCH (r:Referral&Entity {id: $p.id})
RETURN COLLECT { MATCH (r)-[:FOR_NEED]->(n) RETURN n.id }[0] AS need, COLLECT { MATCH (r)-[:REFERRED_TO]->(t) RETURN t.id }[0] AS target,
  COLLECT { MATCH (r)-[:REFERRED_TO]->(:Capability)-[:USES]->(s:Resource) WHERE NOT EXISTS { (s)<-[:DRAWS_ON]-() } RETURN s.id } AS resources

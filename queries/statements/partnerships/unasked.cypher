// What agreements in force promise and nobody has been referred to yet; $args: asOf, party (an organization by name or id, or null), most; columns: rows
LET day = date($args.asOf)
WITH *, COLLECT {
  MATCH (agreement:Agreement)
  WHERE agreement.title IS NOT NULL AND agreement.id IS NOT NULL
    AND coalesce(agreement.validFrom <= day, true) AND coalesce(agreement.validUntil >= day, true)
  MATCH (agreement)-[:PROMISES]->(c:Capability {status: 'ACTIVE'})
  WHERE coalesce(c.validFrom <= day, true) AND coalesce(c.validUntil >= day, true)
    AND NOT EXISTS { MATCH (c)<-[:REFERRED_TO]-(r:Referral) WHERE r.status <> 'CANCELLED' AND coalesce(r.raisedOn <= day, true) }
  WITH *, COLLECT { MATCH (party:Organization)-[:PARTY_TO]->(agreement) RETURN party ORDER BY party.name, party.id } AS parties
  WHERE $args.party IS NULL OR any(party IN parties WHERE $args.party IN [party.id, party.name])
  WITH *, COLLECT { MATCH (c)-[:OFFERED_BY]->(who) RETURN who LIMIT 1 }[0] AS provider
  WITH agreement, c, parties, provider ORDER BY coalesce(toString(agreement.validUntil), '9999'), c.title, agreement.id, c.id LIMIT $args.most
  RETURN {
    id: agreement.id + ' ' + c.id, ends: coalesce(toString(agreement.validUntil), '9999'), title: c.title,
    agreement: agreement, capability: c, parties: parties, provider: provider
  }
} AS rows
RETURN rows

// The first answer under a client's key, which is kept from now on; p: key, digest, now; columns: digest, answer (null where it is new)
CYPHER 25
MERGE (k:MutationKey {key: $p.key})
ON CREATE SET k.digest = $p.digest, k.at = $p.now
SET k.key = $p.key  // takes the lock, before the answer is read
RETURN k.digest AS digest, k.answer AS answer

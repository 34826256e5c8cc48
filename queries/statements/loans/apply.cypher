// Notes an application for a loan, once; p: id, borrower, line, amount, on, due, synthetic, now; columns: borrower, line (ids, null where there is none), earlier (of the same id: borrower, line, amount), applied
CYPHER 25
OPTIONAL MATCH (line:Resource&Entity {id: $p.line})
FOREACH (each IN CASE WHEN line IS NULL THEN [] ELSE [line] END | SET each.kind = each.kind)  // one application of a key at a time
WITH line
OPTIONAL MATCH (borrower:Enterprise&Entity {id: $p.borrower})
WITH *, COLLECT {
  MATCH (old:Entity {id: $p.id})
  RETURN {
    borrower: COLLECT { MATCH (old)-[:BORROWED_BY]->(who) RETURN who.id }[0],
    line: COLLECT { MATCH (old)-[:DRAWS_ON]->(drawn) RETURN drawn.id }[0], amount: old.amount
  }
}[0] AS earlier
WITH *, borrower IS NOT NULL AND line IS NOT NULL AND earlier IS NULL AS applied
FOREACH (_ IN CASE WHEN applied THEN [1] ELSE [] END |
  CREATE (loan:Loan:Entity {id: $p.id, status: 'APPLIED', amount: $p.amount, appliedOn: $p.on, dueOn: $p.due,
    created: $p.now, updated: $p.now, synthetic: $p.synthetic})
  CREATE (loan)-[:BORROWED_BY]->(borrower)
  CREATE (loan)-[:DRAWS_ON]->(line)
  SET line:CreditLine)
RETURN borrower.id AS borrower, line.id AS line, earlier, applied

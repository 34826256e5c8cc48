// Books a repayment of a loan whose line is locked, once; p: id, loan, amount, on, now; columns: status, rest, earlier (of the same id: loan, amount, paidOn), outstanding, paid
CYPHER 25
MATCH (loan:Entity {id: $p.loan})
USING INDEX loan:Entity(id)
WHERE loan:Loan
MATCH (loan)-[:DRAWS_ON]->(line:Resource)
WITH loan, line, loan.status AS status, round(loan.amount - reduce(sum = 0.0, part IN COLLECT { MATCH (loan)<-[:REPAYS]-(r:Repayment) RETURN r.amount } | sum + part), 2) AS rest
WITH *, COLLECT {
  MATCH (r:Entity {id: $p.id})
  RETURN {loan: COLLECT { MATCH (r)-[:REPAYS]->(of) RETURN of.id }[0], amount: r.amount, paidOn: toString(r.paidOn)}
}[0] AS earlier
WITH *, earlier IS NULL AND status = 'LENT' AND $p.amount <= rest AS paid
FOREACH (_ IN CASE WHEN paid THEN [1] ELSE [] END |
  CREATE (:Repayment:Entity {id: $p.id, amount: $p.amount, paidOn: $p.on, created: $p.now, updated: $p.now, synthetic: loan.synthetic})-[:REPAYS]->(loan)
  SET loan.status = CASE WHEN $p.amount = rest THEN 'REPAID' ELSE status END, loan.updated = $p.now)
WITH *, round(reduce(sum = 0.0, each IN COLLECT {
  MATCH (line)<-[:DRAWS_ON]-(other:Loan)
  WHERE other.status IN ['LENT', 'REPAID']
  RETURN other.amount - reduce(sum = 0.0, part IN COLLECT { MATCH (other)<-[:REPAYS]-(r:Repayment) RETURN r.amount } | sum + part)
} | sum + each), 2) AS outstanding
FOREACH (_ IN CASE WHEN paid THEN [1] ELSE [] END | SET line.reserved = outstanding, line.updated = $p.now)
RETURN status, rest, earlier, outstanding, paid

// Lends a loan that was applied for where its line, locked, has room; p: loan, on, now; columns: status, amount, lentOn, capacity, outstanding, lent
CYPHER 25
MATCH (loan:Entity {id: $p.loan})
USING INDEX loan:Entity(id)
WHERE loan:Loan
MATCH (loan)-[:DRAWS_ON]->(line:Resource)
WITH loan, line, loan.status AS status, loan.amount AS amount, loan.lentOn AS lentOn
WITH *, round(reduce(sum = 0.0, each IN COLLECT {
  MATCH (line)<-[:DRAWS_ON]-(other:Loan)
  WHERE other.status IN ['LENT', 'REPAID']
  RETURN other.amount - reduce(paid = 0.0, part IN COLLECT { MATCH (other)<-[:REPAYS]-(r:Repayment) RETURN r.amount } | paid + part)
} | sum + each), 2) AS outstanding
WITH *, coalesce(status = 'APPLIED' AND round(outstanding + amount, 2) <= line.capacity, false) AS lent
FOREACH (_ IN CASE WHEN lent THEN [1] ELSE [] END |
  SET loan.status = 'LENT', loan.lentOn = $p.on, loan.updated = $p.now,
    line.reserved = round(outstanding + amount, 2), line.updated = $p.now)
RETURN status, amount, toString(lentOn) AS lentOn, line.capacity AS capacity, outstanding, lent

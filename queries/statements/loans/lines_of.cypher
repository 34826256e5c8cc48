// The credit lines that loans, repayments or lines belong to, each with all that draws on it; p: ids; columns: line, capacity, reserved, loans [{id, status, amount, repayments [[id, amount]]}]
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})-[:REPAYS|DRAWS_ON]->{0,2}(line:Resource)
WITH DISTINCT line
RETURN line.id AS line, line.capacity AS capacity, line.reserved AS reserved, COLLECT {
  MATCH (line)<-[:DRAWS_ON]-(loan:Loan)
  RETURN {
    id: loan.id, status: loan.status, amount: loan.amount,
    repayments: COLLECT { MATCH (loan)<-[:REPAYS]-(r:Repayment) RETURN [r.id, r.amount] }
  }
} AS loans

// What is lent on a credit line, repaid and left; n: Resource; $args: asOf; columns: capacity, outstanding, left, lentInTotal, borrowers, open, applied, synthetic
LET day = date($args.asOf)
WITH *, COLLECT {
  MATCH (n)<-[:DRAWS_ON]-(loan:Loan)
  WITH *, reduce(sum = 0.0, part IN COLLECT { MATCH (loan)<-[:REPAYS]-(r:Repayment) WHERE r.paidOn <= day RETURN r.amount } | sum + part) AS paid
  RETURN {
    loan: loan, paid: paid, lent: loan.status IN ['LENT', 'REPAID'] AND coalesce(loan.lentOn <= day, true),
    waits: loan.status = 'APPLIED' AND coalesce(loan.appliedOn <= day, true)
  }
} AS loans
LET lent = [each IN loans WHERE each.lent]
LET lentInTotal = reduce(sum = 0.0, each IN lent | sum + each.loan.amount)
LET outstanding = round(reduce(sum = 0.0, each IN lent | sum + each.loan.amount - each.paid), 2)
LET open = size([each IN lent WHERE each.paid < each.loan.amount])
LET applied = reduce(sum = 0.0, each IN loans | sum + CASE WHEN each.waits THEN each.loan.amount ELSE 0.0 END)
LET synthetic = size([each IN lent WHERE each.loan.synthetic])
WITH *, size(COLLECT { UNWIND lent AS each WITH each.loan AS loan MATCH (loan)-[:BORROWED_BY]->(who) RETURN DISTINCT who.id }) AS borrowers
LET capacity = n.capacity
LET left = capacity - outstanding
RETURN capacity, outstanding, left, lentInTotal, borrowers, open, applied, synthetic

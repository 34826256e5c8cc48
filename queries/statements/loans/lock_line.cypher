// Takes the lock on the credit line that a loan draws on, before anything about it is read; p: loan; columns: line
CYPHER 25
MATCH (loan:Entity {id: $p.loan})
USING INDEX loan:Entity(id)
WHERE loan:Loan
MATCH (loan)-[:DRAWS_ON]->(line:Resource)
SET line.kind = line.kind
RETURN line.id AS line

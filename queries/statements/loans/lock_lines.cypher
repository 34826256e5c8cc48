// Takes the lock on the credit lines that loans, repayments or lines belong to, before what is outstanding is read; p: ids; columns: locked
CYPHER 25
UNWIND $p.ids AS id
MATCH (n:Entity {id: id})-[:REPAYS|DRAWS_ON]->{0,2}(line:Resource)
WITH DISTINCT line ORDER BY line.id
SET line.kind = line.kind
RETURN count(line) AS locked

// Creates nodes of one label (LABELS: all that it carries, from the model); p: now datetime, rows [properties, id among them]; columns: written
CYPHER 25
UNWIND $p.rows AS row
CREATE (n:LABELS)
SET n = row, n.created = $p.now, n.updated = $p.now
RETURN count(*) AS written

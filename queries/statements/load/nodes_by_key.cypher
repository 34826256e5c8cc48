// Nodes that hold a unique key other than their id; p: values [string]; columns: value, id
CYPHER 25
UNWIND $p.values AS value
MATCH (n:LABEL {KEY: value})
RETURN value, n.id AS id

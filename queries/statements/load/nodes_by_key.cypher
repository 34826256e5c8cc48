// Nodes that hold a unique key other than their id; p: usccs [string], codes [string]; columns: key, value, id
CYPHER 25
UNWIND $p.usccs AS value
MATCH (n:Enterprise {uscc: value})
RETURN 'uscc' AS key, value, n.id AS id
UNION ALL
UNWIND $p.codes AS value
MATCH (n:Industry {code: value})
RETURN 'code' AS key, value, n.id AS id

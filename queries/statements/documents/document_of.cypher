// The text of a published document; p: key; columns: text; no row where there is none
CYPHER 25
MATCH (d:Document {key: $p.key})
RETURN d.text AS text

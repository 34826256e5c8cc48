// Publishes documents; one that is published already keeps its day; p: documents [{key, name, text, examples}], now; columns: key, fresh
CYPHER 25
UNWIND $p.documents AS given
MERGE (d:Document {key: given.key})
ON CREATE SET d.published = $p.now
SET d.name = given.name, d.text = given.text, d.examples = given.examples
RETURN d.key AS key, d.published = $p.now AS fresh

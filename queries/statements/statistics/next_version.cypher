// Takes the next version of the text statistics: whoever counts under an older one stops; columns: version, expected (how many changes of texts it knows of)
CYPHER 25
MERGE (s:TextStatistics {name: 'capabilities'})
ON CREATE SET s.version = 0, s.documents = 0, s.unseen = 1.0
SET s.version = s.version + 1
RETURN s.version AS version, coalesce(s.expected, 0) AS expected

// Takes the lock on the text statistics for as long as the transaction lasts; columns: locked
CYPHER 25
MATCH (s:TextStatistics {name: 'capabilities'})
SET s.name = 'capabilities'
RETURN count(*) AS locked

// What names or keys stand for; p: names, terms [string]; columns: rows [[name, id, labels]], null where nothing goes by a name
CYPHER 25
WITH $p.names AS names
// include things_named
WITH things, COLLECT {
  UNWIND $p.terms AS name
  CALL (name) {
    MATCH (root:Entity {id: name}) WHERE root:ServiceTerm RETURN root
    UNION
    MATCH (root:ServiceTerm) WHERE root.name = name AND root.id IS NOT NULL RETURN root
    UNION
    CALL db.index.fulltext.queryNodes('search', '"' + replace(replace(name, '\\', ' '), '"', ' ') + '"', {limit: 20}) YIELD node AS root
    WHERE root:ServiceTerm AND name IN root.synonyms
    RETURN root
  }
  WITH name, root ORDER BY root.id
  RETURN {name: name, node: root}
} AS terms
RETURN [each IN things + terms | [each.name, each.node.id, labels(each.node)]] AS rows

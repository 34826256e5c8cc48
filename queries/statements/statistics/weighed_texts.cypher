// Keys of all that has words to be weighed: capabilities, activities and terms; columns: ids
CYPHER 25
RETURN COLLECT { MATCH (c:Capability|Activity|ServiceTerm) WHERE size(c.grams) > 0 RETURN c.id } AS ids

"""From a GraphQL selection to one Cypher statement; knows GraphQL and Cypher, and nothing of our domain."""

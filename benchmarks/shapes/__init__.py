"""Fifteen shapes of question, answered by hand-written Cypher, by ours, by stock Strawberry and by a peer."""

"""`python -m schema` prints the schema; schema.graphql is its committed output."""

from schema import build

print(build().as_str())  # noqa: T201 - printing is what it is for

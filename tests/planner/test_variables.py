"""Variables are what graphql-core makes of them, and of the parameters a statement is sent what it reads."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import (
    GraphQLError,
    OperationDefinitionNode,
    VariableValues,
    build_schema,
    get_variable_values,
    parse,
)

from queries.planner import variables
from queries.planner.plan import parameters_in
from queries.planner.values import read_by
from queries.planner.variables import Variables

SCHEMA = build_schema("""
enum Way { UP DOWN }
input Where { name: String, ids: [ID!] }
type Query { a(id: ID, s: String, i: Int, b: Boolean, f: Float, way: Way, where: Where, ids: [ID!]): String }
""")
TYPES = ["ID!", "ID", "String!", "String", "Int!", "Int", "Boolean!", "Boolean", "Float", "Way", "Where", "[ID!]"]  # fmt: skip
VALUES: list[Any] = [
    ..., None, "a", "", 1, 0, True, False, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 1.0, 1.5, "UP", [], ["a"], {}, {"name": "a", "ids": [1]},
]  # fmt: skip
"""What a client may send; an ellipsis is left out."""


def operation(text: str) -> OperationDefinitionNode:
    (found,) = parse(text).definitions
    assert isinstance(found, OperationDefinitionNode)
    return found


def told(values: VariableValues) -> dict[str, tuple[str, Any]]:
    """Where each value came from; two lists or non-null types are never equal, so by their names."""
    return {name: (str(each.signature.type), each.value) for name, each in values.sources.items()}


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("default", ["", " = null"])
def test_values_are_those_of_graphql_core_or_its_errors(type_: str, default: str) -> None:
    if type_.endswith("!") and default:
        return
    node = operation(f"query($x: {type_}{default}, $y: Int) {{ a }}")
    ours = Variables(SCHEMA, node)
    for value in VALUES:
        for more in ({}, {"y": 2}, {"y": "2"}, {"z": 3}):
            given = more | ({} if value is ... else {"x": value})
            wanted = get_variable_values(SCHEMA, node.variable_definitions or (), given)
            found = ours.values(given)
            if isinstance(wanted, list):
                assert isinstance(found, list), (type_, given)
                assert [each.message for each in found] == [each.message for each in wanted]
            else:
                assert not isinstance(found, list), (type_, given)
                assert found.coerced == wanted.coerced, (type_, given)
                assert told(found) == told(wanted), (type_, given)
                assert [*map(type, found.coerced.values())] == [*map(type, wanted.coerced.values())]


def test_plain_values_are_taken_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise GraphQLError("coerced")

    node = operation("query($i: ID!, $s: String, $n: Int, $b: Boolean) { a }")
    ours = Variables(SCHEMA, node)
    monkeypatch.setattr(variables, "get_variable_values", refused)
    found = ours.values({"i": "x", "s": None, "n": 3})
    assert not isinstance(found, list)
    assert found.coerced == {"i": "x", "s": None, "n": 3}
    with pytest.raises(GraphQLError, match="coerced"):
        ours.values({"i": 1})


def test_a_statement_is_sent_the_parameters_that_it_reads() -> None:
    parameters = {"a0": {"id": 1, "first": 2}, "a1": {"id": 3}, "a10": {"id": 4}, "d0": 5, "today": 6, "own": None, "s0": [7]}  # fmt: skip
    assert read_by(parameters_in("RETURN $p.a0.id, $p.a10.id"), parameters) == {
        "a0": {"id": 1},
        "a10": {"id": 4},
    }
    assert read_by(parameters_in("WITH $p.a0 AS args RETURN $p.a0.id, $p.d0.year"), parameters) == {"a0": parameters["a0"], "d0": 5}  # fmt: skip
    assert read_by(parameters_in("RETURN $p.a1.missing, $p.own, $p.s0[0]"), parameters) == {
        "a1": {},
        "s0": [7],
    }
    assert read_by(parameters_in("RETURN 1"), parameters) == {}

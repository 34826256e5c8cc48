"""The values of an operation's variables: as they came where all are plain scalars of their types, else coerced by graphql-core."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core leaves these types open.

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLError,
    GraphQLID,
    GraphQLInt,
    GraphQLSchema,
    GraphQLString,
    OperationDefinitionNode,
    Undefined,
    VariableDefinitionNode,
    VariableValues,
    get_nullable_type,
    get_variable_values,
    is_non_null_type,
)
from graphql.execution.get_variable_signature import GraphQLVariableSignature, get_variable_signature
from graphql.execution.values import VariableValueSource

PLAIN: Mapping[Any, type] = {GraphQLID: str, GraphQLString: str, GraphQLBoolean: bool, GraphQLInt: int}
"""Scalars whose values of this very type are taken as they are."""
MOST = 2**31
"""An Int is less, and not less than its negative."""


@dataclass(frozen=True)
class Plain:
    """A variable of a plain scalar without a default."""

    signature: GraphQLVariableSignature
    type: type
    required: bool

    @property
    def name(self) -> str:
        """Its name."""
        return self.signature.name

    def takes(self, value: object) -> bool:
        """Whether a value is one of its own as it is."""
        if value is None:
            return not self.required
        return type(value) is self.type and (type(value) is not int or -MOST <= value < MOST)


class Variables:
    """An operation's variables over a schema."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self.schema = schema
        self.definitions = operation.variable_definitions or ()
        found = [self._plain(each) for each in self.definitions]
        self.plain = None if None in found else [each for each in found if each]
        """Each of them; none where one has to be coerced, since then all are."""

    def _plain(self, definition: VariableDefinitionNode) -> Plain | None:
        signature = get_variable_signature(self.schema, definition)
        if isinstance(signature, GraphQLError) or definition.default_value:
            return None
        type_ = PLAIN.get(get_nullable_type(signature.type))
        return Plain(signature, type_, is_non_null_type(signature.type)) if type_ else None

    def values(self, given: dict[str, Any]) -> VariableValues | list[GraphQLError]:
        """Their values, or what is wrong with those that were given."""
        if self.plain is not None and all(each.takes(given.get(each.name)) for each in self.plain):
            sources = {
                each.name: VariableValueSource(each.signature, given.get(each.name, Undefined))
                for each in self.plain
            }
            return VariableValues(sources, {name: given[name] for name in sources if name in given})
        return get_variable_values(self.schema, self.definitions, given)

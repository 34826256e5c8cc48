"""GraphQL's CollectFields: which fields a selection asks of one concrete type, fragments and directives resolved."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core leaves these types open.

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionSetNode,
    VariableValues,
    get_directive_values,
    is_abstract_type,
)


@dataclass(frozen=True)
class Collector:
    """Collects the fields of one operation's selections."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues

    def fields(
        self, type_: GraphQLObjectType, sets: Sequence[SelectionSetNode]
    ) -> dict[str, list[FieldNode]]:
        """Field nodes by response key, in the response's order.

        Raises:
            GraphQLError: a directive's argument is null.
        """
        found: dict[str, list[FieldNode]] = {}
        visited: set[str] = set()

        def visit(selection_set: SelectionSetNode) -> None:
            for each in selection_set.selections:
                if not self._included(each):
                    continue
                if isinstance(each, FieldNode):
                    key = each.alias.value if each.alias else each.name.value
                    found.setdefault(key, []).append(each)
                elif isinstance(each, FragmentSpreadNode):
                    if each.name.value not in visited:
                        visited.add(each.name.value)
                        fragment = self.fragments[each.name.value]
                        if self._applies(fragment.type_condition.name.value, type_):
                            visit(fragment.selection_set)
                elif isinstance(each, InlineFragmentNode) and (
                    each.type_condition is None or self._applies(each.type_condition.name.value, type_)
                ):
                    visit(each.selection_set)

        for selection_set in sets:
            visit(selection_set)
        return found

    def _included(self, node: Any) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        if skip and skip["if"]:
            return False
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return not include or include["if"]

    def _applies(self, condition: str, type_: GraphQLObjectType) -> bool:
        named = self.schema.type_map[condition]
        return named is type_ or (is_abstract_type(named) and self.schema.is_sub_type(named, type_))

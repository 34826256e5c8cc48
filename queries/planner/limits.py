"""What one request may ask for, measured on its document and variables before anything is validated or run.

Each fragment is measured once, so that the time is linear in the document however often fragments are spread.
A cycle of fragments is measured as empty where it closes, and left to validation.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core leaves these types open.

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

from graph.errors import InputError
from queries.planner.filters import source_of
from queries.planner.paging import DEFAULT_FIRST
from queries.planner.sources import STATEMENT_COST, ByIds, Connected, Grouped, Many, Solved, Statement

SHORT_LIST = 5
"""Rows that a list without pages counts as, where `first` isn't given: such lists are declared where few are."""


MOST_COUNTED = 2**53 - 1
"""What is told for any larger number: the largest that JSON's readers all read exactly."""


class LimitExceeded(InputError):
    """A request asks for more than a limit allows; the message names the limit, what was asked, and the mend."""

    code = "LIMIT_EXCEEDED"

    def __init__(self, limit: str, asked: int, allowed: int, mend: str) -> None:
        asked = min(asked, MOST_COUNTED)
        super().__init__(f"The limit `{limit}` is {allowed}, and this request has {asked}: {mend}")
        self.details = {"limit": limit, "asked": asked, "allowed": allowed}


@dataclass(frozen=True)
class Measure:
    """What a selection amounts to, fragments spread out."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    cost: int = 0
    """Rows that it can bring at most: the product of the page sizes down to each field, summed."""

    def beside(self, other: Measure) -> Measure:
        """Of two selections in one set."""
        return Measure(
            max(self.depth, other.depth),
            self.fields + other.fields,
            self.aliases + other.aliases,
            self.cost + other.cost,
        )


@dataclass(frozen=True)
class Limits:
    """The most that a request may ask for; docs/settings.md says how each is set."""

    depth: int = 20
    """Fields within fields."""
    fields: int = 500
    """Fields of an operation, fragments spread out."""
    aliases: int = 100
    """Fields of an operation that carry an alias, fragments spread out."""
    fragments: int = 100
    """Fragments that a document defines (validation compares them in pairs)."""
    tokens: int = 5_000
    """Words and signs of a document."""
    cost: int = 20_000
    """Rows that an operation can bring; each use of a statement counts for 100 more."""
    first: int = 1_000
    """Rows on one page."""
    input_values: int = 2_000
    """Values in the variables, and again in the document's arguments: list items and object fields each count."""
    input_characters: int = 100_000
    """Characters in all strings of the variables."""
    input_depth: int = 20
    """Lists and objects within each other in an input."""

    def check_document(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        """Refuse a document that is too large in any way that its variables don't decide.

        Raises:
            LimitExceeded: a limit is passed.
        """
        ruler = Ruler(schema, document, {}, self.first)
        if len(ruler.fragments) > self.fragments:
            raise LimitExceeded(
                "fragments", len(ruler.fragments), self.fragments, "define fewer fragments in one document."
            )
        for definition in document.definitions:
            if isinstance(definition, OperationDefinitionNode):
                self._check(ruler.operation(definition))
            elif isinstance(definition, FragmentDefinitionNode):
                self._check(ruler.fragment(definition.name.value))
        self._check_input(ruler.literals)

    def _check(self, measure: Measure) -> None:
        mends = {
            "depth": "nest its fields less deeply, or ask in several requests.",
            "fields": "select fewer fields, or ask in several requests.",
            "aliases": "ask for fewer things under aliases; lists take `ids` or `where` instead.",
        }
        for name, mend in mends.items():
            if (asked := getattr(measure, name)) > (allowed := getattr(self, name)):
                raise LimitExceeded(name, asked, allowed, mend)

    def check_variables(self, variables: Mapping[str, Any]) -> None:
        """Refuse variables that are too large.

        Raises:
            LimitExceeded: a limit is passed.
        """
        self._check_input(variables.values())

    def check_cost(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
    ) -> None:
        """Refuse an operation that asks for too many rows with its variables, of which only `sizes` matter.

        Raises:
            LimitExceeded: a limit is passed.
        """
        defaults = {
            each.variable.name.value: each.default_value
            for each in operation.variable_definitions or ()
            if each.default_value is not None
        }
        cost = Ruler(schema, document, {**defaults, **variables}, self.first).operation(operation).cost
        if cost > self.cost:
            mend = "make `first` smaller on the outer lists, and follow with `after`."
            raise LimitExceeded("cost", cost, self.cost, mend)

    def _check_input(self, given: Iterable[Any]) -> None:
        values = characters = 0
        level, depth = list(given), 0
        while level:
            depth += 1
            values += len(level)
            characters += sum(len(each) for each in level if isinstance(each, str))
            if values > self.input_values:
                raise LimitExceeded(
                    "inputValues", values, self.input_values, "send shorter lists, in several requests."
                )
            if characters > self.input_characters:
                raise LimitExceeded(
                    "inputCharacters", characters, self.input_characters, "send shorter texts."
                )
            if depth > self.input_depth:
                raise LimitExceeded(
                    "inputDepth", depth, self.input_depth, "nest its lists and objects less deeply."
                )
            level = [inner for each in level for inner in _inside(each)]


def sizes(variables: Mapping[str, Any]) -> tuple[tuple[str, int | None], ...]:
    """All that an operation's cost depends on: numbers, lengths of lists, and which variables are null."""
    return tuple(
        (
            name,
            value
            if isinstance(value, int)
            else len(cast("list[Any]", value))
            if isinstance(value, list)
            else None,
        )
        for name, value in variables.items()
        if value is None or isinstance(value, int | list)
    )


def _inside(value: Any) -> Iterable[Any]:
    """The values in a list or an object, as JSON or as written in a document."""
    if isinstance(value, Mapping):
        return cast("Mapping[str, Any]", value).values()
    if isinstance(value, ListValueNode):
        return value.values
    if isinstance(value, ObjectValueNode):
        return [each.value for each in value.fields]
    return cast("list[Any]", value) if isinstance(value, list) else ()


@dataclass
class Ruler:
    """Measures the operations and fragments of one document with one set of variables."""

    schema: GraphQLSchema
    document: DocumentNode
    variables: Mapping[str, Any]
    first: int
    fragments: dict[str, FragmentDefinitionNode] = field(init=False)
    literals: list[Any] = field(default_factory=list[Any], init=False)
    """Every argument and default value that was met."""
    _measured: dict[str, Measure] = field(default_factory=dict[str, Measure], init=False)

    def __post_init__(self) -> None:
        self.fragments = {
            each.name.value: each
            for each in self.document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }

    def operation(self, node: OperationDefinitionNode) -> Measure:
        """The whole of an operation."""
        self.literals += [each.default_value for each in node.variable_definitions or ()]
        return self._set(node.selection_set, self.schema.get_root_type(node.operation))

    def fragment(self, name: str) -> Measure:
        """A fragment, measured where it is met first."""
        if name not in self._measured:
            self._measured[name] = Measure()
            if node := self.fragments.get(name):
                type_ = self.schema.type_map.get(node.type_condition.name.value)
                self._measured[name] = self._set(node.selection_set, type_)
        return self._measured[name]

    def _set(self, node: SelectionSetNode | None, type_: Any) -> Measure:
        total = Measure()
        for each in node.selections if node else ():
            self.literals += [given.value for used in each.directives or () for given in used.arguments or ()]
            if isinstance(each, FieldNode):
                total = total.beside(self._field(each, type_))
            elif isinstance(each, FragmentSpreadNode):
                total = total.beside(self.fragment(each.name.value))
            elif isinstance(each, InlineFragmentNode):
                named = each.type_condition and self.schema.type_map.get(each.type_condition.name.value)
                total = total.beside(self._set(each.selection_set, named or type_))
        return total

    def _field(self, node: FieldNode, parent: Any) -> Measure:
        self.literals += [given.value for given in node.arguments or ()]
        definition: GraphQLField | None = (getattr(parent, "fields", None) or {}).get(node.name.value)
        within = self._set(node.selection_set, get_named_type(definition.type) if definition else None)
        return Measure(
            1 + within.depth,
            1 + within.fields,
            (node.alias is not None) + within.aliases,
            self._cost(node, definition, within.cost),
        )

    def _cost(self, node: FieldNode, definition: GraphQLField | None, within: int) -> int:
        source = source_of(definition) if definition else None
        base = STATEMENT_COST if isinstance(source, Statement) else 0
        base = source.cost if isinstance(source, Solved) else base
        if isinstance(source, Connected | Grouped | Many) or (isinstance(source, Statement) and source.rows):
            return base + self._page(node, cast("GraphQLField", definition)) * (1 + within)
        if isinstance(source, ByIds):
            ids = self._argument(node, "ids")
            items = ids.values if isinstance(ids, ListValueNode) else ids
            return (len(items) if isinstance(items, list | tuple) else 1) * (1 + within)
        return base + within

    def _page(self, node: FieldNode, definition: GraphQLField) -> int:
        """Rows on a page; what isn't a whole number is left for validation to refuse."""
        for name in ("first", "last"):
            given = self._argument(node, name)
            if isinstance(given, IntValueNode):
                given = int(given.value[:20])  # as good as any longer number, which Python may refuse to read
            if isinstance(given, int):
                if given > self.first:
                    raise LimitExceeded(
                        name,
                        given,
                        self.first,
                        f"`{name}` must lie between 0 and {self.first}; follow with `after` or `before`.",
                    )
                return max(given, 0)
        if isinstance(source_of(definition), Grouped):
            return definition.args["first"].default_value
        return SHORT_LIST if isinstance(source_of(definition), Many) else DEFAULT_FIRST

    def _argument(self, node: FieldNode, name: str) -> Any:
        given = next((each.value for each in node.arguments or () if each.name.value == name), None)
        return self.variables.get(given.name.value) if isinstance(given, VariableNode) else given

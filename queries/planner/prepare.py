"""From a document and its variables to a plan: parsed, validated, within the limits, compiled; each kept for the next time."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import strawberry
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    VariableValues,
    parse,
    validate,
)

from graph import Graph
from graph.errors import InputError
from graph.model import Model
from queries import statements as project_statements
from queries.planner.compile import compiled_operation
from queries.planner.errors import ParseFailed, ValidationFailed, coded, told_as
from queries.planner.executor import Executor, Plan
from queries.planner.kept import Kept
from queries.planner.limits import LimitExceeded, Limits, sizes
from queries.planner.mutate import response_key
from queries.planner.novel import Novelty
from queries.planner.patterns import Patterns
from queries.planner.plan import Compiled
from queries.planner.project import Projection, entries_by_path
from queries.planner.sources import Statements
from queries.planner.values import bind, shape, today
from queries.planner.variables import Variables
from queries.planner.viewer import NOBODY, Viewer

CACHED = 10_000
"""Characters of a document that is kept once parsed, at most: longer ones are no saved operations."""


@dataclass(frozen=True)
class Operation:
    """Which operation of a document a request means."""

    type: OperationType
    name: str | None


class Preparer:
    """Makes plans over one schema; they are kept by document, operation, viewer and variables' shape.

    `today` says which day it is where an operation names none: in Shanghai, by default.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        model: Model,
        *,
        plans: int = 512,
        limits: Limits | None = None,
        statements: Statements = project_statements,
        today: Callable[[], date] = today,
        marked: str | None = None,
        own: str = "",
        novelty: Novelty | None = None,
    ) -> None:
        self.core: GraphQLSchema = schema._schema  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - Strawberry's documented way to graphql-core's schema
        self.model = model
        self.limits = limits or Limits()
        self.statements = statements
        self.today = today
        self.patterns = Patterns(model)
        self.own = own
        """The predicate that a person (`this`) is of one of the places `$p.own`; none: of nobody's."""
        self.novelty = novelty
        """Sees to what the database has not planned yet; none: it is planned as it comes."""
        self.marked = marked
        """A boolean property of the nodes: `execute(mark=True)` tells how many in the answer have it."""
        self.executor = Executor(self.core, model)
        self._kept = lru_cache(plans)(self._parsed)
        self._plans: Kept[Any, Plan] = Kept(plans)
        self._variables: Kept[Any, Variables] = Kept(plans)
        self._within: Kept[Any, bool] = Kept(plans)
        """Operations, with the sizes of their variables, that ask for no more than the limits allow."""

    def _parsed(self, source: str) -> tuple[DocumentNode | None, list[GraphQLError]]:
        try:
            document = parse(source, max_tokens=self.limits.tokens)
            self.limits.check_document(self.core, document)
        except GraphQLError as error:
            return None, [coded(error, ParseFailed.code)]
        except LimitExceeded as error:
            return None, [told_as(error)]
        return document, [coded(each, ValidationFailed.code) for each in validate(self.core, document)]

    def parsed(self, source: str) -> tuple[DocumentNode | None, list[GraphQLError]]:
        """A document with what validation says against it; None where it could not be parsed."""
        return (self._kept if len(source) <= CACHED else self._parsed)(source)

    @property
    def plans_cached(self) -> int:
        """How many plans are kept just now."""
        return len(self._plans)

    def operation(self, source: str, operation_name: str | None = None) -> Operation | None:
        """The operation that a request means, or None where the document has no such one."""
        document, _ = self.parsed(source)
        if document is None:
            return None
        try:
            node = named(document, operation_name)
        except InputError:
            return None
        return Operation(node.operation, node.name.value if node.name else None)

    def check(self, source: str, variables: dict[str, Any] | None = None) -> None:
        """See that a document would be answered; each of its operations, where variables are given.

        Raises:
            InputError: it is not GraphQL, does not fit the schema, or asks for more than the limits allow.
        """
        document = self._document(source)
        for name in self.operations(source) if variables is not None else ():
            self.check_request(source, document, chosen(document, name), variables or {})
            self.compiled(source, variables, name)

    def operations(self, source: str) -> list[str | None]:
        """Names of a document's operations."""
        document = self._document(source)
        return [
            each.name.value if each.name else None
            for each in document.definitions
            if isinstance(each, OperationDefinitionNode)
        ]

    def asks_graph(self, source: str) -> bool:
        """Whether a document may ask the graph for anything: not where it is well formed and asks for the schema alone."""
        document, _ = self.parsed(source)
        return document is None or not all(
            isinstance(field, FieldNode) and field.name.value.startswith("__")
            for each in document.definitions
            if isinstance(each, OperationDefinitionNode)
            for field in each.selection_set.selections
        )

    def check_request(
        self,
        source: str,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: dict[str, Any],
    ) -> None:
        """See that variables and cost are within the limits; what was found so stays known, as plans do."""
        self.limits.check_variables(variables)
        key = (source, operation.name.value if operation.name else None, sizes(variables))
        if self._within.get(key):
            return
        self.limits.check_cost(self.core, document, operation, variables)
        if len(source) <= CACHED:
            self._within.put(key, value=True)

    def values(
        self, source: str, operation: OperationDefinitionNode, variables: dict[str, Any]
    ) -> VariableValues | list[GraphQLError]:
        """The values of an operation's variables, or what is wrong with them."""
        key = (source, operation.name.value if operation.name else None)
        if (known := self._variables.get(key)) is None:
            known = Variables(self.core, operation)
            if len(source) <= CACHED:
                self._variables.put(key, known)
        return known.values(variables)

    def _document(self, source: str) -> DocumentNode:
        document, errors = self.parsed(source)
        if document is None or errors:
            raise InputError("; ".join(error.message for error in errors))
        return document

    def statement(
        self,
        source: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        viewer: Viewer = NOBODY,
        mark: bool = False,
    ) -> tuple[str | None, dict[str, Any]]:
        """The statement that an operation becomes, and its parameters (without those that solvers would make)."""
        compiled, parameters = self.compiled(source, variables, operation_name, viewer=viewer, mark=mark)
        return compiled.statement, parameters

    def compiled(
        self,
        source: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        viewer: Viewer = NOBODY,
        mark: bool = False,
    ) -> tuple[Compiled, dict[str, Any]]:
        """What an operation becomes, and its parameters.

        Raises:
            InputError: the document, its variables or its arguments are wrong.
        """
        document = self._document(source)
        operation = chosen(document, operation_name)
        values = self.values(source, operation, variables or {})
        if isinstance(values, list):
            raise InputError("; ".join(error.message for error in values))
        try:
            plan = self.plan(source, document, operation, values, viewer=viewer, mark=mark)
            bound = bind(plan.compiled.sites, values, self.limits.first, self.today(), viewer.places)
        except GraphQLError as error:
            raise InputError(error.message) from error
        return plan.compiled, bound.parameters

    def plan(
        self,
        source: str,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        values: VariableValues,
        *,
        viewer: Viewer,
        mark: bool,
    ) -> Plan:
        """The plan of an operation for whoever reads as the viewer does, with variables of this shape.

        Raises:
            GraphQLError, InputError: an argument can't be answered.
        """
        name = operation.name.value if operation.name else None
        marked = self.marked if mark else None
        field = response_key(operation) if operation.operation is OperationType.MUTATION else None
        key = (source, name, field, viewer.reads, marked, shape(values.coerced))
        if (plan := self._plans.get(key)) is None:
            fragments = {
                d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
            }
            compiled = compiled_operation(
                operation,
                self.core,
                self.patterns,
                fragments,
                values,
                viewer.reads,
                self.own,
                marked,
                self.statements,
            )
            projection = Projection(compiled.root, self.executor.type_of)
            plan = Plan(compiled, projection, entries_by_path(compiled.root))
            if len(source) <= CACHED:
                self._plans.put(key, plan)
        return plan

    async def introduce(self, graph: Graph, compiled: Compiled, viewer: Viewer) -> None:
        """See that the database has planned the statements, where it doesn't know them.

        Raises:
            TooManyNew: it may not be troubled with them now.
            GraphError: it could not plan one.
        """
        if self.novelty is not None:
            await self.novelty.plan(graph, compiled.texts, viewer)


def named(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The operation of that name, or the only one.

    Raises:
        InputError: there is none, or several and no name.
    """
    found = [
        d
        for d in document.definitions
        if isinstance(d, OperationDefinitionNode) and (name is None or (d.name and d.name.value == name))
    ]
    if len(found) != 1:
        raise InputError(
            f"The document has no operation {name!r}."
            if name
            else "The document has several operations, or none: say which in operationName."
        )
    return found[0]


def chosen(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The same, of those that are answered here: queries and mutations.

    Raises:
        InputError: likewise, or it is a subscription.
    """
    found = named(document, name)
    if found.operation is OperationType.SUBSCRIPTION:
        raise InputError("Only queries and mutations are answered here.")
    return found

"""Executing an operation: one statement, one pass over its answer, one encoding.

What the checked projection can't prove right runs once more through graphql-core over the same answer,
so that errors and nulls are exactly the specification's.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, cast

import orjson
import strawberry
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    VariableValues,
    get_variable_values,
    parse,
    validate,
)

from graph import Graph
from graph.errors import InputError, LianlouError
from graph.model import Model
from queries import statements as project_statements
from queries.planner import solve
from queries.planner.compile import compiled_operation
from queries.planner.errors import ParseFailed, ValidationFailed, coded, shown, told_as
from queries.planner.executor import Executor, Plan
from queries.planner.explain import Explained
from queries.planner.limits import LimitExceeded, Limits, sizes
from queries.planner.mutate import alone_each, check, done, response_key
from queries.planner.novel import Novelty
from queries.planner.patterns import Patterns
from queries.planner.plan import Compiled
from queries.planner.project import Projection, Unproven, entries_by_path
from queries.planner.sources import Statements
from queries.planner.values import Bound, bind, shape, today
from queries.planner.viewer import NOBODY, Viewer

log = logging.getLogger(__name__)

CACHED = 10_000
"""Characters of a document that is kept once parsed, at most: longer ones are no saved operations."""


@dataclass(frozen=True)
class Executed:
    """A response: its JSON, whether it is a request error (no `data`), and its errors' codes."""

    body: bytes
    is_request_error: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Operation:
    """Which operation of a document a request means."""

    type: OperationType
    name: str | None


@dataclass(frozen=True)
class Step:
    """One field of a mutation: a document of its own, and how it is answered."""

    document: DocumentNode
    plan: Plan
    bound: Bound

    @property
    def key(self) -> str:
        """Its response key."""
        return response_key(cast("OperationDefinitionNode", self.document.definitions[0]))


class Planner:
    """Executes operations of one schema; plans are kept by document, operation, viewer and variables' shape.

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
        self._kept = lru_cache(plans)(self._parsed)
        self._plans: dict[Any, Plan] = {}
        self._within: dict[Any, None] = {}
        """Operations, with the sizes of their variables, that ask for no more than the limits allow."""
        self._most_plans = plans
        self._executor = Executor(self.core, model)

    # ---- one operation

    def _parsed(self, source: str) -> tuple[DocumentNode | None, list[GraphQLError]]:
        try:
            document = parse(source, max_tokens=self.limits.tokens)
            self.limits.check_document(self.core, document)
        except GraphQLError as error:
            return None, [coded(error, ParseFailed.code)]
        except LimitExceeded as error:
            return None, [told_as(error)]
        return document, [coded(each, ValidationFailed.code) for each in validate(self.core, document)]

    def _documents(self, source: str) -> tuple[DocumentNode | None, list[GraphQLError]]:
        return (self._kept if len(source) <= CACHED else self._parsed)(source)

    @property
    def plans_cached(self) -> int:
        """How many plans are kept just now."""
        return len(self._plans)

    def operation(self, source: str, operation_name: str | None = None) -> Operation | None:
        """The operation that a request means, or None where the document has no such one."""
        document, _ = self._documents(source)
        if document is None:
            return None
        try:
            node = _chosen(document, operation_name)
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
            self._check_request(source, document, _operation(document, name), variables or {})
            self.compiled(source, variables, name)

    def operations(self, source: str) -> list[str | None]:
        """Names of a document's operations."""
        document = self._document(source)
        return [
            each.name.value if each.name else None
            for each in document.definitions
            if isinstance(each, OperationDefinitionNode)
        ]

    def _check_request(
        self,
        source: str,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: dict[str, Any],
    ) -> None:
        """See that variables and cost are within the limits; what was found so stays known, as plans do."""
        self.limits.check_variables(variables)
        key = (source, operation.name.value if operation.name else None, sizes(variables))
        if key in self._within:
            return
        self.limits.check_cost(self.core, document, operation, variables)
        if len(source) <= CACHED:
            if len(self._within) >= self._most_plans:
                self._within.pop(next(iter(self._within)))
            self._within[key] = None

    def _document(self, source: str) -> DocumentNode:
        document, errors = self._documents(source)
        if document is None or errors:
            raise InputError("; ".join(error.message for error in errors))
        return document

    async def execute(
        self,
        graph: Graph,
        source: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        viewer: Viewer = NOBODY,
        context: object = None,
        checked: bool = True,
        explain: bool = False,
        mark: bool = False,
    ) -> Executed:
        """Answer a query operation, or do a mutation's fields in their order.

        Args:
            graph: Where the statement is sent.
            source: The document.
            variables: Raw variable values, as they came in JSON.
            operation_name: Which of its operations; may be left out where there is one.
            viewer: Who asks.
            context: Handed to plain resolvers.
            checked: False sends everything through graphql-core (for the differential test).
            explain: Whether the response carries its statement and profile; only staff may ask for it.
            mark: Whether the response's extensions tell how many of its nodes have the `marked` property
                (not where graphql-core had to finish the answer).
        """
        document, errors = self._documents(source)
        if document is None or errors:
            return _request_errors(errors)
        try:
            operation = _operation(document, operation_name)
            self._check_request(source, document, operation, variables or {})
            values = get_variable_values(self.core, operation.variable_definitions or (), variables or {})
            if isinstance(values, list):
                return _request_errors(values)
            if operation.operation is OperationType.MUTATION:
                if explain:
                    raise InputError(
                        "A mutation is not explained, since that would write: leave `explain` out."
                    )
                steps = self._steps(source, document, operation, values, viewer)
                return await self._written(graph, steps, viewer, variables, context)
            plan = self._planned(source, document, operation, values, viewer=viewer, mark=mark)
            bound = bind(plan.compiled.sites, values, self.limits.first, self.today(), viewer.places)
        except InputError as error:
            return _request_errors([told_as(error)])
        except GraphQLError as error:
            return _request_errors([error])
        data: dict[str, Any] = {}
        explained = Explained(plan.compiled.statement) if explain else None
        if plan.compiled.statement is not None:
            try:
                await self._plan(graph, plan.compiled, viewer)
                data = await solve.data(graph, plan.compiled, bound, explained)
            except LianlouError as error:
                return _request_errors([told_as(error)])
        told: dict[str, Any] = {"explain": explained.shown()} if explained else {}
        extensions = {"extensions": told} if told else {}
        if checked and not plan.compiled.needs_executor:
            try:
                projected = plan.projection.project(data, bound)
            except Unproven:
                pass
            else:
                if mark and self.marked:
                    told[self.marked] = {"nodes": len(bound.marks), "marked": sum(bound.marks)}
                    extensions = {"extensions": told}
                return Executed(orjson.dumps({"data": projected, **extensions}))
        result = await self._executor.finish(document, operation_name, plan, bound, data, variables, context)
        errors = [shown(error) for error in result.errors or ()]
        body = {"data": result.data, **({"errors": errors} if errors else {}), **extensions}
        return Executed(orjson.dumps(body), codes=_codes(errors))

    async def _plan(self, graph: Graph, compiled: Compiled, viewer: Viewer) -> None:
        if self.novelty is not None:
            await self.novelty.plan(graph, compiled.texts, viewer)

    def _steps(
        self,
        source: str,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        values: VariableValues,
        viewer: Viewer,
    ) -> list[Step]:
        """What a mutation does, all of it checked before anything is written."""
        made: list[Step] = []
        for alone in alone_each(self.core, document, operation, values):
            field = cast("OperationDefinitionNode", alone.definitions[0])
            plan = self._planned(source, alone, field, values, viewer=viewer, mark=False)
            check(plan.compiled, viewer)
            bound = bind(plan.compiled.sites, values, self.limits.first, self.today(), viewer.places)
            made.append(Step(alone, plan, bound))
        return made

    async def _written(
        self,
        graph: Graph,
        steps: list[Step],
        viewer: Viewer,
        variables: dict[str, Any] | None,
        context: object,
    ) -> Executed:
        """Each field in its order, each in a transaction of its own; one that fails is null, the others stand."""
        data: dict[str, Any] = {}
        errors: list[dict[str, Any]] = []
        for step in steps:
            try:
                await self._plan(graph, step.plan.compiled, viewer)
                raw = await done(graph, step.plan.compiled, step.bound, viewer)
            except LianlouError as error:
                errors.append({**shown(told_as(error)), "path": [step.key]})
                data[step.key] = None
                continue
            try:
                if step.plan.compiled.needs_executor:
                    raise Unproven
                data |= step.plan.projection.project(raw, step.bound)
            except Unproven:
                result = await self._executor.finish(
                    step.document, None, step.plan, step.bound, raw, variables, context
                )
                errors += [shown(error) for error in result.errors or ()]
                data |= result.data or {step.key: None}
        body = {"data": data, **({"errors": errors} if errors else {})}
        return Executed(orjson.dumps(body), codes=_codes(errors))

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
        operation = _operation(document, operation_name)
        values = get_variable_values(self.core, operation.variable_definitions or (), variables or {})
        if isinstance(values, list):
            raise InputError("; ".join(error.message for error in values))
        try:
            plan = self._planned(source, document, operation, values, viewer=viewer, mark=mark)
            bound = bind(plan.compiled.sites, values, self.limits.first, self.today(), viewer.places)
        except GraphQLError as error:
            raise InputError(error.message) from error
        return plan.compiled, bound.parameters

    def _planned(
        self,
        source: str,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        values: VariableValues,
        *,
        viewer: Viewer,
        mark: bool,
    ) -> Plan:
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
            projection = Projection(compiled.root, self._executor.type_of, marks=marked is not None)
            plan = Plan(compiled, projection, entries_by_path(compiled.root))
            if len(source) > CACHED:
                return plan
            if len(self._plans) >= self._most_plans:
                self._plans.pop(next(iter(self._plans)))
            self._plans[key] = plan
        return plan


def _chosen(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
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


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    chosen = _chosen(document, name)
    if chosen.operation is OperationType.SUBSCRIPTION:
        raise InputError("Only queries and mutations are answered here.")
    return chosen


def _request_errors(errors: list[GraphQLError]) -> Executed:
    """A response without data: nothing of the operation was executed."""
    formatted = [shown(error, InputError.code) for error in errors]
    return Executed(orjson.dumps({"errors": formatted}), is_request_error=True, codes=_codes(formatted))


def _codes(errors: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(error["extensions"]["code"] for error in errors)

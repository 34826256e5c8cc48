"""Executing an operation: one statement, one pass over its answer, one encoding.

What the checked projection can't prove right runs once more through graphql-core over the same answer,
so that errors and nulls are exactly the specification's.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import orjson
from graphql import (
    DocumentNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    VariableValues,
)

from graph import Graph
from graph.errors import InputError, LianlouError
from queries.planner import solve
from queries.planner.errors import shown, told_as
from queries.planner.executor import Plan
from queries.planner.explain import Explained
from queries.planner.mutate import alone_each, check, done, response_key
from queries.planner.prepare import Preparer, chosen
from queries.planner.project import Unproven
from queries.planner.values import Bound, bind
from queries.planner.viewer import NOBODY, Viewer


@dataclass(frozen=True)
class Executed:
    """A response: its JSON, whether it is a request error (no `data`), and its errors' codes."""

    body: bytes
    is_request_error: bool = False
    codes: tuple[str, ...] = ()


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


class Planner(Preparer):
    """Executes operations of one schema."""

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
        document, errors = self.parsed(source)
        if document is None or errors:
            return _request_errors(errors)
        try:
            operation = chosen(document, operation_name)
            self.check_request(source, document, operation, variables or {})
            values = self.values(source, operation, variables or {})
            if isinstance(values, list):
                return _request_errors(values)
            if operation.operation is OperationType.MUTATION:
                if explain:
                    raise InputError(
                        "A mutation is not explained, since that would write: leave `explain` out."
                    )
                steps = self._steps(source, document, operation, values, viewer)
                return await self._written(graph, steps, viewer, variables, context)
            plan = self.plan(source, document, operation, values, viewer=viewer, mark=mark)
            bound = bind(plan.compiled.sites, values, self.limits.first, self.today(), viewer.places)
        except InputError as error:
            return _request_errors([told_as(error)])
        except GraphQLError as error:
            return _request_errors([error])
        data: dict[str, Any] = {}
        explained = Explained(plan.compiled.statement) if explain else None
        if plan.compiled.statement is not None:
            try:
                await self.introduce(graph, plan.compiled, viewer)
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
        result = await self.executor.finish(document, operation_name, plan, bound, data, variables, context)
        errors = [shown(error) for error in result.errors or ()]
        body = {"data": result.data, **({"errors": errors} if errors else {}), **extensions}
        return Executed(orjson.dumps(body), codes=_codes(errors))

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
            plan = self.plan(source, alone, field, values, viewer=viewer, mark=False)
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
                await self.introduce(graph, step.plan.compiled, viewer)
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
                result = await self.executor.finish(
                    step.document, None, step.plan, step.bound, raw, variables, context
                )
                errors += [shown(error) for error in result.errors or ()]
                data |= result.data or {step.key: None}
        body = {"data": data, **({"errors": errors} if errors else {})}
        return Executed(orjson.dumps(body), codes=_codes(errors))


def _request_errors(errors: list[GraphQLError]) -> Executed:
    """A response without data: nothing of the operation was executed."""
    formatted = [shown(error, InputError.code) for error in errors]
    return Executed(orjson.dumps({"errors": formatted}), is_request_error=True, codes=_codes(formatted))


def _codes(errors: list[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(error["extensions"]["code"] for error in errors)

"""graphql-core over an answer that is there already: what the checked projection can't prove right is resolved once more.

The schema's own resolvers read the plan's answer, so that errors and nulls are exactly the specification's.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, cast

from graphql import (
    DocumentNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    default_field_resolver,
    default_type_resolver,
    execute,
)

from graph.model import Model
from queries.planner.plan import Compiled, Entry
from queries.planner.project import Projection, Uncomputable, raw_value
from queries.planner.values import Bound

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Plan:
    """A compiled operation with all that reading its answer takes."""

    compiled: Compiled
    projection: Projection
    entries: dict[tuple[str, tuple[str, ...]], Entry]


@dataclass(frozen=True)
class _Run:
    plan: Plan
    bound: Bound


_run: ContextVar[_Run | None] = ContextVar("planner_run", default=None)

Resolver = Callable[..., Any]


class Executor:
    """graphql-core over one schema; made once, as it puts the plans' readers into the schema's fields."""

    def __init__(self, core: GraphQLSchema, model: Model) -> None:
        self.core = core
        self._names = self._names_by_prefix(model)
        self._hook()

    def _names_by_prefix(self, model: Model) -> dict[str, str]:
        names: dict[str, str] = {}
        for type_ in self.core.type_map.values():
            definition = type_.extensions.get("strawberry-definition")
            label = getattr(getattr(definition, "origin", None), "__planned_label__", None)
            if isinstance(type_, GraphQLObjectType) and label and model.by_label[label].prefix:
                names[model.by_label[label].prefix] = type_.name
        return names

    def type_of(self, raw: Sequence[Any]) -> str:
        """GraphQL type of a node in an answer: its id, which comes first, begins with its kind; empty where none does."""
        return self._names.get(str(raw[0]).partition(":")[0], "")

    def _type_resolver(self, ordinary: Callable[..., Any] | None) -> Callable[..., Any]:
        def resolve_type(raw: Any, info: Any, type_: Any) -> Any:
            if isinstance(raw, list):
                return self.type_of(cast("list[Any]", raw)) or None
            return (ordinary or default_type_resolver)(raw, info, type_)

        return resolve_type

    def _hook(self) -> None:
        for type_ in self.core.type_map.values():
            if type_.name.startswith("__"):
                continue
            if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
                type_.resolve_type = self._type_resolver(type_.resolve_type)
            elif isinstance(type_, GraphQLObjectType):
                type_.is_type_of = None
                if type_ is self.core.subscription_type:
                    continue
                for field in type_.fields.values():
                    if field.extensions["strawberry-definition"].base_resolver is None:
                        field.resolve = _reading(field.resolve)

    async def finish(
        self,
        document: DocumentNode,
        name: str | None,
        plan: Plan,
        bound: Bound,
        data: Any,
        variables: dict[str, Any] | None,
        context: object,
    ) -> Any:
        """What graphql-core makes of an answer's data."""
        token = _run.set(_Run(plan, bound))
        try:
            result = execute(
                self.core,
                document,
                root_value=data,
                context_value=context,
                variable_values=variables,
                operation_name=name,
            )
            return await result if isawaitable(result) else result
        finally:
            _run.reset(token)


def _reading(ordinary: Resolver | None) -> Resolver:
    """The resolver of a planned field: reads the answer where the plan says.

    Objects that a plain resolver made have no place in the plan; their fields resolve as they ordinarily do.
    """

    def resolve(raw: Any, info: Any, **arguments: Any) -> Any:
        if (run := _run.get()) is not None:
            path = tuple(step for step in info.path.as_list() if isinstance(step, str))
            if (entry := run.plan.entries.get((info.parent_type.name, path))) is not None:
                try:
                    return raw_value(entry, raw, run.bound)
                except Uncomputable as error:
                    log.exception("a computed field failed", extra={"field": entry.field_name})
                    raise error from None
        return (ordinary or default_field_resolver)(raw, info, **arguments)

    return resolve

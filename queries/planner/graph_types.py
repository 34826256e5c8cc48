"""Declaring GraphQL types whose fields the planner reads: the model gives the properties, classes the rest.

A class names the model's label it stands for; its properties become fields with the model's descriptions,
and what it declares itself (`declare`) are relationships, connections and statements:

    types = GraphTypes(MODEL, enums=…)

    @types.node("Building")
    class Building(Place):
        tenants: Connection[Enterprise] = connection("(this)<-[:LOCATED_IN]-(that:Enterprise)", "租户 / Tenants")

Annotations are read when `build` is called, so types may name each other in any order and module.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, TypeVar

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from graph.model import Kind, Model, Relationship
from graph.model import Property as Declared
from queries.planner import inputs, paging, sources
from queries.planner.declare import MASKED, argument, as_of, planned_field
from queries.planner.patterns import Patterns
from queries.planner.relay import Relay, Target
from queries.planner.scalars import Date, DateTime

C = TypeVar("C", bound=type)

PYTHON_TYPES: Mapping[Kind, Any] = {
    Kind.STRING: str,
    Kind.INTEGER: int,
    Kind.FLOAT: float,
    Kind.BOOLEAN: bool,
    Kind.DATE: Date,
    Kind.DATETIME: DateTime,
    Kind.STRINGS: list[str],
    Kind.INTEGERS: list[int],
    Kind.FLOATS: list[float],
}


class GraphTypes:
    """Collects the declarations, and makes Strawberry types of them in `build`."""

    def __init__(self, model: Model, *, enums: Mapping[tuple[str, ...], type[Enum]]) -> None:
        self.model = model
        self.enums = enums
        self._declared: dict[str, tuple[type, str, str | None]] = {}
        self.patterns = Patterns(model)
        self._relay = Relay(self)
        self._targets: dict[sources.Connected, Target] = {}
        self._made: dict[str, Any] = {}
        self._built = False

    def node(self, label: str, name: str | None = None) -> Callable[[C], C]:
        """An object type for nodes of a label."""
        return self._declare("type", label, name)

    def interface(
        self, label: str | None = None, description: str | None = None, name: str | None = None
    ) -> Callable[[C], C]:
        """An interface over nodes of several labels; with `label`, over those that carry it."""
        return self._declare("interface", label, name, description)

    def row(self, description: str, name: str | None = None) -> Callable[[C], C]:
        """An object type for rows of a statement, or for the root."""
        return self._declare("type", None, name, description)

    def _declare(
        self, sort: str, label: str | None, name: str | None, description: str | None = None
    ) -> Callable[[C], C]:
        def declare(cls: C) -> C:
            cls.__planned_label__ = label  # type: ignore[attr-defined]  # read back by filters
            cls.__planned_description__ = description  # type: ignore[attr-defined]
            self._declared[name or cls.__name__] = (cls, sort, label)
            return cls

        return declare

    def build(self) -> dict[str, type]:
        """Strawberry types by GraphQL name; called once, when every declaring module is imported."""
        if self._built:
            return {name: cls for name, (cls, _, _) in self._declared.items()}
        self._built = True
        makers = inputs.Inputs(self)
        names = {cls.__name__: cls for cls, _, _ in self._declared.values()}
        namespace = {
            **vars(strawberry),
            "ID": strawberry.ID,
            "Connection": paging.Connection,
            "Date": Date,
            "DateTime": DateTime,
            "Any": Any,
            **names,
        }
        for name, (cls, sort, label) in self._declared.items():
            own = dict(vars(cls).get("__annotations__", {}))
            cls.__annotations__ = {}
            if label:
                for prop in self._properties(label, cls):
                    cls.__annotations__[inputs.python_name(prop.name)] = self.annotation(prop)
                    setattr(cls, inputs.python_name(prop.name), self._property(prop))
            for key, annotation in own.items():
                scope = {**vars(__import__(cls.__module__, fromlist=["_"])), **namespace}
                if isinstance(annotation, str):
                    annotation = eval(annotation, scope)  # noqa: PLW2901, S307 - our own classes' words
                cls.__annotations__[key] = self._completed(key, getattr(cls, key, None), annotation, makers)
            description = cls.__planned_description__ or self._described(label)
            decorate = strawberry.interface if sort == "interface" else strawberry.type
            decorate(cls, name=name, description=description)
        makers.build()
        self._relay.build()
        return {name: cls for name, (cls, _, _) in self._declared.items()}

    def _described(self, label: str | None) -> str | None:
        node = self.model.by_label[label] if label else None
        return f"{node.zh} / {node.en}" if node else None

    def _properties(self, label: str, cls: type) -> list[Declared]:
        """The label's own properties and those of parents that no base class declares."""
        covered: set[str] = set()
        for base in cls.__mro__[1:]:
            if base_label := vars(base).get("__planned_label__"):
                covered |= set(self.model.labels_of(base_label))
        labels = [each for each in reversed(self.model.labels_of(label)) if each not in covered]
        return [
            prop for each in labels for prop in self.model.by_label[each].properties
            if not prop.internal and prop.name not in vars(cls).get("__annotations__", {})
        ]  # fmt: skip

    def annotation(self, prop: Declared, *, optional: bool | None = None) -> Any:
        """The Python type of a property's field."""
        base = PYTHON_TYPES[prop.kind] if prop.name != "id" else strawberry.ID
        if prop.values:
            enum = self.enums[prop.values]
            base = list[enum] if prop.kind is Kind.STRINGS else enum
        nullable = (not prop.required or prop.mask) if optional is None else optional
        return base | None if nullable else base

    def _property(self, prop: Declared) -> Any:
        masked = MASKED if prop.mask else ""
        source = sources.Property(prop.name, prop.kind, prop.mask, prop.required, prop.values)
        return planned_field(source, f"{prop.zh} / {prop.en}{masked}", name=to_camel_case(prop.name))

    def name_of(self, cls: type) -> str:
        """The GraphQL name of a declared type."""
        return next(name for name, (each, _, _) in self._declared.items() if each is cls)

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """A type that several connections share, made by the first that needs it."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def connected(self, source: sources.Connected) -> Target:
        """What a connection is over."""
        return self._targets[source]

    def edge_fields(self, edge: Relationship) -> inputs.Fields:
        """The fields that an edge shows of its relationship, as GraphQL name, field and source."""
        found: inputs.Fields = []
        for prop in edge.properties:
            if not prop.internal:
                made = self._property(prop)
                made.python_name = inputs.python_name(prop.name)
                made.type_annotation = StrawberryAnnotation(self.annotation(prop))
                found.append((made.graphql_name, made, made.metadata[sources.METADATA]))
        return found

    def _completed(self, name: str, made: Any, annotation: Any, makers: inputs.Inputs) -> Any:
        """The field's annotation, once the field has what only annotation, name and model can say."""
        source = made.metadata.get(sources.METADATA) if isinstance(made, StrawberryField) else None
        if isinstance(source, sources.Column | sources.NodeColumn) and not source.name:
            object.__setattr__(source, "name", to_camel_case(name))
        if isinstance(source, sources.One):
            self.patterns.of(source.pattern)
            required = type(None) not in getattr(annotation, "__args__", ())
            object.__setattr__(source, "required", required)
        if not isinstance(source, sources.Connected | sources.Many):
            return annotation
        target = inputs.named(annotation)
        pattern = self.patterns.of(source.pattern)
        edge = None
        if isinstance(source, sources.Connected):
            if target is None:
                raise TypeError(
                    f"{name}: a connection can't be over a union, which has no order or filter: "
                    "give its members an interface, or declare a list with `many`."
                )
            edge = pattern.edge
            object.__setattr__(source, "edge", edge)
            self._targets[source] = target, edge
            annotation = self._relay.connection(target, edge)
        if target is not None:
            made.arguments += [
                argument("where", makers.where(target, edge) | None, "筛选 / Filter"),
                argument("orderBy", list[makers.order(target, edge)] | None, "排序 / Order"),
            ]
        if not pattern.has_parent:
            made.arguments.append(as_of())
        if pattern.dated:
            made.arguments.append(
                argument(
                    "history", bool, "含已结束和未开始的 / Those ended, and not begun, too", default=False
                )
            )
        return annotation

"""Declaring GraphQL types whose fields the planner reads: the model gives the properties, classes the rest.

A class names the model's label it stands for; its properties become fields with the model's descriptions,
and what it declares itself are relationships, connections and statements:

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
from typing import Any, TypeVar, cast

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from graph.model import Kind, Mask, Model
from graph.model import Property as Declared
from queries.planner import filters, paging, sources
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

Arguments = Mapping[str, tuple[Any, str]]
"""GraphQL name of an argument -> its Python type (optional ones with `| None`) and description."""


def argument(
    name: str, annotation: Any, description: str, default: Any = strawberry.UNSET
) -> StrawberryArgument:
    """One argument of a planned field."""
    optional = type(None) in getattr(annotation, "__args__", ())
    return StrawberryArgument(
        python_name=name,
        graphql_name=name,
        type_annotation=StrawberryAnnotation(annotation),
        description=description,
        default=None if optional and default is strawberry.UNSET else default,
    )


def _field(
    source: sources.Source, description: str, arguments: list[StrawberryArgument] | None = None, **more: Any
) -> Any:
    made = cast(
        "StrawberryField",
        strawberry.field(description=description, metadata={sources.METADATA: source}, **more),
    )
    made.arguments = list(arguments or ())
    return made


def one(pattern: str, description: str) -> Any:
    """The node at the other end of a pattern, or null."""
    return _field(sources.One(pattern), description)


def many(pattern: str, description: str) -> Any:
    """A short list of nodes, with `where` and `orderBy`; where it can be long, declare a `connection`."""
    first = argument("first", int, "最多几条 / At most how many", default=100)
    return _field(sources.Many(pattern), description, [first])


def connection(pattern: str, description: str, *, distinct: bool = False) -> Any:
    """A Relay connection; `where` and `orderBy` follow from the type it connects to."""
    return _field(sources.Connected(pattern, distinct), description, _paging())


def by_id(label: str, description: str) -> Any:
    """A root field that takes `id`."""
    return _field(sources.ById(label), description, [argument("id", strawberry.ID, "业务键 / Business key")])


def by_ids(label: str, description: str) -> Any:
    """A root field that takes `ids`."""
    return _field(
        sources.ByIds(label), description, [argument("ids", list[strawberry.ID], "业务键 / Business keys")]
    )


def statement(
    name: str,
    description: str,
    *,
    rows: str | None = None,
    order: tuple[tuple[str, bool], ...] = (),
    arguments: Arguments | None = None,
    prepare: sources.Prepare = dict,
) -> Any:
    """A field answered by a statement file of queries/statements/."""
    declared = [argument(key, annotation, text) for key, (annotation, text) in (arguments or {}).items()]
    return _field(
        sources.Statement(name, rows, order, prepare), description, [*declared, *(_paging() if rows else ())]
    )


def column(description: str, name: str = "", kind: Kind = Kind.STRING) -> Any:
    """A column of the parent row, by the field's own name unless `name` says otherwise."""
    return _field(sources.Column(name, kind), description)


def node_column(description: str, name: str = "", label: str | None = None) -> Any:
    """A node, or a list of nodes, in a column of the parent row."""
    return _field(sources.NodeColumn(name, label), description)


def personal_column(description: str, name: str, mask: Mask, kind: Kind = Kind.STRING) -> Any:
    """A column of the parent row that is masked like a personal property."""
    text = f"{description}（未获授权者所见已脱敏）/ (masked for those without permission)"
    return _field(sources.Property(name, kind, mask), text)


def computed(description: str, columns: tuple[str, ...], make: Callable[[Mapping[str, Any]], Any]) -> Any:
    """A value made in Python from columns of the parent row."""
    return _field(sources.Computed(columns, make), description)


def _paging() -> list[StrawberryArgument]:
    return [
        argument("first", int | None, f"前几条，默认 {paging.DEFAULT_FIRST} / How many from the start"),
        argument("after", str | None, "在此游标之后 / After this cursor"),
        argument("last", int | None, "后几条 / How many from the end"),
        argument("before", str | None, "在此游标之前 / Before this cursor"),
    ]


class GraphTypes:
    """Collects the declarations, and makes Strawberry types of them in `build`."""

    def __init__(self, model: Model, *, enums: Mapping[tuple[str, ...], type[Enum]]) -> None:
        self.model = model
        self.enums = enums
        self._declared: dict[str, tuple[type, str, str | None]] = {}
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
        makers = filters.Inputs(self)
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
                    cls.__annotations__[prop.name] = self.annotation(prop)
                    setattr(cls, prop.name, self._property(prop))
            for key, annotation in own.items():
                scope = {**vars(__import__(cls.__module__, fromlist=["_"])), **namespace}
                if isinstance(annotation, str):
                    annotation = eval(annotation, scope)  # noqa: PLW2901, S307 - our own classes' words
                cls.__annotations__[key] = annotation
                self._complete(key, getattr(cls, key, None), cls.__annotations__[key], makers)
            description = cls.__planned_description__ or self._described(label)
            decorate = strawberry.interface if sort == "interface" else strawberry.type
            decorate(cls, name=name, description=description)
        makers.build()
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
        masked = "（未获授权者所见已脱敏）/ (masked for those without permission)" if prop.mask else ""
        source = sources.Property(prop.name, prop.kind, prop.mask, prop.required)
        return _field(source, f"{prop.zh} / {prop.en}{masked}", name=to_camel_case(prop.name))

    def _complete(self, name: str, made: Any, annotation: Any, makers: filters.Inputs) -> None:
        """Give a declared field what only its annotation or name can say."""
        if not isinstance(made, StrawberryField):
            return
        source = made.metadata.get(sources.METADATA)
        if isinstance(source, sources.Column | sources.NodeColumn) and not source.name:
            object.__setattr__(source, "name", to_camel_case(name))
        if isinstance(source, sources.Connected | sources.Many):
            target = filters.named(annotation)
            if target is not None:
                made.arguments += [
                    argument("where", makers.where(target) | None, "筛选 / Filter"),
                    argument("orderBy", list[makers.order(target)] | None, "排序 / Order"),
                ]
            elif isinstance(source, sources.Connected):
                raise TypeError(
                    f"{name}: a connection can't be over a union, which has no order or filter: "
                    "give its members an interface, or declare a list with `many`."
                )

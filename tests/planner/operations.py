"""Hypothesis strategies made from a schema: operations that it allows, and values for their variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]

MAX_DEPTH = 4
"""Fields within fields."""


@dataclass(frozen=True)
class Operation:
    """A document, and several sets of values for its variables."""

    source: str
    variables: list[dict[str, Any]]


@dataclass
class Writer:
    """Writes one operation, drawing every choice."""

    schema: GraphQLSchema
    draw: Draw
    pools: Mapping[str, st.SearchStrategy[Any]]
    """By scalar's name, or by argument's: what may be given."""
    variables: dict[str, tuple[str, st.SearchStrategy[Any]]] = field(
        default_factory=dict[str, "tuple[str, st.SearchStrategy[Any]]"]
    )
    fragments: list[str] = field(default_factory=list[str])
    aliases: int = 0

    def often(self, chances: int) -> bool:
        return self.draw(st.integers(0, chances)) > 0

    def rarely(self, chances: int) -> bool:
        return not self.often(chances)

    # ---- selections

    def selection(self, type_: Any, depth: int) -> str:
        """A selection set; at the depth's end only leaves."""
        concrete = self.schema.get_possible_types(type_) if is_abstract_type(type_) else [type_]
        own = [] if isinstance(type_, GraphQLUnionType) else list(type_.fields.items())
        allowed = [(n, f) for n, f in own if depth > 1 or is_leaf_type(get_named_type(f.type))]
        least = 2 if depth == MAX_DEPTH else 1
        picked = self.draw(st.lists(st.sampled_from(allowed), min_size=least, max_size=4)) if allowed else []
        parts = [self.field(name, definition, depth) for name, definition in picked]
        if self.rarely(3) or not parts:
            parts.append(f"{self.alias() if self.rarely(2) else ''}__typename")
        if depth > 1 and is_abstract_type(type_) and self.often(2):
            wider = [t for t in self.schema.type_map.values() if isinstance(t, GraphQLInterfaceType)
                     and t is not type_ and any(self.schema.is_sub_type(t, each) for each in concrete)]  # fmt: skip
            condition = self.draw(st.sampled_from([*concrete, *wider]))
            parts.append(self.fragment(condition, depth))
        if depth > 1 and self.rarely(4):
            parts.append(f"...{self.directive()} {self.selection(type_, depth - 1)}")
        return f"{{ {' '.join(parts)} }}"

    def fragment(self, condition: Any, depth: int) -> str:
        inner = self.selection(condition, depth - 1)
        if self.often(2):
            return f"... on {condition.name}{self.directive()} {inner}"
        name = f"F{len(self.fragments)}"
        self.fragments.append(f"fragment {name} on {condition.name} {inner}")
        return f"...{name}{self.directive()}" * self.draw(st.integers(1, 2))

    def alias(self) -> str:
        self.aliases += 1
        return f"a{self.aliases}: "

    def directive(self) -> str:
        if self.often(4):
            return ""
        name = self.draw(st.sampled_from(["skip", "include"]))
        return f" @{name}(if: {self.value('Boolean!', st.booleans())})"

    def field(self, name: str, definition: Any, depth: int) -> str:
        wanted = [
            key
            for key, each in definition.args.items()
            if (isinstance(each.type, GraphQLNonNull) and key != "first") or self.rarely(2)
        ]
        if "first" in wanted and "last" in wanted and self.often(9):
            wanted.remove("last")
        cursors = f"cursor:{get_named_type(definition.type).name}"
        if cursors not in self.pools or "orderBy" in wanted:
            wanted = [key for key in wanted if key not in ("after", "before")]
        arguments = [
            f"{key}: {self.argument(cursors if key in ('after', 'before') else key, definition.args[key].type)}"
            for key in wanted
        ]
        clashes = name in ("premiere", "phone")
        alias = self.alias() if arguments or clashes or self.rarely(3) else ""
        inner = get_named_type(definition.type)
        within = depth if inner.name.endswith("GroupKey") else depth - 1  # or its nodes would lie too deep
        below = "" if is_leaf_type(inner) else f" {self.selection(inner, within)}"
        given = f"({', '.join(arguments)})" if arguments else ""
        return f"{alias}{name}{given}{self.directive()}{below}"

    # ---- arguments

    def argument(self, name: str, type_: Any) -> str:
        values = self.pools[name] if name in self.pools else self.input(type_, 3)
        return self.value(str(type_), values)

    def value(self, type_: str, values: st.SearchStrategy[Any]) -> str:
        """A value as a literal, or as a variable of that type."""
        if self.often(2):
            return self.literal(self.draw(values))
        name = f"v{len(self.variables)}"
        default = f" = {self.literal(self.draw(values))}" if self.rarely(2) else ""
        nullable = type_.removesuffix("!") if default else type_
        optional = st.none() | values if not nullable.endswith("!") and not type_.endswith("!") else values
        self.variables[name] = (f"${name}: {nullable}{default}", optional)
        return f"${name}"

    def literal(self, value: Any) -> str:
        if isinstance(value, _Word):
            return str(value)
        if isinstance(value, dict):
            return f"{{{', '.join(f'{key}: {self.literal(each)}' for key, each in value.items())}}}"
        if isinstance(value, list):
            return f"[{', '.join(map(self.literal, value))}]"
        if isinstance(value, str):
            import orjson

            return orjson.dumps(value).decode()
        if value is None or isinstance(value, bool):
            return {None: "null", True: "true", False: "false"}[value]
        return repr(value)

    def input(self, type_: Any, depth: int) -> st.SearchStrategy[Any]:
        """Values of an input type; enum names are words in literals and strings in JSON."""
        if isinstance(type_, GraphQLNonNull):
            return self.input(type_.of_type, depth)
        if isinstance(type_, GraphQLList):
            return st.lists(self.input(type_.of_type, depth), min_size=1, max_size=2)
        if isinstance(type_, GraphQLEnumType):
            return st.sampled_from([_Word(name) for name in type_.values])
        if isinstance(type_, GraphQLInputObjectType):
            allowed = [
                (name, each.type)
                for name, each in type_.fields.items()
                if depth > 1 or not isinstance(get_named_type(each.type), GraphQLInputObjectType)
            ]
            if not allowed:
                return st.just({})
            several = 1 if type_.name.endswith("Order") else 2
            chosen = st.lists(
                st.sampled_from(allowed), min_size=1, max_size=several, unique_by=lambda e: e[0]
            )
            return chosen.flatmap(
                lambda fields: st.fixed_dictionaries({n: self.input(t, depth - 1) for n, t in fields})
            )
        return self.pools[type_.name]


class _Word(str):
    """An enum value's name."""

    __slots__ = ()


@st.composite
def operations(
    draw: Draw, schema: GraphQLSchema, pools: Mapping[str, st.SearchStrategy[Any]], sets: int
) -> Operation:
    """Operations of the schema, each with `sets` sets of variables."""
    writer = Writer(schema, draw, pools)
    body = writer.selection(schema.query_type, MAX_DEPTH)
    declared = ", ".join(text for text, _ in writer.variables.values())
    source = f"query{f'({declared})' if declared else ''} {body} {' '.join(writer.fragments)}"
    given = [
        {
            name: draw(values)
            for name, (text, values) in writer.variables.items()
            if ("!" in text.partition("=")[0] and "=" not in text) or writer.often(4)
        }
        for _ in range(sets)
    ]
    return Operation(source, given)


__all__ = ["Operation", "operations"]

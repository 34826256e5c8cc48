"""An operation's variables as a person types them, each read as the type that the operation declares."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core leaves these types open.

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import orjson
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    parse,
    print_ast,
    type_from_ast,
)

from graph.errors import InputError

TRUE, FALSE = ("true", "是", "yes"), ("false", "否", "no")


@dataclass(frozen=True)
class Variable:
    """A variable as its operation declares it; `default` is GraphQL text."""

    name: str
    type: Any
    default: str | None

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return isinstance(self.type, GraphQLNonNull) and self.default is None

    def __str__(self) -> str:
        return f"{self.name}: {self.type}" + (f" = {self.default}" if self.default else "")


def declared(schema: GraphQLSchema, source: str) -> Iterator[Variable]:
    """The variables of the one operation of a document."""
    for node in parse(source).definitions:
        if isinstance(node, OperationDefinitionNode):
            for each in node.variable_definitions or ():
                default = print_ast(each.default_value) if each.default_value else None
                yield Variable(
                    each.variable.name.value, type_from_ast(schema, cast("Any", each.type)), default
                )


def given(
    variables: Sequence[Variable], settings: Sequence[str], example: Mapping[str, Any]
) -> dict[str, Any]:
    """The values that `name=value` settings give.

    Raises:
        InputError: a setting has no `=`, names no variable or isn't of its type, or a required variable is missing.
    """
    known = {each.name: each for each in variables}
    values: dict[str, Any] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        name = name.strip()
        if not equals or name not in known:
            names = "、".join(map(str, variables)) or "（没有变量 · it has none）"
            raise InputError(
                f"--set {setting}：须写成 名=值，名是下列之一。 · Write --set name=value with one of these names: {names}"
            )
        values[name] = _read(known[name].type, text, name)
    for each in variables:
        if each.required and each.name not in values:
            shown = example.get(each.name, "…")
            text = shown if isinstance(shown, str) else orjson.dumps(shown).decode()
            raise InputError(
                f"缺少变量 {each}。 · The variable {each} is missing: add --set '{each.name}={text}'"
            )
    return values


def _read(type_: Any, text: str, name: str) -> Any:
    if isinstance(type_, GraphQLNonNull):
        return _read(type_.of_type, text, name)
    kind = str(type_)
    if text == "null" and kind not in ("String", "ID"):
        return None
    if isinstance(type_, GraphQLList):
        if text.lstrip().startswith("["):
            return _json(text, list, name, '["a", "b"]')
        return [
            _read(type_.of_type, each.strip(), name) for each in re.split("[,，;；]", text) if each.strip()
        ]
    if isinstance(type_, GraphQLInputObjectType):
        fields = ", ".join(type_.fields)
        return _json(text, dict, name, f'{{"…": …}}, with the fields {fields}')
    if isinstance(type_, GraphQLEnumType):
        if text.upper() not in type_.values:
            raise _wrong(name, text, "下列之一", "one of", ", ".join(type_.values))
        return text.upper()
    try:
        match kind:
            case "Int":
                return int(text)
            case "Float":
                return float(text)
            case "Boolean":
                return {**dict.fromkeys(TRUE, True), **dict.fromkeys(FALSE, False)}[text.lower()]
            case _:
                return text
    except (ValueError, KeyError):
        zh, en = {"Int": ("整数", "a whole number"), "Float": ("数", "a number")}.get(
            kind, ("true 或 false", "true or false")
        )
        raise _wrong(name, text, zh, en, "") from None


def _json(text: str, kind: type, name: str, like: str) -> Any:
    try:
        value: Any = orjson.loads(text)
    except orjson.JSONDecodeError:
        value = None
    if not isinstance(value, kind):
        raise _wrong(name, text, "JSON，如", "JSON like", like)
    return value


def _wrong(name: str, text: str, zh: str, en: str, which: str) -> InputError:
    after = f" {which}" if which else ""
    return InputError(f"--set {name}={text}：须是{zh}{after}。 · `{name}` must be {en}{after}.")

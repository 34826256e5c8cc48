"""The compiler: a validated query operation becomes one Cypher statement and the plan to read its answer.

The text depends on the operation's fields, on the shape of its variables and on what the viewer may see;
values, cursors, page sizes and response keys never stand in it.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableValues,
    get_argument_values,
    get_directive_values,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)

from graph.model import Kind, Mask, Model
from queries import statements
from queries.planner import filters, order
from queries.planner.filters import source_of
from queries.planner.sources import (
    ById,
    ByIds,
    Column,
    Computed,
    Connected,
    Many,
    NodeColumn,
    One,
    Property,
    Source,
    Statement,
)

Reading = Literal["value", "typename", "page", "computed", "resolver"]


@dataclass(frozen=True)
class Entry:
    """One response key of an object: where its raw value stands, and how it is read."""

    response_key: str
    field_name: str
    key: str
    type: GraphQLOutputType
    reading: Reading = "value"
    selection: Selection | None = None
    site: int | None = None
    source: Source | None = None


@dataclass(frozen=True)
class Selection:
    """What is read of an object: its entries, for each concrete type it can be."""

    entries: dict[str, list[Entry]]
    abstract: bool


@dataclass(frozen=True)
class Site:
    """A field whose arguments travel as the parameter `a<index>`."""

    node: FieldNode
    definition: GraphQLField
    source: Source
    keys: int = 0
    path: tuple[str, ...] = ()


@dataclass
class Compiled:
    """The statement (None where nothing is asked of the graph), its arguments' sites, and the root selection."""

    statement: str | None
    sites: list[Site]
    root: Selection
    needs_executor: bool
    """Whether a part of the operation (introspection, a plain resolver) is graphql-core's to answer."""


@dataclass
class Compiler:
    """Compiles one operation for one shape of variables and one viewer."""

    schema: GraphQLSchema
    model: Model
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues
    sees_personal: bool = False
    sites: list[Site] = field(default_factory=list[Site])
    names: count[int] = field(default_factory=count)
    needs_executor: bool = False

    def operation(self, node: OperationDefinitionNode) -> Compiled:
        """Compile a query operation."""
        root = cast("GraphQLObjectType", self.schema.query_type)
        selection, parts = self._select(root, [node.selection_set], None, ())
        text = f"CYPHER 25 RETURN {{{', '.join(parts)}}} AS data" if parts else None
        return Compiled(text, self.sites, selection, self.needs_executor)

    # ---- selections

    def _select(
        self,
        type_: Any,
        sets: Sequence[SelectionSetNode],
        variable: str | None,
        path: tuple[str, ...],
        *,
        node: bool = False,
    ) -> tuple[Selection, list[str]]:
        """What is selected of a type, and the parts of the map that carries it."""
        abstract = is_abstract_type(type_)
        concrete: Sequence[GraphQLObjectType] = self.schema.get_possible_types(type_) if abstract else [type_]
        parts: dict[str, str] = {"id": ".id"} if abstract else {}
        made: dict[Any, tuple[Entry, str | None, set[str]]] = {}
        numbers = count()
        chosen: dict[str, list[tuple[str, Any]]] = {}
        for each in concrete:
            chosen[each.name] = []
            for response_key, nodes in self._collect(each, sets).items():
                name = nodes[0].name.value
                definition = each.fields.get(name)
                source = source_of(definition) if definition else None
                signature = (
                    response_key,
                    id(source) if source else (each.name, name),
                    tuple(id(n) for n in nodes),
                )
                if signature not in made:
                    entry, part = self._entry(
                        response_key,
                        name,
                        definition,
                        source,
                        nodes,
                        variable,
                        (*path, response_key),
                        numbers,
                    )
                    made[signature] = (entry, part, set())
                made[signature][2].add(each.name)
                chosen[each.name].append((response_key, signature))
        for entry, part, types in made.values():
            if part is not None:
                if abstract and len(types) < len(concrete):
                    parts[entry.key] = self._guarded(entry, part, types, concrete, variable or "")
                else:
                    parts[entry.key] = part
        if node and not parts:
            parts["id"] = ".id"
        entries = {name: [made[signature][0] for _, signature in keys] for name, keys in chosen.items()}
        return Selection(entries, abstract), list(dict.fromkeys(parts.values()))

    def _guarded(
        self, entry: Entry, part: str, types: set[str], concrete: Sequence[GraphQLObjectType], variable: str
    ) -> str:
        """A part that only some of the types selected: the others neither pay for it nor show it.

        A plain property needs no guard, unless another type's property of that name is personal.
        """
        if part.startswith("."):
            others = [source_of(each.fields.get(part[1:])) for each in concrete if part[1:] in each.fields]
            if self.sees_personal or not any(isinstance(each, Property) and each.mask for each in others):
                return part
            part = f"{entry.key}: {variable}{part}"
        labels = "|".join(sorted(self._label(name) for name in types))
        return f"{entry.key}: CASE WHEN {variable}:{labels} THEN {part.removeprefix(f'{entry.key}: ')} END"

    def _label(self, type_name: str) -> str:
        definition = self.schema.type_map[type_name].extensions["strawberry-definition"]
        return definition.origin.__planned_label__

    def _collect(
        self, type_: GraphQLObjectType, sets: Sequence[SelectionSetNode]
    ) -> dict[str, list[FieldNode]]:
        """GraphQL's CollectFields, for one concrete type."""
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

    # ---- one field

    def _entry(
        self,
        response_key: str,
        name: str,
        definition: GraphQLField | None,
        source: Source | None,
        nodes: list[FieldNode],
        variable: str | None,
        path: tuple[str, ...],
        numbers: count[int],
    ) -> tuple[Entry, str | None]:
        if definition is None:
            if name != "__typename":
                self.needs_executor = True
            return Entry(
                response_key,
                name,
                name,
                GraphQLNonNull(cast("Any", self.schema.type_map["String"])),
                "typename",
            ), None
        sets = [n.selection_set for n in nodes if n.selection_set]
        leaf = is_leaf_type(get_named_type(definition.type))
        if isinstance(source, Property):
            key, part = self._property(source, variable or "")
            return Entry(response_key, name, key, definition.type, source=source), part
        if isinstance(source, Column) and leaf:
            temporal = source.kind in (Kind.DATE, Kind.DATETIME)
            part = f"{source.name}: toString({variable}.{source.name})" if temporal else f".{source.name}"
            return Entry(response_key, name, source.name, definition.type, source=source), part
        if isinstance(source, Computed):
            key = f"f{next(numbers)}"
            columns = ", ".join(f"{each}: {variable}.{each}" for each in source.columns)
            selection = self._plain(get_named_type(definition.type), sets, path) if sets else None
            return Entry(
                response_key, name, key, definition.type, "computed", selection, source=source
            ), f"{key}: {{{columns}}}"
        if source is None:
            return self._unplanned(response_key, name, definition, sets, path), None
        key = f"f{next(numbers)}"
        site: int | None = None
        if definition.args:
            site = len(self.sites)
            self.sites.append(Site(nodes[0], definition, source, path=path))
        reading: Reading = "value"
        if isinstance(source, Connected) or (isinstance(source, Statement) and source.rows):
            selection, expression = self._connection(
                source, definition, nodes[0], sets, variable, cast("int", site), path
            )
            reading = "page"
        else:
            selection, expression = self._related(source, definition, sets, variable, site, path)
        return Entry(
            response_key, name, key, definition.type, reading, selection, site, source
        ), f"{key}: {expression}"

    def _unplanned(
        self,
        response_key: str,
        name: str,
        definition: GraphQLField,
        sets: Sequence[SelectionSetNode],
        path: tuple[str, ...],
    ) -> Entry:
        """A field of a plain object that Python made (a page, a label), or one with a resolver of its own."""
        declared = definition.extensions["strawberry-definition"]
        if declared.base_resolver is not None:
            self.needs_executor = True
            return Entry(response_key, name, name, definition.type, "resolver")
        selection = self._plain(get_named_type(definition.type), sets, path) if sets else None
        return Entry(response_key, name, name, definition.type, "value", selection)

    def _plain(self, type_: Any, sets: Sequence[SelectionSetNode], path: tuple[str, ...]) -> Selection:
        return self._select(type_, sets, None, path)[0]

    def _property(self, source: Property, variable: str) -> tuple[str, str]:
        value = f"{variable}.{source.name}"
        if source.mask and not self.sees_personal:
            key = f"masked_{source.name}"
            return key, f"{key}: " + {
                Mask.NAME: f"left({value}, 1) + '**'",
                Mask.PHONE: f"left({value}, 3) + '****' + right({value}, 4)",
                Mask.HIDDEN: "null",
            }[source.mask]
        if source.kind in (Kind.DATE, Kind.DATETIME):
            return source.name, f"{source.name}: toString({value})"
        return source.name, f".{source.name}"

    def _map(
        self,
        type_: Any,
        sets: Sequence[SelectionSetNode],
        variable: str,
        path: tuple[str, ...],
        *,
        node: bool,
    ) -> tuple[Selection, str]:
        selection, parts = self._select(type_, sets, variable, path, node=node)
        return selection, f"{variable} {{{', '.join(parts)}}}" if parts else "{}"

    def _related(
        self,
        source: Source,
        definition: GraphQLField,
        sets: Sequence[SelectionSetNode],
        variable: str | None,
        site: int | None,
        path: tuple[str, ...],
    ) -> tuple[Selection | None, str]:
        """An object or a list of objects that is not paged."""
        type_ = get_named_type(definition.type)
        that = f"n{next(self.names)}"
        node = not isinstance(source, Column | Statement)
        selection, body = self._map(type_, sets, that, path, node=node)
        p = f"$p.a{site}"
        listed = isinstance(
            definition.type.of_type if isinstance(definition.type, GraphQLNonNull) else definition.type,
            GraphQLList,
        )
        match source:
            case One(pattern):
                return (
                    selection,
                    f"COLLECT {{ MATCH {filters.placed(pattern, variable or '', that)} RETURN {body} LIMIT 1 }}[0]",
                )
            case Many(pattern):
                ordered = order.order_by(that, self._default_order(type_))
                matched = filters.placed(pattern, variable or "", that)
                return (
                    selection,
                    f"COLLECT {{ MATCH {matched} WITH DISTINCT {that} {ordered} LIMIT {p}.first RETURN {body} }}",
                )
            case ById(label):
                seek = f"MATCH {self._seek(that, label, f'{p}.id')}"
                return selection, f"COLLECT {{ {seek} RETURN {body} }}[0]"
            case ByIds(label):
                seek = f"OPTIONAL MATCH {self._seek(that, label, f'i{that}')}"
                return selection, f"COLLECT {{ UNWIND {p}.ids AS i{that} {seek} RETURN {body} }}"
            case Statement():
                called = self._called(source, that, body, variable, site)
                return selection, f"COLLECT {{ {called} RETURN {body} }}{'' if listed else '[0]'}"
            case Column(name) | NodeColumn(name):
                column = f"{variable}.{name}"
                wanted = (
                    f"WHERE {that}:{source.label}"
                    if isinstance(source, NodeColumn) and source.label
                    else f"WHERE {that} IS NOT NULL"
                )
                rows = column if listed else f"[{column}]"
                return (
                    selection,
                    f"COLLECT {{ UNWIND {rows} AS {that} WITH {that} {wanted} RETURN {body} }}{'' if listed else '[0]'}",
                )
            case _:
                raise AssertionError(source)

    def _seek(self, that: str, label: str, value: str) -> str:
        """A node by its id, from the index on the label that makes ids unique."""
        unique = next(node.label for node in self.model.nodes if "id" in node.unique)
        also = f" WHERE {that}:{label}" if label != unique else ""
        return f"({that}:{unique} {{id: {value}}}){also}"

    def _called(
        self, source: Statement, that: str, reading: str, variable: str | None, site: int | None
    ) -> str:
        """A statement file's call; its columns become one map, so that none can meet another's name."""
        text = statements.text(source.name).replace("$args", f"$p.a{site}" if site is not None else "{}")
        columns = [
            column
            for column in statements.columns(source.name)
            if f"{that}.{column}" in reading or f".{column}" in reading or column == source.rows
        ]
        row = ", ".join(f"{column}: {column}" for column in columns)
        if variable is None:
            return (
                f"CALL () {{ {text} RETURN {{{row}}} AS {that} }}"
                if False
                else f"CALL () {{ CALL () {{ {text} }} RETURN {{{row}}} AS {that} }}"
            )
        return (
            f"CALL ({variable}) {{ WITH {variable} AS n CALL (n) {{ {text} }} RETURN {{{row}}} AS {that} }}"
        )

    # ---- connections

    def _default_order(self, type_: Any) -> list[order.Key]:
        """The type's first index gives its order; its id alone where it has none."""
        label = getattr(type_.extensions["strawberry-definition"].origin, "__planned_label__", None)
        declared = self.model.by_label[label].indexes if label else ()
        names = declared[0] if declared else ("id",)
        properties = self.model.properties_of(label) if label else {}
        keys = [
            order.Key(n, kind=properties[n].kind, nullable=not properties[n].required)
            for n in names
            if n in properties and not properties[n].mask
        ]
        return order.completed(keys)

    def _connection(
        self,
        source: Connected | Statement,
        definition: GraphQLField,
        node: FieldNode,
        sets: Sequence[SelectionSetNode],
        variable: str | None,
        site: int,
        path: tuple[str, ...],
    ) -> tuple[Selection, str]:
        """A page of nodes or of a statement's rows, with one row beyond it."""
        given = get_argument_values(definition, node, self.variables)
        connection = cast("GraphQLObjectType", get_named_type(definition.type))
        target = get_named_type(connection.fields["nodes"].type)
        that, p = f"n{next(self.names)}", f"$p.a{site}"
        backward = given.get("last") is not None
        if isinstance(source, Statement):
            keys = [order.Key(name, descending) for name, descending in source.order]
        elif given.get("orderBy"):
            inner = cast("GraphQLInputObjectType", get_named_type(definition.args["orderBy"].type))
            keys = order.completed(order.chosen(given["orderBy"], inner))
        else:
            keys = self._default_order(target)
        self.sites[site] = Site(node, definition, source, len(keys), path)
        ordered = order.turned(keys, backward=backward)
        cursor = "before" if backward else "after"
        beyond = order.after(that, ordered, f"{p}.cursor") if given.get(cursor) is not None else []

        items: dict[str, str] = {}
        outer: list[str] = []
        total = False
        entries: list[Entry] = []
        row = f"n{next(self.names)}"

        def rows(inner: Sequence[SelectionSetNode], at: tuple[str, ...]) -> tuple[str, Selection]:
            selection, body = self._map(target, inner, that, at, node=isinstance(source, Connected))
            name = f"e{len(items)}"
            items[name] = body
            return name, selection

        for response_key, nodes in self._collect(connection, sets).items():
            name = nodes[0].name.value
            at = (*path, response_key)
            inner = [n.selection_set for n in nodes if n.selection_set]
            if name == "nodes":
                key, selection = rows(inner, at)
                entries.append(
                    Entry(response_key, name, key, connection.fields[name].type, selection=selection)
                )
            elif name == "edges":
                entries.append(self._edges(connection.fields[name], response_key, inner, at, rows, items))
            elif name in ("pageInfo", "totalCount"):
                total = total or name == "totalCount"
                if name == "pageInfo":
                    items.setdefault("k", "")
                selection = (
                    self._plain(get_named_type(connection.fields[name].type), inner, at) if inner else None
                )
                entries.append(
                    Entry(response_key, name, name, connection.fields[name].type, selection=selection)
                )
            else:
                definition_ = connection.fields.get(name)
                entry, part = self._entry(
                    response_key,
                    name,
                    definition_,
                    source_of(definition_) if definition_ else None,
                    nodes,
                    row,
                    at,
                    count(len(outer)),
                )
                entries.append(entry)
                if part is not None:
                    outer.append(part if not part.startswith(".") else f"{entry.key}: {row}{part}")
        if "k" in items:
            items["k"] = f"[{', '.join(key.value(that) for key in keys)}]"
        page = f"{order.order_by(that, ordered)} LIMIT {p}.limit RETURN {{{', '.join(f'{k}: {v}' for k, v in items.items())}}}"
        parts = list(outer)
        if isinstance(source, Statement):
            where = f"WHERE {' AND '.join(beyond)} " if beyond else ""
            parts.append(
                f"items: COLLECT {{ UNWIND {row}.{source.rows} AS {that} WITH {that} {where}{page} }}"
            )
            if total:
                parts.append(f"total: size({row}.{source.rows})")
            body = f"{{{', '.join(parts)}}}"
            return Selection({connection.name: entries}, abstract=False), (
                f"COLLECT {{ {self._called(source, row, body, variable, site)} RETURN {body} }}[0]"
            )
        matched = f"MATCH {filters.placed(source.pattern, variable or '', that)}"
        kept: list[str] = []
        if given.get("where"):
            inner_type = cast("GraphQLInputObjectType", get_named_type(definition.args["where"].type))
            kept = filters.predicates(given["where"], inner_type, that, f"{p}.where", self.names)
        distinct = "DISTINCT " if source.distinct else ""
        if items:
            where = " AND ".join([*order.present(that, ordered), *kept, *beyond])
            parts.append(
                f"items: COLLECT {{ {matched}{f' WHERE {where}' if where else ''} WITH {distinct}{that} {page} }}"
            )
        if total:
            where = f" WHERE {' AND '.join(kept)}" if kept else ""
            counted = f"{matched}{where}" + (f" RETURN DISTINCT {that}" if distinct else "")
            parts.append(f"total: COUNT {{ {counted} }}")
        return Selection({connection.name: entries}, abstract=False), f"{{{', '.join(parts)}}}"

    def _edges(
        self,
        definition: GraphQLField,
        response_key: str,
        sets: Sequence[SelectionSetNode],
        path: tuple[str, ...],
        rows: Any,
        items: dict[str, str],
    ) -> Entry:
        edge = cast("GraphQLObjectType", get_named_type(definition.type))
        entries: list[Entry] = []
        for key, nodes in self._collect(edge, sets).items():
            name = nodes[0].name.value
            if name == "node":
                inner = [n.selection_set for n in nodes if n.selection_set]
                raw, selection = rows(inner, (*path, key))
                entries.append(Entry(key, name, raw, edge.fields[name].type, selection=selection))
            elif name == "cursor":
                items.setdefault("k", "")
                entries.append(Entry(key, name, name, edge.fields[name].type))
            else:
                entries.append(
                    Entry(
                        key,
                        name,
                        name,
                        GraphQLNonNull(cast("Any", self.schema.type_map["String"])),
                        "typename",
                    )
                )
        if not items:
            items["k"] = ""
        return Entry(
            response_key,
            "edges",
            "edges",
            definition.type,
            selection=Selection({edge.name: entries}, abstract=False),
        )

"""The compiler: a validated query operation becomes one Cypher statement and the plan to read its answer.

The text depends on the operation's fields, on the shape of its variables and on what the viewer may see;
values, cursors, page sizes and response keys never stand in it. Fields are compiled here; what is selected of a type
in `carried`, objects and lists in `related`, pages in `connections`.
"""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# graphql-core and Strawberry leave these types open.

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, cast

from graphql import (
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableValues,
    get_argument_values,
    get_named_type,
    is_leaf_type,
)

from graph.errors import InputError
from graph.model import Mask, Model
from queries import statements as project_statements
from queries.planner.alike import Alike
from queries.planner.carried import select
from queries.planner.collect import Collector
from queries.planner.connections import connection
from queries.planner.filters import label_of, source_of
from queries.planner.keys import Row, read
from queries.planner.patterns import Patterns
from queries.planner.plan import AS_OF, Asked, Compiled, Entry, Path, Selection, Site, refused
from queries.planner.related import apart, related
from queries.planner.sources import (
    Column,
    Computed,
    Connected,
    Many,
    One,
    Property,
    Solved,
    Source,
    Statement,
    Statements,
)
from queries.planner.values import fixed_and_variable
from queries.planner.viewer import Personal, Reads

THIS = re.compile(r"\bthis\b")


@dataclass
class Compiler:
    """Compiles one operation for one shape of variables and one viewer."""

    schema: GraphQLSchema
    patterns: Patterns
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues
    reads: Reads = field(default_factory=Reads)
    own: str = ""
    """The predicate that a person (`this`) is of the viewer's own places (`$p.own`)."""
    marked: str | None = None
    """The boolean property by which nodes of the answer are counted; none by default."""
    statements: Statements = project_statements
    sites: list[Site] = field(default_factory=list[Site])
    needs_executor: bool = False
    asking: bool = False
    """Whether the text is the question of the operation's solvers: of it all, only what leads to them."""
    solved: dict[int, str] = field(default_factory=dict[int, str])
    """The sites that are answered apart, each with its statement."""
    answered: set[str] = field(default_factory=set[str])
    """Variables that hold a part of a solver's answer, in which ids stand for nodes."""
    rows_of: dict[str, int] = field(default_factory=dict[str, int])
    """Variables that hold a row of a paged answer, each with its site."""
    sought: dict[str, int] = field(default_factory=dict[str, int])
    """Variables that hold the nodes whose ids the operation gives, each with the site of these."""
    under: dict[int, int] = field(default_factory=dict[int, int])
    """The solved sites that stand under such nodes, each with the site of their ids."""
    nested: bool = False
    """Whether any of them stands under another node, which has to be found first."""
    solving: bool = False
    """Whether what is being compiled stands within a solver's answer."""
    searches: dict[str, str] = field(default_factory=dict[str, str])
    """The fulltext searches of the filters: the parameter's path, and the variable that holds what is found."""
    ones: dict[tuple[str | None, One, int | None], str] = field(
        default_factory=dict[tuple[str | None, One, int | None], str]
    )
    """Variables that hold what a to-one field leads to from a row, on a day, since the row's place depends on it."""
    edges: set[str] = field(default_factory=set[str])
    """Variables that hold relationships."""
    day: int | None = None
    """The site whose `asOf` is the day of what is being compiled; None is today."""

    def __post_init__(self) -> None:
        self.collect = Collector(self.schema, self.fragments, self.variables)
        self.alike = Alike()
        self.names = count()
        """Numbers of the statement's variables."""

    @property
    def model(self) -> Model:
        """The model that the patterns are over."""
        return self.patterns.model

    def operation(self, node: OperationDefinitionNode) -> Compiled:
        """Compile a query operation, or a mutation of one field.

        Raises:
            GraphQLError: an argument's value, or a directive's, is not one that can be answered.
        """
        root = cast("GraphQLObjectType", self.schema.get_root_type(node.operation))
        selection, parts = select(self, root, [node.selection_set], None, ())
        found = "".join(
            f"LET {variable} = COLLECT {{ CALL db.index.fulltext.queryNodes('search', {path}) YIELD node RETURN elementId(node) }} "
            for path, variable in self.searches.items()
        )
        told = ", ".join(f"{key}: {text}" for key, text in parts.items())
        text = f"CYPHER 25 {found}RETURN {{{told}}} AS data" if parts else None
        seconds = max((cast("Solved", self.sites[site].source).seconds for site in self.solved), default=0.0)
        return Compiled(
            text,
            self.sites,
            selection,
            self.solved,
            under=self.under,
            seconds=seconds,
            needs_executor=self.needs_executor,
        )

    def found(self, path: str) -> str:
        """The variable that holds which nodes have the words at a parameter's path: looked up once a statement."""
        return self.searches.setdefault(path, f"h{len(self.searches)}")

    def kept(self, before: int) -> bool:
        """Whether what was compiled since there were so many solved sites belongs into the text."""
        return not self.asking or len(self.solved) > before

    def asked(
        self, type_: GraphQLObjectType, sets: Sequence[SelectionSetNode], path: Path
    ) -> Iterator[Asked]:
        """The fields that are asked of a concrete type."""
        for response_key, nodes in self.collect.fields(type_, sets).items():
            definition = type_.fields.get(nodes[0].name.value)
            given: dict[str, Any] | None = {}
            if definition is not None and definition.args:
                try:
                    given = get_argument_values(definition, nodes[0], self.variables)
                except GraphQLError:
                    given = None
            source = source_of(definition) if definition else None
            yield Asked(response_key, definition, source, nodes, (*path, response_key), given)

    # ---- one field

    def entry(self, asked: Asked, variable: str | None, numbers: count[int]) -> tuple[Entry, str | None]:
        """How a field is read, and the expression that computes it; None where nothing is asked of the graph."""
        definition, source = asked.definition, asked.source
        if definition is None:
            self.needs_executor = self.needs_executor or asked.name != "__typename"
            string = GraphQLNonNull(cast("Any", self.schema.type_map["String"]))
            return Entry(asked.response_key, asked.name, asked.name, string, "typename"), None
        entry = Entry(asked.response_key, asked.name, asked.name, definition.type, source=source)
        if asked.given is None:
            self.needs_executor = True
            return replace(entry, reading="resolver"), None
        if isinstance(source, Property):
            key, expression = self._property(source, variable or "")
            return replace(entry, key=key), expression
        if isinstance(source, Column) and is_leaf_type(get_named_type(definition.type)):
            return replace(entry, key=source.name), read(source.kind, f"{variable}.{source.name}")
        if source is None:
            return self._unplanned(asked, entry), None
        entry = replace(entry, key=f"f{next(numbers)}")
        if isinstance(source, Computed):
            columns = ", ".join(f"{each}: {variable}.{each}" for each in source.columns)
            return replace(entry, reading="computed", selection=self.plain(asked)), f"{{{columns}}}"
        try:
            return self._from_graph(asked, source, entry, variable)
        except InputError as error:
            raise refused(error, asked.path, asked.nodes[0]) from error

    def _from_graph(
        self, asked: Asked, source: Source, entry: Entry, variable: str | None
    ) -> tuple[Entry, str]:
        arguments = cast("Any", asked.definition).args
        site = self.site(asked, source) if arguments or isinstance(source, Solved) else None
        outer, self.day = self.day, site if AS_OF in arguments else self.day
        solving = self.solving
        try:
            if isinstance(source, Solved):
                self._enter(source, cast("int", site), variable)
            if isinstance(source, Connected) or (isinstance(source, Statement) and source.rows):
                selection, expression, items = connection(self, asked, source, variable, cast("int", site))
                paged = replace(entry, reading="page", selection=selection, site=site, items=items)
                return paged, expression
            selection, expression = related(self, asked, source, variable, site)
            return replace(entry, selection=selection, site=site), expression
        finally:
            self.day, self.solving = outer, solving

    def _enter(self, source: Solved, site: int, variable: str | None) -> None:
        """Begin what is answered apart."""
        if self.solving:
            raise InputError(
                "a solver's answer can't stand within another's: read the ids, and ask in a second operation."
            )
        self.solving = True
        self.solved[site] = apart(self, source, rooted=variable is None)
        if variable in self.sought:
            self.under[site] = self.sought[variable]
        else:
            self.nested |= variable is not None

    def site(self, asked: Asked, source: Source) -> int:
        """The number under which a field's arguments travel."""
        node, definition = asked.nodes[0], cast("Any", asked.definition)
        fixed, by_variable = fixed_and_variable(definition, node, asked.given, self.variables)
        self.sites.append(
            Site(node, definition, source, asked.path, day=self.day, fixed=fixed, by_variable=by_variable)
        )
        return len(self.sites) - 1

    def placed(
        self, source: One | Many | Connected, this: str | None, row: Row, *, history: bool = False
    ) -> str:
        """A declared pattern between two nodes, in force on the day unless its `history` is asked."""
        day = None if history else "$p.today" if self.day is None else f"$p.d{self.day}"
        return self.patterns.of(source.pattern).placed(
            this, row.that, day, self.names, row.edge, self.reads.hidden
        )

    def hidden(self, variable: str) -> str | None:
        """The predicate that a node is hidden from the viewer; None where nothing is."""
        return f"{variable}:{'|'.join(sorted(self.reads.hidden))}" if self.reads.hidden else None

    def shown(self, variable: str) -> list[str]:
        """The predicates by which a node is there for the viewer."""
        return [f"NOT {hidden}"] if (hidden := self.hidden(variable)) else []

    def closed(self, asked: Asked, parent: str) -> bool:
        """Whether a field is closed to the viewer, or gives nothing but what is hidden from it."""
        if f"{parent}.{asked.name}" in self.reads.closed:
            return True
        type_ = get_named_type(cast("Any", asked.definition).type)
        if isinstance(asked.source, Connected):
            type_ = get_named_type(cast("Any", type_).fields["nodes"].type)
        label = label_of(type_)
        kinds = self.model.concrete(label) if label else ()
        return bool(kinds) and all(self.reads.hides(self.model.labels_of(each.label)) for each in kinds)

    def _unplanned(self, asked: Asked, entry: Entry) -> Entry:
        """A field of a plain object that Python made (a page, a label), or one with a resolver of its own."""
        if cast("Any", asked.definition).extensions["strawberry-definition"].base_resolver is not None:
            self.needs_executor = True
            return replace(entry, reading="resolver")
        return replace(entry, selection=self.plain(asked))

    def plain(self, asked: Asked) -> Selection | None:
        """What is selected of an object that Python made."""
        type_ = get_named_type(cast("Any", asked.definition).type)
        return select(self, type_, asked.sets, None, asked.path)[0] if asked.sets else None

    def _property(self, source: Property, variable: str) -> tuple[str, str]:
        value = f"{variable}.{source.name}"
        if source.mask is None or self.reads.personal is Personal.EVERYBODY:
            return source.name, read(source.kind, value)
        masked = {
            Mask.NAME: f"left({value}, 1) + '**'",
            Mask.PHONE: f"left({value}, 3) + '****' + right({value}, 4)",
            Mask.HIDDEN: "null",
        }[source.mask]
        if self.reads.personal is Personal.OWN and self.own:
            masked = (
                f"CASE WHEN {self._own(source, variable)} THEN {read(source.kind, value)} ELSE {masked} END"
            )
        return f"masked_{source.name}", masked

    def _own(self, source: Property, variable: str) -> str:
        """That the person whose property it is is of the viewer's own places."""
        if not source.person and variable not in self.edges:
            return THIS.sub(variable, self.own)
        who = f"n{next(self.names)}"
        person = f"{variable}.{source.person}" if source.person else f"startNode({variable})"
        return f"COLLECT {{ UNWIND [{person}] AS {who} RETURN {THIS.sub(who, self.own)} }}[0]"


def compiled_operation(node: OperationDefinitionNode, *given: Any) -> Compiled:
    """Compile a query operation; where it has solvers, their question too, which numbers its sites alike.

    Args:
        node: The operation.
        given: The compiler's first arguments, up to `statements`.

    Raises:
        GraphQLError: as for `Compiler.operation`.
    """
    compiler = Compiler(*given)
    compiled = compiler.operation(node)
    if not compiler.nested:
        return compiled
    return replace(compiled, question=Compiler(*given, asking=True).operation(node).statement)

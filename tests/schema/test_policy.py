"""What each role reads: its answer is the local staff's, with what the policy hides taken out and what it masks masked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any

import orjson
import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
)

import schema
from graph import MODEL, Graph, tallied
from graph.errors import InputError
from graph.model.declare import Mask
from lianlou.web import operations
from queries.planner.execute import Planner
from queries.planner.filters import label_of, source_of
from queries.planner.sources import Connected, Many, One, Property, Statement
from queries.planner.values import today
from queries.planner.viewer import Personal, Viewer
from queries.statements import text
from schema.policy import AREAS, EXPLORING, JUDGED, LOCAL_STAFF, OWN, Role, viewer

SCHEMA: Any = schema.build()._schema
HOME = "community:xinheping"
STAFF = viewer(Role.STAFF, "staff", [HOME])
PLANNER = viewer(Role.PLANNER, "planner")
NARROW = viewer(Role.INTEGRATION, "narrow")
PEOPLE, WORK, MONEY = (viewer(Role.INTEGRATION, area, areas=[area]) for area in ("people", "work", "money"))
WIDE = viewer(Role.INTEGRATION, "wide", areas=AREAS)
NODES: list[GraphQLObjectType] = sorted(
    (
        each
        for each in SCHEMA.type_map.values()
        if isinstance(each, GraphQLObjectType) and (label_of(each) or "") in MODEL.by_label
    ),
    key=lambda each: each.name,
)


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL, own=OWN)


async def answer(planner: Planner, graph: Graph, source: str, who: Viewer, **variables: Any) -> Any:
    return orjson.loads((await planner.execute(graph, source, variables, viewer=who)).body)


def codes(body: Mapping[str, Any]) -> list[str]:
    return [each["extensions"]["code"] for each in body.get("errors", ())]


# ---- the table


def worked_out() -> Iterator[tuple[str, str]]:
    """Every field that a statement file answers, as `Type.field`, and the statement's name."""
    for type_ in SCHEMA.type_map.values():
        for name, field in getattr(type_, "fields", {}).items():
            source = source_of(field) if isinstance(type_, GraphQLObjectType) else None
            if isinstance(source, Statement):
                yield f"{type_.name}.{name}", source.name


def drawn(statement: str) -> set[str]:
    """The areas whose nodes a statement's text names, or ties that begin or end at nothing else."""
    words = set(re.findall(r"\w+", text(statement)))
    return {
        name
        for name, area in AREAS.items()
        if area.labels & words
        or any(
            each.type in words and (set(each.start) <= area.labels or set(each.end) <= area.labels)
            for each in MODEL.relationships
        )
    }


@pytest.mark.parametrize(("field", "statement"), [pytest.param(*each, id=each[0]) for each in worked_out()])
def test_every_answer_that_is_worked_out_stands_in_the_table_by_what_it_draws_on(
    field: str, statement: str
) -> None:
    named = {name for name, area in AREAS.items() if field in area.fields}
    if field in EXPLORING | JUDGED:
        assert not named
    else:
        assert named == drawn(statement)


def test_the_table_names_no_field_or_label_that_is_not_there() -> None:
    fields = {each for each, _ in worked_out()}
    for area in AREAS.values():
        assert area.labels <= MODEL.by_label.keys()
        assert area.fields <= fields
    assert fields >= EXPLORING | JUDGED


def test_events_tell_of_everything_and_are_for_those_who_read_it_all() -> None:
    with pytest.raises(InputError, match="history takes money, people as well"):
        viewer(Role.INTEGRATION, "some", areas=["history", "work"])
    assert not WIDE.reads.hidden


# ---- what is closed


def example(type_: Any) -> Any:
    """Some value that an argument takes."""
    if not isinstance(type_, GraphQLNonNull):
        return None
    inner: Any = get_nullable_type(type_)
    if isinstance(inner, GraphQLList):
        return []
    if isinstance(inner, GraphQLInputObjectType):
        return {
            name: value for name, field in inner.fields.items() if (value := example(field.type)) is not None
        }
    return {"Int": 1, "Float": 1.0, "Boolean": True}.get(get_named_type(inner).name, "示例")


def literal(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {literal(v)}" for k, v in value.items()) + "}"
    return orjson.dumps(value).decode()


def asking(type_name: str, name: str) -> str:
    """A query for one field of a type."""
    field = SCHEMA.type_map[type_name].fields[name]
    given = {k: v for k, each in field.args.items() if (v := example(each.type)) is not None}
    arguments = f"({', '.join(f'{k}: {literal(v)}' for k, v in given.items())})" if given else ""
    asked = f"{name}{arguments} {{ __typename }}"
    return (
        f"{{ {asked} }}"
        if type_name == "Query"
        else f'{{ nodes(ids: ["x:y"]) {{ ... on {type_name} {{ {asked} }} }} }}'
    )


def refusal(planner: Planner, source: str, who: Viewer) -> str:
    """Why a query is refused; an argument that makes no sense was looked at, then."""
    try:
        planner.compiled(source, viewer=who)
    except InputError as error:
        return str(error)
    return ""


CLOSED = sorted({field for area in AREAS.values() for field in area.fields} | EXPLORING)


@pytest.mark.parametrize("field", CLOSED)
async def test_a_closed_field_is_refused_before_anything_is_sent_and_open_to_whoever_reads_its_areas(
    planner: Planner, graph_of_nothing: Graph, field: str
) -> None:
    needed = {name for name, area in AREAS.items() if field in area.fields} or set(AREAS)
    for missing in needed:
        who = viewer(Role.INTEGRATION, "some", areas=AREAS.keys() - {missing, "history"})
        with tallied() as tally:
            assert codes(await answer(planner, graph_of_nothing, asking(*field.split(".")), who)) == [
                "FORBIDDEN"
            ]
        assert tally.statements == 0
    for who in (viewer(Role.INTEGRATION, "all", areas=AREAS), PLANNER, STAFF):
        assert "does not read" not in refusal(planner, asking(*field.split(".")), who)


@pytest.fixture
def graph_of_nothing(server: Any) -> Graph:
    """A graph that nothing is asked of."""
    return Graph(server.uri, server.user, server.password)


# ---- every type and field


@dataclass(frozen=True)
class Known:
    """What the test knows of the stories by itself."""

    ids: dict[str, list[str]]
    own: frozenset[str]
    """People of HOME."""
    raw: frozenset[str]
    """Personal values, as they are."""


@pytest.fixture
async def known(stories: Graph) -> Known:
    rows = await stories.read("MATCH (n:Entity) RETURN n.id AS id, labels(n) AS labels ORDER BY n.id")
    ids: dict[str, list[str]] = {}
    for row in rows:
        for label in row["labels"]:
            ids.setdefault(label, []).append(row["id"])
    ties = await stories.read(
        "MATCH (a:Entity)-[r]->(b:Entity) WHERE type(r) IN $p.types AND coalesce(r.until >= $p.today, true) RETURN a.id AS a, b.id AS b",
        {"today": today(), "types": ["PART_OF", "LOCATED_IN", "SERVES", *TIES]},
    )
    up: dict[str, set[str]] = {}
    for row in ties:
        up.setdefault(row["a"], set()).add(row["b"])
    own = frozenset(each for each in ids["Person"] if HOME in reached(each, up))
    values = await stories.read("MATCH (p:Person) UNWIND [p.name, p.phone, p.address] AS v RETURN DISTINCT v")
    return Known(ids, own, frozenset(row["v"] for row in values if row["v"]))


TIES = ("LIVES_NEAR", "WORKS_AT", "VOLUNTEERS_IN", "POSTED_TO", "SERVES_ON", "MEMBER_OF")


def reached(start: str, up: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    rest = [start]
    while rest:
        new = up.get(rest.pop(), set()) - found
        found |= new
        rest += new
    return found


@cache
def hidden(label: str, who: Viewer) -> bool:
    kinds = MODEL.concrete(label)
    return bool(kinds) and all(who.reads.hides(MODEL.labels_of(each.label)) for each in kinds)


def target(field: Any) -> Any:
    source, type_ = source_of(field), get_named_type(field.type)
    return get_named_type(type_.fields["nodes"].type) if isinstance(source, Connected) else type_


def leaves(type_: Any) -> list[str]:
    return [name for name, field in type_.fields.items() if isinstance(source_of(field), Property)]


def shown(type_: Any) -> str:
    """What is asked of a node at the far end: its key, and of a person all that is personal."""
    possible = (
        {type_.name}
        if isinstance(type_, GraphQLObjectType)
        else {each.name for each in SCHEMA.get_possible_types(type_)}
    )
    person = (
        f" ... on Person {{ {' '.join(leaves(SCHEMA.type_map['Person']))} }}" if "Person" in possible else ""
    )
    return f"__typename ... on Node {{ id }}{person}"


def sweeping(type_: GraphQLObjectType, who: Viewer) -> str:
    """Every plain field of a type, and what every relationship of it leads to, but for what is closed."""
    asked = leaves(type_)
    for name, field in type_.fields.items():
        source = source_of(field)
        if not isinstance(source, One | Many | Connected):
            continue
        end = target(field)
        if label_of(end) and hidden(label_of(end) or "", who):
            continue
        if isinstance(source, Connected):
            edge = get_named_type(get_named_type(field.type).fields["edges"].type)
            of_edge = " ".join(leaves(edge))
            asked.append(f"{name}(first: 100) {{ totalCount edges {{ {of_edge} node {{ {shown(end)} }} }} }}")
        else:
            asked.append(f"{name} {{ {shown(end)} }}")
    return f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename ... on {type_.name} {{ {' '.join(asked)} }} }} }}"


def masked(value: Any, mask: Mask) -> Any:
    if value is None or mask is Mask.HIDDEN:
        return None
    return f"{value[:1]}**" if mask is Mask.NAME else f"{value[:3]}****{value[-4:]}"


MASKS = {name: prop.mask for name, prop in MODEL.properties_of("Person").items() if prop.mask}
OF_EDGES = {prop.name: prop.mask for each in MODEL.relationships for prop in each.properties if prop.mask}


def seen(value: Any, who: Viewer, own: frozenset[str], person: str | None) -> Any:
    """What a viewer is to see of an answer of the local staff's; `person` is whom an edge starts at."""
    if isinstance(value, list):
        return [seen(each, who, own, person) for each in value if not gone(each, who)]
    if not isinstance(value, dict):
        return value
    if "edges" in value:
        edges = [each for each in value["edges"] if not gone(each["node"], who)]
        assert len(value["edges"]) == value["totalCount"], "raise the page: the test counts by what it sees"
        return {"totalCount": len(edges), "edges": [seen(each, who, own, person) for each in edges]}
    if "node" in value and "__typename" not in value:
        node = value["node"]
        whose = person or (node["id"] if node["__typename"] == "Person" else None)
        edge = {k: _told(v, OF_EDGES.get(k), who, own, whose) for k, v in value.items() if k != "node"}
        return {**edge, "node": seen(node, who, own, None)}
    if value.get("__typename") == "Person":
        value = {k: _told(v, MASKS.get(k), who, own, value.get("id")) for k, v in value.items()}
    inner = value.get("id") if value.get("__typename") == "Person" else None
    return {k: None if gone(v, who) else seen(v, who, own, inner) for k, v in value.items()}


def _told(value: Any, mask: Mask | None, who: Viewer, own: frozenset[str], person: str | None) -> Any:
    if mask is None or who.reads.personal is Personal.EVERYBODY:
        return value
    return value if who.reads.personal is Personal.OWN and person in own else masked(value, mask)


def gone(value: Any, who: Viewer) -> bool:
    type_ = SCHEMA.type_map.get(value.get("__typename")) if isinstance(value, dict) else None
    label = label_of(type_) if type_ is not None else None
    return bool(label) and who.reads.hides(MODEL.labels_of(label))


@pytest.mark.parametrize("type_", NODES, ids=lambda each: each.name)
async def test_every_field_of_a_type_answers_each_role_what_the_policy_leaves_of_it(
    stories: Graph, planner: Planner, known: Known, type_: GraphQLObjectType
) -> None:
    label = label_of(type_) or ""
    ids = known.ids.get(label, [])
    if label == "Person":
        ids = [*sorted(known.own)[:10], *[each for each in ids if each not in known.own]]
    for who in (PLANNER, STAFF, NARROW, PEOPLE, WORK, MONEY, WIDE):
        whole = await answer(planner, stories, sweeping(type_, who), LOCAL_STAFF, ids=ids[:20])
        assert not codes(whole), whole["errors"]
        told = await answer(planner, stories, sweeping(type_, who), who, ids=ids[:20])
        assert not codes(told), told["errors"]
        expected = [
            None if gone(each, who) else seen(each, who, known.own, None) for each in whole["data"]["nodes"]
        ]
        assert told["data"]["nodes"] == expected


def test_no_role_filters_sorts_or_aggregates_by_what_is_personal() -> None:
    personal = set(MASKS) | set(OF_EDGES)
    for type_ in SCHEMA.type_map.values():
        for name, field in getattr(type_, "fields", {}).items():
            source = source_of(field)
            if isinstance(type_, GraphQLInputObjectType) and isinstance(source, Property):
                assert source.mask is None, f"{type_.name}.{name}"
    assert personal >= {"name", "phone", "standing"}


# ---- what a page asks


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)


@pytest.mark.parametrize(
    "operation", [each for each in operations() if not each.writes], ids=lambda each: each.key
)
async def test_a_saved_operation_tells_no_role_what_it_may_not_know(
    stories: Graph, planner: Planner, known: Known, operation: Any
) -> None:
    prefixes = {
        who: tuple(
            f"{node.prefix}:"
            for node in MODEL.nodes
            if node.prefix and who.reads.hides(MODEL.labels_of(node.label))
        )
        for who in (PLANNER, NARROW)
    }
    named = "MATCH (n:Entity) WHERE NOT n:Person UNWIND [n.name, n.title] AS v RETURN DISTINCT v"
    public = {row["v"] for row in await stories.read(named) if row["v"]}
    personal = known.raw - public
    written = sorted(
        (each for each in public if any(name in each for name in personal)), key=len, reverse=True
    )
    for who in (PLANNER, NARROW):
        body = await answer(planner, stories, operation.query, who, **operation.examples[0].variables)
        assert set(codes(body)) <= {"FORBIDDEN"}, body["errors"]
        for each in strings(body):
            assert not each.startswith(prefixes[who]), (who.name, each)
            told = reduce(lambda rest, title: rest.replace(title, ""), written, each)  # as somebody wrote it
            assert not any(name in told for name in personal), (who.name, each)


async def test_searching_for_a_persons_name_finds_nobody_and_no_error_tells_of_one(
    stories: Graph, planner: Planner, known: Known
) -> None:
    name = max(known.raw, key=len)
    search = "query ($text: String!) { search(text: $text) { nodes { node { __typename } } } }"
    for who in (LOCAL_STAFF, STAFF, PLANNER, WIDE):
        for text_ in sorted(known.raw):
            body = await answer(planner, stories, search, who, text=text_)
            assert "Person" not in {each["node"]["__typename"] for each in body["data"]["search"]["nodes"]}
    asked = "query ($id: ID!) { node(id: $id) { id } neighborhood(id: $id) { start { id } unresolved } }"
    for who in (PLANNER, WIDE):  # by name a person is as unknown as nobody
        told = await answer(planner, stories, asked, who, id=name)
        nobody = await answer(planner, stories, asked, who, id="示例查无此人")
        assert orjson.dumps(told).replace(name.encode(), b"") == orjson.dumps(nobody).replace(
            "示例查无此人".encode(), b""
        )
    for source in ("{ people { totalCount } }", '{ search(text: "a") { totalCount } }'):
        refused = await answer(planner, stories, source, NARROW)
        assert codes(refused) == ["FORBIDDEN"]
        assert not any(each in refused["errors"][0]["message"] for each in known.raw)


async def test_what_is_hidden_is_neither_counted_nor_found_nor_a_reason_to_be_filtered(
    stories: Graph, planner: Planner, known: Known
) -> None:
    person = known.ids["Person"][0]
    source = """query ($id: ID!) { node(id: $id) { id } whole: needs { totalCount }
        tied: needs(where: {heardIn: {some: {visitedOn: {isNull: false}}}}) { totalCount } }"""
    whole = (await answer(planner, stories, source, LOCAL_STAFF, id=person))["data"]
    told = (await answer(planner, stories, source, NARROW, id=person))["data"]
    assert (whole["node"]["id"], told["node"]) == (person, None)
    assert whole["tied"]["totalCount"] > 0 == told["tied"]["totalCount"]
    assert whole["whole"] == told["whole"]
    assert codes(await answer(planner, stories, "{ people { totalCount } }", NARROW)) == ["FORBIDDEN"]
    assert codes(await answer(planner, stories, "{ events { nodes { id } } }", PLANNER)) == []

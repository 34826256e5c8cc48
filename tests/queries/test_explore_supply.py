"""Gaps, coverage, comparison and counts of needs on the stories; what is expected was worked out from data/stories."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

import schema
from graph import MODEL, Graph, tallied
from queries import told
from queries.planner.execute import Planner

DAY = "2026-11-24"


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(schema.build(), MODEL)


async def asked(planner: Planner, graph: Graph, source: str, variables: dict[str, Any]) -> Any:
    with tallied() as tally:
        body = orjson.loads((await planner.execute(graph, source, variables)).body)
    assert "errors" not in body, body
    assert tally.statements == 1
    return next(iter(body["data"].values()))


GAPS = """query($place: String!, $terms: [String!], $day: Date, $first: Int = 50, $after: String) {
    gaps(place: $place, terms: $terms, asOf: $day, first: $first, after: $after) {
      totalCount place { id } unresolved pageInfo { hasNextPage endCursor }
      nodes { id place { id } term { id } summary summaryEn needCount quantity unit unitsDiffer unquantified unmet
        rings { ring answers supply unknown shortfall } needs { id } answers { id } } } }"""


async def gaps(planner: Planner, graph: Graph, **variables: Any) -> Any:
    found = await asked(planner, graph, GAPS, {"day": DAY, **variables})
    return found, {(each["place"]["id"], each["term"]["id"]): each for each in found["nodes"]}


def rings(row: Any) -> list[tuple[Any, ...]]:
    return [(each["ring"], each["answers"], each["supply"], each["shortfall"]) for each in row["rings"]]


async def test_the_canteen_is_lacking_in_the_area_and_met_in_the_community(
    stories: Graph, planner: Planner
) -> None:
    _, cells = await gaps(planner, stories, place="西湖文化广场")
    (key,) = cells
    assert key == ("area:example-01", "term:canteen")
    row = cells[key]
    # next door has 200 - 60 = 140 free, and stands in the other area; in this one all are shut, full or for others
    assert rings(row) == [(1, 0, 0.0, 120.0), (2, 1, 140.0, 0.0), (3, 1, 140.0, 0.0), (4, 1, 140.0, 0.0)]
    assert [each["id"] for each in row["answers"]] == ["capability:example-canteen-next-door"]
    assert [each["id"] for each in row["needs"]] == ["need:story-canteen"]
    assert row["summary"] == "1 条需求，共 120 份/日；本片区没有；本社区有 1 项，可用 140 份/日。"
    assert row["summaryEn"] == "1 need for 120 份/日; none in the area; 1 in the community, 140 份/日 free."


async def test_a_districts_matrix_has_a_row_for_each_community_and_term(
    stories: Graph, planner: Planner
) -> None:
    found, cells = await gaps(planner, stories, place="拱墅区")
    assert set(cells) == {
        ("community:wulinlu", "term:loan"), ("community:huijin", "term:mixer"),
        ("community:huijin", "term:finance-hiring"), ("community:xihu-wenhua", "term:canteen"),
        ("community:xinheping", "term:elder-errands"), ("community:xintiandi", "term:patrols"),
        ("community:xintiandi", "term:road-order"), ("community:xintiandi", "term:vouchers"),
    }  # fmt: skip
    assert found["totalCount"] == 8
    # riders 01 to 08 with two places each: the rest lack certificate, consent, capacity or the place
    errands = cells["community:xinheping", "term:elder-errands"]
    assert [each["id"] for each in errands["answers"]] == [
        f"capability:example-rider-0{n}" for n in range(1, 9)
    ]
    assert rings(errands)[0] == (2, 8, 16.0, 0.0)
    # the line of 300 million, of which 64.5 are lent out; 900 million for large firms, 100 million from 5 million up
    loans = cells["community:wulinlu", "term:loan"]
    assert (loans["needCount"], loans["quantity"], loans["unit"]) == (4, 50_530_000.0, "元")
    assert rings(loans)[0] == (2, 3, 1_235_500_000.0, 0.0)
    # an activity answers, with 60 - 18 places; nobody said how many want to come
    mixer = cells["community:huijin", "term:mixer"]
    assert [each["id"] for each in mixer["answers"]] == ["activity:example-mixer"]
    assert (mixer["quantity"], mixer["unquantified"], rings(mixer)[0]) == (None, 2, (2, 1, 42.0, None))
    # only the competent department may, and it is the district's
    patrols = cells["community:xintiandi", "term:patrols"]
    assert [each["id"] for each in patrols["answers"]] == ["capability:patrols"]
    assert [(each["ring"], each["answers"], each["unknown"]) for each in patrols["rings"]] == [
        (2, 0, 0), (3, 1, 1), (4, 1, 1),
    ]  # fmt: skip


async def test_what_nothing_can_meet_comes_first(stories: Graph, planner: Planner) -> None:
    # before March 2025 no rider held the certificate
    found, cells = await gaps(planner, stories, place="拱墅区", day="2024-06-01")
    errands = cells["community:xinheping", "term:elder-errands"]
    assert found["nodes"][0]["id"] == errands["id"]
    assert (errands["unmet"], errands["answers"]) == (1.0, [])
    assert rings(errands)[0] == (2, 0, 0.0, 16.0)


async def test_a_term_that_is_named_has_a_row_even_where_nobody_asks(
    stories: Graph, planner: Planner
) -> None:
    found, cells = await gaps(planner, stories, place="西湖文化广场", terms=["餐饮", "咖啡茶饮", "没有这个"])
    assert set(cells) == {("area:example-01", "term:canteen"), ("community:xihu-wenhua", "term:coffee")}
    assert found["unresolved"] == ["没有这个"]
    coffee = cells["community:xihu-wenhua", "term:coffee"]
    assert (coffee["needCount"], coffee["summary"]) == (0, "无人提出；本社区有 1 项，可用 800 份/日。")


async def test_a_need_that_lies_in_no_part_stands_with_the_place_itself(
    stories: Graph, planner: Planner
) -> None:
    _, cells = await gaps(planner, stories, place="新和平")
    assert set(cells) == {("community:xinheping", "term:elder-errands")}


async def test_pages_of_gaps_follow_each_other(stories: Graph, planner: Planner) -> None:
    whole, _ = await gaps(planner, stories, place="拱墅区")
    first, _ = await gaps(planner, stories, place="拱墅区", first=3)
    assert first["pageInfo"]["hasNextPage"]
    rest, _ = await gaps(planner, stories, place="拱墅区", after=first["pageInfo"]["endCursor"])
    assert first["nodes"] + rest["nodes"] == whole["nodes"]


NEED = """CREATE (n:Need:Entity {{id: 'need:{0}', title: '{0}', status: 'OPEN', quantity: {1}, unit: '{2}', created: datetime(),
    updated: datetime(), synthetic: true}}) WITH n MATCH (b:Entity {{id: 'building:1'}}), (t:Entity {{id: 'term:1'}})
    CREATE (n)-[:AT]->(b), (n)-[:ASKS_FOR]->(t)"""


async def test_quantities_in_other_units_are_never_added(graph: Graph, planner: Planner) -> None:
    await graph.command(
        """CREATE (:Building:Place:Entity {id: 'building:1', name: '楼', level: 0, created: datetime(), updated: datetime(),
        synthetic: true}) CREATE (t:ServiceTerm:Entity {id: 'term:1', name: '类目', ringPolicy: 'RINGS', created: datetime(),
        updated: datetime(), synthetic: true})
        CREATE (c:Capability:Entity {id: 'capability:1', title: '能力', status: 'ACTIVE', capacity: 5.0, unit: '箱',
        created: datetime(), updated: datetime(), synthetic: true})-[:PROVIDES]->(t)
        CREATE (c)-[:OFFERED_BY]->(:Department:Organization:Entity {id: 'department:1', name: '部门', created: datetime(),
        updated: datetime(), synthetic: true})"""
    )
    await graph.command(NEED.format("a", 3.0, "份"))
    _, cells = await gaps(planner, graph, place="楼")
    row = cells["building:1", "term:1"]
    assert (row["quantity"], row["unit"], row["unitsDiffer"]) == (3.0, "份", True)
    assert rings(row)[-1] == (4, 1, 0.0, 3.0)  # five boxes are not counted as portions
    await graph.command(NEED.format("b", 4.0, "人"))
    _, cells = await gaps(planner, graph, place="楼")
    row = cells["building:1", "term:1"]
    assert (row["needCount"], row["quantity"], row["unit"], row["unitsDiffer"]) == (2, None, None, True)
    assert row["summary"].startswith("2 条需求，单位不一致，不能相加；")
    summary = await asked(planner, graph, SUMMARY, {"by": ["TERM"]})
    assert [(each["needs"], each["quantity"], each["unitsDiffer"]) for each in summary["nodes"]] == [
        (2, None, True)
    ]


COVERAGE = """query($place: String!, $day: Date) { coverage(place: $place, asOf: $day) {
    place { id } enterprises withoutPartyCount withoutParty { id } unresolved
    serviceCenters { ...S } committees { ...S } partyOrganizations { ...S } teams { ...S } others { ...S }
    uncovered { needCount term { id } needs { id } } } }
    fragment S on Serving { organization { id } serves { id } direct }"""


def served(found: Any, kind: str) -> list[tuple[str, bool]]:
    return [(each["organization"]["id"], each["direct"]) for each in found[kind]]


async def test_a_building_is_served_by_its_own_and_by_what_serves_the_larger(
    stories: Graph, planner: Planner
) -> None:
    found = await asked(planner, stories, COVERAGE, {"place": "越都商务大厦", "day": DAY})
    assert served(found, "serviceCenters") == [("center:xihu-wenhua", False)]
    assert served(found, "committees") == [("committee:xihu-wenhua", False)]
    assert served(found, "partyOrganizations") == [
        ("party:xihu-wenhua", False),
        ("party:example-yuedu", True),
    ]
    # eight tenants, of which the asker and the caterer have a branch
    assert (found["enterprises"], found["withoutPartyCount"], len(found["withoutParty"])) == (8, 6, 6)
    assert not {"enterprise:example-asker", "enterprise:example-caterer"} & {
        each["id"] for each in found["withoutParty"]
    }


async def test_a_closed_team_serves_nobody(stories: Graph, planner: Planner) -> None:
    found = await asked(planner, stories, COVERAGE, {"place": "新和平", "day": DAY})
    assert served(found, "teams") == [("team:example-new", True), ("team:qishihui", True)]
    assert found["uncovered"] == []


async def test_terms_that_nobody_covers_are_told_with_their_needs(stories: Graph, planner: Planner) -> None:
    found = await asked(planner, stories, COVERAGE, {"place": "新和平", "day": "2024-06-01"})
    assert found["uncovered"] == [
        {"needCount": 1, "term": {"id": "term:elder-errands"}, "needs": [{"id": "need:story-elders"}]}
    ]


async def test_a_place_that_is_not_there_is_told(stories: Graph, planner: Planner) -> None:
    found = await asked(planner, stories, COVERAGE, {"place": "没有这里"})
    assert (found["place"], found["enterprises"], found["unresolved"]) == (None, 0, ["没有这里"])


COMPARE = """query($places: [String!]!, $day: Date) { compare(places: $places, asOf: $day) { unresolved places {
    place { id } buildings enterprises employees employeesKnown needsOpen needsMet needsWithdrawn shareMet capabilities
    partyOrganizations serviceCenters committees volunteerTeams volunteers societies } } }"""


async def test_places_stand_side_by_side_in_the_order_asked(stories: Graph, planner: Planner) -> None:
    found = await asked(
        planner, stories, COMPARE, {"places": ["新和平", "无此地", "西湖文化广场"], "day": DAY}
    )
    assert found["unresolved"] == ["无此地"]
    none = {"employees": None, "employeesKnown": 0, "needsMet": 0, "needsWithdrawn": 0, "societies": 0}
    assert found["places"] == [
        {
            "place": {"id": "community:xinheping"}, "buildings": 1, "enterprises": 1, "needsOpen": 1, "shareMet": 0.0,
            "capabilities": 19, "partyOrganizations": 1, "serviceCenters": 1, "committees": 1,
            "volunteerTeams": 2, "volunteers": 15, **none,
        },
        {
            "place": {"id": "community:xihu-wenhua"}, "buildings": 16, "enterprises": 10, "needsOpen": 1, "shareMet": 0.5,
            "capabilities": 9, "partyOrganizations": 4, "serviceCenters": 1, "committees": 1,
            "volunteerTeams": 1, "volunteers": 0, **none, "needsMet": 1,
        },
    ]  # fmt: skip


SUMMARY = """query($by: [NeedDimension!]!, $where: NeedsSummaryWhere) { needsSummary(groupBy: $by, where: $where) {
    totalCount unresolved nodes { term { id } community { id } building { id } status needList month raiserKind
      needs needsOpen needsMet shareMet quantity unit unitsDiffer unquantified } } }"""


async def summary(planner: Planner, graph: Graph, by: list[str], where: Any = None) -> list[Any]:
    return (await asked(planner, graph, SUMMARY, {"by": by, "where": where}))["nodes"]


async def test_needs_are_counted_by_term_and_community(stories: Graph, planner: Planner) -> None:
    found = await summary(planner, stories, ["TERM", "COMMUNITY"], {"statuses": ["OPEN"]})
    assert [
        (
            each["term"] and each["term"]["id"],
            each["community"]["id"],
            each["needs"],
            each["quantity"],
            each["unit"],
        )
        for each in found
    ] == [
        ("term:loan", "community:wulinlu", 4, 50_530_000.0, "元"),
        (None, "community:example-07", 2, None, None),
        ("term:mixer", "community:huijin", 2, None, None),
        ("term:canteen", "community:xihu-wenhua", 1, 120.0, "份/日"),
        ("term:elder-errands", "community:xinheping", 1, 16.0, "人"),
        ("term:finance-hiring", "community:huijin", 1, 1.0, "人"),
        ("term:illegal-parking", "community:xintiandi", 1, None, None),
    ]
    assert [each["status"] for each in found] == [None] * 7


async def test_needs_are_counted_by_whatever_is_enumerated(stories: Graph, planner: Planner) -> None:
    raisers = await summary(planner, stories, ["RAISER_KIND"], {"place": "武林路"})
    assert [(each["raiserKind"], each["needs"], each["quantity"]) for each in raisers] == [
        ("SHOP", 2, 500_000.0), ("ENTERPRISE", 1, 50_000_000.0), ("STALLHOLDER", 1, 30_000.0),
    ]  # fmt: skip
    months = await summary(planner, stories, ["MONTH"])
    assert {each["month"]: each["needs"] for each in months} == {
        None: 9, "2026-11": 2, "2026-10": 2, "2026-09": 2, "2026-08": 1,
    }  # fmt: skip
    assert months[0]["month"] is None, "the largest first"
    lists = await summary(planner, stories, ["LIST", "STATUS"])
    assert {(each["needList"], each["status"]): each["needs"] for each in lists} == {
        ("ENTERPRISE_NEEDS", "OPEN"): 8, ("EMPLOYEE_HOPES", "OPEN"): 3, (None, "OPEN"): 1,
        ("EMPLOYEE_HOPES", "MET"): 2, ("ENTERPRISE_NEEDS", "MET"): 2,
    }  # fmt: skip
    (whole,) = await summary(planner, stories, [])
    assert (whole["needs"], whole["needsOpen"], whole["unitsDiffer"], whole["quantity"]) == (
        16,
        12,
        True,
        None,
    )


async def test_which_needs_are_counted_can_be_said(stories: Graph, planner: Planner) -> None:
    async def counted(**where: Any) -> int:
        return sum(each["needs"] for each in await summary(planner, stories, [], where))

    assert await counted(lists=["EMPLOYEE_HOPES"]) == 5
    assert await counted(raiserKinds=["ORGANIZATION"]) == 1  # the center, for the elders
    assert await counted(statuses=["MET", "WITHDRAWN"]) == 4
    assert await counted(terms=["停车与交通"]) == 1  # illegal parking is narrower
    assert await counted(raisedFrom="2026-11-01") == 2
    assert await counted(raisedUntil="2026-11-01") == 5
    assert await counted(place="汇金国际", lists=["EMPLOYEE_HOPES"]) == 2
    assert await counted(place="没有这里") == 0


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{ compare(places: []) { unresolved } }", "`places` has 0 items; give 1 to 20"),
        ('{ gaps(place: "a", terms: []) { totalCount } }', "`terms` has 0 items; give 1 to 12"),
        ("{ needsSummary(groupBy: [TERM, TERM]) { totalCount } }", "names a dimension twice"),
    ],
)
async def test_what_is_asked_wrongly_is_told_before_anything_runs(
    graph: Graph, planner: Planner, source: str, message: str
) -> None:
    with tallied() as tally:
        answer = await planner.execute(graph, source)
    assert tally.statements == 0
    assert message in orjson.loads(answer.body)["errors"][0]["message"]


def test_a_gap_says_what_is_short_and_what_is_not_known() -> None:
    held = {"ring": 2, "answers": 2, "supply": 30.0, "unknown": 1, "shortfall": 70.0}
    row = {"needCount": 3, "quantity": 100.0, "unit": "份", "unquantified": 1, "rings": [held]}
    assert (
        told.gap(row)[0]
        == "3 条需求，共 100 份（1 条未说明数量）；本社区有 2 项，可用 30 份（1 项余量不详），缺 70。"
    )

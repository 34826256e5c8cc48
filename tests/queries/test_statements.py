"""The statement files: each says what it is, and all of them start from an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import schema
from graph import MODEL, Graph
from queries import statements
from queries.planner.execute import Planner

FOLDER = Path(statements.__file__).parent
FILES = sorted(FOLDER.rglob("*.cypher"))
INCLUDED = {name for file in FILES for name in statements.included(file.stem)}

OPERATIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "matches_of_need": ('{ need(id: "need:story-canteen") { matches { totalCount ringsTried { ring } similarNeeds { ring } nodes { score reason paths { nodes { id } } } } } }', {}),
    "matches_of_draft": ("query ($d: NeedDraft!) { matchNeed(draft: $d) { unresolved nodes { score reason } } }", {"d": {"text": "食堂", "terms": ["工作餐"], "place": "越都商务大厦", "raisedBy": "示例科技公司", "benefits": ["enterprise:example-asker"]}}),
    "why_not": ('{ need(id: "need:story-canteen") { whyNot(candidate: "零食供应") { absence gates { gate } } } }', {}),
    "why_not_of_draft": ('{ whyNot(draft: {terms: ["楼宇食堂"]}, candidate: "零食供应") { absence gates { gate } } }', {}),
    "needs_for": ('{ capability(id: "capability:wulin-loans") { matches { nodes { score need { title } } } } }', {}),
    "visiting_quotas": ("{ visitingQuotas { nodes { behind team { name } } } }", {}),
    "unvisited": ('{ unvisited(place: "拱墅区", days: 90) { nodes { days enterprise { name } } } }', {}),
    "free_spaces": ('{ freeSpaces(place: "示例楼宇07A", startsAt: "2026-11-26T12:00:00+08:00", endsAt: "2026-11-26T13:00:00+08:00", seats: 50) { nodes { state space { name } } } }', {}),
    "guide": ('{ guide(building: "示例楼宇07A", matter: "营业执照") { matters { matter { name } } centers { name } staff { path } parties { name } managers { name } } }', {}),
    "moved_in": ('{ movedIn(place: "拱墅区", since: "2026-03-01", industry: "J") { nodes { since enterprise { name } } } }', {}),
    "party_strength": ('{ partyStrength(organization: "示例07社区党组织") { nodes { inRegister } } }', {}),
    "party_gaps": ('{ partyGaps(place: "拱墅区", moreThan: 3) { nodes { enterprises } } }', {}),
    "staff_loads": ("{ staffLoads { nodes { enterprises } } }", {}),
    "staff_work": ('{ staffWork(community: "示例商务社区07") { nodes { open } } }', {}),
    "credit": ('{ resources(where: {name: {eq: "武林金融助贷授信额度"}}) { nodes { credit { left } } } }', {}),
    "eligible": ('{ capability(id: "capability:wulin-loans") { eligible { nodes { enterprise { name } } } } }', {}),
    "figure_count": ("{ figures { nodes { inGraph { count } } } }", {}),
    "unasked": ("{ unaskedPromises { nodes { capability { title } } } }", {}),
    "outcomes": ("{ trainings { nodes { outcomes { nodes { outcome } } } } }", {}),
    "call_times": ('{ callTimes(within: "西湖文化广场") { nodes { medianMinutes } } }', {}),
    "timeline": ('{ need(id: "need:story-canteen") { timeline { nodes { said } } } }', {}),
    "timeline_of": ('{ timeline(id: "need:story-canteen") { nodes { said } } }', {}),
    "neighborhood": ('{ neighborhood(id: "示例餐饮公司") { start { id } nodes { relevance node { id } } relationships { type properties { value } startNode { id } } more unresolved } }', {}),
    "paths": ('{ paths(from: "示例科技公司", to: "示例餐饮公司") { unresolved paths { sentence nodes { id } relationships { type } } } }', {}),
    "gaps": ('{ gaps(place: "西湖文化广场", terms: ["餐饮"]) { unresolved nodes { summary units needs { id } answers { id } } } }', {}),
    "coverage": ('{ coverage(place: "越都商务大厦") { serviceCenters { organization { id } } withoutParty { id } uncovered { needs { id } } unresolved } }', {}),
    "compare": ('{ compare(places: ["新天地"]) { places { place { id } enterprises } unresolved } }', {}),
    "needs_summary": ('{ needsSummary(groupBy: [TERM], where: {place: "新天地"}) { unresolved nodes { needs term { id } } } }', {}),
    "live_list": ('{ liveList(community: "汇金国际", kind: COMMUNITY_CAN) { community { id } totalCount nodes { entry { id } } } }', {}),
    "list_difference": ('{ listDifference(community: "汇金国际", kind: COMMUNITY_CAN, since: "2026-10-24") { earlier { id } later { id } added removed stayed unresolved nodes { change entry { id } } } }', {}),
    "catalogue_gaps": ('{ catalogueGaps(community: "汇金国际") { community { id } nodes { item { id } elsewhere { id } } } }', {}),
    "overdue_cases": ("{ overdueCases { nodes { matter { id } cases { case { id } step { id } standsWith { id } handOvers { on to { id } } } } } }", {}),
    "societies_asleep": ('{ societiesAsleep(community: "汇金国际") { nodes { society { id } lastActivity { id } members } } }', {}),
    "teams_able": ('{ teamsAble(qualification: "超级救生员") { qualification { id } nodes { team { id } people { id } toAsk { id } } } }', {}),
    "elders_short": ('{ eldersShort(community: "新和平") { community { id } nodes { elder { id } lastVisitOn pairings { helper { id } since } } } }', {}),
    "candidates_of_need": ('{ need(id: "need:story-finance-talent") { candidates { nodes { person { id } practised { years occupation { id } } } } } }', {}),
    "suggest_terms": ('{ suggestTerms(text: "员工吃饭难") { keywords note suggestions { score words term { id } capability { id } } } }', {}),
    "suggest_terms_of_need": ('{ need(id: "need:story-canteen") { suggestedTerms { note suggestions { score words term { id } } } } }', {}),
    "joint_answers": ('{ need(id: "need:story-parking") { jointAnswers { single nodes { coordinator { id } members { provider { id } } } } } }', {}),
    "plan_allocation": ('{ planAllocation(place: "拱墅区") { gap nodes { need { id } } unserved { reason } } }', {}),
    "plan_pairs": ('{ planPairs(program: "骑士汇") { riders nodes { rider { id } } unserved { reason } } }', {}),
    "needs_like": ('{ need(id: "need:story-loan") { similarNeeds { nodes { need { id } shared { id } helped { id } likelyDuplicate why } } } }', {}),
    "needs_like_one": ('{ similarNeeds(id: "need:story-loan") { nodes { need { id } } } }', {}),
    "needs_for_draft": ('{ matchCapability(draft: {terms: ["楼宇食堂"]}) { nodes { need { id } score } } }', {}),
    "best_of_needs": ('{ whatIf(remove: ["武林金融助贷平台"]) { nodes { need { id } change before { title candidate { id } } } } }', {}),
    "search": ('{ search(text: "食堂") { nodes { score node { id } } } }', {}),
}  # fmt: skip
"""An operation through which each statement of a field runs."""


def operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield plan["operatorType"].partition("@")[0], plan.get("args", {}).get("Details", "")
    for child in plan.get("children", ()):
        yield from operators(child)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_statement_says_what_it_answers_what_it_takes_and_what_it_gives(file: Path) -> None:
    first = file.read_text("utf-8").partition("\n")[0]
    assert first.startswith("// ")
    if file.stem not in INCLUDED:
        assert "; columns: " in first
    text = statements.text(file.stem)
    if "$p." in text:
        assert "p: " in first
    if file.stem not in INCLUDED and "$args" in text:
        assert "$args: " in first


def test_every_statement_of_a_field_has_its_operation_here() -> None:
    of_fields = {
        file.stem for file in FILES
        if file.stem not in INCLUDED and not statements.text(file.stem).count("CYPHER 25")
    }  # fmt: skip
    assert of_fields <= set(OPERATIONS) <= {file.stem for file in FILES}


@pytest.mark.parametrize("name", OPERATIONS)
async def test_a_fields_statement_starts_from_an_index(name: str, stories: Graph) -> None:
    source, variables = OPERATIONS[name]
    compiled, _ = Planner(schema.build(), MODEL).compiled(source, variables)
    assert compiled.statement
    for statement in compiled.texts:
        plan = await stories.explain(statement)
        scans = [
            (operator, details)
            for operator, details in operators(plan)
            if operator.endswith("Scan") and "Index" not in operator
        ]
        assert not scans


@pytest.mark.parametrize(
    "name", ["next_version", "unliken", "count_grams", "weigh_some", "liken", "forget_grams", "weighed_texts"]
)
async def test_the_statistics_read_texts_and_grams_only(name: str, stories: Graph) -> None:
    plan = await stories.explain(statements.text(name), {})
    assert not [operator for operator, _ in operators(plan) if operator.startswith("AllNodes")]

"""Trainings: who passed, and who holds the certificate in force."""

from __future__ import annotations

from graph import Graph
from queries.planner.viewer import NOBODY, Viewer
from schema.policy import LOCAL_STAFF
from tests.domain.conftest import Ask

TRAINING = "示例急救员培训"


async def outcomes(
    graph: Graph, ask: Ask, day: str, *, viewer: Viewer = LOCAL_STAFF
) -> dict[str, tuple[str, str | None]]:
    data = await ask(graph, "43-training-outcomes", viewer=viewer, training=TRAINING, asOf=day)
    (training,) = data["trainings"]["nodes"]
    assert training["theme"] == "SERVICE_SKILLS"
    nodes = training["outcomes"]["nodes"]
    assert training["outcomes"]["totalCount"] == len(nodes) == 6
    return {each["person"]["name"]: (each["outcome"], each["until"]) for each in nodes}


async def test_who_is_qualified_after_the_training(stories: Graph, ask: Ask) -> None:
    assert await outcomes(stories, ask, "2026-11-24") == {
        "示例学员01": ("QUALIFIED", "2028-10-11"),
        "示例学员02": ("ENDED", "2026-11-20"),
        "示例学员03": ("NOT_GRANTED_YET", None),
        "示例学员04": ("NOT_PASSED", None),  # holds it from elsewhere, but did not pass this one
        "示例学员05": ("NOT_KNOWN", None),
        "示例学员06": ("NOT_GRANTED_YET", None),  # holds it only from December on
    }


async def test_the_certificate_counts_on_the_days_on_which_it_is_in_force(stories: Graph, ask: Ask) -> None:
    assert (await outcomes(stories, ask, "2026-11-20"))["示例学员02"] == ("QUALIFIED", "2026-11-20")
    assert (await outcomes(stories, ask, "2026-12-01"))["示例学员06"] == ("QUALIFIED", "2028-11-30")
    assert (await outcomes(stories, ask, "2026-10-11"))["示例学员01"] == ("NOT_GRANTED_YET", None)


async def test_names_are_masked_for_those_without_permission(stories: Graph, ask: Ask) -> None:
    data = await ask(stories, "43-training-outcomes", viewer=NOBODY, training=TRAINING, asOf="2026-11-24")
    names = {each["person"]["name"] for each in data["trainings"]["nodes"][0]["outcomes"]["nodes"]}
    assert not any("学员" in name for name in names)

"""Figures: the claim, and beside it what the graph counts of the same thing, with the difference."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph import Graph
from graph.model import MODEL
from loaders import load
from queries.figures import HOW
from tests.domain.conftest import Ask

DATA = Path(__file__).parents[2] / "data"
DAY = "2026-11-24"


async def counts(graph: Graph, ask: Ask, words: str = "") -> dict[str, dict[str, Any]]:
    data = await ask(graph, "41-figures-counted", words=words, asOf=DAY)
    return {each["title"]: each for each in data["figures"]["nodes"]}


def test_every_kind_of_count_that_a_figure_may_name_has_its_way_of_counting() -> None:
    assert set(HOW) == set(MODEL.properties_of("Figure")["counts"].values)


async def test_claim_and_count_side_by_side(stories: Graph, ask: Ask) -> None:
    found = await counts(stories, ask)
    told = {
        title: (each["qualifier"], each["value"], *(each["inGraph"][key] for key in ("count", "difference", "holds", "synthetic")))
        for title, each in found.items()
    }  # fmt: skip
    # 22 who have borrowed, all made up; the one that has applied and the one that was refused are not among them
    assert told["借款的商家和摊主"] == ("OVER", 20, 22, 2, True, 22)
    assert told["累计借款"] == ("OVER", 80e6, 82e6, 2e6, True, 22)
    assert told["授信额度"] == ("EXACTLY", 300e6, 300e6, 0, True, 0)
    # five communities are named, and three are made up
    assert told["商务社区"] == ("EXACTLY", 20, 8, -12, False, 3)
    # the center's own space is all that is known of 新天地: nearly 4,000 is what it says of itself
    assert told["下沉党群公共服务中心"] == ("NEARLY", 4000, 4000, 0, True, 0)
    assert told["专属网格"] == ("EXACTLY", 4, 0, -4, False, 0)
    # 新天地望座 lies in no micro-grid of several buildings: it is one by itself
    assert told["楼宇微网格"][2:4] == (1, -55)
    # nobody is paired before what followed
    assert told["签约骑手"] == ("EXACTLY", 8, 0, -8, False, 0)


async def test_what_cannot_be_counted_says_why(stories: Graph, ask: Ask) -> None:
    found = await counts(stories, ask)
    for title, why in (
        ("服务职工和周边居民", "未写明图中哪项计数与它对应"),
        ("免费配送楼宇", "它所关于的对象不是可以这样计数的"),
    ):
        count = found[title]["inGraph"]
        assert count["why"] == why
        assert [count[key] for key in ("count", "difference", "holds", "counted", "synthetic")] == [None] * 5
    counted = [each["inGraph"] for each in found.values() if each["inGraph"]["why"] is None]
    assert len(counted) == len(found) - 2 == 25
    assert None not in [each["count"] for each in counted]


async def test_after_what_followed_riders_elders_and_the_canteens_buildings_are_as_claimed(
    graph: Graph, ask: Ask
) -> None:
    for folder in ("stories", "stories-after"):
        assert not (await load(graph, [DATA / folder])).refusals
    found = await counts(graph, ask)
    for title, value in (("签约骑手", 8), ("结对独居老人", 16), ("免费配送楼宇", 15)):
        count = found[title]["inGraph"]
        assert (count["count"], count["holds"]) == (value, True), title
    assert found["免费配送楼宇"]["inGraph"]["synthetic"] == 14  # all but 越都商务大厦

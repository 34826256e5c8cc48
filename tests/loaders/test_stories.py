"""The stories' tables: they load whole, say what is made up, and hold the canteen's path."""

from __future__ import annotations

import orjson

import schema
from graph import MODEL, Graph
from queries.planner.execute import Planner

STORIES = ("canteen", "parking", "elders", "loan", "finance-talent", "friendship")


async def test_every_story_has_its_need_and_whoever_is_made_up_says_so(stories: Graph) -> None:
    for name in STORIES:
        rows = await stories.read(
            "MATCH (n:Need {id: $p.id}) RETURN n.title AS title", {"id": f"need:story-{name}"}
        )
        assert len(rows) == 1, name
    made_up = "MATCH (n:Entity) WHERE n.name STARTS WITH '示例' AND NOT n.synthetic RETURN n.id AS id"
    assert await stories.read(made_up) == []
    named = "MATCH (n:Enterprise) WHERE n.uscc IS NOT NULL RETURN n.id AS id"
    assert await stories.read(named) == []


CANTEEN = """{ need(id: "need:story-canteen") { at { name } asksFor { name } }
    enterprises(where: {industries: {some: {suggests: {some: {name: {eq: "楼宇食堂"}}}}}, locatedIn: {some: {name: {eq: "越都商务大厦"}}},
                        capabilities: {none: {provides: {some: {name: {eq: "楼宇食堂"}}}}}}) {
        nodes { name industries { name suggests { name } } locatedIn { name } resources { name capacity unit } } } }"""


async def test_the_caterer_in_the_building_is_found_by_what_its_industry_suggests(stories: Graph) -> None:
    answer = await Planner(schema.build(), MODEL).execute(stories, CANTEEN)
    assert orjson.loads(answer.body) == {
        "data": {
            "need": {"at": {"name": "越都商务大厦"}, "asksFor": [{"name": "楼宇食堂"}]},
            "enterprises": {
                "nodes": [
                    {
                        "name": "示例餐饮公司",
                        "industries": [{"name": "餐饮业", "suggests": [{"name": "楼宇食堂"}]}],
                        "locatedIn": [{"name": "越都商务大厦"}],
                        "resources": [{"name": "示例餐饮公司的厨房", "capacity": 300.0, "unit": "份/日"}],
                    }
                ]
            },
        }
    }

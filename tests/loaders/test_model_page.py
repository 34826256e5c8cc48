"""docs/model.md against graph/model."""

from __future__ import annotations

import re
from pathlib import Path

from graph.model import MODEL
from loaders.kinds import CHINESE
from loaders.model_page import groups, page

PAGE = Path(__file__).parents[2] / "docs" / "model.md"


def test_the_page_is_what_the_model_says() -> None:
    assert PAGE.read_text("utf-8") == page(), "run scripts/docs"


def test_every_label_and_relationship_belongs_to_one_group() -> None:
    labels = [node.label for group in groups() for node in group.nodes]
    assert sorted(labels) == sorted(node.label for node in MODEL.nodes)
    types = [tie.type for group in groups() for tie in group.relationships]
    assert sorted(types) == sorted(tie.type for tie in MODEL.relationships)
    assert all("·" in group.title for group in groups()), "give the new group a title in both languages"


def test_every_property_and_every_value_stands_there_in_chinese_and_english() -> None:
    text = page()
    for owner in (*MODEL.nodes, *MODEL.relationships):
        for prop in owner.properties:
            if prop.internal:
                continue
            line = next(
                each
                for each in text.splitlines()
                if re.search(rf"`{prop.name}\*?`", each) and prop.zh in each
            )
            assert line
            for value in prop.values:
                assert f"{value} {CHINESE[value][0]}" in text


def test_the_diagrams_draw_every_relationship_between_its_ends() -> None:
    arrows = re.findall(r"^  (\w+) -- \"(.*?)\" --> (\w+)$", page(), re.MULTILINE)
    drawn = {
        (start, type_.split(" ")[0], end) for start, types, end in arrows for type_ in types.split("<br/>")
    }
    for tie in MODEL.relationships:
        ends = {(start, end) for start, type_, end in drawn if type_ == tie.type}
        assert {start for start, _ in ends} == set(tie.start)
        assert {end for _, end in ends} == set(tie.end)


def test_every_link_within_the_page_leads_to_a_heading() -> None:
    text = page()
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}
    links = set(re.findall(r"\]\(#(.*?)\)", text))
    assert len(links) > 20
    assert links <= anchors

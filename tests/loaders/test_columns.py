"""The row models against the model, and the documentation against the row models."""

from __future__ import annotations

from pathlib import Path

from graph.model import MODEL
from loaders.columns import Fills, Names, Tie, same
from loaders.documented import BEGIN, END, markdown
from loaders.kinds import CHINESE
from loaders.rows import ROWS

VERSIONS = {"Need.version", "Capability.version", "Referral.version"}
MADE = {"Entity.created", "Entity.updated", "Place.level", "Enterprise.kind"} | VERSIONS
"""Properties that the program itself fills: times, what a `kind` implies, the number of the last event."""


def test_every_property_of_the_model_has_a_column() -> None:
    filled = {
        (each.marker.label, each.marker.property.name)
        for row in ROWS.values()
        for each in row.columns().values()
        if isinstance(each.marker, Fills)
    }
    named = {name for _, name in filled if name in {"id", "name", "nameEn", "source", "synthetic"}}
    missing = [
        f"{node.label}.{prop.name}"
        for node in MODEL.nodes
        for prop in node.properties
        if not prop.internal
        and not node.bookkeeping
        and f"{node.label}.{prop.name}" not in MADE
        and (node.label, prop.name) not in filled
        and prop.name not in named
    ]
    assert not missing


def test_every_relationship_type_can_be_a_column_or_a_tie() -> None:
    columns = {
        each.marker.type
        for row in ROWS.values()
        for each in row.columns().values()
        if isinstance(each.marker, Names)
    }
    assert columns == set(MODEL.by_type) - {"CHANGED"}, "events are made by the program alone"
    parts = {each.marker.part for each in ROWS["ties"].columns().values() if isinstance(each.marker, Tie)}
    assert {prop.name for tie in MODEL.relationships for prop in tie.properties} <= parts


def test_every_label_with_ids_belongs_to_one_table() -> None:
    labels = [label for row in ROWS.values() for label in dict.fromkeys(row.table.labels)]
    assert sorted(labels) == sorted(
        node.label for node in MODEL.nodes if node.prefix and not node.bookkeeping
    )


def test_no_header_stands_for_two_columns_of_a_table_unless_it_is_ones_own_name() -> None:
    for row in ROWS.values():
        headers = [(header, column) for column in row.columns().values() for header in column.headers]
        for header, column in headers:
            others = [other.name for word, other in headers if word == header and other is not column]
            assert not others, f"{row.table.name}: {header} is {column.name} and {others}"


def test_every_column_has_a_chinese_header() -> None:
    assert not [
        f"{row.table.name}.{each.name}"
        for row in ROWS.values()
        for each in row.columns().values()
        if not each.zh
    ]


def test_every_value_of_a_closed_set_has_a_chinese_name_and_no_two_share_one() -> None:
    for owner in (*MODEL.nodes, *MODEL.relationships):
        for prop in owner.properties:
            words = [same(word) for value in prop.values for word in (value, *CHINESE[value])]
            assert len(words) == len(set(words)), prop


def test_the_columns_in_the_documentation_are_current() -> None:
    text = (Path(__file__).parents[2] / "docs" / "loading.md").read_text("utf-8")
    assert text.split(BEGIN)[1].split(END)[0].strip() == markdown().strip()

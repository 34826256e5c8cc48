"""How cells are read, whatever way people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import MODEL
from loaders import cells, times
from loaders.columns import Fills, Names, same
from loaders.wrong import Wrong


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01",
        "2026/3/1",
        "2026.3.1",
        "2026年3月1日",
        "２０２６年３月１日",
        " 2026-3-1 ",
        "2026-03-01 00:00:00",
    ],
)
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert times.day(text) == date(2026, 3, 1)


def test_a_spreadsheets_dates_and_day_numbers_are_days() -> None:
    assert times.day(datetime(2026, 3, 1, tzinfo=UTC)) == times.day(46082) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", 1200),
        ("１２００", 1200),
        ("1200.50", 1200.5),
        ("-3", -3),
        ("1e3", 1000),
        (7, 7),
        (" 1，200 ", 1200),
    ],
)
def test_numbers_are_read_with_separators_and_full_width_digits(text: object, value: float) -> None:
    assert cells.number(text) == value


@pytest.mark.parametrize("text", ["1,20", "12,34,56", "1.2.3", "", "一", "0x10", "1_000", "NaN", "∞"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        cells.number(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01 18:30",
        "2026/3/1 18:30:00",
        "2026年3月1日 18:30",
        "2026年3月1日18:30",
        "2026-03-01T18:30:00+08:00",
        "2026-03-01T10:30Z",
    ],
)
def test_a_time_without_a_zone_is_hangzhous_and_kept_in_utc(text: str) -> None:
    assert times.instant(text) == datetime(2026, 3, 1, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1;3", (1, 3)),
        ("周一、周三", (1, 3)),
        ("1-5", (1, 2, 3, 4, 5)),
        ("周六至周日", (6, 7)),
        (7, (7,)),
        ("星期天", (7,)),
        ("3，1", (1, 3)),
    ],
)
def test_weekdays_are_read_in_both_languages(text: object, days: tuple[int, ...]) -> None:
    assert times.weekdays(text) == days


@pytest.mark.parametrize(
    "header", ["Name EN", "name_en", "nameEn", "NAME-EN", "英文名", " 英文名 * ", "英文名（选填）"]
)
def test_headers_are_compared_without_case_spaces_and_remarks(header: str) -> None:
    assert same(header) in {same("name_en"), same("英文名")}


def test_several_values_in_a_cell_are_told_apart_and_counted_once() -> None:
    assert cells.read(Names("SERVES"), "甲;乙； 丙、甲 ;") == ("甲", "乙", "丙")


def test_a_phone_number_from_a_spreadsheet_keeps_its_digits() -> None:
    assert cells.read(Fills("Person.phone"), 13800001111.0) == "13800001111"


@given(st.one_of(st.text(max_size=50), st.integers(), st.floats(), st.booleans(), st.datetimes()))
def test_any_cell_under_any_property_is_a_value_or_a_refusal_in_both_languages(raw: object) -> None:
    refusals: list[Wrong] = []
    for node in MODEL.nodes:
        for prop in node.properties:
            try:
                cells.read(Fills(f"{node.label}.{prop.name}"), raw)
            except Wrong as error:
                refusals.append(error)
    assert all(" · " in each.reason and " · " in each.mend for each in refusals)

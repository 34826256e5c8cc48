"""The synthetic district: the same bytes for a seed, the counts promised, and a load without a refusal."""

from __future__ import annotations

import csv
import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from graph import Graph
from graph.audit import audit
from loaders import load
from loaders.rows import ROWS
from loaders.synth import write_folder
from loaders.synth.counts import Counts, counts
from loaders.synth.table import SynthTable, write
from loaders.synth.tables import TABLES
from loaders.synth.world import World

DAY = date(2026, 11, 24)
STORIES = Path(__file__).parents[2] / "data" / "stories"


def written(folder: Path, *, scale: float = 0.01, seed: int = 7, as_of: date = DAY) -> Path:
    write_folder(folder, scale=scale, seed=seed, as_of=as_of)
    return folder


@cache
def rows(folder: Path, pattern: str) -> list[dict[str, str]]:
    files = sorted(folder.glob(pattern))
    assert files, pattern
    return list(chain.from_iterable(csv.DictReader(each.open(encoding="utf-8")) for each in files))


def hashes(folder: Path) -> dict[str, str]:
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("whole"), scale=1)


def test_a_seed_gives_the_same_bytes_in_another_process_with_another_hash_order_clock_and_locale(
    small: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", "from lianlou.cli import main; main()", "synth"]
    options = ["--scale", "0.01", "--seed", "7", "--as-of", str(DAY), "--out", str(tmp_path)]
    environment = os.environ | {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "C"}
    subprocess.run([*command, *options], check=True, env=environment, capture_output=True)
    assert hashes(tmp_path) == hashes(small)


@pytest.mark.parametrize("changed", [{"seed": 8}, {"as_of": date(2026, 11, 25)}], ids=["seed", "day"])
def test_another_seed_or_another_day_gives_other_bytes(
    small: Path, tmp_path: Path, changed: dict[str, Any]
) -> None:
    other = hashes(written(tmp_path, **changed))
    same = {each for each, value in hashes(small).items() if other[each] == value}
    assert not same & {"needs.csv", "activities.csv", "meetings.csv", "ties-tenancies.csv"}


def test_a_tables_bytes_do_not_hang_on_what_other_tables_were_written(small: Path, tmp_path: Path) -> None:
    world = World(0.01, 7, DAY)
    for table in reversed(TABLES):
        write(table, world, tmp_path)
    assert hashes(tmp_path).items() <= hashes(small).items()


@pytest.mark.parametrize("table", TABLES, ids=lambda each: each.stem)
def test_each_table_has_the_loaders_columns_and_is_read_as_its_table(table: SynthTable) -> None:
    known = {name.rstrip("_") for name in ROWS[table.name].columns()}
    assert set(table.columns) <= known
    assert len(table.columns) == len(set(table.columns))


def test_the_whole_district_has_the_counts_of_the_report(whole: Path) -> None:
    kinds = Counter(each["kind"] for each in rows(whole, "places.csv"))
    assert (kinds["community"], kinds["area"], kinds["building"]) == (20, 80, 236)
    organizations = Counter(each["kind"] for each in rows(whole, "organizations*.csv"))
    business = organizations["enterprise"] + organizations["shop"] + organizations["stallholder"]
    assert (business, organizations["society"], organizations["team"], organizations["center"]) == (
        20_000,
        116,
        17,
        20,
    )
    people = Counter(each["kind"] for each in rows(whole, "people.csv"))
    assert (people.total(), people["STAFF"]) == (60_000, 181)
    assert len(rows(whole, "capabilities.csv")) == 30_000
    assert len({each.stem for each in TABLES}) == len(TABLES)
    assert len(rows(whole, "needs.csv")) == 12_000
    assert len({each["start"] for each in rows(whole, "ties-volunteers.csv")}) >= 1_500


def test_xintiandi_has_what_is_known_of_it(whole: Path) -> None:
    above = {each["id"]: each["part_of"] for each in rows(whole, "places.csv")}
    kinds = {each["id"]: each["kind"] for each in rows(whole, "places.csv")}

    def within(id_: str) -> bool:
        return id_ == "community:xintiandi" or (bool(above.get(id_)) and within(above[id_]))

    inside = Counter(kinds[each] for each in above if within(each))
    assert (inside["area"], inside["microgrid"]) == (4, 56)
    tenants = {
        each["start"]
        for each in rows(whole, "ties-tenancies.csv")
        if not each["until"] and within(each["end"])
    }
    assert 6_000 < len(tenants) < 6_500


def test_life_is_skewed(whole: Path) -> None:
    tenants = Counter(each["end"] for each in rows(whole, "ties-tenancies.csv") if not each["until"])
    fullest = [number for _, number in tenants.most_common()]
    assert fullest[0] > 8 * fullest[len(fullest) // 2]
    asked = Counter(each["asks_for"] for each in rows(whole, "needs.csv"))
    assert asked.most_common(1)[0][1] > 10 * sorted(asked.values())[len(asked) // 10]
    offers = Counter(each["offered_by"] for each in rows(whole, "capabilities.csv"))
    assert max(offers.values()) > 20
    days = Counter(date.fromisoformat(each["raised_on"]).isoweekday() for each in rows(whole, "needs.csv"))
    assert min(days[each] for each in range(1, 6)) > 5 * max(days[6], days[7])


def test_texts_are_many_and_often_not_the_terms_own_words(whole: Path) -> None:
    names = {each["id"]: each["name"] for each in rows(whole, "terms.csv")}
    needs = rows(whole, "needs.csv")
    texts = {each["text"] for each in needs}
    assert len(texts) > 4_000
    other_words = [each for each in needs if names[each["asks_for"].split(";")[0]] not in each["text"]]
    assert len(other_words) > len(needs) / 2
    assert (
        100
        < sum(each.isascii() for each in texts if each) + sum(each["text"].isascii() for each in needs)
        < 2_000
    )


def test_everything_is_marked_synthetic_but_what_the_report_names(whole: Path) -> None:
    stories = {each["id"]: each for each in rows(STORIES, "*.csv") if each.get("id")}
    vocabulary = {"terms.csv", "industries.csv", "qualifications.csv", "occupations.csv", "catalogue.csv"}
    for path in sorted(whole.glob("*.csv")):
        if path.name in vocabulary or path.name.startswith("ties"):
            continue
        for row in rows(whole, path.name):
            if row["synthetic"] == "true":
                assert "synth" in row["id"] or "example" in row["id"], row["id"]
            elif row["id"] in stories:
                assert stories[row["id"]]["synthetic"] == "false"
                assert row.get("name") == stories[row["id"]]["name"]
            else:
                raise AssertionError(row)


def test_what_became_of_a_need_fits_its_referrals(whole: Path) -> None:
    needs = {each["id"]: each for each in rows(whole, "needs.csv")}
    by_need: dict[str, list[str]] = {}
    for each in rows(whole, "referrals.csv"):
        by_need.setdefault(each["for_need"], []).append(each["status"])
        if each["parked_until"]:
            assert each["status"] == "REJECTED"
            assert each["parked_until"] > needs[each["for_need"]]["raised_on"]
    assert len(by_need) > 5_000
    assert sum("COMPLETED" in each for each in by_need.values()) > len(by_need) / 2
    for need, statuses in by_need.items():
        assert "COMPLETED" not in statuses or needs[need]["status"] == "MET", need
        assert not {"COMPLETED", "ACCEPTED", "REQUESTED"} & {*statuses[:-1]}, need


def test_what_is_outstanding_never_passes_a_line_and_is_what_the_line_says(whole: Path) -> None:
    lines = {each["id"]: each for each in rows(whole, "resources-lines.csv")}
    moves: dict[str, list[tuple[str, int, float]]] = {each: [] for each in lines}
    loans = {each["id"]: each for each in rows(whole, "loans.csv")}
    for each in loans.values():
        assert bool(each["lent_on"]) == (each["status"] in {"LENT", "REPAID"})
        if each["lent_on"]:
            moves[each["draws_on"]].append((each["lent_on"], 1, float(each["amount"])))
    paid: Counter[str] = Counter()
    for each in rows(whole, "repayments.csv"):
        loan = loans[each["repays"]]
        assert each["paid_on"] > loan["lent_on"]
        paid[loan["id"]] += int(each["amount"])
        moves[loan["draws_on"]].append((each["paid_on"], 0, -float(each["amount"])))
    for id_, loan in loans.items():
        assert paid[id_] <= int(loan["amount"])
        assert (paid[id_] == int(loan["amount"])) == (loan["status"] == "REPAID")
    for id_, line in lines.items():
        outstanding = 0.0
        for _, _, amount in sorted(moves[id_]):
            outstanding += amount
            assert outstanding <= float(line["capacity"])
        assert outstanding == float(line["reserved"])


def test_no_space_is_booked_twice_at_once(whole: Path) -> None:
    until: dict[str, str] = {}
    for each in sorted(rows(whole, "bookings.csv"), key=lambda each: each["starts_at"]):
        assert until.get(each["space"], "") <= each["starts_at"] < each["ends_at"]
        until[each["space"]] = each["ends_at"]


def test_an_activity_has_as_many_sign_ups_as_places_taken(whole: Path) -> None:
    signed = Counter(
        each["end"] for each in rows(whole, "ties-sign-ups.csv") if each["status"] != "CANCELLED"
    )
    for each in rows(whole, "activities.csv"):
        assert signed[each["id"]] == int(each["reserved"]) <= int(each["capacity"])


def test_a_list_holds_the_needs_that_were_open_on_its_day(whole: Path) -> None:
    raised = {each["id"]: each["raised_on"] for each in rows(whole, "needs.csv")}
    kinds = {each["id"]: each["list"] for each in rows(whole, "needs.csv")}
    of = {each["id"]: each["kind"] for each in rows(whole, "lists.csv")}
    numbers: dict[str, list[int]] = {}
    for version in rows(whole, "versions.csv"):
        numbers.setdefault(version["of"], []).append(int(version["number"]))
        if (kind := of[version["of"]]) != "COMMUNITY_CAN":
            for need in filter(None, version["lists"].split(";")):
                assert kinds[need] == kind
                assert raised[need] <= version["taken_at"][:10]
    assert len(numbers) == 60
    assert all(each == list(range(1, len(each) + 1)) for each in numbers.values())


def test_pairs_are_of_certified_riders_and_most_but_not_all_elders_are_visited_as_agreed(whole: Path) -> None:
    held = {each["start"]: each for each in rows(whole, "ties-certificates.csv")}
    pairs = rows(whole, "ties-pairings.csv")
    for each in pairs:
        assert held[each["start"]]["from"] <= each["from"]
        assert held[each["start"]]["until"] >= str(DAY)
    lately = Counter(
        each["visited"]
        for each in rows(whole, "visits.csv")
        if each["kind"] == "ELDER" and each["visited_on"] > "2026-10-27"
    )
    behind = [each for each in pairs if lately[each["end"]] < 3]
    assert 0 < len(behind) < len(pairs) / 2


def test_some_cases_are_past_their_promise_some_calls_unanswered_some_teams_behind(whole: Path) -> None:
    cases = rows(whole, "cases.csv")
    overdue = [each for each in cases if each["status"] == "OPEN" and each["promised_on"] < str(DAY)]
    assert 0 < len(overdue) < len(cases) / 20
    calls = rows(whole, "calls.csv")
    assert 0 < sum(not each["answered_at"] for each in calls) < len(calls) / 10
    assert all(each["answered_by"] in each["alerted"].split(";") for each in calls if each["answered_at"])
    week = Counter(
        each["made_by"]
        for each in rows(whole, "visits.csv")
        if each["kind"] == "ENTERPRISE" and each["visited_on"] > "2026-10-27"
    )
    assert min(week.values()) < 2 * 20 < max(week.values())


def test_nothing_that_happened_lies_after_the_day(whole: Path) -> None:
    today = str(DAY)
    for table, columns in {
        "needs": ["raised_on"], "referrals": ["raised_on", "closed_on"], "meetings": ["held_on"], "resolutions": ["done_on"],
        "visits": ["visited_on"], "cases": ["opened_on", "closed_on"], "steps": ["done_on"], "trainings": ["held_on"], "versions": ["taken_at"],
        "calls": ["called_at", "answered_at"], "loans": ["applied_on", "lent_on"], "repayments": ["paid_on"],
    }.items():  # fmt: skip
        for row in rows(whole, f"{table}.csv"):
            assert all(row[column][:10] <= today for column in columns), row
    assert all(each["called_at"] < today for each in rows(whole, "calls.csv"))
    activities = rows(whole, "activities.csv")
    assert all(each["status"] != "HELD" or each["ends_at"] < today for each in activities)
    assert any(each["starts_at"] > today for each in activities)


def test_a_table_that_grows_large_goes_on_in_a_further_file(tmp_path: Path) -> None:
    world = World(0.2, 7, DAY)
    people = next(each for each in TABLES if each.stem == "people")
    assert write(people, world, tmp_path, largest=50_000) == world.counts.people
    assert len(list(tmp_path.glob("people*.csv"))) > 1
    ids = [each["id"] for each in rows(tmp_path, "people*.csv")]
    assert len({*ids}) == len(ids) == world.counts.people


def test_counts_follow_the_scale_and_a_scale_of_nothing_is_refused() -> None:
    assert counts(1) == Counts()
    assert counts(10).enterprises == 200_000
    assert counts(10).named == 5
    assert counts(0.01).communities == 1
    with pytest.raises(ValueError, match="not above 0"):
        counts(0)


async def test_a_small_district_loads_without_a_refusal_and_the_audit_is_clean(
    graph: Graph, small: Path
) -> None:
    report = await load(graph, [small])
    assert report.refusals == []
    assert await audit(graph) == []
    again = await load(graph, [small])
    assert (again.total("created"), again.total("updated"), again.ties_created) == (0, 0, 0)


def test_what_stands_in_the_stories_too_stands_there_with_the_same_words(whole: Path) -> None:
    """So that loading one over the other changes nothing that is there; what only one says is added."""
    stories = {each["id"]: each for each in rows(STORIES, "*.csv") if each.get("id")}
    shared = 0
    for table in {each.name for each in TABLES} - {"ties"}:
        for row in rows(whole, f"{table}*.csv"):
            if told := stories.get(row["id"]):
                shared += 1
                differing = {key for key, cell in row.items() if cell and told.get(key) and told[key] != cell}
                assert not differing, row
    assert shared > 25


async def test_beside_the_stories_nothing_of_theirs_changes_and_the_audit_is_clean(
    graph: Graph, small: Path
) -> None:
    assert (await load(graph, [STORIES])).refusals == []
    theirs = "MATCH (n:Entity) WHERE n.id IN $p.ids RETURN n.id AS id, properties(n) AS is"
    ids = [each["id"] for each in rows(STORIES, "*.csv") if each.get("id")]
    before = {each["id"]: each["is"] for each in await graph.read(theirs, {"ids": ids})}
    assert (await load(graph, [small])).refusals == []
    after = {each["id"]: each["is"] for each in await graph.read(theirs, {"ids": ids})}
    counted = {"updated", "source", "grams", "gramCounts", "gramWeights"}
    vocabulary = ("term:", "industry:")
    for id_, was in before.items():
        if not id_.startswith(vocabulary):
            kept = {key: value for key, value in was.items() if key not in counted}
            assert kept.items() <= after[id_].items(), id_
    assert await audit(graph) == []

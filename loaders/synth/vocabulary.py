"""The terms, industries and qualifications that rows name, read from tables that are loaded beside them."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from loaders.synth.draw import Draw, Weighed, shuffled, zipf
from loaders.synth.phrases import PHRASES

DATA = Path(__file__).parents[2] / "data"
TAXONOMY = DATA / "taxonomy"
"""All of its tables are taken over."""
STORIES = DATA / "stories"
"""Where the tables are that the taxonomy lacks."""
TABLES = ("terms", "industries", "qualifications")
FIRST = (
    "canteen", "illegal-parking", "finance-hiring", "loan", "mixer", "coffee", "hiring", "paid-parking", "elder-errands",
    "bookkeeping", "snacks", "hobby", "vouchers", "first-aid", "home-care", "finance-talks", "driving", "wealth",
)  # fmt: skip
"""Terms asked for most, the most frequent first; the others follow in an order drawn."""


@dataclass(frozen=True)
class Term:
    """A term at which needs and capabilities meet."""

    id: str
    name: str
    name_en: str
    synonyms: tuple[str, ...]
    policy: str
    competence: str
    broader: str

    @property
    def labels(self) -> tuple[str, ...]:
        """What it is called in Chinese."""
        return (self.name, *(each for each in self.synonyms if not each.isascii()))

    @property
    def code(self) -> str:
        """Its id without the kind."""
        return self.id.partition(":")[2]


@dataclass(frozen=True)
class Vocabulary:
    """What is read: files by table, the terms asked for, the most frequent first, and industries with their weight."""

    files: dict[str, Path]
    terms: list[Term]
    industries: Weighed[tuple[str, str]]
    """Id and name."""
    qualifications: list[str]
    occupations: list[str]
    by_id: dict[str, Term] = field(default_factory=dict[str, Term])


def vocabulary(draw: Draw) -> Vocabulary:
    """Read the tables.

    Raises:
        FileNotFoundError: a table is in none of the folders.
    """
    files = {each.stem: each for each in sorted(TAXONOMY.glob("*.csv")) if not each.name.startswith("_")}
    for name in TABLES:
        if name not in files and not (files.setdefault(name, STORIES / f"{name}.csv")).exists():
            raise FileNotFoundError(
                f"找不到 {name}.csv，需要完整的代码库 · {name}.csv is neither in {TAXONOMY} nor in {STORIES}: run in a checkout"
            )
    rows = _rows(files["terms"])
    wider = {broader for row in rows for broader in _listed(row.get("broader"))}
    whole = {row["id"] for row in rows if row.get("decomposes_into")}
    named = {row["id"]: row["name"] for row in rows}
    leaves = [
        Term(
            row["id"], row["name"], row.get("name_en") or "", tuple(_listed(row.get("synonyms"))),
            row.get("ring_policy") or "RINGS", row.get("competence") or "", next((named.get(each, "") for each in _listed(row.get("broader"))), ""),
        )
        for row in rows
        if row["id"] not in wider or row["id"] in whole or row["id"].partition(":")[2] in PHRASES
    ]  # fmt: skip
    places = {f"term:{code}": place for place, code in enumerate(FIRST)}
    first = sorted((each for each in leaves if each.id in places), key=lambda each: places[each.id])
    terms = first + shuffled([each for each in leaves if each.id not in places], draw)
    industries = shuffled(
        [(row["id"], row["name"]) for row in _rows(files["industries"]) if len(row["code"]) > 1], draw
    )
    weighed = Weighed(*zip(industries, zipf(len(industries), 1), strict=True))
    qualifications = [row["id"] for row in _rows(files["qualifications"])]
    occupations = [row["id"] for row in _rows(files["occupations"])] if "occupations" in files else []
    return Vocabulary(files, terms, weighed, qualifications, occupations, {each.id: each for each in terms})


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _listed(cell: str | None) -> list[str]:
    return [each for each in (part.strip() for part in (cell or "").replace("；", ";").split(";")) if each]

"""A made-up district of any size: its nodes and relationships, and the CSV tables that say the same."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from graph.model import MODEL
from queries.text import grams

TERMS, INDUSTRIES, CERTIFICATES = 200, 40, 20
PHRASES = [
    "员工午餐选择少", "希望增加食堂窗口", "周边停车困难", "提供临时停车券", "招聘财务人员", "组织单身联谊活动", "法律咨询",
    "讲解小微企业贷款政策", "会议室可对外预约", "为独居老人送餐", "救援技能培训", "知识产权申报辅导", "楼宇消防演练", "企业注册代办",
    "劳动争议调解", "周末亲子课堂", "健身场地开放", "法语翻译", "数据安全检查", "公益义诊", "广告设计", "设备维修", "心理辅导", "托管班",
]  # fmt: skip


@dataclass
class Table:
    """One CSV table: its columns, and each row's cells."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])


@dataclass
class Made:
    """Nodes by label (their properties) and relationships by type (start, end, properties)."""

    nodes: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict[str, Any](list))
    ties: dict[str, list[tuple[str, str, dict[str, Any]]]] = field(
        default_factory=lambda: defaultdict[str, Any](list)
    )
    tables: dict[str, Table] = field(default_factory=dict[str, Table])

    def write(self, folder: Path) -> None:
        """Write the tables as CSV files."""
        for name, table in self.tables.items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                out = csv.writer(file)
                out.writerow(table.columns)
                out.writerows(table.rows)

    @property
    def sizes(self) -> tuple[int, int]:
        """How many nodes and relationships."""
        return sum(map(len, self.nodes.values())), sum(map(len, self.ties.values()))


def made(size: int) -> Made:
    """A district of about `size` nodes, three relationships to a node; the same one each time."""
    return _Making(size).all()


class _Making:
    def __init__(self, size: int) -> None:
        self.size, self.random, self.found = size, random.Random(size), Made()
        self.labels: dict[str, list[str]] = {}

    def all(self) -> Made:
        self.places()
        self.terms()
        self.organizations()
        self.people()
        self.told()
        return self.found

    def row(
        self,
        table: str,
        label: str,
        told: Mapping[str, Any],
        ties: Mapping[str, tuple[str, Iterable[str]]],
        more: Mapping[str, Any] | None = None,
    ) -> str:
        """A row: properties by column, relationships by column (type, ends); `more` stands in no column."""
        columns = ("id", *told, *ties, "synthetic")
        held = self.found.tables.setdefault(table, Table(columns))
        id_ = f"{MODEL.by_label[label].prefix}:b-{len(self.found.nodes[label])}"
        cells = [";".join(each) for _, each in ties.values()]
        held.rows.append((id_, *told.values(), *cells, "true"))
        named = {
            "".join(part.title() if at else part for at, part in enumerate(column.split("_"))): value
            for column, value in told.items()
            if column != "kind" or table == "people"
        }
        self.found.nodes[label].append(
            {"id": id_, "source": f"{table}.csv", "synthetic": True, **named, **(more or {})}
        )
        for type_, ends in ties.values():
            self.found.ties[type_] += [(id_, end, {}) for end in ends]
        return id_

    def some(self, ids: list[str], most: int = 1) -> list[str]:
        return list(dict.fromkeys(self.random.choice(ids) for _ in range(most)))

    def places(self) -> None:
        def place(label: str, name: str, level: int, part_of: list[str]) -> str:
            told = {"kind": label.lower(), "name": name}
            return self.row("places", label, told, {"part_of": ("PART_OF", part_of)}, {"level": level})

        district = place("District", "示例区", 3, [])
        communities = [
            place("Community", f"示例商务社区{each}", 2, [district])
            for each in range(max(self.size // 20_000, 1))
        ]
        areas = [
            place("Area", f"示例片区{each}", 1, self.some(communities))
            for each in range(max(self.size // 4_000, 1))
        ]
        self.buildings = [
            place("Building", f"示例大厦{each}", 0, self.some(areas))
            for each in range(max(self.size // 100, 2))
        ]

    def terms(self) -> None:
        self.term_ids = [
            self.row(
                "terms",
                "ServiceTerm",
                {"name": f"{self.random.choice(PHRASES)}{each}"},
                {},
                {"ringPolicy": "RINGS"},
            )
            for each in range(TERMS)
        ]
        self.labels = {each["id"]: [each["name"]] for each in self.found.nodes["ServiceTerm"]}
        self.industries = [
            self.row("industries", "Industry", {"name": f"示例行业{each}", "code": f"X{each}"}, {})
            for each in range(INDUSTRIES)
        ]
        self.certificates = [
            self.row("qualifications", "Qualification", {"name": f"示例证书{each}"}, {})
            for each in range(CERTIFICATES)
        ]

    def organizations(self) -> None:
        def organization(label: str, word: str, name: str, **more: Any) -> str:
            told = {"kind": word, "name": name}
            ties = {
                "located_in": ("LOCATED_IN", self.some(self.buildings)),
                "industry": ("IN_INDUSTRY", self.some(self.industries) if word == "enterprise" else []),
            }
            return self.row("organizations", label, told, ties, more)

        few = max(self.size // 400, 2)
        self.parties = [
            organization("PartyOrganization", "party", f"示例党支部{each}") for each in range(few)
        ]
        self.societies = [organization("Society", "society", f"示例社团{each}") for each in range(few)]
        self.teams = [
            organization("VolunteerTeam", "team", f"示例志愿队{each}", status="ACTIVE") for each in range(few)
        ]
        self.enterprises = [
            organization("Enterprise", "enterprise", f"示例企业{each}有限公司", kind="ENTERPRISE")
            for each in range(self.size * 14 // 100)
        ]

    def people(self) -> None:
        ties = Table(("start", "type", "end", "from", "until"))
        for each in range(self.size * 60 // 100):
            member = self.some(self.parties) if each % 4 == 0 else []
            told = {
                "kind": self.random.choice(("EMPLOYEE", "RIDER", "RESIDENT", "ELDER")),
                "name": f"示例人员{each}",
                "birth_year": self.random.randrange(1950, 2005),
                "standing": "FLOATING" if member else "",
            }
            person = self.row(
                "people", "Person", told,
                {
                    "works_at": ("WORKS_AT", self.some(self.enterprises)),
                    "lives_near": ("LIVES_NEAR", self.some(self.buildings)),
                    "belongs_to": ("BELONGS_TO", self.some(self.societies)),
                    "member_of": ("MEMBER_OF", member),
                    "holds": ("HOLDS", self.some(self.certificates) if each % 5 == 0 else []),
                },
            )  # fmt: skip
            del self.found.nodes["Person"][-1]["standing"]
            if member:
                start, end, _ = self.found.ties["MEMBER_OF"][-1]
                self.found.ties["MEMBER_OF"][-1] = (start, end, {"standing": "FLOATING"})
            if each % 8 == 0:
                begun = date(2022, 1, 1) + timedelta(days=each % 900)
                ended = begun + timedelta(days=365)
                team = self.random.choice(self.teams)
                ties.rows.append((person, "VOLUNTEERS_IN", team, begun, ended))
                self.found.ties["VOLUNTEERS_IN"].append((person, team, {"from": begun, "until": ended}))
        self.found.tables["ties"] = ties

    def told(self) -> None:
        def text(terms: list[str], words: int) -> tuple[dict[str, Any], dict[str, Any]]:
            phrases = [self.random.choice(PHRASES) for _ in range(words)]
            told = {
                "title": phrases[0],
                "text": "，".join(phrases) + f"，编号{self.random.randrange(10_000)}。",
            }
            labels = [label for term in sorted(terms) for label in self.labels[term]]
            counted = grams("\n".join([*told.values(), *labels]))
            return told, {"grams": list(counted), "gramCounts": list(counted.values())}

        for _ in range(self.size * 10 // 100):
            terms = self.some(self.term_ids, 2)
            told, counted = text(terms, 4)
            ties = {
                "offered_by": ("OFFERED_BY", self.some(self.enterprises)),
                "provides": ("PROVIDES", terms),
                "covers": ("COVERS", self.some(self.buildings)),
            }
            self.row("capabilities", "Capability", told, ties, {"status": "ACTIVE", **counted})
        for each in range(self.size * 14 // 100):
            terms = self.some(self.term_ids, 2)
            told, counted = text(terms, 4)
            told |= {
                "raised_on": date(2025, 1, 1) + timedelta(days=each % 600),
                "quantity": float(1 + each % 50),
            }
            ties = {
                "raised_by": ("RAISED_BY", self.some(self.enterprises)),
                "benefits": ("BENEFITS", self.some(self.enterprises)),
                "asks_for": ("ASKS_FOR", terms),
                "at": ("AT", self.some(self.buildings)),
            }
            self.row("needs", "Need", told, ties, {"status": "OPEN", **counted})

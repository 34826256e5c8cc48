"""What the report names, with the ids of data/stories: the same things in one graph, never marked synthetic."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NamedBuilding:
    """A building with a name of its own, the place it is part of (its community's first area where None), and its road."""

    id: str
    name: str
    name_en: str
    part_of: str
    road: str = ""


@dataclass(frozen=True)
class NamedCommunity:
    """One of the five, with what is known of it; `share` is its part of the district's enterprises."""

    code: str
    name: str
    name_en: str
    share: float
    subdistrict: str = ""
    areas: tuple[str, ...] = ()
    """Ids of its first areas in data/stories."""
    buildings: tuple[NamedBuilding, ...] = ()
    buildings_in_all: int = 0
    microgrids: int = 0


COMMUNITIES = (
    NamedCommunity(
        "xintiandi", "新天地", "Xintiandi", 0.31,
        buildings=(NamedBuilding("building:wangzuo", "新天地望座", "Xintiandi Wangzuo Tower", "community:xintiandi", "road:anqiaogang"),),
        buildings_in_all=61, microgrids=56,
    ),
    NamedCommunity(
        "xihu-wenhua", "西湖文化广场", "West Lake Culture Square", 0.075, areas=("area:example-01", "area:example-02"),
        buildings=(NamedBuilding("building:yuedu", "越都商务大厦", "Yuedu Business Tower", "area:example-01"),),
    ),
    NamedCommunity("xinheping", "新和平", "Xinheping", 0.045, subdistrict="subdistrict:wenhui"),
    NamedCommunity("huijin", "汇金国际", "Huijin International", 0.085),
    NamedCommunity("wulinlu", "武林路", "Wulin Road", 0.065),
)  # fmt: skip

DISTRICT = ("district:gs", "拱墅区", "Gongshu District")
SUBDISTRICTS = (("subdistrict:wenhui", "文晖街道", "Wenhui Subdistrict"),)
ROADS = (("road:anqiaogang", "安桥港街", "Anqiaogang Street"),)
SOCIETIES = (
    ("society:dakazhinangtuan", "大咖智囊团", "Dakazhinangtuan", "huijin"),
    ("society:kongzhongmuke", "空中慕课", "Kongzhong Muke", "huijin"),
)
TEAMS = (("team:qishihui", "骑士汇", "Qishihui rider team", "xinheping"),)
DEPARTMENTS = (
    ("department:traffic-police", "交警", "Traffic police", "TRAFFIC_POLICE"),
    ("department:urban-management", "城管", "Urban management", "URBAN_MANAGEMENT"),
)

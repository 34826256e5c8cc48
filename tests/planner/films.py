"""A second schema over a second model: nothing in the planner knows the first one's domain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any

import strawberry
from strawberry.schema.config import StrawberryConfig

from graph import Transaction
from graph.errors import InputError
from graph.model import Kind, Mask, Model, Node, Property, Relationship
from queries.planner.declare import (
    by_id,
    by_ids,
    column,
    computed,
    connection,
    many,
    node_column,
    one,
    solved,
    statement,
    writes,
)
from queries.planner.execute import Planner
from queries.planner.graph_types import GraphTypes
from queries.planner.paging import Connection, Edge, PageInfo
from queries.planner.scalars import SCALARS, Date
from queries.planner.sources import Declined
from queries.planner.viewer import Viewer

STATUS = ("running", "off")
BILLING = ("lead", "support")

MODEL = Model(
    nodes=(
        Node("Thing", "事物", "Anything", properties=(Property("id", zh="键", en="Key", required=True),), unique=("id",)),
        Node("Work", "作品", "A work", parents=("Thing",), indexes=(("title", "id"),), properties=(
            Property("title", zh="题", en="Title", required=True),
            Property("released", Kind.DATE, "上映", "Released"),
            Property("rating", Kind.FLOAT, "评分", "Rating"),
            Property("genres", Kind.STRINGS, "类型", "Genres"),
        )),
        Node("Film", "电影", "A film", "film", ("Work",), indexes=(("title", "id"),), properties=(
            Property("minutes", Kind.INTEGER, "片长", "Minutes"),
            Property("status", zh="状态", en="Status", values=STATUS),
            Property("color", Kind.BOOLEAN, "彩色", "In color", required=True),
            Property("premiere", zh="首映地", en="Where it was first shown"),
        )),
        Node("Series", "剧集", "A series", "series", ("Work",), indexes=(("title", "id"),), properties=(
            Property("seasons", Kind.INTEGER, "季", "Seasons", required=True),
            Property("premiere", Kind.DATE, "首播", "When it was first shown"),
            Property("phone", zh="热线", en="Its line"),
        )),
        Node("Person", "人", "A person", "person", ("Thing",), indexes=(("name", "id"),), properties=(
            Property("name", zh="名", en="Name", required=True),
            Property("born", Kind.DATE, "生日", "Born"),
            Property("phone", zh="电话", en="Phone", mask=Mask.PHONE),
            Property("retired", Kind.BOOLEAN, "已息影", "Retired"),
            Property("lucky", Kind.INTEGERS, "幸运数", "Lucky numbers"),
        )),
        Node("Review", "评论", "A review", "review", ("Thing",), indexes=(("stars", "id"),), properties=(
            Property("stars", Kind.INTEGER, "星", "Stars", required=True),
            Property("written", Kind.DATETIME, "写于", "Written"),
            Property("text", zh="文", en="Text"),
        )),
    ),
    relationships=(
        Relationship("ACTED_IN", ("Person",), ("Work",), "出演", "Acted in", (
            Property("from", Kind.DATE, "起", "First day"),
            Property("until", Kind.DATE, "止", "Last day"),
            Property("role", zh="角色", en="Role"),
            Property("billing", values=BILLING, zh="番位", en="Billing"),
            Property("fee", Kind.FLOAT, "片酬", "Fee"),
            Property("notes", zh="备注", en="Notes", internal=True),
        ), period=("from", "until"), key=("from",)),
        Relationship("DIRECTED", ("Person",), ("Film",), "执导", "Directed"),
        Relationship("OF", ("Review",), ("Work",), "评", "Is of"),
        Relationship("BY", ("Review",), ("Person",), "写者", "Is by"),
        Relationship("SEQUEL_OF", ("Film",), ("Film",), "续", "Is the sequel of", (
            Property("years", Kind.INTEGER, "隔几年", "Years between"),
        ), end_label="Original"),
        Relationship("LIKES", ("Person",), ("Work", "Person"), "喜欢", "Likes", (
            Property("since", Kind.DATE, "自", "Since"), Property("until", Kind.DATE, "至", "Until"),
        ), period=("since", "until")),
    ),
)  # fmt: skip


@strawberry.enum(description="状态 / Status")
class Status(Enum):
    RUNNING = "running"
    OFF = "off"


@strawberry.enum(description="番位 / Billing")
class Billing(Enum):
    LEAD = "lead"
    SUPPORT = "support"


class Texts:
    """The statement fields' files; a team keeps them in a folder."""

    files: Mapping[str, tuple[str, tuple[str, ...]]] = {
        "audience": (
            """LET fans = COLLECT { MATCH (n)<-[:OF]-(r:Review)-[:BY]->(p) WHERE r.stars >= $args.atLeast
              WITH p, max(r.stars) AS stars ORDER BY stars DESC, p.id
              RETURN {id: p.id, stars: stars, who: p, why: {stars: stars, name: p.name}} }
            LET others = COLLECT { MATCH (n)<-[:ACTED_IN]-(p) RETURN p ORDER BY p.id }
            RETURN fans, others, size(fans) AS many""",
            ("fans", "others", "many"),
        ),
        "summary": (
            """LET stars = COLLECT { MATCH (n)<-[:OF]-(r) RETURN r.stars ORDER BY r.stars }
            LET best = COLLECT { MATCH (n)<-[:OF]-(r) RETURN r ORDER BY r.stars DESC, r.id LIMIT 1 }[0]
            RETURN size(stars) AS count, stars[0] AS least, best, date() IS NULL AS never""",
            ("count", "least", "best", "never"),
        ),
        "on_day": (
            "RETURN $args.asOf AS day, n AS work",
            ("day", "work"),
        ),
        "evening": (
            """LET films = COLLECT { MATCH (f:Film) RETURN {id: f.id, minutes: f.minutes, reviews: COUNT { (f)<-[:OF]-() }} ORDER BY f.id }
            RETURN films, $args.minutes AS minutes""",
            ("films", "minutes"),
        ),
        "casting": (
            """LET films = COLLECT { MATCH (f)<-[:ACTED_IN]-(n)-[:LIKES]->(w:Work) WITH DISTINCT f, w RETURN {film: f.id, liked: w.id} }
            RETURN n.id AS who, films""",
            ("who", "films"),
        ),
        "popular": (
            """LET hits = COLLECT { MATCH (w:Work) WITH w, COUNT { (w)<-[:OF]-() } AS reviews
              WHERE reviews >= $args.atLeast RETURN {id: w.id, reviews: reviews, work: w} }
            RETURN hits""",
            ("hits",),
        ),
    }

    def text(self, name: str) -> str:
        return self.files[name][0]

    def columns(self, name: str) -> tuple[str, ...]:
        return self.files[name][1]


TODAY = dt.date(2026, 11, 24)


def _evening(row: Mapping[str, Any], args: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The most films that one evening has room for, the shortest first; null for no time at all."""
    if args["minutes"] == 13:
        raise InputError("No evening has thirteen minutes.")
    if args["minutes"] == 14:
        raise RuntimeError("a secret of ours")
    if args["minutes"] <= 0:
        return None
    used, shown = 0, []
    for film in sorted(row["films"], key=lambda film: (film["minutes"], film["id"])):
        if used + film["minutes"] <= row["minutes"]:
            reels = [{"nth": 1}, None, {"nth": 2}] if used else None
            showing = {"id": film["id"], "film": film["id"], "starts": used, "reels": reels}
            shown.append({**showing, "said": {"starts": used}})
            used += film["minutes"]
    return {"shown": shown, "minutes": used, "first": shown[0]["id"] if shown else None}


def _casting(row: Mapping[str, Any], _: Mapping[str, Any]) -> Mapping[str, Any] | None:
    works = sorted({each["film"] for each in row["films"]})
    likes = sorted({each["liked"] for each in row["films"]})
    return {"many": len(works), "rows": [{"works": works, "of": likes[0]}]} if works else None


types = GraphTypes(MODEL, enums={STATUS: Status, BILLING: Billing})


@types.interface("Thing", name="Node", description="任一 / Anything")
class Node_:  # noqa: N801 - `Node` is the model's word here
    pass


@types.interface("Work")
class Work(Node_):
    reviews: Connection[Review] = connection("(this)<-[:OF]-(that:Review)", "评论 / Reviews")
    cast: list[Person] = many("(this)<-[:ACTED_IN]-(that:Person)", "演员 / Cast")
    summary: Summary = statement("summary", "小结 / Summary")


@types.node("Film")
class Film(Work):
    director: Person | None = one("(this)<-[:DIRECTED]-(that)", "导演 / Director")
    sequel_of: Film | None = one("(this)-[:SEQUEL_OF]->(that)", "前作 / What it is the sequel of")
    sequels: list[Film] = many("(this)<-[:SEQUEL_OF]-(that)", "续作 / Sequels")
    neighbours: Connection[Film] = connection(
        "(this)-[:SEQUEL_OF]-(that:Film)", "前后作 / Before and after it", distinct=True
    )
    actors: Connection[Person] = connection("(this)<-[:ACTED_IN]-(that:Person)", "演员 / Actors")
    on_day: OnDay = statement(
        "on_day",
        "某日 / On a day",
        arguments={"asOf": (Date | None, "哪一天 / The day")},
    )
    audience: Audience = statement(
        "audience",
        "观众 / Audience",
        rows="fans",
        order=(("stars", True), ("id", False)),
        arguments={"atLeast": (int, "至少几星 / At least so many stars")},
    )


@types.node("Series")
class Series(Work):
    pass


Favourite = Annotated["Film | Series | Person", strawberry.union("Favourite", description="所爱 / Liked")]


@types.node("Person")
class Person(Node_):
    films: Connection[Film] = connection("(this)-[:ACTED_IN]->(that:Film)", "影片 / Films")
    works: Connection[Work] = connection(
        "(this)-[:ACTED_IN|DIRECTED]->(that:Work)", "作品 / Works", distinct=True
    )
    colleagues: Connection[Person] = connection(
        "(this)-[:ACTED_IN]->()<-[:ACTED_IN]-(that:Person)", "同事 / Colleagues", distinct=True
    )
    likes: list[Favourite] = many("(this)-[:LIKES]->(that)", "喜欢 / Likes")
    co_fans: Connection[Person] = connection(
        "(this)-[:LIKES]->(:Work)<-[:ACTED_IN|LIKES]-{1,2}(that:Person)",
        "同好 / Who likes the same",
        distinct=True,
    )
    casting: Casting | None = solved("casting", "选角 / Casting", _casting)
    favourite: Favourite | None = one("(this)-[:LIKES]->(that)", "最爱 / Favourite")


@types.node("Review")
class Review(Node_):
    of: Work = one("(this)-[:OF]->(that)", "所评 / What it is of")
    by: Person | None = one("(this)-[:BY]->(that)", "写者 / Who wrote it")


def _praised(row: Mapping[str, Any]) -> str:
    return f"{row['why']['name'][0]}: {'★' * row['why']['stars']}"


@types.row("一位观众 / One of the audience")
class Fan:
    id: strawberry.ID = column("键 / Key")
    stars: int = column("星 / Stars")
    who: Person = node_column("谁 / Who", label="Person")
    praise: str = computed("赞语 / Praise", ("why",), _praised)


@types.row("观众 / An audience")
class Audience:
    edges: list[Edge[Fan]] = strawberry.field(description="各条 / Edges")
    nodes: list[Fan] = strawberry.field(description="各条 / Nodes")
    page_info: PageInfo = strawberry.field(description="分页 / About the page")
    total_count: int = strawberry.field(description="总数 / Total")
    many: int = column("多少 / How many")
    others: list[Node_] = node_column("别人 / Others", label="Person")


@types.row("一卷 / A reel")
class Reel:
    nth: int = column("第几卷 / Which")
    label: str = computed("说法 / In words", ("nth",), lambda row: f"#{row['nth']}")


@types.row("一场 / A showing")
class Showing:
    id: strawberry.ID = column("键 / Key")
    starts: int = column("何时 / When")
    film: Film = node_column("影片 / The film", label="Film")
    when: str = computed("说法 / In words", ("said",), lambda row: f"+{row['said']['starts']}")
    reels: list[Reel] = column("各卷 / Its reels")


@types.row("一晚 / An evening")
class Evening:
    edges: list[Edge[Showing]] = strawberry.field(description="各条 / Edges")
    nodes: list[Showing] = strawberry.field(description="各条 / Nodes")
    page_info: PageInfo = strawberry.field(description="分页 / About the page")
    total_count: int = strawberry.field(description="总数 / Total")
    minutes: int = column("共几分钟 / Minutes in all")
    first: Work | None = node_column("第一部 / The first", label="Work")


@types.row("选角之一 / A part of a casting")
class Cast:
    works: list[Work] = node_column("作品 / Works", label="Work")
    of: Node_ | None = node_column("其一 / One of them", label="Thing")


@types.row("选角 / A casting")
class Casting:
    many: int = column("多少 / How many")
    rows: list[Cast] = column("各条 / Rows")


@types.row("某日 / On a day")
class OnDay:
    day: Date = column("哪天 / Which day")
    work: Film = node_column("作品 / The work", label="Film")


@types.row("小结 / Summary")
class Summary:
    count: int = column("几条 / How many reviews")
    least: int = column("最少几星 / Least stars")
    best: Review | None = node_column("最好的 / The best", label="Review")


@types.row("一部热门 / A popular work")
class Hit:
    id: strawberry.ID = column("键 / Key")
    reviews: int = column("评论数 / Reviews")
    work: Work = node_column("作品 / The work", label="Work")


@types.row("热门 / Popular works")
class Hits:
    edges: list[Edge[Hit]] = strawberry.field(description="各条 / Edges")
    nodes: list[Hit] = strawberry.field(description="各条 / Nodes")
    page_info: PageInfo = strawberry.field(description="分页 / About the page")
    total_count: int = strawberry.field(description="总数 / Total")


@strawberry.type(description="程序 / The program")
class About:
    version: str = strawberry.field(description="版本 / Version")


def _about() -> About:
    return About(version="1")


@types.row("入口 / The root")
class Query:
    node: Node_ | None = by_id("Thing", "任一 / Anything")
    nodes: list[Node_ | None] = by_ids("Thing", "多个 / Several")
    film: Film | None = by_id("Film", "电影 / A film")
    work: Work | None = by_id("Work", "作品 / A work")
    person: Person | None = by_id("Person", "人 / A person")
    films: Connection[Film] = connection("(that:Film)", "电影 / Films")
    works: Connection[Work] = connection("(that:Work)", "作品 / Works")
    people: Connection[Person] = connection("(that:Person)", "人 / People")
    reviews: Connection[Review] = connection("(that:Review)", "评论 / Reviews")
    popular: Hits = statement(
        "popular",
        "热门 / Popular",
        rows="hits",
        order=(("reviews", True), ("id", False)),
        arguments={"atLeast": (int, "至少几条 / At least so many reviews")},
    )
    evening: Evening | None = solved(
        "evening",
        "一晚 / An evening",
        _evening,
        rows="shown",
        order=(("starts", False), ("id", False)),
        arguments={"minutes": (int, "几分钟 / How many minutes")},
    )
    about: About = strawberry.field(resolver=_about, description="程序 / About")


async def _review(tx: Transaction, args: Mapping[str, Any], viewer: Viewer) -> Mapping[str, Any]:
    """Write a review; six stars are refused, seven are our own fault."""
    given = args["input"]
    if given["stars"] == 6:
        raise Declined("no six stars", {"work": given["work"], "refused": ["Give five stars at most."]})
    p = {**given, "by": viewer.name}
    await tx.run(
        """MATCH (w:Thing {id: $p.work})
        CREATE (r:Review:Thing {id: 'review:new' + toString($p.stars), stars: $p.stars, text: $p.by})-[:OF]->(w)""",
        p,
    )
    if given["stars"] == 7:
        raise RuntimeError("a secret of ours")
    return {"work": given["work"], "review": f"review:new{given['stars']}", "refused": []}


@strawberry.input(description="一条评论 / A review")
class ReviewInput:
    work: strawberry.ID = strawberry.field(description="作品 / The work")
    stars: int = strawberry.field(description="星 / Stars")


@types.row("评论的结果 / What came of a review")
class Reviewed:
    work: Work | None = node_column("作品 / The work", label="Work")
    review: Review | None = node_column("评论 / The review", label="Review")
    refused: list[str] = column("为什么没有 / Why not")


@types.row("写入 / What can be written")
class Mutation:
    review: Reviewed | None = writes(_review, "评论 / Review", permission="REVIEW", argument_type=ReviewInput)


FAN_OF = "EXISTS { MATCH (this)-[:LIKES]->(own:Thing) WHERE own.id IN $p.own }"
"""Of one's own are those who like it."""


def planner(**how: Any) -> Planner:
    """The planner of this schema."""
    made = types.build()
    schema = strawberry.Schema(
        query=Query, mutation=Mutation, types=list(made.values()), config=StrawberryConfig(scalar_map=SCALARS)
    )
    return Planner(schema, MODEL, statements=Texts(), today=lambda: TODAY, own=FAN_OF, **how)


DATA = """
UNWIND range(0, 6) AS i
CREATE (f:Film:Work:Thing {id: 'film:' + i, title: '片' + (i % 3), color: i % 2 = 0, minutes: 90 + i % 2,
  rating: CASE WHEN i % 3 > 0 THEN i / 2.0 END, genres: ['g' + (i % 2), 'all'], premiere: 'Cannes',
  released: CASE WHEN i % 2 = 0 THEN date('2026-11-0' + (1 + i % 3)) END, status: ['running', 'off', null][i % 3]})
CREATE (s:Series:Work:Thing {id: 'series:' + i, title: '剧' + (i % 2), seasons: i, premiere: date('2026-01-01')})
CREATE (p:Person:Thing {id: 'person:' + i, name: '人' + (i % 4), phone: '1380000123' + i, lucky: [i, 7], retired: [true, false, null][i % 3],
  born: CASE WHEN i > 1 THEN date('1990-01-0' + i) END})
CREATE (r:Review:Thing {id: 'review:' + i, stars: 1 + i % 5, text: CASE WHEN i % 2 = 0 THEN 'fine' END,
  written: CASE WHEN i % 2 = 1 THEN datetime('2026-11-24T0' + i + ':00:00Z') END})
CREATE (r)-[:OF]->(f), (r)-[:BY]->(p), (p)-[:ACTED_IN]->(f), (p)-[:ACTED_IN]->(s), (p)-[:LIKES]->(s)
FOREACH (_ IN CASE WHEN i % 2 = 0 THEN [1] ELSE [] END | CREATE (p)-[:DIRECTED]->(f))
WITH collect(f) AS films, collect(p) AS people
FOREACH (i IN range(1, 6) | FOREACH (f IN [films[i]] | FOREACH (g IN [films[i - 1]] | CREATE (f)-[:SEQUEL_OF {years: i}]->(g) SET g:Original)))
FOREACH (f IN films[5..7] | FOREACH (p IN people[0..3] |
  CREATE (p)-[:ACTED_IN {from: date('2020-01-01'), until: date('2020-12-31'), role: '旧', fee: 1.5, billing: 'support'}]->(f)
  CREATE (p)-[:ACTED_IN {from: date('2026-01-01'), role: '新', fee: 2.0, billing: 'lead'}]->(f)
  CREATE (p)-[:ACTED_IN {from: date('2026-06-01'), until: date('2026-11-24'), role: '兼'}]->(f)))
FOREACH (p IN people[0..2] | FOREACH (q IN people[5..7] | CREATE (p)-[:LIKES {since: date('2027-01-01')}]->(q)))
FOREACH (p IN people[1..4] | FOREACH (f IN [films[0]] | CREATE (p)-[:ACTED_IN]->(f)))
"""
__all__ = ["DATA", "MODEL", "planner"]

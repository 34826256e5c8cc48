"""Pages of a statement's rows."""

from typing import Generic, TypeVar

import strawberry

from queries.planner.declare import Arguments, column
from queries.planner.paging import Edge, PageInfo
from queries.planner.scalars import Date

T = TypeVar("T")

AS_OF: Arguments = {"asOf": (Date | None, "哪一天，默认今天 / The day of the question, today by default")}
"""The argument of a question about a day."""


@strawberry.type(name="Connection", description="一页 / A page of rows (Relay connection)")
class Page(Generic[T]):
    """Relay's connection over a statement's rows: `Page[Promise]` is the type Promise."""

    edges: list[Edge[T]] = strawberry.field(description="各条及游标 / Rows with their cursors")
    nodes: list[T] = strawberry.field(description="各条 / Rows without cursors")
    page_info: PageInfo = strawberry.field(description="分页信息 / About the page")
    total_count: int = strawberry.field(description="总数 / How many there are on all pages")


@strawberry.type(name="Connection", description="一页 / A page of rows (Relay connection)")
class Rows(Page[T]):
    """A page whose statement also says which names it did not find."""

    unresolved: list[str] = column(
        "没有找到的名称 / Names in the arguments that nothing was found for", "unresolved"
    )

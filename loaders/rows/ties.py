"""Relationships alone."""

from datetime import date
from typing import Annotated

from loaders.columns import Table, Tie
from loaders.rows.base import Row


class TieRow(Row):
    """Relationships of any type, with their properties."""

    table = Table("ties", "关系", (), "Relationships of any type, with their properties")
    start: Annotated[str, Tie("start", ("起点",))]
    type: Annotated[str, Tie("type", ("关系", "类型"))]
    end: Annotated[str, Tie("end", ("终点",))]
    from_: Annotated[date | None, Tie("from", ("起", "自"))] = None
    until: Annotated[date | None, Tie("until", ("止", "至"))] = None
    standing: Annotated[str | None, Tie("standing", ("身份", "党员身份"))] = None
    role: Annotated[str | None, Tie("role", ("岗位",))] = None
    path: Annotated[str | None, Tie("path", ("途径",))] = None
    consented: Annotated[bool | None, Tie("consented", ("本人同意",))] = None
    strength: Annotated[float | None, Tie("strength", ("强度",))] = None
    weight: Annotated[float | None, Tie("weight", ("权重",))] = None
    quantity: Annotated[float | None, Tie("quantity", ("数量",))] = None
    amount: Annotated[float | None, Tie("amount", ("金额",))] = None
    reason: Annotated[str | None, Tie("reason", ("理由",))] = None
    scope: Annotated[str | None, Tie("scope", ("范围",))] = None
    weekdays: Annotated[tuple[int, ...] | None, Tie("weekdays", ("星期",))] = None
    years: Annotated[float | None, Tie("years", ("从业年数",))] = None
    passed: Annotated[bool | None, Tie("passed", ("合格",))] = None
    status: Annotated[str | None, Tie("status", ("报名状态",))] = None
    signed_up_on: Annotated[date | None, Tie("signedUpOn", ("报名日期",))] = None
    on: Annotated[date | None, Tie("on", ("移交日期",))] = None
    via: Annotated[str | None, Tie("via", ("匹配来路",))] = None
    rider_consented: Annotated[bool | None, Tie("riderConsented", ("骑手同意",))] = None
    elder_consented: Annotated[bool | None, Tie("elderConsented", ("老人同意",))] = None
    visits_per_week: Annotated[float | None, Tie("visitsPerWeek", ("每周走访数",))] = None

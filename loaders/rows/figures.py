"""Figures and where they are claimed."""

from typing import Annotated

from loaders.columns import Fills, Names, Table
from loaders.rows.base import Ids, Thing


class Source(Thing):
    """Where figures are claimed."""

    table = Table("sources", "来源", ("Source",), "Where figures are claimed")
    title: Annotated[str, Fills("Source.title", ("标题", "名称"))]


class Figure(Thing):
    """Figures as their source claims them."""

    table = Table("figures", "数字", ("Figure",), "What a source claims")
    title: Annotated[str, Fills("Figure.title", ("标题", "名称"))]
    title_en: Annotated[str | None, Fills("Figure.titleEn")] = None
    qualifier: Annotated[str, Fills("Figure.qualifier")]
    value: Annotated[float, Fills("Figure.value")]
    unit: Annotated[str | None, Fills("Figure.unit")] = None
    scope: Annotated[str | None, Fills("Figure.scope")] = None
    counts: Annotated[str | None, Fills("Figure.counts", ("对应计数",))] = None
    about: Annotated[Ids, Names("ABOUT")] = ()
    claimed_in: Annotated[Ids, Names("FROM", one=True)] = ()

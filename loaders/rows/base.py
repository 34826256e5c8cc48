"""What the row models share."""

from functools import cache
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict

from loaders.columns import Column, Fills, Table

Ids = tuple[str, ...]


class Row(BaseModel):
    """What every table's rows share: the columns, as fields. Cells are read by their markers (loaders/plan.py)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    table: ClassVar[Table]

    @classmethod
    @cache
    def columns(cls) -> dict[str, Column]:
        """The table's columns by name, in order."""
        return {
            name: Column(name, next(each for each in field.metadata), field.is_required())
            for name, field in cls.model_fields.items()
        }


class Node(Row):
    """A row that is a node."""

    source: Annotated[str | None, Fills("Entity.source")] = None
    synthetic: Annotated[bool | None, Fills("Entity.synthetic", ("示例数据", "示例"))] = None


class Thing(Node):
    """A row whose node needs an id."""

    id: Annotated[str, Fills("Entity.id", ("编号", "业务键", "标识"))]


class Named(Thing):
    """A row whose thing has a name."""

    name: Annotated[str, Fills("Place.name", ("名称", "姓名"))]
    name_en: Annotated[str | None, Fills("Place.nameEn")] = None

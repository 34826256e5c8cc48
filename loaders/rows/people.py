"""People, what they are qualified for, and occupations."""

from datetime import date
from typing import Annotated

from loaders.columns import Fills, Names, Qualifies, Table
from loaders.rows.base import Ids, Named, Thing


class Person(Thing):
    """People, each once, whatever their roles."""

    table = Table("people", "人员", ("Person",), "Who lives, works and helps here")
    name: Annotated[str, Fills("Person.name", ("姓名", "名称"))]
    kind: Annotated[str | None, Fills("Person.kind", ("身份", "类别"))] = None
    phone: Annotated[str | None, Fills("Person.phone", ("电话", "手机"))] = None
    address: Annotated[str | None, Fills("Person.address")] = None
    birth_year: Annotated[int | None, Fills("Person.birthYear")] = None
    languages: Annotated[tuple[str, ...] | None, Fills("Person.languages", ("语言", "方言"))] = None
    lives_near: Annotated[Ids, Names("LIVES_NEAR", ("住在周边", "居住地"))] = ()
    works_at: Annotated[Ids, Names("WORKS_AT", ("任职于", "单位"))] = ()
    role: Annotated[str | None, Qualifies("works_at", "WORKS_AT.role")] = None
    volunteers_in: Annotated[Ids, Names("VOLUNTEERS_IN", ("参加志愿队", "志愿队伍"))] = ()
    belongs_to: Annotated[Ids, Names("BELONGS_TO", ("加入社团", "社团"))] = ()
    member_of: Annotated[Ids, Names("MEMBER_OF", ("党员", "党组织"), one=True)] = ()
    standing: Annotated[str | None, Qualifies("member_of", "MEMBER_OF.standing", ("党员身份",))] = None
    posted_to: Annotated[Ids, Names("POSTED_TO", ("派驻",))] = ()
    path: Annotated[str | None, Qualifies("posted_to", "POSTED_TO.path", ("途径", "派驻途径"))] = None
    holds: Annotated[Ids, Names("HOLDS", ("持有", "资质"))] = ()
    holds_from: Annotated[date | None, Qualifies("holds", "HOLDS.from", ("持有自", "发证日期"))] = None
    holds_until: Annotated[date | None, Qualifies("holds", "HOLDS.until", ("持有至", "资质有效至"))] = None
    serves_on: Annotated[Ids, Names("SERVES_ON", ("走访队",))] = ()
    in_group: Annotated[Ids, Names("IN_GROUP", ("联络群",))] = ()
    practises: Annotated[Ids, Names("PRACTISES", ("职业", "从事职业"))] = ()
    years: Annotated[float | None, Qualifies("practises", "PRACTISES.years", ("从业年数",))] = None
    recommendable: Annotated[bool | None, Qualifies("practises", "PRACTISES.consented", ("同意推荐",))] = None
    available: Annotated[
        tuple[int, ...] | None,
        Qualifies("volunteers_in", "VOLUNTEERS_IN.weekdays", ("志愿服务星期", "可服务星期")),
    ] = None
    paired_with: Annotated[Ids, Names("PAIRED_WITH", ("结对",))] = ()


class Qualification(Named):
    """Certificates and qualifications."""

    table = Table("qualifications", "资质", ("Qualification",), "Certificates")


class Occupation(Named):
    """Occupations, with their code in the national classification where it is known."""

    table = Table("occupations", "职业", ("Occupation",), "What people work as")
    code: Annotated[str | None, Fills("Occupation.code", ("职业编码", "代码"))] = None

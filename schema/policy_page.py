"""docs/policy.md, made from the policy's table: `python -m schema.policy_page`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from graph.model import MODEL
from graph.model.declare import Mask
from queries.planner.filters import source_of
from queries.planner.sources import Writes
from schema import build
from schema.policy import AREAS, EXPLORING, JUDGED

MASKED = {
    Mask.NAME: "first character · 首字：王**",
    Mask.PHONE: "first three and last four · 前三后四：138****1234",
    Mask.HIDDEN: "nothing · 不显示",
}
TITLE = """# Who reads and does what · 权限表

Made from `schema/policy.py` by `scripts/docs`; tests/schema/test_policy.py holds every cell to what is answered. Tokens give roles: [serving](serving.md).

- **Staff** read everything, in full the personal data of people of their own communities, and act in these.
- **Planners** read everything, personal data masked. They write nothing.
- **Integrations** read what is in no area, and the areas that their token names (`--area`), personal data masked. They write nothing.
- **This machine's own user**, on the loopback alone, reads and does everything.

What a token doesn't read is not there for it: not shown, not counted, not filtered by. A field that gives nothing else, or is worked out over it, is refused: `FORBIDDEN`. Personal data is not filtered, sorted or aggregated by for anybody.
"""


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([TITLE, *_areas(), "", *_open(), "", *_personal(), "", *_acts(), ""])


def _areas() -> Iterator[str]:
    yield "## Areas · 范围"
    yield ""
    yield "| area | things · 实体 | answers worked out over them · 据此得出的答案 |"
    yield "|---|---|---|"
    for name, area in AREAS.items():
        things = "、".join(f"{label} {MODEL.by_label[label].zh}" for label in sorted(area.labels))
        yield f"| `{name}` {area.zh}: {area.en} | {things} | {_fields(area.fields)} |"
    yield f"| all four · 全部范围 | | {_fields(EXPLORING)} |"


def _open() -> Iterator[str]:
    yield "## Open, though worked out over people and meetings · 仍然开放"
    yield ""
    yield _fields(JUDGED)
    yield ""
    yield (
        "These tell that somebody consents, or that two are tied, since every match says why; never who. "
        "A path through what is hidden is left out. · 只说有人同意、两方有联系，不说是谁；经过不可读之处的路径不列出。"
    )


def _personal() -> Iterator[str]:
    yield "## Personal data · 个人信息"
    yield ""
    yield "| of · 属于 | property · 属性 | what others see of it · 脱敏后 |"
    yield "|---|---|---|"
    for owner, zh, properties in [
        *((each.label, each.zh, each.properties) for each in MODEL.nodes),
        *((each.type, each.zh, each.properties) for each in MODEL.relationships),
    ]:
        for prop in properties:
            if prop.mask:
                yield f"| {owner} {zh} | `{prop.name}` {prop.zh} | {MASKED[prop.mask]} |"
    yield ""
    yield (
        "A person is of a community where they live, work, volunteer, are posted or serve in it, or are a member of its party organizations, today or from a day to come. "
        "· 目前（或已定于日后）在社区居住、任职、志愿服务、派驻、走访或组织关系在此的，即为本社区人员。"
    )


def _acts() -> Iterator[str]:
    yield "## Acts · 办理"
    yield ""
    yield "| mutation | permission | whose it must be · 须属于本社区的 |"
    yield "|---|---|---|"
    declared: Any = build()._schema.mutation_type  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - as the planner does
    for name, field in sorted(declared.fields.items()):
        source = source_of(field)
        if isinstance(source, Writes):
            yield f"| `{name}` | {source.permission} | {WHOSE[name]} |"


WHOSE = {
    "recordNeed": "the place, or who asks · 所在地或提出者",
    "confirmTerms": "the need · 需求",
    "withdrawNeed": "the need · 需求",
    "recordVisit": "whom the visit was to, and each new need · 走访对象和每条新需求",
    "inviteToMeeting": "the need, and the meeting or its committee · 需求，及会议或楼委会",
    "recordResolution": "the meeting · 会议",
    "refer": "the need · 需求",
    "respond": "the need, or what it was referred to · 需求，或被转介方",
}
"""What of a mutation has to belong to a community of whoever acts; the acts see to it (`Act.own`)."""


def _fields(fields: Iterable[str]) -> str:
    return ", ".join(f"`{each}`" for each in sorted(fields))


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - printing is what it is for

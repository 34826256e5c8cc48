"""docs/model.md: all that may stand in the graph, with diagrams. `python -m loaders.model_page` prints it.

It is made from graph/model; it lives in this room because the Chinese words of closed sets do.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import graph.model
from graph.model import MODEL, Mask, Node, Property, Relationship
from loaders.documented import KINDS
from loaders.kinds import CHINESE

TITLES = {
    "entity": "Every node · 所有节点", "places": "Places · 地点", "organizations": "Organizations · 组织",
    "people": "People · 人员", "matching": "Matching · 匹配",
    "work": "Work · 日常工作", "money": "Money · 资金", "history": "History · 变更记录", "access": "Access · 访问",
}  # fmt: skip
"""Titles of the groups, which are the modules of graph/model; a module that isn't here goes by its name."""
MASKS = {
    Mask.NAME: "personal, masked to 王** · 个人信息，只留姓",
    Mask.PHONE: "personal, masked to 138****1234 · 个人信息，隐去中段",
    Mask.HIDDEN: "personal, hidden · 个人信息，隐藏",
}
ARROWS = 11
"""Arrows that a diagram can hold and still be read."""
HEAD = """# The model · 模型

Made from graph/model by `scripts/docs`; edit that, not this. Constraints, indexes, the audit, the loader's types and this page all come from the one declaration.
由 graph/model 生成，请勿直接修改本页。

- A node carries its own label, its parents' labels and `Entity`; at the end of some relationships one more, by which pages in its order are found. Its id begins with the kind in front of it: `building:gs-0042`.
- `*` must be there · 必须有值。Days are local to Hangzhou; instants are UTC. Words in brackets are the closed set that a property takes its value from.
- A box in a diagram that lists kinds stands for all of them. 图中列出种类的方框代表其下所有种类。
"""


@dataclass(frozen=True)
class Group:
    """The nodes and relationships that one module of graph/model declares."""

    title: str
    about: str
    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]


def groups() -> list[Group]:
    """The modules of graph/model that declare something, in the model's order."""
    found: list[Group] = []
    for each in pkgutil.iter_modules(graph.model.__path__):
        if each.name == "__main__":
            continue
        module = importlib.import_module(f"graph.model.{each.name}")
        declared: Iterable[Node] = getattr(module, "NODES", ())
        nodes = tuple(node for node in declared if node in MODEL.nodes)
        if each.name == "entity":
            nodes = (MODEL.by_label["Entity"],)
        ties = tuple(tie for tie in getattr(module, "RELATIONSHIPS", ()) if tie in MODEL.relationships)
        if nodes or ties:
            about = (module.__doc__ or "").strip().partition("\n")[0]
            found.append(
                Group(TITLES.get(each.name, each.name.replace("_", " ").capitalize()), about, nodes, ties)
            )
    order = {node.label: at for at, node in enumerate(MODEL.nodes)}
    types = {tie.type: at for at, tie in enumerate(MODEL.relationships)}
    return sorted(
        found,
        key=lambda group: (
            min((order[node.label] for node in group.nodes), default=len(order)),
            min((types[tie.type] for tie in group.relationships), default=0),
        ),
    )


def page() -> str:
    """The whole page, as Markdown."""
    parts = [HEAD]
    for group in groups():
        parts.append(f"## {group.title}\n\n{group.about}\n")
        if group.relationships:
            parts += [
                "```mermaid\n" + "\n".join(_diagram(group, ties)) + "\n```\n" for ties in _legible(group)
            ]
        parts.append("\n".join(_labels(group.nodes)) + "\n")
        parts += ["\n".join(_properties(node)) + "\n" for node in group.nodes if _shown(node)]
        if group.relationships:
            parts.append("\n".join(_ties(group.relationships)) + "\n")
    return "\n".join(parts)


def _arrows(tie: Relationship) -> list[tuple[str, str]]:
    """Its ends, label by label; a type whose ends are of the same several labels keeps to one of them."""
    alike = len(tie.start) > 1 and tie.start == tie.end
    return [(start, end) for start in tie.start for end in ((start,) if alike else tie.end)]


def _legible(group: Group) -> Iterator[list[Relationship]]:
    """The group's relationships, in their order, no more at once than a diagram can show."""
    some: list[Relationship] = []
    for tie in group.relationships:
        if some and len({arrow for each in (*some, tie) for arrow in _arrows(each)}) > ARROWS:
            yield some
            some = []
        some.append(tie)
    yield some


def _diagram(group: Group, ties: list[Relationship]) -> Iterator[str]:
    """One box a label, one arrow for all types that lead the same way."""
    yield "flowchart LR"
    boxes = dict.fromkeys(label for tie in ties for label in (*tie.start, *tie.end))
    for label in boxes:
        node = MODEL.by_label[label]
        own = MODEL.concrete(label) if node in group.nodes else ()
        kinds = [f"{each.label} {each.zh}" for each in own if each.label != label]
        lines = [f"<b>{label}</b> {node.zh}", *kinds]
        yield f'  {label}["{"<br/>".join(lines)}"]'
    arrows: dict[tuple[str, str], list[str]] = {}
    for tie in ties:
        for arrow in _arrows(tie):
            arrows.setdefault(arrow, []).append(f"{tie.type} {tie.zh}")
    for (start, end), types in arrows.items():
        yield f'  {start} -- "{"<br/>".join(types)}" --> {end}'


def _labels(nodes: tuple[Node, ...]) -> Iterator[str]:
    yield "| label · 标签 | id · 编号 | also a · 同时是 | what it is · 说明 |"
    yield "|---|---|---|---|"
    for node in nodes:
        carried = [each for each in MODEL.labels_of(node.label)[1:] if each != "Entity"]
        told = [node.en]
        if unique := [key for key in node.unique if key != "id"]:
            told.append(f"unique · 唯一: {', '.join(f'`{key}`' for key in unique)}")
        if node.searched:
            told.append(f"searched · 全文检索: {', '.join(f'`{key}`' for key in node.searched)}")
        if node.bookkeeping:
            told.append("counted by the program · 由程序统计")
        name = f"[{node.label}](#{_anchor(node)})" if _shown(node) else node.label
        id_ = f"`{node.prefix}:…`" if node.prefix else ""
        yield f"| {name} {node.zh} | {id_} | {', '.join(carried)} | {'; '.join(told)} |"


def _shown(node: Node) -> list[Property]:
    return [prop for prop in node.properties if not prop.internal]


def _anchor(node: Node) -> str:
    """The anchor of the node's heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", f"{node.label} · {node.zh}".lower()).replace(" ", "-")


def _properties(node: Node) -> Iterator[str]:
    yield f"### {node.label} · {node.zh}"
    yield ""
    yield "| property · 属性 | | type · 类型 | what it says · 说明 |"
    yield "|---|---|---|---|"
    for prop in _shown(node):
        yield f"| `{prop.name}{'*' if prop.required else ''}` | {prop.zh} | {_type(prop)} | {_says(prop)} |"


def _ties(ties: tuple[Relationship, ...]) -> Iterator[str]:
    yield "| relationship · 关系 | from → to · 起止 | what it says · 说明 | properties · 属性 |"
    yield "|---|---|---|---|"
    for tie in ties:
        properties = "<br/>".join(
            f"`{prop.name}{'*' if prop.required else ''}` {prop.zh}, {_type(prop)}: {_says(prop)}"
            for prop in tie.properties
        )
        circle = "; never in a circle · 不成环" if tie.acyclic else ""
        label = f"; its ends are `{tie.end_label}` too · 终点另带此标签" if tie.end_label else ""
        keys = ", ".join(f"`{each}`" for each in tie.key)
        several = f"; each {keys} is a spell of its own · 每个 {keys} 各为一段" if tie.key else ""
        yield (
            f"| `{tie.type}` {tie.zh} | {' / '.join(tie.start)} → {' / '.join(tie.end)} | {tie.en}{circle}{label}{several} | {properties} |"
        )


def _type(prop: Property) -> str:
    if prop.values:
        words = ", ".join(f"{value} {CHINESE[value][0]}" for value in prop.values)
        return f"{KINDS[prop.kind]} ({words})"
    least = f" ≥ {prop.minimum:g}" if prop.minimum is not None else ""
    return f"{KINDS[prop.kind]}{least}"


def _says(prop: Property) -> str:
    return f"{prop.en}; {MASKS[prop.mask]}" if prop.mask else prop.en


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - printing is what it is for

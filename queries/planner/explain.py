"""What Neo4j did for an operation: its statement and the operators of its profile, without any value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Explained:
    """The statement of one operation, and its profile once it has run; and before it those of what is answered apart."""

    statement: str | None
    profile: Mapping[str, Any] = field(default_factory=dict[str, Any])
    before: list[Explained] = field(default_factory=list["Explained"])

    def shown(self) -> dict[str, Any]:
        """In the form of `extensions.explain`; operators stand from the root down, `depth` says under which."""
        steps: list[dict[str, Any]] = [
            {
                "depth": depth,
                "operator": str(step["operatorType"]).partition("@")[0],
                "dbHits": int(step.get("dbHits") or 0),
                "rows": int(step.get("rows") or 0),
            }
            for depth, step in operators(self.profile)
        ]
        return {
            "statement": self.statement,
            "dbHits": sum(each["dbHits"] for each in steps),
            "rows": steps[0]["rows"] if steps else 0,
            "operators": steps,
            **({"before": [each.shown() for each in self.before]} if self.before else {}),
        }


def operators(plan: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """A plan's operators with their depth, each before those that feed it; none for an empty plan."""
    if plan:
        yield depth, plan
    for child in plan.get("children") or ():
        yield from operators(child, depth + 1)

"""docs/policy.md is what the policy's table says."""

from __future__ import annotations

from pathlib import Path

from schema.policy import AREAS
from schema.policy_page import page


def test_the_page_is_made_from_the_table() -> None:
    made = page()
    assert (Path(__file__).parents[2] / "docs" / "policy.md").read_text("utf-8") == made, "run scripts/docs"
    for name, area in AREAS.items():
        assert f"| `{name}` {area.zh}" in made

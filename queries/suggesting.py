"""Suggesting terms for a text: what the statement takes, and what is said where it finds none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from graph.errors import InputError
from queries import meaning
from queries.matching import Limits
from queries.text import grams

FIRST = 3
"""Terms suggested by default: few enough to be read at a glance."""
MOST = 20
SUPPORT = 0.25
"""Weight of a term's best capability beside its own labels and examples, both as z-scores."""
WORDS_SHARE = 0.5
"""Weight of the words beside the meaning, where there is an embedding model."""
WORDS = 400
"""Words of a text that the index is asked for: it takes 1,024 at most."""


def suggested(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The `$args` of suggest_terms.

    Raises:
        InputError: `first` is out of range.
    """
    counted = grams(arguments["text"])
    return {
        **_asked(arguments),
        "grams": list(counted),
        "counts": list(counted.values()),
        "words": " ".join(list(counted)[:WORDS]),
        **meaning.drafted(meaning.cleaned(arguments["text"])),
    }


def of_need(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The `$args` of suggest_terms_of_need, whose words the graph has.

    Raises:
        InputError: `first` is out of range.
    """
    return {**_asked(arguments), "mostWords": WORDS}


def _asked(arguments: Mapping[str, Any]) -> dict[str, Any]:
    first = FIRST if arguments.get("first") is None else arguments["first"]
    if not 1 <= first <= MOST:
        raise InputError(f"`first` is {first}; from 1 to {MOST} terms are suggested. · 至多建议 {MOST} 个。")
    return {
        "first": first,
        "support": SUPPORT,
        "share": WORDS_SHARE,
        "limits": asdict(Limits()),
    }


def silence(row: Mapping[str, Any]) -> tuple[str, str] | None:
    """Why no term is suggested, in Chinese and English; None where some are."""
    if row["suggestions"]:
        return None
    if not row["known"]:
        return (
            "图中没有服务类目：请先载入类目表（lianlou load data/taxonomy）；目前按关键词匹配",
            "There are no service terms in the graph: load some (lianlou load data/taxonomy); until then keywords match",
        )
    return (
        "没有类目与这段文字有共同的词：请换个说法，或直接选择类目",
        "No term shares a word with this text: say it in other words, or choose a term yourself",
    )

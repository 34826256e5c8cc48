"""Terms suggested for a text, each with why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.planner.declare import Arguments, column, computed, node_column, statement
from queries.suggesting import FIRST, of_need, silence, suggested
from schema.base import types

if TYPE_CHECKING:
    from schema.matching import Capability, ServiceTerm

_SILENCE = ("suggestions", "known")


@types.row("一个建议的类目 / A term that a text may ask for, and why")
class TermSuggestion:
    """A term for one click."""

    term: ServiceTerm = node_column("类目 / The term", label="ServiceTerm")
    score: float = column("分值，仅在一次建议内可比 / Sum of z-scores; comparable within one answer only")
    similarity: float = column(
        "与类目名称、同义词、例句的相近程度，0 至 1 / Cosine with its labels and examples, in [0, 1]"
    )
    meaning: float | None = column(
        "意思相近的程度，0 至 1；没有语义模型时为空 / Cosine of the meanings, in [0, 1]; null without an embedding model"
    )
    words: list[str] = column(
        "共有的词（英文为词干；单字不列） / Words in common, of English ones the stems; single characters count but are not listed"
    )
    capability: Capability | None = node_column(
        "最相近的该类能力 / The term's capability that is most like the text", label="Capability"
    )
    capability_similarity: float | None = column(
        "与该能力的相近程度 / Cosine with it, in [0, 1]", "capabilitySimilarity"
    )
    capability_words: list[str] = column("与该能力共有的词 / Words in common with it", "capabilityWords")


@types.row("为一段文字建议的类目 / Terms suggested for a text")
class TermSuggestions:
    """Suggestions, or why there are none."""

    suggestions: list[TermSuggestion] = column("建议的类目，最可能的在前 / Terms, the likeliest first")
    keywords: list[str] = column(
        "文字中有人能提供的关键词 / Words of the text that some capability has too, the rarest first"
    )
    note: str | None = computed(
        "没有建议时的原因 / Why there are none, in Chinese",
        _SILENCE,
        lambda row: (silence(row) or (None,))[0],
    )
    note_en: str | None = computed(
        "英文 / The same in English", _SILENCE, lambda row: (silence(row) or (None, None))[1]
    )


HOW_MANY: Arguments = {"first": (int | None, f"几个，默认 {FIRST} / How many, {FIRST} by default")}

suggested_terms_field = statement(
    "suggest_terms_of_need",
    "按其原话建议的类目 / Service terms that its own words may ask for",
    arguments=HOW_MANY,
    prepare=of_need,
)
suggest_terms_field = statement(
    "suggest_terms",
    "为一段文字建议服务类目：按文字，装有语义模型时也按意思 / Service terms that a text may ask for, by its words, and by its meaning where there is an embedding model",
    arguments={
        "text": (str, "需求的原话 / The need in its own words"),
        **HOW_MANY,
    },
    prepare=suggested,
)

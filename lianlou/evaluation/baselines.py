"""What matching has to beat: BM25, and chance."""

from __future__ import annotations

import importlib
import random
from collections.abc import Mapping
from typing import Any

from graph.errors import InputError
from queries.text import grams


class BM25:
    """Okapi BM25 (the bm25s library's "lucene" form, k1 1.5, b .75) over the same grams that ours compares."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        try:
            library: Any = importlib.import_module("bm25s")
        except ImportError as error:
            raise InputError(
                "缺少 bm25s。 · bm25s is missing, which evaluate compares with: pip install 'lianlou[evaluate]'."
            ) from error
        self._ids = list(texts)
        self._index = library.BM25(k1=1.5, b=0.75)
        self._index.index([list(grams(text).elements()) for text in texts.values()], show_progress=False)

    def rank(self, text: str) -> list[str]:
        """Ids of the texts that share a gram with this one, best first."""
        asked = [gram for gram in grams(text).elements() if gram in self._index.vocab_dict]
        if not asked:
            return []
        scores: list[float] = self._index.get_scores(asked).tolist()
        found = [(-score, id_) for score, id_ in zip(scores, self._ids, strict=True) if score > 0]
        return [id_ for _, id_ in sorted(found)]


def shuffled(ids: list[str], seed: str) -> list[str]:
    """The ids in an order of chance, the same for the same seed."""
    return random.Random(seed).sample(ids, len(ids))  # noqa: S311 - repeatable, and no secret

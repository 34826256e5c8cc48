"""Texts as counted grams: what the feature "words" compares (docs/matching.md)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any

import snowballstemmer  # pyright: ignore[reportMissingTypeStubs] - it brings no types

_HAN = r"々〇㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
_PIECES = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<word>[^\W_{_HAN}]{{2,}})")

_STOP = """
an and are as at be been by can could do for from had has have how if in into is it its of on or our so
than that the their them there they this to us was we were what when which who will with would you your
"""
STOP = frozenset(_STOP.split())
"""Words too common to say anything. Chinese has none: there the idf does it."""


def grams(text: str) -> Counter[str]:
    """Count the grams of a text, in the order in which they first occur.

    Stems of words (casefolded, of two characters or more, without `STOP`) where the script writes words;
    for Chinese single characters and the bigrams within a run of them. The text is NFKC normalised, so
    that full-width letters and digits are the same as ordinary ones.
    """
    found: Counter[str] = Counter()
    for piece in _PIECES.finditer(unicodedata.normalize("NFKC", text).casefold()):
        run = piece["han"]
        if run is None:
            if (word := piece["word"]) not in STOP:
                found[_stem(word)] += 1
            continue
        found.update(run)
        found.update(first + second for first, second in pairwise(run))
    return found


def counted(texts: Iterable[str]) -> dict[str, Any]:
    """What a node keeps of its texts: `grams`, and in the same order `gramCounts`."""
    found = grams("\n".join(texts))
    return {"grams": list(found), "gramCounts": list(found.values())}


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """What inflected English words have in common (Porter2): parked, parking and parks are park."""
    stemmer: Any = snowballstemmer.stemmer("english")  # pyright: ignore[reportUnknownMemberType] - it brings no types
    return stemmer.stemWord(word)

"""What stays in memory for as long as a server runs."""

from __future__ import annotations

import gc

YOUNG = 20_000
"""Objects made until the collector looks for cycles among the new ones: some answers' worth."""


def keep() -> None:
    """Take all that is in memory by now as there to stay: the collector of cycles passes over it no more.

    Each large answer makes thousands of objects, for which the collector would walk the schema and the plans, half a
    million of them, again and again: of the processor's time for 13,000 fields that was nearly a half.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])

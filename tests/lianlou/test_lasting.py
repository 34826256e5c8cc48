"""What stays in memory is passed over by the collector of cycles; what comes after is not."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from lianlou.lasting import keep


class Node:
    """Something that can stand in a cycle."""

    def __init__(self) -> None:
        self.other: Node | None = None


@pytest.fixture
def collector() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("collector")
def test_what_is_there_is_kept_and_cycles_made_later_are_still_collected() -> None:
    there, gone = Node(), Node()
    gone.other = gone
    dropped = weakref.ref(gone)
    del gone
    keep()
    assert dropped() is None, "what nobody holds is not kept"
    assert not any(each is there for each in gc.get_objects())
    later = Node()
    later.other = later
    assert any(each is later for each in gc.get_objects())
    seen = weakref.ref(later)
    del later
    gc.collect()
    assert seen() is None

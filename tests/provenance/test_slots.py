"""Where an object is held is looked up in dicts that may change meanwhile, when the collector ends other objects."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from tapeviz.kinds import entries_of
from tapeviz.provenance.slots import slots_of


@contextmanager
def shrinking(table: dict[int, object]) -> Iterator[None]:
    """Each collection takes an entry out of the dict, as it does out of the one in a `WeakKeyDictionary`."""

    def take_one(phase: str, _info: dict[str, int]) -> None:
        if phase == "start" and len(table) > 1:
            table.popitem()

    kept = gc.get_threshold()
    gc.callbacks.append(take_one)
    gc.set_threshold(1)
    try:
        yield
    finally:
        gc.set_threshold(*kept)
        gc.callbacks.remove(take_one)


def test_a_dict_that_the_collector_shrinks_is_read_as_it_was() -> None:
    table: dict[int, object] = {n: [n] for n in range(300)}

    with shrinking(table):
        found = entries_of(table)

    assert len(found) > 1
    assert [key for key, _ in found] == list(range(len(found)))
    assert len(table) < 300, "the collector ran meanwhile"


def test_a_place_is_found_beside_a_dict_that_the_collector_shrinks() -> None:
    wanted = object()
    table: dict[int, object] = {0: wanted, **{n: [n] for n in range(1, 300)}}

    with shrinking(table):
        found = slots_of({"table": table, "kept": wanted}, [wanted])

    assert [slot.path for slot in found] == ["kept", "table[0]"]

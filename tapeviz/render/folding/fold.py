"""From a wiring to the folds of a picture: the finest ones whose nodes, values and copies stay within a limit."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from tapeviz.records import HostEvent, OpRecord, Recording
from tapeviz.render.folding.choose import Wishes, choose
from tapeviz.render.folding.names import Stretches, openable_names
from tapeviz.render.folding.outline import Group, Item, Outline
from tapeviz.render.folding.places import Places
from tapeviz.render.folding.values import node_count, place_values
from tapeviz.render.folding.wording import Fold, Wording
from tapeviz.render.view import View
from tapeviz.render.wiring import Link, Wiring

__all__ = ["Fold", "Folding", "fold", "openable"]

MOST_KEPT = 24
ROOM_INSIDE = 24
TRIES = 12


@dataclass(frozen=True, slots=True)
class Folding:
    """The folds of a picture by key of what goes into them; `unknown` are the names given that mean nothing."""

    folds: dict[str, Fold]
    unknown: tuple[str, ...] = ()
    folder: _Folder | None = field(default=None, repr=False, compare=False)

    def inside(self, fold: Fold, members: Sequence[str]) -> tuple[Wiring, dict[str, Fold]]:
        """What shows when a fold is opened where it stands: what is joined inside, and the folds that are left.

        Asked from the outermost fold in, it costs no more than there is in the fold.
        """
        if self.folder is None:
            raise KeyError(fold.key)
        return self.folder.inside(fold.key, members)

    def links_at(self, thing: str) -> Sequence[Link]:
        """The links that lead to a thing and away from it."""
        return self.folder.touching.get(thing, ()) if self.folder else ()


def fold(wiring: Wiring, recording: Recording, limit: int, view: View) -> Folding:
    """The folds of a picture of about `limit` nodes; none when everything fits as it is and nothing else is asked."""
    folder = _Folder(wiring, recording, limit, view)
    unknown = tuple(name for name, stretches in folder.named.items() if not stretches)
    return Folding(folder.folds() if folder.is_needed() else {}, unknown, folder)


def openable(wiring: Wiring, recording: Recording) -> list[str]:
    """The names that `--open` and `--close` take for this recording."""
    outline, where = _outline(wiring, recording, View())
    return openable_names(outline.items, Wording(wiring, recording, outline, where).lines)


def _outline(wiring: Wiring, recording: Recording, view: View) -> tuple[Outline, Places]:
    """The ops and steps in the order they ran, what ran before the cell first."""
    where = Places(recording, view.kind)
    subjects = ((key, one) for key, one in wiring.subjects.items() if isinstance(one, (OpRecord, HostEvent)))
    ran = sorted(subjects, key=lambda pair: (not pair[1].earlier, pair[1].time))
    items = [Item(key, one.op_type if isinstance(one, OpRecord) else one.what, where.levels(one)) for key, one in ran]
    return Outline(items), where


class _Folder:
    """Tries choices of groups until one fits."""

    def __init__(self, wiring: Wiring, recording: Recording, limit: int, view: View) -> None:
        self.wiring = wiring
        self.limit = limit
        self.is_large = node_count(wiring, {}) > limit
        self.view = view
        self.outline, where = _outline(wiring, recording, view)
        self.groups: dict[str, Group] = {}
        self.words = Wording(wiring, recording, self.outline, where)
        names = (*view.opened, *view.closed)
        self.named = {name: Stretches(self.outline.items, self.words.lines, name) for name in names}
        self.recorded = [0]
        for item in self.outline.items:
            subject = wiring.subjects[item.key]
            self.recorded.append(self.recorded[-1] + (not isinstance(subject, OpRecord) or subject.recorded))
        self.positions = {item.key: at for at, item in enumerate(self.outline.items)}
        ranked = sorted(wiring.pinned, key=lambda key: (key not in wiring.targets, self.positions.get(key, -1), key))
        self.kept = set(ranked[:MOST_KEPT])
        apart = view.kind in {"auto", "path", "full"} and view.depth is None
        self.alone = [self.positions[key] for key in ranked[:MOST_KEPT] if key in self.positions] if apart else []

    def is_needed(self) -> bool:
        """Whether anything is to be folded at all."""
        if self.view.kind in {"line", "layer"} or self.view.depth is not None:
            return True
        return self.is_large or any(self.named[name] for name in self.view.closed)

    def folds(self) -> dict[str, Fold]:
        """By key of a thing, the fold it goes into."""
        room, groups = self.limit, self.choice(self.limit)
        more = max(0, len(groups) - room) if self.view.opened else 0
        placed = self.placed(groups, self.wiring, coarse=False)
        for _ in range(TRIES):
            total = node_count(self.wiring, placed)
            if total <= self.limit + more or room <= 1:
                break
            room = max(1, min(room - 1, len(groups) - 1, len(groups) * (self.limit + more) // total))
            groups = self.choice(room)
            placed = self.placed(groups, self.wiring, coarse=room * 2 < self.limit)
        return self.worded(groups, placed, self.wiring.links.values())

    def inside(self, key: str, members: Sequence[str]) -> tuple[Wiring, dict[str, Fold]]:
        """The things of one fold, joined as they are, and the finer folds that they go into."""
        held = set(members)
        around = {id(link): link for member in members for link in self.touching.get(member, ())}
        links = {
            (link.tail, link.head, link.write): link
            for link in around.values()
            if link.tail in held and link.head in held
        }
        part = replace(self.wiring, subjects={member: self.wiring.subjects[member] for member in members}, links=links)
        if key not in self.groups:
            return part, {}
        groups = choose(self.outline, Wishes(ROOM_INSIDE), self.groups[key])
        placed = self.placed(groups, part, f"{key}_", coarse=False)
        return part, self.worded(groups, placed, around.values(), f"{key}_")

    @cached_property
    def touching(self) -> dict[str, list[Link]]:
        """The links at each thing."""
        found: dict[str, list[Link]] = {}
        for link in self.wiring.links.values():
            found.setdefault(link.tail, []).append(link)
            found.setdefault(link.head, []).append(link)
        return found

    def choice(self, room: int) -> list[Group]:
        """The groups shown when there is room for so many."""
        view = self.view
        by_depth = view.depth if view.depth is not None else 1 if view.kind == "line" else None
        wishes = Wishes(
            room=room,
            kept=self.alone,
            deepest=by_depth,
            opened=[self.named[name] for name in view.opened],
            closed=[self.named[name] for name in view.closed],
            may_open=self.is_worth_opening if self.is_tight() else lambda _: True,
        )
        return choose(self.outline, wishes)

    def is_tight(self) -> bool:
        """Whether a choice has to be made what to open: not where everything fits, and not where a depth is given."""
        if self.view.kind in {"line", "layer"}:
            return self.view.depth is None
        return self.view.depth is None and self.is_large

    def is_worth_opening(self, group: Group) -> bool:
        """Whether a reader who did not ask for it sees more in the parts: layers in a layer, but not what a layer does.

        Ops that the tape did not record made the weights of a layer; they are no reason to open it.
        """
        if group.rank == 0:
            return True
        around = self.outline.items[group.start].levels[: group.depth]
        if self.view.kind != "layer" and not any(level.kind == "scope" for level in around):
            return True
        parts = self.outline.divide(group)
        return any(not part.is_item and self.recorded[part.end] > self.recorded[part.start] for part in parts)

    def placed(self, groups: Sequence[Group], wiring: Wiring, prefix: str = "", *, coarse: bool) -> dict[str, str]:
        """By key of each thing that is folded, the key of its fold."""
        node_of: dict[str, str] = {}
        for number, group in enumerate(groups):
            keys = [item.key for item in self.outline.items[group.start : group.end]]
            node_of |= dict.fromkeys(keys, keys[0] if group.is_item else f"{prefix}fold{number}")
        folds = {node for key, node in node_of.items() if key != node}
        together: dict[Hashable, list[str]] = {}
        for key, group_key in place_values(wiring, node_of, folds, self.kept, coarse=coarse).items():
            together.setdefault(group_key, []).append(key)
        for number, (group_key, keys) in enumerate(together.items()):
            if group_key in folds:
                node_of |= dict.fromkeys(keys, str(group_key))
            elif len(keys) > 1:
                node_of |= dict.fromkeys(keys, f"{prefix}values{number}")
        return {key: node for key, node in node_of.items() if key != node}

    def worded(
        self, groups: Sequence[Group], placed: dict[str, str], links: Collection[Link], prefix: str = ""
    ) -> dict[str, Fold]:
        """The folds themselves."""
        self.words.sort_links(placed, links)
        members: dict[str, list[str]] = {}
        for key, node in placed.items():
            members.setdefault(node, []).append(key)
        made: dict[str, Fold] = {}
        for number, group in enumerate(groups):
            if not group.is_item:
                key = f"{prefix}fold{number}"
                self.groups[key] = group
                values = [member for member in members[key] if member not in self.positions]
                made[key] = self.words.group(key, group, values)
        for node, keys in members.items():
            if node not in made:
                made[node] = self.words.values(node, keys)
        return {key: made[node] for key, node in placed.items()}

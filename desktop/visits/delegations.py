"""Who came with a visit and who received it: a list for each of its two countries, and one for everybody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.records.visits import DelegateDraft
from db.rules.pasted import delegation
from db.vocabulary import Kind
from db.words import _
from desktop.form.editors import Editor, Line
from desktop.form.form import Item
from desktop.form.references import Reference, named
from desktop.kit import layouts
from desktop.kit.buttons import IconButton
from desktop.kit.plain import PlainLabel
from desktop.visits.table_rows import TableRows
from desktop.workspace import Workspace

_SIDES = ("from_party", "to_party")


class Star(Editor):
    """Yes or no as a star that is lit."""

    def __init__(self, name: str, parent: QWidget) -> None:
        self.button = IconButton("star", name)
        super().__init__(self.button, parent)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._light)
        self.button.toggled.connect(self.changed)

    @override
    def value(self) -> object:
        return self.button.isChecked()

    @override
    def set_value(self, value: Any) -> None:
        self.button.setChecked(bool(value))

    @override
    def take(self, text: str) -> None:
        self.button.setChecked(bool(text))

    @override
    def label_inside(self, name: str, label: str) -> None:
        self.button.setObjectName(name)

    def _light(self, lit: bool) -> None:
        self.button.set_ink("accent" if lit else "text2")


class Delegations(Editor):
    """The members of both delegations. A member belongs to the country of the list it stands in; lists follow the
    countries that are chosen in the form."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        self._inside = QWidget()
        super().__init__(self._inside, parent)
        self._workspace = workspace
        self._parties: dict[str, Editor] = {}
        self._given: tuple[DelegateDraft, ...] = ()
        self._pristine: object = None
        self._lists = {name: self._list(name) for name in (*_SIDES, "others")}
        self._titles = {name: PlainLabel("", "strong", parent=self._inside) for name in self._lists}
        self._boxes = {name: self._box(name) for name in self._lists}
        sides = layouts.row(*((self._boxes[name], 1) for name in _SIDES), gap=20)
        layouts.column(sides, self._boxes["others"], on=self._inside, gap=10)
        for each in self._lists.values():
            each.changed.connect(self.changed)

    @override
    def meet(self, others: Mapping[str, Editor]) -> None:
        self._parties = {name: others[name] for name in _SIDES}
        for each in self._parties.values():
            each.changed.connect(self._follow)

    @override
    def settle_in(self) -> None:
        self._show()

    @property
    @override
    def origins(self) -> tuple[int | None, ...]:
        if self.typed() == self._pristine:
            return tuple(range(len(self._given)))
        return tuple(origin for each in self._lists.values() for origin in each.origins)

    @override
    def value(self) -> object:
        if self.typed() == self._pristine:
            return self._given
        return tuple(draft for name in self._lists for draft in self._drafts(name))

    @override
    def set_value(self, value: Any) -> None:
        self._given = tuple(value or ())
        rows: dict[str, list[tuple[int, DelegateDraft, dict[str, object]]]] = {name: [] for name in self._lists}
        for place, draft in enumerate(self._given):
            rows[self._side_of(draft)].append((place, draft, {}))
        for name, each in self._lists.items():
            each.retype(rows[name])
        self._show()
        self._pristine = self.typed()

    @override
    def problem(self) -> str:
        return next((words for each in self._lists.values() if (words := each.problem())), "")

    @override
    def enter(self) -> None:
        wrong = [each for each in self._lists.values() if each.problem()]
        (wrong or [each for each in self._lists.values() if not each.isHidden()])[0].enter()

    @override
    def typed(self) -> object:
        return {name: each.typed() for name, each in self._lists.items()}

    @override
    def retype(self, typed: Any) -> None:
        for name, each in self._lists.items():
            each.retype(typed[name])
        self._show()

    @override
    def label_inside(self, name: str, label: str) -> None:
        for side, each in self._lists.items():
            each.label_inside(f"{name}.{side}", label)

    def _drafts(self, name: str) -> Iterator[DelegateDraft]:
        party = self._party(name)
        for draft in self._lists[name].drafts():
            yield draft if party is None else draft.model_copy(update={"party": party})

    def _party(self, name: str) -> object:
        return self._parties[name].value() if name in self._parties else None

    def _follow(self) -> None:
        """Another country was chosen; who stands in its list belongs to it."""
        self._show()
        self.changed.emit()

    def _side_of(self, draft: DelegateDraft) -> str:
        sides = (name for name in _SIDES if draft.party is not None and draft.party == self._party(name))
        return next(sides, "others")

    def _show(self) -> None:
        """Show the lists of the countries that are chosen, and the third where it is needed."""
        sides = {name: self._party(name) for name in _SIDES}
        known = named(self._workspace, [party for party in sides.values() if isinstance(party, int)])
        titles = {link.id: link.title for link in known}
        chosen = {"from_party": _("{party} · visiting"), "to_party": _("{party} · receiving")}
        open_ = {"from_party": _("Visiting side"), "to_party": _("Receiving side")}
        for name, party in sides.items():
            title = titles.get(party, "") if isinstance(party, int) else ""
            self._titles[name].setText(chosen[name].format(party=title) if title else open_[name])
            self._boxes[name].setVisible(bool(title or self._lists[name].filled))
        without = not any(sides.values())
        asks, others = _("Choose the two countries to list each side"), _("Others, or side not stated")
        self._titles["others"].setText(asks if without else others)
        self._boxes["others"].setVisible(without or bool(self._lists["others"].filled))

    def _list(self, name: str) -> TableRows[DelegateDraft]:
        stretches = (5, 5, 4, 0) if name == "others" else (5, 5, 0)
        items = self._items_of_others if name == "others" else self._items
        return TableRows(DelegateDraft, items, _("delegate"), self._inside, stretches, _split)

    def _box(self, name: str) -> QWidget:
        box = QWidget(self._inside)
        layouts.column(self._titles[name], self._lists[name], 1, on=box, gap=4)
        return box

    def _items(self) -> Sequence[Item]:
        return (
            Item("name", _("Name"), Line, needed=_("A name is needed.")),
            Item("function", _("Function"), Line),
            Item("leads", "★", partial(Star, _("Leads the delegation"))),
        )

    def _items_of_others(self) -> Sequence[Item]:
        name, function, leads = self._items()
        country = partial(Reference, self._workspace, (Kind.PARTY,))
        return (name, function, Item("party", _("Country"), country), leads)


def _split(text: str, column: int) -> Sequence[Mapping[str, str]]:
    return delegation(text)

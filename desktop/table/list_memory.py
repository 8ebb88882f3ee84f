"""What this computer remembers of a table: the view that was shown last, and how each view looks."""

from __future__ import annotations

from pydantic import ValidationError

from db.records.base import NamedView, View
from db.vocabulary import Kind
from desktop.settings import Settings
from desktop.table.facets import facets
from desktop.table.layout import Layout


class ListMemory:
    """Reads and keeps; without settings nothing is remembered."""

    def __init__(self, settings: Settings | None, kind: Kind) -> None:
        self._settings, self._kind = settings, kind

    def layout(self, key: str) -> Layout:
        """How the view of a tab looks."""
        if self._settings is None:
            return Layout()
        return Layout.read(self._settings.layout(self._kind.value, key), self._settings.density)

    def keep_layout(self, key: str, layout: Layout) -> None:
        """Remember how the view of a tab looks."""
        if self._settings is not None:
            self._settings.keep_layout(self._kind.value, key, layout.text())

    def view(self) -> NamedView | None:
        """The view that was shown last; its `own` is the key of its tab. None where none is known that makes sense."""
        text = self._settings.view(self._kind.value) if self._settings else ""
        try:
            kept = NamedView.model_validate_json(text)
        except ValidationError:
            return None
        known = {each.name for each in facets(self._kind)}
        return kept if all(each.facet in known for each in kept.view.filters) else None

    def keep_view(self, key: str, view: View) -> None:
        """Remember which view is shown."""
        if self._settings is not None:
            kept = NamedView(view=view, label="", own=key)
            self._settings.keep_view(self._kind.value, kept.model_dump_json())

"""What the calendar shows on one page, cell by cell, in the language and with the week of the country."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QAbstractTableModel, QDate, QLocale, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from db.rules.calendar_pages import COLUMNS, FIRST, LAST, cells, edtf
from db.rules.edtf import Precision
from db.words import _

DAY = Qt.ItemDataRole.UserRole
"""The first day of a cell."""

_Index = QModelIndex | QPersistentModelIndex
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_SHORT, _LONG = QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat


def year_name(locale: QLocale, day: date) -> str:
    """The year in the digits of the language, without separators."""
    return locale.toString(QDate(day.year, 1, 1), "yyyy")


def month_name(locale: QLocale, day: date) -> str:
    """The month and its year, such as "December 2026"."""
    return f"{locale.standaloneMonthName(day.month)} {year_name(locale, day)}"


class DatePage(QAbstractTableModel):
    """The cells of the page that is shown."""

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.scale = Precision.DAY
        self.locale = QLocale()
        self.cells = cells(self.scale, day)

    def show_page(self, scale: Precision, day: date, locale: QLocale) -> None:
        """Show the page of a day."""
        self.beginResetModel()
        self.scale, self.locale = scale, locale
        self.cells = cells(scale, day, locale.firstDayOfWeek().value - 1)
        self.endResetModel()

    def place(self, day: date) -> QModelIndex:
        """The cell that contains a day."""
        wanted = edtf(self.scale, day)
        at = next(place for place, each in enumerate(self.cells) if edtf(self.scale, each) == wanted)
        return self.index(*divmod(at, COLUMNS[self.scale]))

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.cells) // COLUMNS[self.scale]

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else COLUMNS[self.scale]

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) if FIRST <= self._day(index) <= LAST else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        day = self._day(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._label(day)
        if role == _SPOKEN:
            return self._spoken(day)
        return day if role == DAY else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.scale is not Precision.DAY or orientation is Qt.Orientation.Vertical:
            return None
        weekday = self.cells[section].isoweekday()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.locale.standaloneDayName(weekday, _SHORT)
        return self.locale.standaloneDayName(weekday) if role == _SPOKEN else None

    def _day(self, index: _Index) -> date:
        return self.cells[index.row() * COLUMNS[self.scale] + index.column()]

    def _label(self, day: date) -> str:
        if self.scale is Precision.DAY:
            return self.locale.toString(day.day)
        if self.scale is Precision.MONTH:
            return self.locale.standaloneMonthName(day.month)
        return self._quarter(day) if self.scale is Precision.QUARTER else year_name(self.locale, day)

    def _quarter(self, day: date) -> str:
        first, last = (self.locale.standaloneMonthName(month, _SHORT) for month in (day.month, day.month + 2))
        return _("Q{number}\n{first} – {last}").format(
            number=self.locale.toString((day.month + 2) // 3), first=first, last=last
        )

    def _spoken(self, day: date) -> str:
        if self.scale is Precision.DAY:
            return self.locale.toString(QDate(day.year, day.month, day.day), _LONG)
        if self.scale is Precision.MONTH:
            return month_name(self.locale, day)
        label = self._label(day).replace("\n", ", ")
        return f"{label} {year_name(self.locale, day)}" if self.scale is Precision.QUARTER else label

"""A table that leaves the register says to the letter what it says inside, and no program takes its text for orders."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.commands.base import Command
from db.commands.commitments import AddCommitment
from db.commands.visits import AddInvitation, AddVisit
from db.errors import KnownError
from db.exchange import xlsx
from db.exchange.marking import highest
from db.exchange.tables import Grid, Value, csv_file, html, inert, plain, tabbed
from db.exchange.xlsx import LONGEST_TEXT, xlsx_file
from db.queries import commitments
from db.records.commitments import CommitmentDraft
from db.records.visits import InvitationDraft, VisitDraft
from db.store import Store
from db.vocabulary import Marking
from tests.registers import TODAY

FORMULAS = ("=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("http://x","y")')
LITERAL = (
    "<b>bold</b>", "#panic", '"double" and \'single\'', "a,b;c", "line\nbreak", "{=1}", "_x0041_", "&amp; &", "007",
    "https://example.org", "1e5", "Қазақстан Республикасының Президенті", "وزیرِ اعظم شہباز شریف کا دورہ",
    "long " * 110,
)  # fmt: skip
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Rows = list[list[object]]


def grid(*rows: tuple[Value, ...], columns: tuple[str, ...] = ("Commitment", "Due")) -> Grid:
    return Grid("Commitments", columns, rows, TODAY, ("View: All open", "As of 23 Nov 2026"))


class Book:
    """An XLSX file as a spreadsheet reads it."""

    def __init__(self, content: bytes) -> None:
        self._zip = ZipFile(io.BytesIO(content))
        self.names = self._zip.namelist()
        shared = self.part("xl/sharedStrings.xml")
        self._texts = ["".join(each.itertext()) for each in shared.iter(f"{MAIN}si")]
        styles = self.part("xl/styles.xml")
        self._formats = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter(f"{MAIN}numFmt")}
        cells = styles.find(f"{MAIN}cellXfs")
        assert cells is not None
        self._styles = list(cells)
        self._bold = [each.find(f"{MAIN}b") is not None for each in styles.iter(f"{MAIN}font")]

    def part(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._zip.read(name))

    def sheet(self, number: int = 1) -> ElementTree.Element:
        return self.part(f"xl/worksheets/sheet{number}.xml")

    def rows(self, number: int = 1) -> Rows:
        """The values of a sheet: text, or the format and the number of a cell that holds one."""
        return [[self._value(cell) for cell in row] for row in self.sheet(number).iter(f"{MAIN}row")]

    def bold(self, cell: ElementTree.Element) -> bool:
        return self._bold[int(self._style(cell).get("fontId", "0"))]

    def _style(self, cell: ElementTree.Element) -> ElementTree.Element:
        return self._styles[int(cell.get("s", "0"))]

    def _value(self, cell: ElementTree.Element) -> object:
        value = cell.findtext(f"{MAIN}v", "")
        assert cell.find(f"{MAIN}f") is None, "a formula"
        if cell.get("t") == "s":
            return re.sub("_x005F(?=_x)", "", self._texts[int(value)])
        return (self._formats.get(self._style(cell).get("numFmtId"), ""), float(value)) if value else None


class Cells(HTMLParser):
    """An HTML table as a browser reads it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.rows: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.rstrip("\n")


def read_csv(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8")
    assert text.startswith("\ufeff"), "spreadsheets take it for UTF-8 by this mark"
    return list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_csv_says_everything_and_no_formula() -> None:
    table = grid(*((text, None) for text in FORMULAS + LITERAL), ("A day", date(2026, 12, 4)), ("Count", -5))
    rows = read_csv(csv_file(table))
    assert rows[0] == ["Commitment", "Due"]
    assert [row[0] for row in rows[1 : len(FORMULAS) + 1]] == [f"'{text}" for text in FORMULAS]
    assert [row[0] for row in rows[len(FORMULAS) + 1 : -2]] == list(LITERAL)
    assert rows[-2:] == [["A day", "2026-12-04"], ["Count", "-5"]]


def test_xlsx_keeps_text_as_text() -> None:
    book = Book(xlsx_file(grid(*((text, None) for text in FORMULAS + LITERAL))))
    assert book.rows()[0] == ["Commitment", "Due"]
    assert [row[0] for row in book.rows()[1:]] == list(FORMULAS + LITERAL)
    assert not any("hyperlink" in each or "_rels/sheet" in each for each in book.names)


def test_xlsx_types_exact_days_only() -> None:
    book = Book(xlsx_file(grid(("Day", date(2026, 12, 4)), ("Quarter", "Q1 2027"), ("Old", date(1893, 2, 1)))))
    assert book.rows()[1:] == [["Day", ("d mmm yyyy", 46360.0)], ["Quarter", "Q1 2027"], ["Old", "1 Feb 1893"]]


def test_xlsx_names_stand_fast_and_can_be_filtered_by() -> None:
    book = Book(xlsx_file(grid(("a", "b"), ("c", "d"))))
    sheet = book.sheet()
    pane, filters = sheet.find(f".//{MAIN}pane"), sheet.find(f"{MAIN}autoFilter")
    assert pane is not None and (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    assert filters is not None and filters.get("ref") == "A1:B3"
    first, second = list(sheet.iter(f"{MAIN}row"))[:2]
    assert all(map(book.bold, first)) and not any(map(book.bold, second))
    widths = [float(each.get("width", "0")) for each in sheet.iter(f"{MAIN}col")]
    assert all(9 <= width <= 49 for width in widths)


def test_xlsx_page_head_and_second_sheet_say_what_it_is() -> None:
    told = replace(grid(("a", "b")), title="Trade & transport [x]", note=("Containing “&[Picture]&G”", "x" * 300))
    book = Book(xlsx_file(replace(told, marking="RESTRICTED")))
    head = book.sheet().findtext(f".//{MAIN}oddHeader", "")
    foot = book.sheet().findtext(f".//{MAIN}oddFooter", "")
    assert "&C&BRESTRICTED" in head and "&C&BRESTRICTED" in foot and "23 Nov 2026" in head
    assert "Trade &&\u200b transport" in head and len(foot) <= 255
    assert [row[0] for row in book.rows(2)] == ["Trade & transport [x]", "RESTRICTED", *told.note]
    assert [each.get("name") for each in book.part("xl/workbook.xml").iter(f"{MAIN}sheet")] == [
        "Trade & transport  x", "About",
    ]  # fmt: skip


def test_a_marking_stands_above_the_names_everywhere() -> None:
    marked = replace(grid(("a", "b")), marking="RESTRICTED")
    book = Book(xlsx_file(marked))
    assert [row[0] for row in book.rows()] == ["RESTRICTED", "Commitment", "a"]
    pane = book.sheet().find(f".//{MAIN}pane")
    assert pane is not None and pane.get("ySplit") == "2"
    assert read_csv(csv_file(marked)) == [["RESTRICTED"], ["Commitment", "Due"], ["a", "b"]]
    assert tabbed(marked).splitlines() == ["RESTRICTED", "Commitment\tDue", "a\tb"]
    assert "<caption>RESTRICTED</caption>" in html(marked)


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    letters = "я" * LONGEST_TEXT
    faces = "😀" * (LONGEST_TEXT // 2 + 1)
    book = Book(xlsx_file(grid((letters, None), (letters + "!", None), (faces, None))))
    whole, cut, odd = (str(row[0]) for row in book.rows()[1:])
    assert whole == letters
    assert cut.startswith("яяя") and cut.endswith("… [cut: 32,768 characters do not fit in a cell]")
    assert odd.startswith("😀") and "do not fit" in odd
    assert all(len(each.encode("utf-16-le")) // 2 <= LONGEST_TEXT for each in (cut, odd))
    assert book.rows(2)[-1] == ["2 texts were too long for a cell and end with a note."]


def test_controls_are_left_out() -> None:
    table = grid(("a\x00b\x0bc\x1b[0m\ufffe\ud800", "tab\tand\nbreak"))
    assert Book(xlsx_file(table)).rows()[1] == ["abc[0m\ufffd", "tab\tand\nbreak"]
    assert read_csv(csv_file(table))[1] == ["abc[0m\ufffd", "tab\tand\nbreak"]


def test_xlsx_runs_from_the_right_where_the_window_does() -> None:
    view = Book(xlsx_file(replace(grid(("a", "b")), right_to_left=True))).sheet().find(f".//{MAIN}sheetView")
    assert view is not None and view.get("rightToLeft") == "1"


def test_the_same_grid_gives_the_same_bytes() -> None:
    assert xlsx_file(grid(("a", TODAY))) == xlsx_file(grid(("a", TODAY)))


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    xlsx_file(grid(("a", "b"), ("c", "d")))
    with pytest.raises(KnownError, match="cannot hold 3 rows"):
        xlsx_file(grid(*[("a", "b")] * 3))


def test_a_table_without_rows_has_its_names() -> None:
    assert read_csv(csv_file(grid())) == [["Commitment", "Due"]]
    assert Book(xlsx_file(grid())).rows() == [["Commitment", "Due"]]


def test_the_clipboard_has_text_and_html() -> None:
    table = grid(*((text, date(2026, 12, 4)) for text in FORMULAS + LITERAL))
    lines = [line.split("\t") for line in tabbed(table).removesuffix("\n").split("\n")]
    assert lines[0] == ["Commitment", "Due"]
    assert lines[1:] == [[inert(one_line(plain(text))), "4 Dec 2026"] for text in FORMULAS + LITERAL]
    cells = Cells(html(table))
    assert cells.rows[1:] == [[one_line(text), "4 Dec 2026"] for text in FORMULAS + LITERAL]
    assert cells.tags == {"meta", "table", "thead", "tbody", "tr", "th", "td"}, "no text became a tag"
    assert html(replace(table, right_to_left=True)).count('<table dir="rtl">') == 1


@given(st.text())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    kept = plain(text)
    table = grid(("row", text))
    assert read_csv(csv_file(table))[1] == ["row", inert(kept)]
    assert Book(xlsx_file(table)).rows()[1] == (["row", kept] if kept else ["row"])
    assert Cells(html(table)).rows[1] == ["row", one_line(kept)]


def test_rows_carry_the_highest_marking_of_what_they_speak_of(house: Store) -> None:
    def added(command: Command) -> int:
        record = house.run(command).record
        assert record is not None
        return record

    def marking() -> Marking:
        with house.read() as reader:
            return highest(reader, commitments.lines(reader, TODAY, [promise]))

    visit = added(AddVisit(VisitDraft(title="Quiet visit", marking=Marking.OFFICIAL_USE)))
    promise = added(AddCommitment(CommitmentDraft(title="Unmarked")))
    assert marking() is Marking.NONE
    promise = added(AddCommitment(CommitmentDraft(title="Unmarked", origin=visit)))
    assert marking() is Marking.OFFICIAL_USE, "its row names the visit"
    added(AddInvitation(InvitationDraft(visit=visit, marking=Marking.CONFIDENTIAL)))
    assert marking() is Marking.CONFIDENTIAL, "the row of a visit speaks of its invitations"
    with house.read() as reader:
        assert highest(reader, []) is Marking.NONE

"""How a long source is shown, written and stored: `python -m tests.benchmarks.sources`.

A text of 2 MB with 5,000 quotations, half of them cited for a record, in the program's own page and form. Beside it
stands a bare text field of Qt with the same text in the same run, for much of the time is Qt's. Times are on the wall.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from sqlalchemy.orm import Session

from db.commands.base import Done
from db.commands.sources import AddQuestion, AddSource
from db.queries import sources
from db.records.sources import QuestionDraft, SourceDraft
from db.tables.base import Citation
from db.tables.sources import Quotation
from db.vocabulary import How, Kind
from db.words import told
from desktop.form.dialog import FormDialog
from desktop.kit.long_text import LongText
from desktop.kit.theme import Theme
from desktop.shell import rooms
from desktop.sources.page import SourcesPage
from desktop.workspace import Edit
from tests.benchmarks.beside import Bench
from tests.benchmarks.generate import generate


@dataclass(frozen=True)
class Fill:
    """A long source and what is quoted from it, in one change."""

    letters: int
    quotations: int

    def apply(self, session: Session) -> Done:
        text, places = written(self.letters, self.quotations)
        source = AddSource(SourceDraft(title="A long source", text=text)).apply(session).record
        about = AddQuestion(QuestionDraft(title="What was agreed?")).apply(session).record
        assert source is not None and about is not None
        quoted = [
            Quotation(uid=f"{number:032x}", title="Quoted", source=source, start=start, end=end, words=text[start:end])
            for number, (start, end) in enumerate(places)
        ]
        session.add_all(quoted)
        session.flush()
        session.add_all(
            Citation(record_id=about, quotation=each.id, field="title", how=How.STATED) for each in quoted[::2]
        )
        return Done(told("Filled"), source)


def written(letters: int, quotations: int) -> tuple[str, list[tuple[int, int]]]:
    """A text of paragraphs, letters of two units of Qt's among them, and the places of passages in it."""
    chance = random.Random(12)
    stock = ["".join(chance.choices("abcdefghiklmnoprstuw", k=chance.randint(2, 10))) for _ in range(3000)]
    stock += ["Астана", "договор", "معاہدہ", "🇰🇿"]
    paragraphs: list[str] = []
    while letters > 0:
        paragraphs.append(" ".join(chance.choices(stock, k=80)) + ".")
        letters -= len(paragraphs[-1]) + 1
    text = "\n".join(paragraphs)
    step = len(text) // max(1, quotations)
    starts = [number * step for number in range(quotations)]
    return text, [(start, start + chance.randint(40, 160)) for start in starts]


def wall(step: Callable[[], object]) -> float:
    """The milliseconds until a step is done and everything it asked for is painted."""
    started = time.perf_counter()
    step()
    settled()
    return (time.perf_counter() - started) * 1e3


def settled() -> None:
    """Let the window do what it has put off."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()


def say(name: str, *figures: float) -> None:
    """Print the median of a step, and its slowest."""
    print(f"  {name:44} {median(figures):9.1f} ms   at most {max(figures):9.1f}", flush=True)


def bare(text: str, rounds: int) -> None:
    """The yardstick: a text field of Qt's with nothing around it."""
    fields = [QPlainTextEdit() for _ in range(rounds)]
    opened = []
    for field in fields:
        field.resize(700, 800)
        field.show()
        settled()
        opened.append(wall(partial(field.setPlainText, text)))
    say("a bare QPlainTextEdit: the text in it", *opened)
    field = fields[-1]
    say("a bare QPlainTextEdit: a letter", *(wall(partial(QTest.keyClicks, field, "a")) for _ in range(20)))
    for each in fields:
        each.hide()
        each.deleteLater()
    settled()


def page(bench: Bench, source: int, rounds: int) -> SourcesPage:
    """Showing the source, and showing it again after a change."""
    made = SourcesPage(bench.workspace, noun_of=rooms.noun)
    made.resize(1270, 856)
    made.show()
    settled()
    empty = bench.workspace.run(AddSource(SourceDraft(title="Empty", text="Nothing")), quiet=True).record
    times: list[float] = []
    for _ in range(rounds):
        made.arrive(None, empty)
        settled()
        times.append(wall(partial(made.arrive, None, source)))
    say("the page: opened", *times)
    say("the page: read again after a change", *(wall(partial(made._show, source)) for _ in range(rounds)))
    lines = made.reader.card.quotations if made.reader.card else ()
    chosen = [each.id for each in lines[:: max(1, len(lines) // 7)]]
    say("the page: another quotation seen", *(wall(partial(made.arrive, None, each)) for each in chosen))
    bar = made.reader.view.verticalScrollBar()
    steps = [bar.maximum() * part // 7 for part in range(7)]
    say("the page: scrolled", *(wall(partial(bar.setValue, each)) for each in steps))
    return made


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--letters", type=int, default=2_000_000)
    parser.add_argument("--quotations", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=5)
    told = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    Theme(app, "light")
    with tempfile.TemporaryDirectory() as scratch:
        register = Path(scratch) / "made.aide"
        generate(10, register)
        bench = Bench(register)
        print(f"{told.letters:,} letters, {told.quotations:,} quotations")
        source = bench.workspace.run(Fill(told.letters, told.quotations), quiet=True).record
        assert source is not None
        read = partial(sources.card, record_id=source)
        card = bench.workspace.ask(read)
        bare(card.draft.text, told.rounds)
        say("read from the register", *(wall(partial(bench.workspace.ask, read)) for _ in range(told.rounds)))
        shown = page(bench, source, told.rounds)
        form(bench, source, told.rounds)
        shown.hide()
        shown.deleteLater()
        settled()
        bench.close()


def form(bench: Bench, source: int, rounds: int) -> None:
    """Writing in the form of the source, and storing it."""
    dialog = rooms.form(bench.workspace, Edit(Kind.QUESTION), None)
    dialog.deleteLater()  # the first form loads what every form needs
    times: list[float] = []
    dialogs: list[FormDialog] = []
    for _ in range(rounds):
        times.append(wall(lambda: dialogs.append(_opened(bench, source))))
    say("the form: opened", *times)
    dialog, *others = dialogs
    for each in others:
        _closed(each)
    (field,) = dialog.findChildren(LongText, "field.source.text")
    field.setFocus()
    settled()
    say("the form: a letter", *(wall(partial(QTest.keyClicks, field, "a")) for _ in range(20)))
    say("the form: what is typed is kept", *(wall(dialog.draft.keep) for _ in range(rounds) if dialog.draft))
    say("the form: stored, every quotation has moved", wall(partial(dialog.submit, again=False)))
    _closed(dialog)
    dialog = _opened(bench, source)
    (field,) = dialog.findChildren(LongText, "field.source.text")
    field.appendPlainText("The end.")
    say("the form: stored, no quotation has moved", wall(partial(dialog.submit, again=False)))
    _closed(dialog)


def _opened(bench: Bench, source: int) -> FormDialog:
    dialog = rooms.form(bench.workspace, Edit(Kind.SOURCE, source), None)
    dialog.open()
    return dialog


def _closed(dialog: FormDialog) -> None:
    with suppress(RuntimeError):  # it may have gone by itself
        dialog.hide()
        dialog.deleteLater()
    settled()


if __name__ == "__main__":
    main()

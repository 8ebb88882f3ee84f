"""The forms of a source, a document facts come from, and of a question that sources leave open."""

from __future__ import annotations

from datetime import date

from db.commands.sources import AddQuestion, AddSource, ChangeQuestion, ChangeSource
from db.queries import sources
from db.queries.base import Reader
from db.records.sources import QuestionCard, QuestionDraft, SourceCard, SourceDraft
from db.vocabulary import Kind, SourceKind
from db.words import _
from desktop.form.form import Item
from desktop.form.noun import Ask, Noun
from desktop.sources.text import SourceText
from desktop.workspace import Workspace


def noun(workspace: Workspace) -> Noun[SourceDraft]:
    """A source."""
    ask = Ask(workspace)
    items = (
        ask.title(_("Title")),
        Item("kind", _("Kind of document"), ask.pick(SourceKind)),
        Item("published_on", _("Published on"), ask.when(past=True)),
        Item("publisher", _("Publisher"), ask.line()),
        Item("language", _("Language"), ask.line()),
        Item("address", _("Address"), ask.line(), wide=True),
        Item("text", _("Text"), SourceText, wide=True),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.SOURCE,
        SourceDraft,
        (_("New source"), _("Edit source")),
        items,
        _read,
        AddSource,
        ChangeSource,
    )


def question(workspace: Workspace) -> Noun[QuestionDraft]:
    """What has to be asked for."""
    ask = Ask(workspace)
    hint = _("An answered question is no longer shown as one to ask.")
    needed = _("Write down what is to be asked.")
    items = (
        Item("title", _("What is to be asked"), ask.text(), wide=True, needed=needed),
        Item("about", _("About"), ask.one(*sources.ASKED_ABOUT), wide=True),
        Item("answer", _("Answer"), ask.text(), wide=True, hint=hint),
        *ask.shared(areas=False),
    )
    return Noun(
        Kind.QUESTION,
        QuestionDraft,
        (_("New question"), _("Edit question")),
        items,
        _read_question,
        AddQuestion,
        ChangeQuestion,
    )


def _read_question(reader: Reader, today: date, record_id: int) -> QuestionCard:
    return sources.question(reader, record_id)


def _read(reader: Reader, today: date, record_id: int) -> SourceCard:
    return sources.card(reader, record_id)

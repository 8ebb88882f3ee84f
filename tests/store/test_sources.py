"""Our own copy of a source, the words quoted from it, and what rests on them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, update

from db.commands.base import Hide
from db.commands.bundle import TakeIn
from db.commands.sources import AddQuestion, AddQuotation, AddSource, ChangeQuotation, ChangeSource, Cite, Quote, Uncite
from db.errors import FieldError, KnownError, NotFound
from db.exchange.bundle import read
from db.queries import sources
from db.queries.cited import cited
from db.records.base import CitationDraft
from db.records.sources import QuestionDraft, QuotationDraft, SourceCard, SourceDraft
from db.rules import sources as rules
from db.store import Store, create_register, open_register
from db.tables.sources import Quotation
from db.vocabulary import How, Standing
from tests.bundles import everything, write
from tests.store.house import Clock, Ids

TEXT = "Almaty. 🇰🇿 The President said: «Мемлекеттік сапар».\nوزیر اعظم نے دعوت قبول کی۔ e\u0301lan"
WORDS = "وزیر اعظم"


def add(store: Store, text: str, title: str = "Article") -> int:
    record = store.run(AddSource(SourceDraft(title=title, text=text))).record
    assert record is not None
    return record


def card(store: Store, source: int) -> SourceCard:
    with store.read() as reader:
        return sources.card(reader, source)


def change(store: Store, source: int, text: str) -> str:
    shown = card(store, source)
    return store.run(ChangeSource(source, shown.head.version, shown.draft.model_copy(update={"text": text}))).label


def quote(store: Store, source: int, words: str, record: int | None = None, **named: str | How) -> None:
    text = card(store, source).draft.text
    start = text.index(words)
    draft = QuotationDraft(source=source, start=start, end=start + len(words), words=words)
    store.run(Quote(draft, record, CitationDraft.model_validate({"how": How.STATED, **named})))


def places(store: Store, source: int) -> list[tuple[str, Standing, int | None, int | None]]:
    return [(each.words, each.standing, each.start, each.end) for each in card(store, source).quotations]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("One\r\nTwo\rThree\n", "One\nTwo\nThree\n"),
        ("a\0b\x07c\x85d", "abc\nd"),
        ("\u202einvoice\u202c", "invoice"),
        ("half \ud83c", "half \ufffd"),
        ("  two spaces, tab\t, e\u0301, ك, \u200c, 🇰🇿  \n\n", "  two spaces, tab\t, e\u0301, ك, \u200c, 🇰🇿  \n\n"),
    ],
)
def test_a_text_is_cleaned_once_and_then_kept_to_the_letter(house: Store, given: str, kept: str) -> None:
    shown = card(house, add(house, given))
    assert shown.draft.text == kept
    assert shown.draft.sha256 == hashlib.sha256(kept.encode()).hexdigest()
    assert SourceDraft.model_validate(dict(shown.draft)).text == kept, "cleaning it again changes nothing"


def test_places_count_code_points(house: Store) -> None:
    source = add(house, TEXT)
    for words in ("🇰🇿", "Мемлекеттік сапар", WORDS, "e\u0301lan"):
        quote(house, source, words)
    text = card(house, source).draft.text
    assert [text[start:end] for _, stands, start, end in places(house, source) if stands is Standing.THERE] == [
        "🇰🇿", "Мемлекеттік сапар", WORDS, "e\u0301lan"
    ]  # fmt: skip
    assert places(house, source)[0][2:] == (8, 10)


def test_the_same_words_are_quoted_once(house: Store, ids: Ids) -> None:
    source = add(house, TEXT)
    quote(house, source, WORDS, ids["visit"], field="visitor")
    quote(house, source, WORDS, ids["commitment"], field="title", how=How.INFERRED, why="He speaks for his country")
    (only,) = card(house, source).quotations
    assert [(use.record.id, use.field, use.how) for use in only.uses] == [
        (ids["visit"], "visitor", How.STATED),
        (ids["commitment"], "title", How.INFERRED),
    ]
    with pytest.raises(FieldError) as refused:
        quote(house, source, WORDS, ids["visit"], field="visitor")
    assert refused.value.field == "field"
    draft = QuotationDraft(
        source=source, start=52, words=WORDS, translation="the prime minister", speaker=ids["person"]
    )
    house.run(Quote(draft, None, CitationDraft(how=How.STATED)))
    (only,) = card(house, source).quotations
    assert only.translation == "the prime minister" and only.speaker is not None and only.speaker.id == ids["person"]


def test_a_quotation_is_one_step_to_take_back(house: Store, ids: Ids) -> None:
    source = add(house, TEXT)
    quote(house, source, WORDS, ids["visit"], field="visitor", says="PM")
    house.undo()
    assert card(house, source).quotations == ()
    with house.read() as reader:
        assert [each.field for each in cited(reader, ids["visit"])] == ["dates"]


def test_a_conclusion_needs_its_reason(house: Store, ids: Ids) -> None:
    with pytest.raises(FieldError) as refused:
        quote(house, ids["source"], "build a road", ids["visit"], field="purpose", how=How.INFERRED)
    assert refused.value.field == "why"
    with pytest.raises(FieldError):
        house.run(Cite(ids["visit"], CitationDraft(how=How.STATED)))


def test_a_citation_is_taken_away_and_its_quotation_stays(house: Store, ids: Ids) -> None:
    (quoted,) = card(house, ids["source"]).quotations
    house.run(Uncite(quoted.uses[0].citation))
    (quoted,) = card(house, ids["source"]).quotations
    assert quoted.words == "agreed" and quoted.uses == ()
    with pytest.raises(NotFound):
        house.run(Uncite(1))


def test_quotations_follow_their_words_into_a_new_text(house: Store) -> None:
    source = add(house, TEXT)
    for words in ("🇰🇿", "President", WORDS):
        quote(house, source, words)
    label = change(house, source, "🕊 New head.\r\n" + TEXT.replace("President", "Chairman"))
    assert label == "Changed source “Article”: 2 quotations moved, 1 quotation not in it"
    after = card(house, source).draft.text
    assert {words: (stands, start) for words, stands, start, _ in places(house, source)} == {
        "🇰🇿": (Standing.THERE, after.index("🇰🇿")),
        WORDS: (Standing.THERE, after.index(WORDS)),
        "President": (Standing.MISSING, None),
    }
    assert house.check().quotations[Standing.MISSING] and house.check().sound
    change(house, source, TEXT)
    assert all(stands is Standing.THERE for _, stands, _, _ in places(house, source)), "what was lost is found again"
    assert places(house, source)[1][2] == TEXT.index("President")


def test_a_changed_text_is_taken_back_with_its_quotations(house: Store) -> None:
    source = add(house, TEXT)
    quote(house, source, WORDS)
    before = places(house, source)
    change(house, source, f"Two words more: {TEXT}")
    assert places(house, source) != before
    house.undo()
    assert places(house, source) == before


def test_a_damaged_place_is_found_again_reported_and_mended(house: Store) -> None:
    source = add(house, TEXT)
    quote(house, source, "President")
    (damaged,) = card(house, source).quotations
    with house._transaction() as session:  # no command can do this
        session.execute(update(Quotation).where(Quotation.id == damaged.id).values(start=70, end=71))
    start = TEXT.index("President")
    assert places(house, source) == [("President", Standing.FOUND_AGAIN, start, start + 9)]
    assert house.check().quotations == {Standing.FOUND_AGAIN: (damaged.id,), Standing.MISSING: ()}
    quote(house, source, "President")
    assert len(places(house, source)) == 1, "words quoted at a damaged place are the same words"
    assert change(house, source, TEXT) == "Changed source “Article”: 1 quotation moved"
    assert places(house, source) == [("President", Standing.THERE, start, start + 9)]


def test_words_that_are_not_in_the_text_are_refused(house: Store) -> None:
    source = add(house, TEXT)
    with pytest.raises(FieldError) as refused:
        house.run(Quote(QuotationDraft(source=source, start=0, words="almaty"), None, CitationDraft(how=How.STATED)))
    assert refused.value.field == "words"


def test_a_lost_quotation_can_still_be_translated(house: Store) -> None:
    source = add(house, TEXT)
    quote(house, source, WORDS)
    (lost,) = card(house, source).quotations
    change(house, source, "Another text.")
    draft = QuotationDraft(source=source, start=lost.start, end=lost.end, words=WORDS, translation="the prime minister")
    with house.read() as reader:
        version = reader.get_one(Quotation, lost.id).version
    house.run(ChangeQuotation(lost.id, version, draft))
    (lost,) = card(house, source).quotations
    assert lost.translation == "the prime minister" and lost.standing is Standing.MISSING


def test_a_text_that_comes_later_finds_its_quotations(house: Store) -> None:
    """The starter register holds quotations of an article whose text is not in it."""
    source = add(house, "")
    house.run(AddQuotation(QuotationDraft(source=source, start=500, end=509, words="President")))
    assert places(house, source) == [("President", Standing.NO_TEXT, 500, 509)]
    change(house, source, TEXT)
    start = TEXT.index("President")
    assert places(house, source) == [("President", Standing.THERE, start, start + 9)]


def test_a_bundle_carries_texts_and_lost_quotations(house: Store, clock: Clock) -> None:
    source = add(house, TEXT)
    for words in ("President", WORDS):
        quote(house, source, words)
    change(house, source, TEXT.replace("President", "Chairman"))
    with house.read() as reader:
        written = json.loads(write(everything(reader, "All")))
    for entry in written["records"]:
        if entry["draft"].get("words") == WORDS:
            entry["draft"]["start"] = 1  # and its end is where it was
    path = house.path.with_name("again.aide")
    create_register(path, now=clock, by="B", first=TakeIn(read(json.dumps(written))))
    with open_register(path, now=clock, by="B") as again:
        with again.read() as reader:
            (line,) = [line for line in sources.lines(reader) if line.title == "Article"]
        assert line.quotations == 2
        assert places(again, line.id) == places(house, source)
        assert card(again, line.id).draft.sha256 == card(house, source).draft.sha256


def test_what_others_rest_on_stays_out_of_the_trash(house: Store, ids: Ids) -> None:
    for record, title in ((ids["source"], "Joint statement"), (ids["quotation"], "agreed")):
        with pytest.raises(KnownError) as refused:
            house.run(Hide((record,)))
        assert refused.value.sentence == (
            f"“{title}” cannot go to Trash: “State visit” rests on it. Nothing was changed. "
            "Take those citations away first."
        )
    house.run(Hide((ids["source"], ids["visit"])))
    with house.read() as reader:
        assert sources.lines(reader) == ()


def test_sources_are_listed_and_found_by_their_texts(house: Store) -> None:
    source = add(house, TEXT, "Б статья")
    add(house, "Other words.", "а letter")
    quote(house, source, WORDS)
    with house.read() as reader:
        assert [(line.title, line.quotations) for line in sources.lines(reader)] == [
            ("Joint statement", 1), ("а letter", 0), ("Б статья", 1)
        ]  # fmt: skip
        assert [line.title for line in sources.lines(reader, "мемлекет")] == ["Б статья"]
        assert [line.title for line in sources.lines(reader, "وزير")] == ["Б статья"]
        assert sources.place(reader, source) == (source, None)
        (quoted,) = sources.card(reader, source).quotations
        assert sources.place(reader, quoted.id) == (source, quoted.id)


def test_a_source_is_read_by_as_many_statements_however_much_is_quoted(house: Store) -> None:
    """Its words, too, are looked for once each; see `tests.benchmarks.sources`."""
    source = add(house, " ".join(f"word{number}" for number in range(60)))
    about = house.run(AddQuestion(QuestionDraft(title="What was agreed?"))).record
    asked: list[list[str]] = []
    for first, behind in ((0, 2), (2, 40)):
        for number in range(first, behind):
            quote(house, source, f"word{number} ", about, field=f"steps.{number}.title")
        with statements(house) as heard:
            assert len(card(house, source).quotations) == behind
        asked.append(heard)
    assert asked[0] == asked[1]


def test_a_text_is_compared_with_another_once_for_all_its_quotations(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    real = rules._same

    def same(one: str, other: str) -> int:
        compared.append(one)
        return real(one, other)

    monkeypatch.setattr(rules, "_same", same)
    words = [f"word{number}" for number in range(100, 200)]
    before = " ".join(words)
    edit = rules.Edit(before, f"In front. {before}")
    assert [edit.after(each, before.index(each)) for each in words] == [10 + before.index(each) for each in words]
    assert len(compared) == 2, "from the front and from the end"


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    heard: list[str] = []

    def hear(connection: object, cursor: object, statement: str, *rest: object) -> None:
        heard.append(statement)

    event.listen(store._engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(store._engine, "before_cursor_execute", hear)

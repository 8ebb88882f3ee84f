"""Sentences are collected for translators whole, and a language is spoken when the environment asks for it."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from db import words
from db.rules.periods import Period
from db.vocabulary import VisitStatus
from desktop.cli.reading import today
from tests.house.sources import ROOT

tool = runpy.run_path(str(ROOT / "packaging" / "words.py"))


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    collected: Catalog = tool["collected"]()
    return collected


def test_every_sort_of_sentence_is_collected(catalog: Catalog) -> None:
    """Reason: what no translator is shown stays English; these come from the source, from lists and from docstrings."""
    assert catalog.get("Logged on “{title}”")
    counted = [catalog.get("{count} page"), catalog.get("due in {count} day")]
    assert [each.id[1] for each in counted if each] == ["{count} pages", "due in {count} days"]
    assert catalog.get("Invited, no date", "VisitStatus")
    assert catalog.get("invited, no date", "VisitStatus, inside a sentence")
    assert catalog.get("May", "short month") and catalog.get("May", "month")
    assert catalog.get("done on", "field") and catalog.get("Step", "row")
    assert catalog.get(today.__doc__ or "") and catalog.get("What to list.")
    assert catalog.get("Show this message and exit.") and catalog.get("Missing command.")


def test_sentences_have_named_places(catalog: Catalog) -> None:
    """Reason: a translator must be able to turn a sentence round, and to know what stands where."""
    own = [
        each for each in catalog if each.id and any(not place.startswith("typer/") for place, _line in each.locations)
    ]
    ids = [each.id if isinstance(each.id, str) else " ".join(each.id) for each in own]
    assert [said for said in ids if "{}" in said] == []


def test_a_language_is_spoken_when_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reason: no language is shipped now; that one can be added must not be forgotten until then."""
    catalog = Catalog(locale="de")
    catalog.add("Invited, no date", "Eingeladen, ohne Tag", context="VisitStatus")
    catalog.add("by {date}", "bis {date}")
    catalog.add(("{count} day late", "{count} days late"), ("{count} Tag zu spät", "{count} Tage zu spät"))
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / f"{words.DOMAIN}.mo").open("wb") as out:
        write_mo(out, catalog)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    before = words._chosen[0]
    try:
        words.choose(tmp_path)
        assert VisitStatus.INVITED_NO_DATE.label == "Eingeladen, ohne Tag"
        assert Period.from_edtf("../2026-12-14").display() == "bis 14 Dec 2026"
        assert words.ngettext("{count} day late", "{count} days late", 2) == "{count} Tage zu spät"
        assert words._("") == ""
        monkeypatch.setenv("LANGUAGE", "kk")
        words.choose(tmp_path)
        assert VisitStatus.INVITED_NO_DATE.label == "Invited, no date"
    finally:
        words.use(before)


def test_a_place_that_is_not_there_is_noticed() -> None:
    """Reason: the program would stop at the sentence, in that language only, and nobody here would see it."""
    catalog = Catalog(locale="de")
    catalog.add("by {date}", "bis {datum}")
    assert tool["misplaced"](catalog) == ["by {date}: {datum}"]

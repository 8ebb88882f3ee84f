"""The languages dates are typed in: each can say every month and day of the week, and reads as English does."""

from __future__ import annotations

from datetime import date

import pytest

from db.rules.languages import LANGUAGES, MONTHS, WEEKDAYS, Language
from db.rules.periods import Period
from db.rules.phrases import read

TODAY = date(2026, 11, 23)  # a Monday


def edtfs(text: str) -> list[str]:
    """The readings of a text, best first."""
    return [reading.period.edtf for reading in read(text, TODAY).readings]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_every_month_and_day_and_that_there_is_none(language: Language) -> None:
    """Reason: a table with a month missing is noticed in that month."""
    assert {*MONTHS, *WEEKDAYS} - set(language.words.values()) == set()
    assert language.no_date
    assert all(read(text, TODAY).cleared for text in language.no_date)


@pytest.mark.parametrize(
    ("urdu", "english"),
    [
        *(("اگلے جمعے", "next Friday"), ("اس جمعے", "this Friday"), ("پیر", "Monday"), ("ہفتہ", "Saturday")),
        *(("آج", "today"), ("آئندہ کل", "tomorrow"), ("گزشتہ کل", "yesterday"), ("3 دن میں", "in 3 days")),
        *(("۳ دن میں", "in 3 days"), ("دو ہفتوں میں", "in 2 weeks"), ("تین مہینوں میں", "in 3 months")),
        *(("10 کام کے دنوں میں", "in 10 working days"), ("دس دن کے اندر", "within 10 days")),
        *(("اگلے ہفتے", "next week"), ("اس ہفتے", "this week"), ("اگلے مہینے", "next month"), ("مارچ تک", "by March")),
        *(("مہینے کے آخر تک", "by end of month"), ("سال کے آخر تک", "by end of year"), ("اس سال", "this year")),
        *(("رواں سال", "this year"), ("اگلے سال", "next year"), ("سال 2027", "2027"), ("۲۰۲۷ میں", "in 2027")),
        *(("2027 کے آخر تک", "by end of 2027"), ("دسمبر کے وسط میں", "mid-December"), ("وسط دسمبر", "mid-December")),
        *(("2027 کے شروع میں", "early 2027"), ("فروری کے اواخر میں", "late February")),
        *(("تقریباً مارچ 2027", "c. March 2027"), ("شاید مارچ 2027", "perhaps March 2027")),
        *(("بہار 2027", "spring 2027"), ("موسم گرما 2027", "summer 2027"), ("2027 کی پہلی سہ ماہی", "Q1 2027")),
        *(("پہلی ششماہی 2027", "H1 2027"), ("2027 کا پہلا نصف", "H1 2027"), ("اگلے سال کی پہلی سہ ماہی", "Q1 2027")),
        *(("۱۵ جنوری", "15 January"), ("١٥ جنوري", "15 January"), ("۳–۴ فروری ۲۰۲۶", "3–4 February 2026")),
        *(("3 فروری سے 5 مارچ تک", "3 February to 5 March"), ("1 فروری 2027 سے", "from 1 February 2027")),
        *(("مارچ سے پہلے", "before March"), ("مارچ کے بعد", "after March"), ("31 مارچ 2027 تک", "until 31 March 2027")),
    ],
)  # fmt: skip
def test_urdu_reads_as_english_does(urdu: str, english: str) -> None:
    assert edtfs(urdu) == edtfs(english) != []


def test_a_word_that_looks_both_ways_has_both_readings() -> None:
    assert edtfs("کل") == ["2026-11-24", "2026-11-22"]
    assert edtfs("پرسوں") == ["2026-11-25", "2026-11-21"]


@pytest.mark.parametrize("words", ["this year", "in the current year", "اس سال", "رواں سال", "موجودہ سال"])
def test_words_that_count_from_the_day_they_were_said_do_so_in_every_language(words: str) -> None:
    assert Period.from_edtf("2026", words, TODAY).earliest == TODAY

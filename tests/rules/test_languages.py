"""The languages dates are typed in: each can say every month and day of the week, and reads as English does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        *(("до 31 декабря 2026", "by 31 December 2026"), ("до 31 декабря 2026 г.", "by 31 December 2026")),
        *(("в первом полугодии 2027", "H1 2027"), ("во втором полугодии 2027 года", "H2 2027")),
        *(("в I квартале 2027 года", "Q1 2027"), ("во 2-м квартале 2027", "Q2 2027"), ("II полугодие 2027", "H2 2027")),
        *(("в третьем квартале следующего года", "Q3 2027"), ("4 февраля 2026 года", "4 February 2026")),
        *(
            ("к концу 2026 года", "by end of 2026"),
            ("до конца года", "by end of year"),
            ("до конца марта", "by end of March"),
        ),
        *(
            ("в конце марта", "end of March"),
            ("до середины 2027 года", "by mid-2027"),
            ("в начале 2027 г.", "early 2027"),
        ),
        *(("в середине декабря", "mid-December"), ("не позднее 1 марта", "no later than 1 March")),
        *(("не ранее 1 марта 2027", "not before 1 March 2027"), ("с 1 мая 1950 года", "from 1 May 1950")),
        *(("с 3 по 5 марта 2027", "3-5 March 2027"), ("3–4 марта", "3-4 March"), ("3 и 4 марта", "3 and 4 March")),
        *(("январь-март 2027", "Jan-Mar 2027"), ("в этом году", "this year"), ("в следующем году", "next year")),
        *(("в прошлом году", "last year"), ("весной 2027 года", "spring 2027"), ("этой осенью", "this autumn")),
        *(("через две недели", "in 2 weeks"), ("через 3 месяца", "in 3 months"), ("3 дня назад", "3 days ago")),
        *(("сегодня", "today"), ("завтра", "tomorrow"), ("послезавтра", "day after tomorrow"), ("вчера", "yesterday")),
        *(("на следующей неделе", "next week"), ("в следующую пятницу", "next Friday"), ("в пятницу", "Friday")),
        *(("в течение 3 месяцев", "within 3 months"), ("в течение года", "within a year")),
        *(("в течение ближайших шести месяцев", "within the next six months"), ("через полгода", "in 6 months")),
        *(("в течение трёх месяцев с 4 февраля 2026", "within 3 months of 4 Feb 2026"), ("в 1990-е годы", "the 1990s")),
        *(
            ("в начале 1990-х", "early 1990s"),
            ("примерно в марте 2027", "c. March 2027"),
            ("до марта 2027", "before March 2027"),
        ),
        *(("в первой половине марта", "first half of March"), ("через 10 рабочих дней", "in 10 working days")),
        *(
            ("48 неделя 2026 года", "week 48 of 2026"),
            ("31 ДЕКАБРЯ 2026", "31 December 2026"),
            ("15 янв. 2027", "15 Jan 2027"),
        ),
    ],
)
def test_russian_reads_as_english_does(russian: str, english: str) -> None:
    assert edtfs(russian)[:1] == edtfs(english)[:1] != []


@pytest.mark.parametrize(
    ("kazakh", "english"),
    [
        *(("2026 жылғы 31 желтоқсанға дейін", "by 31 December 2026"), ("31 желтоқсанға дейін", "by 31 December")),
        *(("2027 жылдың бірінші жартысында", "H1 2027"), ("2027 жылдың екінші жартыжылдығында", "H2 2027")),
        *(("2027 жылғы бірінші тоқсан", "Q1 2027"), ("2027 жылдың II тоқсанында", "Q2 2027")),
        *(("4 ақпан 2026", "4 February 2026"), ("2026 жылғы 4 ақпан", "4 February 2026")),
        *(("2026 жылдың 4 ақпанында", "4 February 2026"), ("2026 жылдың соңына дейін", "by end of 2026")),
        *(("жыл соңына дейін", "by end of year"), ("наурыздың соңында", "end of March"), ("наурыз айында", "March")),
        *(("2027 жылдың ортасына дейін", "by mid-2027"), ("2027 жылдың басында", "early 2027")),
        *(
            ("1950 жылғы 1 мамырдан бастап", "from 1 May 1950"),
            ("3-4 наурыз", "3-4 March"),
            ("3 және 4 наурыз", "3-4 March"),
        ),
        *(
            ("3 наурыздан 5 наурызға дейін", "3-5 March"),
            ("бүгін", "today"),
            ("ертең", "tomorrow"),
            ("кеше", "yesterday"),
        ),
        *(
            ("келесі жұма", "next Friday"),
            ("келесі аптада", "next week"),
            ("келесі жылы", "next year"),
            ("биыл", "this year"),
        ),
        *(("былтыр", "last year"), ("3 айдан кейін", "in 3 months"), ("3 ай ішінде", "within 3 months")),
        *(("2 апта бұрын", "2 weeks ago"), ("2027 жылғы көктем", "spring 2027"), ("1990-шы жылдар", "the 1990s")),
        *(("шамамен 2027 жылғы наурыз", "c. March 2027"), ("2026 жылғы 4 қыркүйекте", "4 September 2026")),
    ],
)
def test_kazakh_reads_as_english_does(kazakh: str, english: str) -> None:
    assert edtfs(kazakh)[:1] == edtfs(english)[:1] != []


@pytest.mark.parametrize(
    ("turkish", "english"),
    [
        *(("31 Aralık 2026'ya kadar", "by 31 December 2026"), ("31 Aralık 2026’ya kadar", "by 31 December 2026")),
        *(("2027'nin ilk yarısında", "H1 2027"), ("2027 yılının ikinci yarısında", "H2 2027")),
        *(
            ("2027 yılının birinci çeyreği", "Q1 2027"),
            ("1. çeyrek 2027", "Q1 2027"),
            ("4 Şubat 2026", "4 February 2026"),
        ),
        *(
            ("4 ŞUBAT 2026", "4 February 2026"),
            ("4 subat 2026", "4 February 2026"),
            ("31 ARALIK 2026", "31 December 2026"),
        ),
        *(
            ("yıl sonuna kadar", "by end of year"),
            ("2026 yılı sonuna kadar", "by end of 2026"),
            ("Mart sonunda", "end of March"),
        ),
        *(
            ("2027 ortasına kadar", "by mid-2027"),
            ("2027 başında", "early 2027"),
            ("Mart ayında", "March"),
            ("Mart'ta", "March"),
        ),
        *(
            ("1 Mayıs 1950'den itibaren", "from 1 May 1950"),
            ("3-4 Mart", "3-4 March"),
            ("3 ve 4 Mart 2027", "3-4 March 2027"),
        ),
        *(("3 ile 5 Mart arasında", "3-5 March"), ("bugün", "today"), ("yarın", "tomorrow"), ("dün", "yesterday")),
        *(
            ("gelecek cuma", "next Friday"),
            ("gelecek hafta", "next week"),
            ("gelecek yıl", "next year"),
            ("bu yıl", "this year"),
        ),
        *(
            ("geçen yıl", "last year"),
            ("3 ay sonra", "in 3 months"),
            ("2 hafta önce", "2 weeks ago"),
            ("bu sonbahar", "this fall"),
        ),
        *(("3 ay içinde", "within 3 months"), ("on gün içinde", "within ten days"), ("ilkbahar 2027", "spring 2027")),
        *(("önümüzdeki altı ay içinde", "within the next six months"), ("1990'lar", "the 1990s")),
        *(("en geç 1 Mart 2027", "by 1 March 2027 at the latest"), ("yaklaşık Mart 2027", "c. March 2027")),
    ],
)
def test_turkish_reads_as_english_does(turkish: str, english: str) -> None:
    assert edtfs(turkish)[:1] == edtfs(english)[:1] != []


def test_up_to_a_month_may_be_before_it_or_to_its_end() -> None:
    assert edtfs("до марта 2027") == edtfs("Mart 2027'ye kadar") == ["../2027-02-28", "../2027-03"]


# How each language says a day, that something is due by it, and that something runs from it.
_DAYS_IN = {
    "English": ("{day} {month} {year}", "by {day} {month} {year} at the latest", "not before {day} {month} {year}"),
    "Russian": ("{day} {month} {year} года", "до {day} {month} {year} г.", "не ранее {day} {month} {year} года"),
    "Kazakh": ("{year} жылғы {day} {month}", "{year} жылғы {day} {month} дейін", "{year} жылғы {day} {month} бастап"),
    "Turkish": ("{day} {month} {year}", "{day} {month} {year}'ye kadar", "{day} {month} {year}'den itibaren"),
    "Urdu": ("{day} {month} {year}", "{day} {month} {year} تک", "{day} {month} {year} سے"),
}
_NAMED = dict(zip(("Urdu", "Russian", "Kazakh", "Turkish", "English"), LANGUAGES, strict=True))
days = st.dates(date(1000, 1, 1), date(2200, 12, 31))


@given(days, st.sampled_from([*_DAYS_IN]), st.data())
def test_every_day_is_read_in_every_language_and_shown_as_it_can_be_typed(
    day: date, name: str, data: st.DataObject
) -> None:
    words = _NAMED[name].words.items()
    month = data.draw(st.sampled_from([said for said, means in words if means == MONTHS[day.month - 1]]))
    for form, edtf in zip(_DAYS_IN[name], (f"{day}", f"../{day}", f"{day}/.."), strict=True):
        text = form.format(day=day.day, month=month, year=day.year)
        assert edtfs(text)[:1] == [edtf], text
        shown = read(text, TODAY).readings[0].period.display()
        assert edtfs(shown) == [edtf]


def test_a_word_that_looks_both_ways_has_both_readings() -> None:
    assert edtfs("کل") == ["2026-11-24", "2026-11-22"]
    assert edtfs("پرسوں") == ["2026-11-25", "2026-11-21"]


@pytest.mark.parametrize("words", ["this year", "in the current year", "اس سال", "رواں سال", "موجودہ سال"])
def test_words_that_count_from_the_day_they_were_said_do_so_in_every_language(words: str) -> None:
    assert Period.from_edtf("2026", words, TODAY).earliest == TODAY

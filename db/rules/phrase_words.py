"""The words dates are typed in, language by language; each is put into the English the reader of dates knows."""

from __future__ import annotations

import re
import unicodedata

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# How it is said that there is no date, and the one word for all of these.
NO_DATE = "none"
_NO_DATES = frozenset({"", "-", NO_DATE, "no date", "undated", "کوئی نہیں", "کوئی تاریخ نہیں"})

# One word for one word (or several); "" where the word adds nothing.
_WORDS: dict[str, str] = {
    **{name[:3]: name for name in MONTHS + WEEKDAYS},
    **{"sept": "september", "tues": "tuesday", "thur": "thursday", "thurs": "thursday"},
    **{"a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"},
    **{"seven": "7", "eight": "8", "nine": "9", "ten": "10", "twelve": "12"},
    **{"first": "1", "second": "2", "third": "3", "fourth": "4"},
    **{"the": "", "of": "", "later": "", "date": "", "dated": ""},
    **{"current": "this", "coming": "next", "last": "past", "previous": "past"},
    **{"until": "by", "till": "by", "since": "from", "during": "in", "due": "on", "at": "on"},
    **{"ca": "c", "circa": "c", "about": "c", "around": "c", "approximately": "c", "approx": "c", "perhaps": "maybe"},
    **{"probably": "maybe", "possibly": "maybe", "beginning": "early", "start": "early", "middle": "mid"},
    **{"fall": "autumn", "tmrw": "tomorrow", "eom": "end month", "eoy": "end year"},
    # Urdu
    **{"جنوری": "january", "فروری": "february", "مارچ": "march", "اپریل": "april"},
    **{"مئی": "may", "جون": "june", "جولائی": "july", "اگست": "august"},
    **{"ستمبر": "september", "اکتوبر": "october", "نومبر": "november", "دسمبر": "december"},
    **{"پیر": "monday", "منگل": "tuesday", "بدھ": "wednesday", "جمعرات": "thursday", "اتوار": "sunday"},
    **{"جمعہ": "friday", "جمعے": "friday", "سنیچر": "saturday"},
    **{"آج": "today", "کل": "tomorrow", "پرسوں": "day after tomorrow"},
    **{"اس": "this", "رواں": "this", "اگلے": "next", "اگلا": "next", "آئندہ": "next", "گزشتہ": "past"},
    **{"دن": "days", "ہفتہ": "week", "ہفتے": "week", "ماہ": "month", "مہینے": "month", "سال": "year"},
}

# Groups of words, tried in this order on the text before its words are exchanged one by one.
_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), reading)
    for pattern, reading in (
        # Urdu puts "in", "by", "after" and "end of" last.
        (r"(\S+(?: \S+)?) کے (?:آخر|اختتام)(?: میں)?", r"end \1"),
        (r"(\S+(?: \S+)?) کے (?:شروع|آغاز)(?: میں)?", r"early \1"),
        (r"^(.+) کے دوران$", r"in \1"),
        (r"^(.+) کے بعد$", r"after \1"),
        (r"^(.+) سے پہلے$", r"before \1"),
        (r"^(.+) تک$", r"by \1"),
        (r"^(.+) میں$", r"in \1"),
        # English
        (r"\b(?:up to|(?:no|not) later than|at the latest by)\b", "by"),
        (r"\bbefore (?:the )?end\b", "by end"),
        (r"\b(?:working|business) days?\b", "workdays"),
        (r"\b(?:a )?fortnight\b", "2 weeks"),
        (r"\b(?:from now|from today)\b", ""),
        (r"\b(mid|early|late|end|year)-", r"\1 "),
        (r"\byear(?:'s)? end\b", "end year"),
        (r"^(?:from|between) (.+) (?:to|and|until|till) (.+)$", r"\1 - \2"),
        (r" to ", " - "),
        (r"\bmid(?=year|month)", "mid "),
        # Ranges and dashes: 3-4 Feb, Feb 3-4, 4-Feb-2026, mid-December, Jan-Mar.
        (r"\b(\d{1,2})-([^\W\d_]{3,})(?:-(\d{4}))?\b", r"\1 \2 \3"),
        (r"(?<![\d-])(\d{1,2}) ?- ?(\d{1,2}) ([^\W\d_]+)", r"\1 \3 - \2 \3"),
        (r"\b([^\W\d_]+) (\d{1,2}) ?- ?(\d{1,2})\b(?!\s*[^\W\d_])", r"\1 \2 - \1 \3"),
        (r"(?<=[^\W\d_])-(?=\w)|(?<=\w)-(?=[^\W\d_])", " - "),
        (r"\b(\d{4})-(\d{4})\b", r"\1 - \2"),
        (r"(?<=\d)(?:st|nd|rd|th)\b", ""),
    )
)

# Letters with the same meaning: Arabic forms on Urdu keyboards, digits, dashes, quotes; marks of direction vanish.
_LETTERS = str.maketrans(
    {
        **{chr(zero + n): str(n) for zero in (0x0660, 0x06F0) for n in range(10)},
        **dict.fromkeys("‐‑‒–—―−ـ", "-"),
        **dict.fromkeys(
            "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""
        ),
        **{"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ة": "ہ", "ۃ": "ہ", "’": "'", ",": " ", "،": " ", "۔": " "},
        **{"؟": "?"},
    }
)
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"(?<=[^\W\d_])\.|\.(?=\s|$)")


def canonical(text: str) -> str:
    """The text in lower case, with European digits, single spaces and the English words the reader knows."""
    words = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    words = " ".join(_STOP.sub(" ", words).split())
    if words in _NO_DATES:
        return NO_DATE
    for pattern, reading in _PHRASES:
        words = pattern.sub(reading, words)
    words = _WORD.sub(lambda word: _WORDS.get(word[0], word[0]), words)
    return " ".join(words.split())

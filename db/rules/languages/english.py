"""English, as dates are typed in it."""

from __future__ import annotations

from db.rules.languages.table import MONTHS, WEEKDAYS, Language

ENGLISH = Language(
    no_date=frozenset({"none", "no date", "undated"}),
    words={
        **{name[:3]: name for name in MONTHS + WEEKDAYS},
        **{"sept": "september", "tues": "tuesday", "thur": "thursday", "thurs": "thursday"},
        **{"a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"},
        **{"seven": "7", "eight": "8", "nine": "9", "ten": "10", "twelve": "12"},
        **{"first": "1", "second": "2", "third": "3", "fourth": "4"},
        **{"the": "", "of": "", "later": "", "date": "", "dated": ""},
        **{"current": "this", "coming": "next", "last": "past", "previous": "past"},
        **{"until": "by", "till": "by", "since": "from", "during": "in", "due": "on", "at": "on"},
        **{"ca": "c", "circa": "c", "about": "c", "around": "c", "approximately": "c", "approx": "c"},
        **{"perhaps": "maybe", "probably": "maybe", "possibly": "maybe"},
        **{"beginning": "early", "start": "early", "middle": "mid"},
        **{"fall": "autumn", "tmrw": "tomorrow", "eom": "end month", "eoy": "end year"},
    },
    phrases=(
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
        (r"(?<=\d)(?:st|nd|rd|th)\b", ""),
    ),
)

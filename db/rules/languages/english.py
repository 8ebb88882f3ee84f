"""English, as dates are typed in it."""

from __future__ import annotations

from db.rules.languages.table import MONTHS, WEEKDAYS, Language

_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

# "The coming Friday" is the nearest one, where "next Friday" is that of next week.
_NAMED = "|".join((*(f"{name[:3]}|{name}" for name in MONTHS + WEEKDAYS), "spring|summer|autumn|fall|winter"))

ENGLISH = Language(
    no_date=frozenset({"none", "no date", "undated"}),
    words={
        **{name[:3]: name for name in MONTHS + WEEKDAYS},
        **{"sept": "september", "tues": "tuesday", "thur": "thursday", "thurs": "thursday"},
        **{"a": "1", "an": "1", **{name: str(n) for n, name in enumerate(_UNITS, start=1)}},
        **{"ten": "10", "eleven": "11", "twelve": "12", **{name: str(n) for n, name in enumerate(_TEENS, start=13)}},
        **{name: str(10 * n) for n, name in enumerate(_TENS, start=2)},
        **{"first": "1", "second": "2", "third": "3", "fourth": "4"},
        **{"the": "", "of": "", "date": "", "dated": "", "calendar": ""},
        **{"current": "this", "coming": "next", "following": "next", "last": "past", "previous": "past"},
        **{"until": "by", "till": "by", "during": "in", "due": "on", "at": "on"},
        **{"ca": "c", "circa": "c", "about": "c", "around": "c", "approximately": "c", "approx": "c"},
        **{"perhaps": "maybe", "probably": "maybe", "possibly": "maybe"},
        **{"beginning": "early", "start": "early", "middle": "mid"},
        **{"fall": "autumn", "tmrw": "tomorrow", "eom": "end month", "eoy": "end year", "wk": "week"},
        **{"cw": "week", "kw": "week"},
    },
    phrases=(
        (r"^(.+?) at (?:the )?(?:very )?latest$", r"by \1"),
        (r"^(.+?) at (?:the )?(?:very )?earliest$", r"onwards \1"),
        (r"\bat (?:the )?(?:very )?latest(?: (?:by|on))?\b(?= )", "by"),
        (r"\bat (?:the )?(?:very )?earliest(?: (?:from|on))?\b(?= )", "onwards"),
        (r"\b(?:up to(?: and including)?|(?:no|not) later than|latest by|not after|(?:on|in|at|by) or before)\b", "by"),
        (r"\b(?:not before|(?:no|not) (?:earlier|sooner) than|not until|(?:on|in|at) or after)\b", "onwards"),
        (r"\b(?:as (?:of|from)|with effect from|effective(?: from| on)?)\b", "from"),
        (r"\b(?:starting|beginning|commencing) (?:from|on|in|with)\b", "from"),
        (r"\b(?:prior to|earlier than|ahead of)\b", "before"),
        (r"\blater than\b", "after"),
        (r"\blater (?=this\b)", ""),
        (r"^(?:from |since )?(.+?) onwards?$", r"onwards \1"),
        (r" (?:inclusive|including)$", ""),
        (r"\bbefore (?:the )?end\b", "by end"),
        (r"\bwithin the (?=(?:week|month|quarter|year)$)", "within this "),
        (r"\bin the course of\b", "in"),
        (r"\b(?:working|business) days?\b", "workdays"),
        (r"\b(?:a )?fortnight\b", "2 weeks"),
        (r"(?<=day|eek|nth|ear)(?:s|'s|s')? time$", ""),
        (r"\b(?:from now|from today)\b", ""),
        (r"\b(?:w/c|week (?:commencing|beginning|starting)|weeks? of(?! (?:the )?(?:year|\d{4})\b))\b", "weekof"),
        (r"\b(\d{3}0)'s\b", r"\1s"),
        (rf"\b(?:the |this )?(?:up)?coming (?=(?:{_NAMED})\b)", ""),
        (r"\b(mid|early|late|end|year)-", r"\1 "),
        (r"\byear(?:'s)? end\b", "end year"),
        (r"^(?:from|between) (.+) (?:to|and|until|till) (.+)$", r"\1 - \2"),
        (r" (?:to|through|thru) ", " - "),
        (r"\byear (?=\d{4}\b)", ""),
        (r"\bmid(?=year|month|\d{4})", "mid "),
        (r"(?<=\d)(?:st|nd|rd|th)\b", ""),
    ),
)  # fmt: skip

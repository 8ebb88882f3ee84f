"""What may stand in a text, and how texts are compared when somebody searches."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from db.words import _

TEXT_LIMIT = 100_000
TITLE_LIMIT = 1_000

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line besides the line feed (Unicode Standard 5.8, and the separators of records that old files hold)."""
_APART = re.compile(r" *[\t\n]\s*")
"""What stands between words that were pasted from lines or cells of their own."""
_OVERRIDES = re.compile("[\u202a-\u202e]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_OPENERS = "\u2066\u2067\u2068"
_CLOSER = "\u2069"
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs without ink: the fillers of Hangul and the empty cell of Braille."""
_VARIANTS = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ہ", "ه": "ہ", "ۀ": "ہ", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
        "ؤ": "و", "ё": "е", "ұ": "у", "ү": "у", "қ": "к", "і": "и", "ғ": "г", "ң": "н", "ө": "о", "һ": "х", "ә": "а",
        "ı": "i", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe",
        "ـ": None,
    }
)  # fmt: skip


def clean(text: str) -> str:
    """Text as it may be kept: no controls, no direction overrides, balanced isolates, no lone surrogates.

    Line breaks and tabs stay; so do the joiners and marks that Urdu, Persian and Kazakh need. Whatever ends a line
    where a text was copied from, a vertical tab of a word processor or a form feed of a PDF, is a line feed, so that
    the words on both sides of it stay apart. A text in which nothing is to be seen, only spaces, joiners and other
    hidden signs, is empty. Source: Unicode Technical Standard 39 and CVE-2021-42574.
    """
    text = _LINE_ENDS.sub("\n", text)
    kept = _LONE_SURROGATES.sub("\ufffd", _CONTROLS.sub("", _OVERRIDES.sub("", text)))
    return "\n".join(map(_balanced, kept.split("\n"))) if any(map(_has_ink, kept)) else ""


def on_one_line(text: str) -> str:
    """A text as a title or another line of a form holds it: line ends and tabs, with the air around them, are one
    space; a tab has no width on paper."""
    return _APART.sub(" ", clean(text).strip())


def _has_ink(char: str) -> bool:
    """Whether a character is seen where it stands alone; a mark needs a letter to stand on."""
    kind = unicodedata.category(char)
    return char not in _BLANKS and (kind[0] in "LNPS" or kind in ("Co", "Cn"))


def _balanced(line: str) -> str:
    if not any(mark in line for mark in _OPENERS + _CLOSER):
        return line
    depth, kept = 0, []
    for char in line:
        if char in _OPENERS:
            depth += 1
        elif char == _CLOSER:
            if not depth:
                continue
            depth -= 1
        kept.append(char)
    return "".join(kept) + _CLOSER * depth


def shortened(text: str, most: int = TEXT_LIMIT) -> str:
    """A text as it goes to screen and paper: of one that is longer than any form takes, as another program may have
    written it, its beginning, and how long it is; together at most `most` characters."""
    if len(text) <= most:
        return text
    said = _("… (shortened: {count:,} characters)").format(count=len(text))
    return f"{text[: most - len(said)].rstrip()}{said}"


_ENDLESS, _PIECE = 120, 40
_BREAK = "\u200b"


def breakable(text: str) -> str:
    """A text for paper: a word that no line takes may be broken, and one that is longer than a title is shortened, for
    it is none: setting it takes minutes for what nobody can read. Scripts that part no words are broken where they may
    be by whoever sets them."""
    return _LONG_WORD.sub(lambda found: _BREAK.join(_PIECES.findall(shortened(found[0], TITLE_LIMIT))), text)


def names_in(line: str) -> tuple[str, ...]:
    """The names of a line such as "Ministry of Transport; Ministry of Energy", each once."""
    return tuple(dict.fromkeys(name for part in line.split(";") if (name := part.strip())))


def fold(text: str) -> str:
    """The form in which texts are compared: no case, no accents, one form of each Urdu, Arabic and Kazakh letter,
    European digits, no stretching of Arabic letters (tatweel), and no apostrophe inside a word, whichever sign is
    written for it: Oʻzbekiston, O’zbekiston, O'zbekiston and ozbekiston are one word.
    """
    folded = _APOSTROPHE.sub("'", text).casefold()
    if not folded.isascii():
        mapped = unicodedata.normalize("NFKC", folded).casefold().translate(_VARIANTS)
        folded = unicodedata.normalize("NFKD", mapped).translate(_BARE)
    return _INNER.sub("", folded) if "'" in folded else folded


class _Bare(dict[int, "int | str | None"]):
    """What each character becomes once accents stand apart: nothing for a mark; each is looked up once."""

    def __missing__(self, code: int) -> int | str | None:
        char = chr(code)
        kind = unicodedata.category(char)
        plain = str(unicodedata.decimal(char)) if kind == "Nd" else _VARIANTS.get(code, code)
        self[code] = None if kind in ("Mn", "Cf") else plain
        return self[code]


_BARE = _Bare()
_APOSTROPHE = re.compile("[’‘ʻʼ`´′ʹʽʾʿˈ＇]")
_INNER = re.compile(r"(?<=[^\W\d_])'+(?=[^\W\d_])")
_WITH_INNER = re.compile(r"[^\W\d_]+(?:'+[^\W\d_]+)+")

# Scripts that part no words: Thai, Lao, Burmese, Khmer, Hangul as it stands decomposed, kana and Han.
_UNPARTED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff"
    "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
)
_RUN = re.compile(rf"(?:{_UNPARTED}(?<=[^\W_]))+")
_LONG_WORD = re.compile(rf"(?:(?!{_UNPARTED})\S){{{_ENDLESS},}}")
_MARK = "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u200c\u200d\ufe0f]"
_PIECES = re.compile(rf".{{1,{_PIECE}}}{_MARK}*", re.DOTALL)
_TERM = re.compile(rf"{_RUN.pattern}|(?:(?!{_UNPARTED})[^\W_])+")
_LONGEST_QUERY, _MOST_TERMS = 200, 12


def terms(words: str) -> tuple[str, ...]:
    """What is looked for: the folded words, letters and digits alone, so that no sign means anything to the index.

    None where nothing but signs, marks or spaces was typed: then nothing is looked for, and a list shows all its rows.
    A run of letters of a script that parts no words is a term of its own: it may stand in the middle of a longer run.
    """
    return tuple(_TERM.findall(fold(words[:_LONGEST_QUERY])))[:_MOST_TERMS]


def part_of_word(text: str) -> str:
    """What is looked for anywhere in a name, folded; "" where nothing but signs, marks or spaces was typed."""
    return fold(text).strip() if terms(text) else ""


def is_run(term: str) -> bool:
    """Whether a term may stand in the middle of a run: it is of a script that parts no words."""
    return _RUN.match(term) is not None


def begins(term: str) -> str:
    """The pattern of a term at the beginning of a word, or anywhere in a run."""
    return term if is_run(term) else rf"(?:(?<![^\W_])|(?<={_UNPARTED})){term}"


def folded_letters(text: str) -> list[str]:
    """What each letter of a text is folded to: several letters, or none, as a mark or an apostrophe inside a word."""
    found = [_letter(char) for char in text]
    origins = [at for at, piece in enumerate(found) for _ in piece]
    for sign in _INNER.finditer("".join(found)):
        for at in range(*sign.span()):
            found[origins[at]] = ""
    return found


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    return fold(char)


def for_search(text: str) -> str:
    """A text as its words are found: folded, with each run of a script that parts no words standing apart."""
    folded = fold(text)
    return folded if folded.isascii() else _RUN.sub(r" \g<0> ", folded)


def parts_of_words(text: str) -> str:
    """The folded parts of words with an apostrophe, which `fold` joins: Ivoire of d’Ivoire, Brien of O'Brien."""
    plain = _APOSTROPHE.sub("'", text)
    found = _WITH_INNER.findall(unicodedata.normalize("NFKC", plain)) if "'" in plain else []
    return fold(" ".join(found).replace("'", " "))


def pairs(folded: str) -> tuple[str, ...]:
    """Each letter of the runs of a folded text with the one after it, the last of a run alone.

    What stands anywhere in a run is a row of these, and a row of these stands in one run.
    """
    return tuple(run[at : at + 2] for run in _RUN.findall(folded) for at in range(len(run)))

"""What the words of a duration say beside a length: from which step it is counted, and what limits it."""

from __future__ import annotations

import re
from typing import NamedTuple

from db.rules.languages.table import MONTHS
from db.vocabulary import StepKind
from db.words import N_, _

_CONDITION = re.compile(r"\b(?:unless|provided|except|if|in case|in the event|subject to|save)\b.*", re.DOTALL)
_COUNTED = re.compile(
    r"\b(?:from|after|since|following|upon|as of|starting|beginning|commencing|counting|counted)\b(?P<what>[^,;]*)"
)
_STEPS = (
    (re.compile(r"\b(?:exchange of|exchanging)\b"), StepKind.INSTRUMENTS_EXCHANGED),
    (re.compile(r"\bnotif\w*"), StepKind.NOTIFIED_COMPLETION),
    (re.compile(r"\bprovisional\w*"), StepKind.PROVISIONALLY_APPLIED),
    (re.compile(r"\bsign(?:s|ed|ing|ature|atures)\b"), StepKind.SIGNED),
    (re.compile(r"\b(?:ratif\w*|accept\w*|approv\w*|instruments?)\b"), StepKind.RATIFIED),
    (re.compile(r"\binitial(?:led|ling|ed|ing)\b"), StepKind.INITIALLED),
    (re.compile(r"\badopt\w*"), StepKind.ADOPTED),
    (
        re.compile(r"\b(?:entry into|entering into|enters? into|entered into|com(?:es?|ing) into|in) (?:force|effect)\b"
                   r"|\b(?:takes?|taking) effect\b|\beffective date\b|\beffectiveness\b"),
        StepKind.ENTERED_INTO_FORCE,
    ),
)  # fmt: skip
_LAST = re.compile(r"\b(?:last|latter|later|latest|second|final|both|all|mutual)\b")
_NOT_OF_THE_STEP = re.compile(r"\b(?:receipt|receiv\w*|deposit\w*|publi\w*|regist\w*|first|earlier)\b")
"""A step has one day; that of its receipt is another one, and so is that of the first of two."""

_MONTH = "|".join(sorted({name.casefold() for name in MONTHS} | {name[:3].casefold() for name in MONTHS}))
_LIMIT = re.compile(
    r"\bbeyond\b|\bat the latest\b|\bwhichever\b|\b(?:not?|never) later than\b"
    r"|\b(?:ends?|ending|expir(?:es|ing)) (?:on|in|at)\b"
    r"|\b(?:until|till)\b(?![^,;]*\b(?:notice|notif\w*|terminat\w*|denounc\w*|denunciation|withdr\w*|cancel\w*))"
)
_DATE = re.compile(
    rf"\b(?:1[89]|2[01])\d\d\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTH})\b|\b(?:{_MONTH}) \d{{1,2}}\b"
    r"|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b"
)

_SAID = {
    StepKind.ENTERED_INTO_FORCE: N_("counted from the entry into force"),
    StepKind.SIGNED: N_("counted from the signature"),
    StepKind.INSTRUMENTS_EXCHANGED: N_("counted from the exchange of instruments"),
    StepKind.NOTIFIED_COMPLETION: N_("counted from the notification"),
    StepKind.PROVISIONALLY_APPLIED: N_("counted from the provisional application"),
    StepKind.RATIFIED: N_("counted from the ratification"),
    StepKind.INITIALLED: N_("counted from the initialling"),
    StepKind.ADOPTED: N_("counted from the adoption"),
}


class Beginning(NamedTuple):
    """The step from which a length is counted, None where the words name something else, and whether it is the last
    of several that was taken by the parties one by one."""

    step: StepKind | None = StepKind.ENTERED_INTO_FORCE
    last: bool = False


def beginning(words: str) -> Beginning:
    """From what the words of a duration, in small letters, count its length: from the entry into force where they name
    nothing else; "5 years from the date of signature" from that, "5 years from the launch" from no step."""
    text = _CONDITION.sub("", words)
    named = _COUNTED.search(text)
    step = _first_step(named["what"] if named is not None else text)
    if named is None:
        return Beginning() if step in (None, StepKind.ENTERED_INTO_FORCE) else Beginning(None)
    unknown = step is None or _NOT_OF_THE_STEP.search(named["what"])
    return Beginning(None if unknown else step, _LAST.search(named["what"]) is not None)


def _first_step(words: str) -> StepKind | None:
    found = ((match.start(), place, step) for place, (word, step) in enumerate(_STEPS) if (match := word.search(words)))
    return min(found, default=(0, 0, None))[2]


def limited(words: str) -> bool:
    """Whether words, in small letters, name a date or a limit beside a length: "five years, but not beyond 2027"."""
    return _LIMIT.search(text := _CONDITION.sub("", words)) is not None or _DATE.search(text) is not None


def counted_from(step: StepKind) -> str:
    """From what an end was counted, as it stands beside that end."""
    return _(_SAID[step])

"""How firm a promise sounds: a proposal read from its verb, for a person to confirm; it is never taken as a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass

from db.vocabulary import Strength

_VERBS: dict[str, tuple[tuple[Strength, str], ...]] = {
    "en": (
        (Strength.INTENTION, r"hop(?:ed|es|ing|e) (?:to|that|for)|(?:sincerely )?wish(?:ed|es)? to"),
        (Strength.INTENTION, r"(?:express|voic)(?:ed|es|ing)? (?:\w+ )?(?:confidence|hope|interest|readiness)"),
        (Strength.INTENTION, r"(?:(?:reaffirm|stress|underscor)(?:ed|es|ing)? (?:\w+ )?)?interest in\b"),
        (Strength.INTENTION, r"(?:emphasi[sz]ed|stressed|underlined|noted) the (?:need|importance)"),
        (Strength.INTENTION, r"(?:ha(?:ve|s)|possess(?:es)?|there is) (?:\w+ )?potential|(?:shared )?commitment to\b"),
        (Strength.INTENTION, r"(?:stand|are|is) ready to|intend(?:ed|s|ing)? to|intention to"),
        (Strength.INTENTION, r"(?:would|should) like to|look(?:ed|s|ing)? forward to"),
        (Strength.INTENTION, r"(?:will|to) (?:consider|explore|study)\b"),
        (Strength.INVITATION, r"invit(?:ed|es|ing|ation|e)\b"),
        (Strength.TARGET, r"target(?:ed|ing|s)?\b|(?:set|with) (?:the|a) goal\b|aim(?:ed|ing|s)? (?:to|at)\b"),
        (Strength.TARGET, r"(?:increase|raise|bring|double|triple|boost)\b.* to (?:\$|€|usd|eur)? ?\d"),
        (Strength.ANNOUNCEMENT, r"(?:announc|declar)(?:ed|es|ing|e)\b"),
        (Strength.UNDERTAKING, r"(?:will|shall) (?:\w+ )?(?:continue \w+ing|not)\b"),
        (Strength.UNDERTAKING, r"undertak(?:es|ing|e)\b|undertook|(?:pledg|promis)(?:ed|es|e)\b"),
        (Strength.UNDERTAKING, r"commit(?:ted|s)? (?:to|itself|themselves)\b|agree[sd]? to\b"),
        (Strength.UNDERTAKING, r"(?:is|are) (?:obliged|bound) to\b|guarantee[sd]?\b|(?:will|shall) \w+"),
    ),
    "ru": (
        (Strength.INTENTION, r"наде(?:ется|ются)|выразил\w* (?:уверенность|надежду|заинтересованность|готовность)"),
        (Strength.INTENTION, r"намерен\w*|готов\w* "),
        (Strength.INVITATION, r"приглас\w+|приглашени\w+"),
        (Strength.TARGET, r"(?:довести|увеличить)\b.+ до\b"),
        (Strength.ANNOUNCEMENT, r"объявил\w*|сообщил\w* о\b"),
        (Strength.UNDERTAKING, r"обязу\w+|обязал\w+|договорил\w+|согласил\w+|продолж[аи]т|буд(?:ет|ут) \w+"),
    ),
}
"""Verbs by language; in each the first that is found decides, so hopes come before what is hoped for."""

_READ = tuple(
    (strength, re.compile(rf"\b(?:{verb})", re.IGNORECASE)) for verbs in _VERBS.values() for strength, verb in verbs
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """How firm the words sound, and the words that say so."""

    strength: Strength
    verb: str


def proposed(words: str) -> Proposal | None:
    """The strength that the verb of a sentence suggests; None where no verb says anything.

    The test is the one used for summit communiqués: a promise is discrete, specific, public and binds future action;
    wishes, needs, confidence and interest do not (G7/G20 Research Group, compliance coding manual).
    """
    for strength, verb in _READ:
        found = verb.search(words)
        if found is not None:
            return Proposal(strength, " ".join(found.group().split()))
    return None

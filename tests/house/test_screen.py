"""What is written in the register appears on screen as it was written, and widgets end when they should."""

from __future__ import annotations

import ast
from itertools import chain

from tests.house.sources import CODE, last_name, sources

PLAIN_LABEL = "desktop/kit/plain.py"
WORDS = {"_", "N_", "ngettext", "pgettext"}
MARKUP = {"setHtml", "insertHtml", "setMarkdown", "appendHtml"}


def test_labels_are_plain() -> None:
    """Reason: a bare QLabel guesses at HTML, so a record named <img src=…> opens a file; PlainLabel never does."""
    bare = [
        source.at(node)
        for source in sources(*CODE)
        if source.path != PLAIN_LABEL
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Call) and last_name(node.func) == "QLabel")
        or (isinstance(node, ast.ClassDef) and "QLabel" in map(last_name, node.bases))
    ]
    assert bare == []


def test_no_text_is_read_as_markup() -> None:
    """Reason: as above, for text views; AutoText and RichText are the same guess asked for by name."""
    marked = [
        source.at(node)
        for source in sources(*CODE)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in MARKUP | {"AutoText", "RichText", "MarkdownText"}
    ]
    assert marked == []


def test_signals_meet_bound_methods() -> None:
    """Reason: a lambda, a partial or an inner function holds its widget for ever and crashed the program at exit."""
    held = [
        source.at(call)
        for source in sources("desktop")
        for call, name in source.calls()
        if name == "connect" and any(_holds(argument) for argument in call.args)
    ]
    assert held == []


def test_translated_text_is_literal() -> None:
    """Reason: the translation tool reads the source; of an f-string it finds nothing, and English remains."""
    built = [
        source.at(call)
        for source in sources(*CODE)
        for call, name in source.calls()
        if name in WORDS and any(_built(argument) for argument in call.args)
    ]
    assert built == []


def _holds(argument: ast.expr) -> bool:
    """Whether connecting this keeps a `self` alive that nobody sees."""
    if isinstance(argument, ast.Lambda):
        return True
    if not (isinstance(argument, ast.Call) and last_name(argument.func) == "partial"):
        return False
    held = chain.from_iterable(ast.walk(part) for part in argument.args)
    return any(isinstance(node, ast.Name) and node.id == "self" for node in held)


def _built(argument: ast.expr) -> bool:
    return isinstance(argument, ast.JoinedStr) or (
        isinstance(argument, ast.BinOp) and not isinstance(argument.op, ast.Mod)
    )


def test_words_have_one_door() -> None:
    """Reason: Qt's own translation cannot reach db; a sentence that goes through it stays English for ever."""
    doors = [
        source.at(call)
        for source in sources(*CODE)
        for call, name in source.calls()
        if isinstance(call.func, ast.Attribute)
        and (name == "tr" or (last_name(call.func.value), name) == ("QCoreApplication", "translate"))
    ]
    assert doors == []

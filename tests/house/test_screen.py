"""What is written in the register appears on screen as it was written, and widgets end when they should."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from tests.house.sources import CODE, last_name, sources

PLAIN_LABEL = "desktop/kit/plain.py"
SAYING = {"_", "ngettext", "pgettext"}
WORDS = SAYING | {"N_", "NN_"}
REFUSALS = {"KnownError", "FieldError", "NotFound", "CannotUndo", "refusal"}
SHOWN = {
    "PlainLabel", "setText", "setToolTip", "set_tip", "setStatusTip", "setAccessibleName", "setAccessibleDescription",
    "setPlaceholderText", "setWindowTitle", "setTitle", "addItem", "addAction", "addMenu", "setPlainText",
    "set_message", "set_name", "show_message",
}  # fmt: skip
_SENTENCE = re.compile(r"[A-Za-z]{2,}\s+[A-Za-z]|^[A-Z][a-z]+")
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_NAMES = re.compile(r"Aide-Mémoire|(?:Ctrl|Alt|Shift)\+\S+")
_OWN_NAMES = (ast.FunctionDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
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


def test_tips_are_plain() -> None:
    """Reason: Qt takes a tip for markup where it looks like it, and hovering a title <img src=…> opened the file.
    `set_tip` and `tip_words` of the kit show words as they are."""
    guessing = [
        source.at(call)
        for source in sources("desktop")
        for call, name in source.calls()
        if name == "setToolTip" and source.path != PLAIN_LABEL
    ]
    assert guessing == []
    unescaped = [
        source.path for source in sources("desktop") if "ToolTipRole" in source.text and "tip_words(" not in source.text
    ]
    assert unescaped == []


def test_widgets_do_not_listen_to_the_theme() -> None:
    """Reason: the theme gives every widget letters, sizes and air by what it said once, and calls `restyle`; a widget
    that listens besides costs time when it is made, and is dressed twice. Actions and the frame are no widgets."""
    listening = [
        source.path
        for source in sources("desktop")
        for call, name in source.calls()
        if name == "connect" and _is_theme(call.func)
    ]
    assert set(listening) - {"desktop/doing.py", "desktop/shell/frame.py"} == set()


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


def _is_theme(connect: ast.expr) -> bool:
    """Whether `changed` of the theme is what is connected."""
    signal = connect.value if isinstance(connect, ast.Attribute) else None
    if not isinstance(signal, ast.Attribute) or signal.attr != "changed":
        return False
    owner = signal.value.func if isinstance(signal.value, ast.Call) else signal.value
    return last_name(owner) in ("current", "theme", "_theme")


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


def test_words_are_said_when_they_are_shown() -> None:
    """Reason: what is looked up when a module is loaded stays in the language of that moment, which is English."""
    early = [
        source.at(call)
        for source in sources(*CODE)
        for call in _when_loaded(source.tree)
        if last_name(call.func) in SAYING
    ]
    assert early == []


def test_the_door_is_no_name_for_what_is_thrown_away() -> None:
    """Reason: a function that binds `_` can say nothing, and finds out when somebody waits for its sentence."""
    bound = [
        f"{source.at(function)} {function.name}"
        for source in sources(*CODE)
        if any(name == "db.words._" for _node, name in source.imports())
        for function in ast.walk(source.tree)
        if isinstance(function, ast.FunctionDef)
        and any(isinstance(node, ast.Call) and last_name(node.func) == "_" for node in _inside(function))
        and any(
            isinstance(node, ast.Name) and (node.id, type(node.ctx)) == ("_", ast.Store) for node in _inside(function)
        )
    ]
    assert bound == []


def test_refusals_go_through_the_door() -> None:
    """Reason: a refusal is the sentence that most needs to be understood."""
    plain = [
        source.at(call)
        for source in sources("db", "desktop")
        for call, name in source.calls()
        if name in REFUSALS
        for said in call.args[1 if name == "FieldError" else 0 :]
        if _is_plain(said)
    ]
    assert plain == []


def test_what_widgets_say_goes_through_the_door() -> None:
    """Reason: as above; the walk of the tests sees what is shown there, this what is shown seldom."""
    plain = [
        source.at(call)
        for source in sources("desktop")
        for call, name in source.calls()
        if name in SHOWN and any(_is_plain(argument) for argument in call.args)
    ]
    assert plain == []


def _when_loaded(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls that are made when a module is loaded: none inside functions, nor in annotations, which stay text."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            early = [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
            yield from (each for part in early for each in ast.walk(part) if isinstance(each, ast.Call))
        elif not isinstance(node, ast.Lambda):
            if isinstance(node, ast.Call):
                yield node
            yield from _when_loaded(node)


def _inside(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """What happens in a function itself; a comprehension has names of its own."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, _OWN_NAMES):
            waiting.extend(ast.iter_child_nodes(node))


def _is_plain(said: ast.expr) -> bool:
    """Whether words of ours stand there as they are; the program's name and those of keys are in no language."""
    if isinstance(said, ast.Constant):
        return isinstance(said.value, str) and _SENTENCE.search(_NAMES.sub("", said.value)) is not None
    if isinstance(said, ast.JoinedStr):
        parts = [str(part.value) for part in said.values if isinstance(part, ast.Constant)]
        return any(_LETTERS.search(_NAMES.sub("", part)) for part in parts)
    return isinstance(said, ast.IfExp) and (_is_plain(said.body) or _is_plain(said.orelse))


def test_a_signal_is_connected_once() -> None:
    """Reason: what is connected twice is done twice, and two pop-ups lie over each other as if they were one."""
    twice = [
        f"{source.path} {function.name}: {words}"
        for source in sources("desktop")
        for function in ast.walk(source.tree)
        if isinstance(function, ast.FunctionDef)
        for words, many in Counter(
            ast.unparse(call)
            for call in ast.walk(function)
            if isinstance(call, ast.Call) and last_name(call.func) == "connect"
        ).items()
        if many > 1
    ]
    assert twice == []

"""Reading the visible text of a web page, and what the page says of itself."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, PageElement
from bs4.exceptions import ParserRejectedMarkup

from db.exchange.documents.plain import decoded
from db.exchange.documents.refusals import refusal
from db.records.sources import Document, SourceDraft
from db.rules.periods import Period
from db.vocabulary import SourceKind
from db.words import _

_UNSEEN = frozenset(
    {
        "script", "style", "title", "noscript", "template", "svg", "iframe", "object", "head", "nav", "footer",
        "aside", "form", "button", "select",
    }
)  # fmt: skip
_PARAGRAPHS = (
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "section", "article", "header", "pre",
    "figure", "dl",
)  # fmt: skip
_LINE, _PARAGRAPH = "\x01", "\x02"
_MARKS = dict.fromkeys(_PARAGRAPHS, _PARAGRAPH) | dict.fromkeys(
    ("br", "li", "tr", "div", "dt", "dd", "figcaption", "hr"), _LINE
)
_MARKS |= {"td": " ", "th": " "}
"""What stands before and after an element: the end of a paragraph or of a line, or the gap between two cells."""

_BLANK = re.compile(r"[ \t\r\n\f]+")
_BREAKS = re.compile(rf"[ {_LINE}{_PARAGRAPH}]*[{_LINE}{_PARAGRAPH}][ {_LINE}{_PARAGRAPH}]*")
_MOST_TAGS = 100_000
"""A page of more is none that somebody reads, and fills the memory."""

_ENOUGH = 200
"""An article of fewer characters is a teaser on a page of many."""


def read(raw: bytes) -> Document:
    """A page as a reader sees it: its article where it has one, without menus and footers."""
    if (tags := raw.count(b"<")) > _MOST_TAGS:
        raise refusal(
            _("it has {tags:,} tags, and at most {limit:,} are read").format(tags=tags, limit=_MOST_TAGS),
            _("Paste the part you need."),
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what looks like XML or like a file name
            page, note = _parsed(raw)
            made = SourceDraft.model_construct(
                title=_said(page, "og:title") or _heading(page.title) or _heading(page.find("h1")),
                kind=SourceKind.NEWS_ARTICLE if page.find("article") else SourceKind.OTHER,
                publisher=_said(page, "og:site_name", "publisher", "dc.publisher"),
                published_on=_published(page),
                address=_address(page),
                language=_attribute(page.find("html"), "lang"),
                text=_visible(page),
            )
    except (ParserRejectedMarkup, RecursionError):  # how the parser gives up
        raise refusal(_("it is no web page that can be understood")) from None
    return Document(draft=made, note=note)


def _parsed(raw: bytes) -> tuple[BeautifulSoup, str]:
    """The page; what it says of its encoding comes before what its letters say."""
    declared = EncodingDetector.find_declared_encoding(raw, is_html=True)
    if declared:
        try:
            return BeautifulSoup(raw.decode(declared), "html.parser"), ""
        except (LookupError, UnicodeError):
            pass  # a page may say anything of itself
    text, note = decoded(raw)
    return BeautifulSoup(text, "html.parser"), note


def _visible(page: BeautifulSoup) -> str:
    longest = max((_text(each) for each in page.find_all(["article", "main"])), key=len, default="")
    return longest if len(longest) >= _ENOUGH else _text(page)


def _text(part: Tag) -> str:
    return _BREAKS.sub(_break, _BLANK.sub(" ", "".join(_words(part)))).strip()


def _words(part: Tag) -> Iterator[str]:
    """The visible words below an element in their order, and marks where a line or a paragraph ends."""
    waiting: list[PageElement | str] = [part]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Tag):
            if _is_seen(each):
                mark = _MARKS.get(each.name, "")
                waiting += [mark, *reversed(each.contents), mark]
        elif type(each) in (str, NavigableString):  # no comment, no declaration
            yield str(each)


def _is_seen(tag: Tag) -> bool:
    style = _attribute(tag, "style").replace(" ", "")
    return tag.name not in _UNSEEN and tag.get("hidden") is None and "display:none" not in style


def _break(found: re.Match[str]) -> str:
    return "\n\n" if _PARAGRAPH in found.group() else "\n"


def _said(page: BeautifulSoup, *names: str) -> str:
    """What the page says of itself under one of these names."""
    for name in names:
        for key in ("property", "name"):
            if content := _attribute(page.find("meta", attrs={key: name}), "content"):
                return content
    return ""


def _published(page: BeautifulSoup) -> Period | None:
    said = _said(page, "article:published_time", "datePublished", "dc.date", "dcterms.date", "date")
    try:
        return Period.on(date.fromisoformat(said[:10])) if re.match(r"\d{4}-\d\d-\d\d", said) else None
    except ValueError:
        return None


def _address(page: BeautifulSoup) -> str:
    said = _attribute(page.find("link", rel="canonical"), "href") or _said(page, "og:url")
    return said if said.startswith(("https://", "http://")) else ""


def _attribute(tag: object, name: str) -> str:
    value = tag.get(name) if isinstance(tag, Tag) else None
    return _BLANK.sub(" ", value).strip() if isinstance(value, str) else ""


def _heading(tag: object) -> str:
    return _BLANK.sub(" ", tag.get_text()).strip() if isinstance(tag, Tag) else ""

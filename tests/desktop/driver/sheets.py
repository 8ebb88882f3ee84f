"""Two sheets made by hand: relations of Kazakhstan and Pakistan on 2026-11-23, and one full of hostile text."""

from __future__ import annotations

from datetime import date

from db.records.briefings import (
    ActionRow,
    AgreementRow,
    Background,
    BriefingSheet,
    Cell,
    Fact,
    MatrixRow,
    Paper,
    PersonRow,
    Point,
    PromiseRow,
    Promises,
    Quote,
    Section,
    SourceRow,
    VisitRow,
    not_stated,
)
from db.vocabulary import BriefingKind, How

HOSTILE = (
    '#panic("x")', "*b*", "_i_", "<b>", "@ref", '"double" and \'single\'', "$x$", "// c", "/* c */", "[unclosed",
    "= heading", "- item", "`raw`", "\\", "#read(\"/etc/passwd\")", "#while true {}", "~", "https://example.org/a_b",
    "وزیرِ اعظم شہباز شریف کا دورہ", "Қазақстан Республикасының Президенті", "Kazakhstan اور Pakistan",
)  # fmt: skip


def inferred(text: str) -> Cell:
    """Words that do not stand in the source."""
    return Cell(text=text, how=How.INFERRED)


def relations() -> BriefingSheet:
    """The state of relations as the starter register knows it."""
    review = Cell(text="Review progress on the agreements reached")
    outline = Cell(text="Outline further steps to strengthen bilateral relations")
    waits = Cell(text="at the return visit")
    return BriefingSheet(
        number=1,
        kind=BriefingKind.COUNTRY,
        title="Pakistan",
        subtitle="For the Minister · State of relations",
        as_of=date(2026, 11, 23),
        as_of_words="Monday, 23 November 2026",
        copy_line="Copy 1 of 1",
        marking="OFFICIAL USE",
        prepared="Prepared 23 November 2026 with Aide-Mémoire",
        in_one_minute=(
            Point(
                lead="The return state visit has no date.",
                text=Cell(
                    text="Kassym-Jomart Tokayev invited Shehbaz Sharif on 4 February 2026 to come “this year”. "
                    "No reply is recorded; 38 days remain."
                ),
            ),
            Point(
                lead="One agreement is signed.",
                text=Cell(
                    text="Joint Declaration on the Establishment of a Strategic Partnership. "
                    "Entry into force and legal character are not stated."
                ),
            ),
            Point(
                lead="One undertaking is open.",
                text=Cell(text="Kazakhstan, on transport and logistics: no due date, 292 days without an action."),
            ),
        ),
        where_we_stand=(
            Fact(label="Last visit to Pakistan", value=Cell(text="4 Feb 2026, state visit")),
            Fact(label="Last visit to Kazakhstan", value=Cell(text="none recorded")),
            Fact(label="Invitations", value=Cell(text="1 open, no reply recorded"), tone="warning"),
            Fact(label="Return visit", value=inferred("due from Pakistan to Kazakhstan")),
            Fact(label="Agreements", value=Cell(text="1 signed · in force: not stated")),
            Fact(label="Undertakings", value=Cell(text="Kazakhstan 1 open · Pakistan 0")),
        ),
        visits=(
            VisitRow(
                when=inferred("4 Feb 2026"), what=Cell(text="State visit of Kassym-Jomart Tokayev to Pakistan"),
                status=inferred("Took place"), tone="success",
            ),
            VisitRow(
                when=Cell(text="by end of 2026"), what=Cell(text="Return state visit of Shehbaz Sharif to Kazakhstan"),
                status=Cell(text="Invited, no date"), tone="warning",
                detail=Cell(text="Invited 4 Feb 2026 by Kassym-Jomart Tokayev, “this year”; no reply recorded"),
            ),
        ),
        agreements=(
            AgreementRow(
                when=not_stated(), what=Cell(text="Joint Declaration on the Establishment of a Strategic Partnership"),
                status=Cell(text="Signed"), tone="info",
            ),
        ),
        promises=(
            Promises(
                heading="Kazakhstan",
                rows=(
                    PromiseRow(
                        what=Cell(text="Continue implementing specific transport and logistics projects"),
                        due=Cell(text="no date"), status="Open", tone="neutral",
                    ),
                ),
            ),
            Promises(
                heading="Kazakhstan and Pakistan together",
                rows=(
                    PromiseRow(what=review, due=waits, status="Waiting", tone="info"),
                    PromiseRow(what=outline, due=waits, status="Waiting", tone="info"),
                ),
            ),
        ),
        background=Background(
            free_to_use=(
                Cell(text="Diplomatic relations: 34th anniversary in 2026, the 35th falls in 2027."),
                inferred("Relations established in 1992; month and day are not stated."),
            ),
        ),
        people=(
            PersonRow(name="Kassym-Jomart Tokayev", office=Cell(text="President of Kazakhstan"), side="Kazakhstan"),
            PersonRow(name="Shehbaz Sharif", office=Cell(text="Prime Minister of Pakistan"), side="Pakistan"),
        ),
        quotes=(
            Quote(
                words="we sincerely wish to work with your government", speaker=Cell(text="Shehbaz Sharif"),
                source="News article, Almaty", said_on=inferred("Feb 2026"),
            ),
        ),
        changes=(Cell(text="No earlier sheet on Pakistan is kept."),),
        last_actions=(),
        sources=(SourceRow(text="News article, Almaty. Publisher, author and day of publication: not stated."),),
        matrix=(
            MatrixRow(
                number="1", what=Cell(text="Continue implementing specific transport and logistics projects"),
                source="News article, Almaty", area=Cell(text="Transport and logistics"), due=Cell(text="no date"),
                status="Open", done="",
            ),
            MatrixRow(
                number="2", what=review, source="News article, Almaty", due=waits, status="Waiting", tone="info",
            ),
        ),
    )  # fmt: skip


def hostile() -> BriefingSheet:
    """Every text of the sheet is something that would do harm if it were markup."""
    cells = tuple(Cell(text=each) for each in HOSTILE)
    return BriefingSheet(
        number=2,
        kind=BriefingKind.VISIT,
        title="#panic(\"x\") *b* <b> @ref",
        subtitle="$x$ // c",
        as_of=date(2026, 11, 23),
        as_of_words="23 November 2026",
        copy_line="Copy #1",
        marking="OFFICIAL *USE*",
        prepared="@who",
        handling="#include \"x\"",
        paper=Paper.A4,
        sections=tuple(Section),
        objectives=cells,
        in_one_minute=tuple(Point(lead=each, text=Cell(text=each)) for each in HOSTILE),
        where_we_stand=tuple(Fact(label=each, value=Cell(text=each), tone="critical") for each in HOSTILE),
        visits=tuple(
            VisitRow(when=each, what=each, status=each, tone="neutral", detail=each) for each in cells
        ),
        agreements=tuple(AgreementRow(when=each, what=each, status=each, tone="info", detail=each) for each in cells),
        promises=(
            Promises(
                heading="*Kazakhstan*",
                rows=tuple(PromiseRow(what=each, due=each, status=each.text, late=True) for each in cells),
                left_over="#more",
            ),
        ),
        intentions=tuple(
            Promises(heading=each.text, rows=(PromiseRow(what=each, due=each, status=each.text),), left_over=each.text)
            for each in cells
        ),
        background=Background(free_to_use=cells, not_to_be_disclosed=cells),
        people=tuple(PersonRow(name=each, office=Cell(text=each), side=each) for each in HOSTILE),
        quotes=tuple(Quote(words=each, speaker=Cell(text=each), source=each) for each in HOSTILE),
        changes=cells,
        last_actions=tuple(ActionRow(when=each, kind=each, what=each, next_step=each) for each in HOSTILE),
        note="\n".join(HOSTILE),
        sources=tuple(SourceRow(text=each, address=each) for each in HOSTILE),
        matrix=tuple(
            MatrixRow(number=each, what=Cell(text=each), status=each, done=each, note=each) for each in HOSTILE
        ),
    )  # fmt: skip

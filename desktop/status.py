"""How every status and kind of action looks: its tone and its icon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from db.vocabulary import ActionKind, AgreementStatus, CommitmentStatus, VisitStatus
from desktop.kit.tokens import ToneName


class Look(NamedTuple):
    """The tone and icon of one word; icons differ inside each kind of record, so colour is never alone."""

    tone: ToneName
    icon: str


TO_CONFIRM = Look("warning", "circle-question-mark")

VISIT: Mapping[VisitStatus, Look] = {
    VisitStatus.PROPOSED: Look("neutral", "pencil-line"),
    VisitStatus.INVITED_NO_DATE: Look("warning", "mail-open"),
    VisitStatus.ACCEPTED_NO_DATE: Look("waiting", "calendar-clock"),
    VisitStatus.SCHEDULED: Look("info", "calendar-check"),
    VisitStatus.UNDER_WAY: Look("info", "plane"),
    VisitStatus.TOOK_PLACE: Look("success", "circle-check"),
    VisitStatus.POSTPONED: Look("waiting", "calendar-arrow-up"),
    VisitStatus.LAPSED: Look("critical", "calendar-x"),
    VisitStatus.CANCELLED: Look("neutral", "circle-slash"),
}

AGREEMENT: Mapping[AgreementStatus, Look] = {
    AgreementStatus.NOT_STATED: TO_CONFIRM,
    AgreementStatus.NEGOTIATING: Look("neutral", "pencil-line"),
    AgreementStatus.INITIALLED: Look("neutral", "stamp"),
    AgreementStatus.SIGNED: Look("info", "pen-line"),
    AgreementStatus.SIGNED_FINAL: Look("info", "file-signature"),
    AgreementStatus.PARTLY_CONSENTED: Look("waiting", "hourglass"),
    AgreementStatus.ALL_CONSENTED: Look("info", "list-checks"),
    AgreementStatus.PROVISIONAL: Look("success", "circle-dot"),
    AgreementStatus.IN_FORCE: Look("success", "circle-check"),
    AgreementStatus.SUSPENDED: Look("warning", "circle-pause"),
    AgreementStatus.TERM_ENDED: Look("warning", "calendar-x"),
    AgreementStatus.TERMINATED: Look("neutral", "circle-slash"),
    AgreementStatus.SUPERSEDED: Look("neutral", "archive"),
}

COMMITMENT: Mapping[CommitmentStatus, Look] = {
    CommitmentStatus.OVERDUE: Look("critical", "octagon-alert"),
    CommitmentStatus.DUE_SOON: Look("warning", "clock-alert"),
    CommitmentStatus.WAITING: Look("waiting", "hourglass"),
    CommitmentStatus.BLOCKED: Look("warning", "circle-pause"),
    CommitmentStatus.IN_PROGRESS: Look("info", "circle-fading-arrow-up"),
    CommitmentStatus.OPEN: Look("info", "circle-dot"),
    CommitmentStatus.INTENT: Look("neutral", "message-square-quote"),
    CommitmentStatus.KEPT: Look("success", "circle-check"),
    CommitmentStatus.NOT_KEPT: Look("critical", "circle-x"),
    CommitmentStatus.DROPPED: Look("neutral", "circle-slash"),
}

ACTION_ICONS: Mapping[ActionKind, str] = {
    ActionKind.CALL: "phone",
    ActionKind.MEETING: "users",
    ActionKind.LETTER: "mail",
    ActionKind.NOTE_VERBALE: "file-text",
    ActionKind.EMAIL: "message-square",
    ActionKind.DOCUMENT_SENT: "file-up",
    ActionKind.DOCUMENT_RECEIVED: "file-down",
    ActionKind.INTERNAL: "landmark",
    ActionKind.REMINDER_SENT: "bell",
    ActionKind.REPLY_RECEIVED: "mail-open",
    ActionKind.OTHER: "pencil-line",
}


def visit_look(status: VisitStatus, *, to_confirm: bool = False) -> Look:
    """The look of a visit's status; of one whose dates have passed without a word, that somebody has to say it."""
    return TO_CONFIRM if to_confirm else VISIT[status]


def agreement_look(status: AgreementStatus) -> Look:
    """The look of an agreement's status."""
    return AGREEMENT[status]


def commitment_look(status: CommitmentStatus) -> Look:
    """The look of a commitment's status."""
    return COMMITMENT[status]

"""The field's own words: every list of choices a desk officer picks from."""

from __future__ import annotations

from enum import StrEnum

from db.words import N_, Sentence, _, pgettext, told_word


class Word(StrEnum):
    """A choice from a fixed list; `value` is what is stored, `label` is what screens and paper say.

    Translators find both its forms under the name of its list; they are collected from the lists themselves."""

    @property
    def english(self) -> str:
        """The word in English at the start of a line, e.g. "Note verbale"."""
        return _LABELS.get((type(self).__name__, self.value)) or self.value.replace("_", " ").capitalize()

    @property
    def english_inside(self) -> str:
        """The word in English inside a sentence, e.g. "note verbale"."""
        english = self.english
        return english if english.isupper() else english[:1].lower() + english[1:]

    @property
    def label(self) -> str:
        """The word as it stands at the start of a line."""
        return pgettext(type(self).__name__, self.english)

    @property
    def word(self) -> str:
        """The word inside a sentence."""
        return pgettext(self._inside, self.english_inside)

    @property
    def told(self) -> Sentence:
        """The label, as the journal keeps it."""
        return told_word(type(self).__name__, self.english)

    @property
    def told_inside(self) -> Sentence:
        """The word inside a sentence, as the journal keeps it."""
        return told_word(self._inside, self.english_inside)

    @property
    def _inside(self) -> str:
        return f"{type(self).__name__}, inside a sentence"


class Kind(Word):
    """The kinds of record a register keeps; each has a table of its own under `record`."""

    PARTY = "party"
    PERSON = "person"
    OFFICE = "office"
    AREA = "area"
    SOURCE = "source"
    QUOTATION = "quotation"
    VISIT = "visit"
    INVITATION = "invitation"
    AGREEMENT = "agreement"
    COMMITMENT = "commitment"
    ACTION = "action"
    REMINDER = "reminder"
    ANNIVERSARY = "anniversary"
    QUESTION = "question"
    POINT = "point"
    BRIEFING = "briefing"
    ATTACHMENT = "attachment"


class NameList(Word):
    """The names of our own house that commitments carry as words."""

    OFFICER = "officer"
    UNIT = "unit"


class PartyKind(Word):
    """What a party is: what stands by itself, a state or an international organisation, or what stands under one."""

    STATE = "state"
    ORGANISATION = "organisation"
    REGION = "region"
    AGENCY = "agency"
    COMPANY = "company"

    @property
    def by_itself(self) -> bool:
        """Whether it stands under no other party, and others may stand under it."""
        return self in (PartyKind.STATE, PartyKind.ORGANISATION)


class Rank(Word):
    """The rank of an office, highest first."""

    HEAD_OF_STATE = "head_of_state"
    HEAD_OF_GOVERNMENT = "head_of_government"
    FOREIGN_MINISTER = "foreign_minister"
    MINISTER = "minister"
    DEPUTY_MINISTER = "deputy_minister"
    AMBASSADOR = "ambassador"
    OFFICIAL = "official"
    NOT_STATED = "not_stated"


class Capacity(Word):
    """In what capacity a person is in an office."""

    HOLDER = "holder"
    ACTING = "acting"


class How(Word):
    """How a fact is known: the source says it, we reasoned it, or the source does not say."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class SourceKind(Word):
    """What sort of document a source is."""

    NEWS_ARTICLE = "news_article"
    COMMUNIQUE = "communique"
    TREATY_TEXT = "treaty_text"
    NOTE = "note"
    LETTER = "letter"
    SPEECH = "speech"
    RECORD_OF_TALKS = "record_of_talks"
    OTHER = "other"


class Standing(Word):
    """Whether the words of a quotation stand in our copy of the source where it says."""

    THERE = "there"
    FOUND_AGAIN = "found_again"
    MISSING = "missing"
    NO_TEXT = "no_text"


class VisitKind(Word):
    """The kind of a visit by protocol; rank is a field of its own."""

    STATE = "state"
    OFFICIAL = "official"
    OFFICIAL_WORKING = "official_working"
    WORKING = "working"
    PRIVATE = "private"
    TRANSIT = "transit"
    GUEST_OF_GOVERNMENT = "guest_of_government"
    MULTILATERAL = "multilateral"
    SIDELINES = "sidelines"
    NOT_STATED = "not_stated"


class VisitStage(Word):
    """How far a visit has come, as an officer recorded it; *lapsed* is computed."""

    PROPOSED = "proposed"
    INVITED = "invited"
    ACCEPTED = "accepted"
    DATES_AGREED = "dates_agreed"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class DueIn(Word):
    """How soon something is due, counted from a day."""

    LATE = "late"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    LATER = "later"
    NO_DATE = "no_date"


class VisitDeed(Word):
    """What moves a visit on, in the order in which it is usually done."""

    INVITE = "invite"
    PROPOSE_DATES = "propose_dates"
    RECORD_ANSWER = "record_answer"
    SET_DATES = "set_dates"
    TOOK_PLACE = "took_place"
    POSTPONE = "postpone"
    CANCEL = "cancel"
    RENEW = "renew"
    ADD_PROMISE = "add_promise"
    LINK_RETURN = "link_return"


class Answer(Word):
    """What an invitee answers."""

    ACCEPTED = "accepted"
    WITH_DATES = "with_dates"
    IN_PRINCIPLE = "in_principle"
    DECLINED = "declined"
    POSTPONE = "postpone"


class VisitStatus(Word):
    """What the status table says of a visit on a day: computed from stage, dates and invitations."""

    INVITED_NO_DATE = "invited_no_date"
    ACCEPTED_NO_DATE = "accepted_no_date"
    SCHEDULED = "scheduled"
    UNDER_WAY = "under_way"
    TOOK_PLACE = "took_place"
    POSTPONED = "postponed"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"
    PROPOSED = "proposed"


class TalkFormat(Word):
    """The format of an item on a visit's programme."""

    NARROW = "narrow"
    EXPANDED = "expanded"
    TELEPHONE = "telephone"
    VIDEO = "video"
    SIGNING = "signing"
    CALL_ON = "call_on"
    VISIT_TO = "visit_to"
    CEREMONY = "ceremony"
    OTHER = "other"


class InvitationMeans(Word):
    """How an invitation was given."""

    IN_TALKS = "in_talks"
    LETTER = "letter"
    NOTE_VERBALE = "note_verbale"
    TELEPHONE = "telephone"
    NOT_STATED = "not_stated"


class Reply(Word):
    """The reply to an invitation."""

    NONE_RECORDED = "none_recorded"
    ACCEPTED = "accepted"
    ACCEPTED_IN_PRINCIPLE = "accepted_in_principle"
    DECLINED = "declined"
    DEFERRED = "deferred"


class AgreementKind(Word):
    """The kind of an instrument as its title or text names it."""

    TREATY = "treaty"
    AGREEMENT = "agreement"
    CONVENTION = "convention"
    PROTOCOL = "protocol"
    EXCHANGE_OF_NOTES = "exchange_of_notes"
    MEMORANDUM = "memorandum"
    ARRANGEMENT = "arrangement"
    JOINT_DECLARATION = "joint_declaration"
    JOINT_STATEMENT = "joint_statement"
    JOINT_COMMUNIQUE = "joint_communique"
    ACTION_PLAN = "action_plan"
    AGREED_MINUTES = "agreed_minutes"
    LETTER_OF_INTENT = "letter_of_intent"
    OTHER = "other"


class LegalCharacter(Word):
    """Whether an instrument binds in law; never derived from its title."""

    BINDING = "binding"
    NOT_BINDING = "not_binding"
    NOT_STATED = "not_stated"


class EntryMode(Word):
    """How an agreement enters into force."""

    ON_SIGNATURE = "on_signature"
    EXCHANGE_OF_INSTRUMENTS = "exchange_of_instruments"
    LATER_NOTIFICATION = "later_notification"
    FIXED_DATE = "fixed_date"
    RATIFICATIONS = "ratifications"
    NOT_APPLICABLE = "not_applicable"
    NOT_STATED = "not_stated"


class Renewal(Word):
    """What happens when an agreement's term ends."""

    NONE = "none"
    TACIT = "tacit"
    EXPRESS = "express"
    NOT_STATED = "not_stated"


class StepKind(Word):
    """A step in the life of an agreement."""

    NEGOTIATED = "negotiated"
    INITIALLED = "initialled"
    ADOPTED = "adopted"
    SIGNED = "signed"
    SIGNED_AD_REFERENDUM = "signed_ad_referendum"
    SIGNED_SUBJECT_TO_RATIFICATION = "signed_subject_to_ratification"
    DOMESTIC_PROCEDURE = "domestic_procedure"
    RATIFIED = "ratified"
    ACCEPTED = "accepted"
    APPROVED = "approved"
    ACCEDED = "acceded"
    SUCCEEDED = "succeeded"
    NOTIFIED_COMPLETION = "notified_completion"
    INSTRUMENTS_EXCHANGED = "instruments_exchanged"
    PROVISIONALLY_APPLIED = "provisionally_applied"
    ENTERED_INTO_FORCE = "entered_into_force"
    REGISTERED = "registered"
    AMENDED = "amended"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    EXTENDED = "extended"
    NOTICE_GIVEN = "notice_given"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    SUPERSEDED = "superseded"

    @property
    def act(self) -> str:
        """What a party is waited for to do, as one says "Pakistan's ratification"; "" where nobody says so."""
        act = _ACTS.get(self)
        return _(act) if act else ""


_ACTS = {
    StepKind.INITIALLED: N_("initialling"),
    StepKind.SIGNED: N_("signature"),
    StepKind.SIGNED_AD_REFERENDUM: N_("signature"),
    StepKind.SIGNED_SUBJECT_TO_RATIFICATION: N_("signature"),
    StepKind.DOMESTIC_PROCEDURE: N_("domestic procedure"),
    StepKind.RATIFIED: N_("ratification"),
    StepKind.ACCEPTED: N_("acceptance"),
    StepKind.APPROVED: N_("approval"),
    StepKind.ACCEDED: N_("accession"),
    StepKind.SUCCEEDED: N_("succession"),
    StepKind.NOTIFIED_COMPLETION: N_("notification of completion"),
    StepKind.INSTRUMENTS_EXCHANGED: N_("exchange of instruments"),
    StepKind.REGISTERED: N_("registration"),
}


class StepState(Word):
    """What is known of a step: done, not needed, or being waited for."""

    DONE = "done"
    NOT_NEEDED = "not_needed"
    WAITING = "waiting"


class AgreementStatus(Word):
    """Where an agreement stands: a pure function of its steps."""

    NOT_STATED = "not_stated"
    NEGOTIATING = "negotiating"
    INITIALLED = "initialled"
    SIGNED = "signed"
    SIGNED_FINAL = "signed_final"
    PARTLY_CONSENTED = "partly_consented"
    ALL_CONSENTED = "all_consented"
    PROVISIONAL = "provisional"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    TERM_ENDED = "term_ended"
    TERMINATED = "terminated"
    SUPERSEDED = "superseded"


class Turn(Word):
    """Whose turn it is."""

    US = "us"
    THEM = "them"
    BOTH = "both"
    NOBODY = "nobody"
    NOT_STATED = "not_stated"


class Strength(Word):
    """How firmly something was promised; intentions are not counted as promises."""

    UNDERTAKING = "undertaking"
    ANNOUNCEMENT = "announcement"
    TARGET = "target"
    INVITATION = "invitation"
    PLANNED = "planned"
    INTENTION = "intention"


class Nature(Word):
    """Whether a promise is kept by one act, by continuing, or by abstaining."""

    DO_ONCE = "do_once"
    KEEP_DOING = "keep_doing"
    ABSTAIN = "abstain"
    NOT_STATED = "not_stated"


class Progress(Word):
    """What an officer assessed of a commitment; *overdue* is computed and stands beside it."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    BLOCKED = "blocked"
    DONE = "done"
    KEPT = "kept"
    NOT_KEPT = "not_kept"
    DROPPED = "dropped"
    SUPERSEDED = "superseded"

    @property
    def closed(self) -> bool:
        """Whether nothing more is expected."""
        return self in CLOSED


class CommitmentStatus(Word):
    """What the status table says of a commitment on a day."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    WAITING = "waiting"
    BLOCKED = "blocked"
    IN_PROGRESS = "in_progress"
    OPEN = "open"
    INTENT = "intent"
    KEPT = "kept"
    NOT_KEPT = "not_kept"
    DROPPED = "dropped"


class PartyRole(Word):
    """The part a party or office has in a commitment."""

    OWES = "owes"
    OWED = "owed"


class ActionKind(Word):
    """What sort of follow-up was done."""

    CALL = "call"
    MEETING = "meeting"
    LETTER = "letter"
    NOTE_VERBALE = "note_verbale"
    EMAIL = "email"
    DOCUMENT_SENT = "document_sent"
    DOCUMENT_RECEIVED = "document_received"
    INTERNAL = "internal"
    REMINDER_SENT = "reminder_sent"
    REPLY_RECEIVED = "reply_received"
    OTHER = "other"


class Direction(Word):
    """Which way an action went."""

    OUT = "out"
    IN = "in"
    INTERNAL = "internal"


class Result(Word):
    """What came of an action."""

    DONE = "done"
    NO_ANSWER = "no_answer"
    PROMISED = "promised"
    REFUSED = "refused"
    AWAITING_REPLY = "awaiting_reply"
    OTHER = "other"


class Ending(Word):
    """How a next step or an expected reply came to its end."""

    DONE = "done"
    ANSWERED = "answered"
    NOT_NEEDED = "not_needed"
    REPLACED = "replaced"
    EARLIER = "earlier"


class DateField(Word):
    """The date a reminder rule counts from."""

    DUE = "due"
    WINDOW = "window"
    DATES = "dates"
    NEXT_REVIEW = "next_review"
    REPLY_BY = "reply_by"
    NEXT_STEP = "next_step"
    LAST_ACTION = "last_action"
    SIGNED = "signed"
    TERM_ENDS = "term_ends"
    NOTICE_BY = "notice_by"
    REPORT = "report"
    ANNIVERSARY = "anniversary"
    ON = "on"


class Known(Word):
    """How exactly a date is known, as reminders tell it apart: what is due "in 2027" is spoken of otherwise than what
    is due on a day."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Cadence(Word):
    """The unit of how often a report is expected on a commitment or an agreement."""

    WEEKS = "weeks"
    MONTHS = "months"


class Edge(Word):
    """The point of a period a reminder counts from."""

    OPENING = "opening"
    SHARE = "share"
    CLOSE = "close"


class Handled(Word):
    """What was done about one occurrence of a reminder."""

    SHOWN = "shown"
    SNOOZED = "snoozed"
    DONE = "done"
    NOT_NEEDED = "not_needed"
    ACTED_ON = "acted_on"


class Way(Word):
    """How a change came about: somebody did it, took one back, or did one again that was taken back."""

    DONE = "done"
    UNDONE = "undone"
    DONE_AGAIN = "done_again"


class BriefingKind(Word):
    """What a briefing sheet is about."""

    VISIT = "visit"
    COUNTRY = "country"
    AGREEMENT = "agreement"
    FOLLOW_UP = "follow_up"
    OVERDUE = "overdue"


class PointKind(Word):
    """What is said for the subject of a sheet, in the order of the paper."""

    OBJECTIVE = "objective"
    TO_MAKE = "to_make"
    LINE_TO_TAKE = "line_to_take"
    IF_RAISED = "if_raised"
    BACKGROUND = "background"
    NOTE = "note"


class Likelihood(Word):
    """How likely the other side is to raise something."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


class Marking(Word):
    """The handling marking of a record or sheet, lowest first."""

    NONE = "none"
    OFFICIAL_USE = "official_use"
    RESTRICTED = "restricted"
    CONFIDENTIAL = "confidential"


CLOSED = frozenset({Progress.DONE, Progress.KEPT, Progress.NOT_KEPT, Progress.DROPPED, Progress.SUPERSEDED})

_LABELS: dict[tuple[str, str], str] = {
    ("VisitKind", "state"): "State visit",
    ("VisitKind", "official"): "Official visit",
    ("VisitKind", "official_working"): "Official working visit",
    ("VisitKind", "working"): "Working visit",
    ("VisitKind", "private"): "Private visit",
    ("VisitKind", "guest_of_government"): "Guest of government",
    ("VisitKind", "sidelines"): "On the sidelines",
    ("VisitStatus", "invited_no_date"): "Invited, no date",
    ("VisitStatus", "accepted_no_date"): "Accepted, no date",
    ("Answer", "with_dates"): "Accepted with dates",
    ("Answer", "in_principle"): "Accepted in principle",
    ("Answer", "postpone"): "Asked to postpone",
    ("TalkFormat", "narrow"): "Narrow (one-on-one)",
    ("TalkFormat", "expanded"): "Expanded (plenary)",
    ("TalkFormat", "call_on"): "Call on",
    ("TalkFormat", "visit_to"): "Visit to",
    ("AgreementKind", "memorandum"): "Memorandum of understanding",
    ("AgreementKind", "joint_communique"): "Joint communiqué",
    ("AgreementKind", "action_plan"): "Action plan or roadmap",
    ("EntryMode", "ratifications"): "After ratifications",
    ("StepKind", "extended"): "Extended until",
    ("AgreementStatus", "term_ended"): "Term ended, to confirm",
    ("AgreementStatus", "signed_final"): "Signed · no ratification foreseen",
    ("AgreementStatus", "partly_consented"): "Part ratified",
    ("AgreementStatus", "all_consented"): "All ratified",
    ("AgreementStatus", "provisional"): "Provisionally applied",
    ("AgreementStatus", "negotiating"): "In negotiation",
    ("Strength", "announcement"): "Unilateral announcement",
    ("Strength", "planned"): "Planned follow-up",
    ("Ending", "earlier"): "Replaced before this version",
    ("Progress", "waiting"): "Waiting for the other side",
    ("ActionKind", "email"): "E-mail",
    ("SourceKind", "communique"): "Communiqué",
    ("Standing", "there"): "In its place",
    ("Standing", "found_again"): "Found at another place",
    ("Standing", "missing"): "Not in the text",
    ("Standing", "no_text"): "The text is not kept here",
    ("DateField", "due"): "Due date",
    ("DateField", "window"): "Time of an invitation",
    ("DateField", "dates"): "Dates of a visit",
    ("DateField", "reply_by"): "Reply expected",
    ("DateField", "last_action"): "Last thing done",
    ("DateField", "signed"): "Signature",
    ("DateField", "term_ends"): "End of the term",
    ("DateField", "notice_by"): "Last day for notice",
    ("DateField", "report"): "Report expected",
    ("DateField", "on"): "A day of its own",
    ("Kind", "point"): "Briefing point",
    ("PointKind", "to_make"): "Point to make",
    ("PointKind", "note"): "Officer’s note",
    ("BriefingKind", "country"): "State of relations",
    ("BriefingKind", "follow_up"): "Follow-up matrix",
    ("Marking", "none"): "No marking",
    ("Marking", "official_use"): "OFFICIAL USE",
    ("Marking", "restricted"): "RESTRICTED",
    ("Marking", "confidential"): "CONFIDENTIAL",
}

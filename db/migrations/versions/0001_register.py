"""Format 1: every table of domain.md's records, the journal, and the words for search."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEARCH_INDEX = """CREATE VIRTUAL TABLE search USING fts5(title, body, content='search_text', content_rowid='record_id',
       tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"""


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("is_undo", sa.Boolean(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["undoes"], ["change.id"], name=op.f("fk_change_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sa.UniqueConstraint("undoes", name=op.f("uq_change_undoes")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("name", name=op.f("uq_setting_name")),
    )
    op.create_table(
        "change_record",
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name=op.f("fk_change_record_change_id")),
        sa.PrimaryKeyConstraint("change_id", "record_id", name=op.f("pk_change_record")),
    )
    op.create_index("ix_change_record_record_id_change_id", "change_record", ["record_id", "change_id"], unique=False)
    op.create_table(
        "change_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name=op.f("fk_change_row_change_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_row")),
    )
    op.create_index(op.f("ix_change_row_change_id"), "change_row", ["change_id"], unique=False)
    op.create_table(
        "record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=1000), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("marking", sa.String(length=40), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_action", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["created"], ["change.id"], name=op.f("fk_record_created")),
        sa.ForeignKeyConstraint(["version"], ["change.id"], name=op.f("fk_record_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
        sa.UniqueConstraint("uid", name=op.f("uq_record_uid")),
    )
    op.create_index("ix_record_kind_hidden_title_id", "record", ["kind", "hidden", "title", "id"], unique=False)
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("action_kind", sa.String(length=40), nullable=False),
        sa.Column("direction", sa.String(length=40), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=1000), nullable=False),
        sa.Column("with_whom", sa.String(length=1000), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=True),
        sa.Column("reply_by_words", sa.Text(), nullable=True),
        sa.Column("reply_by_edtf", sa.String(length=100), nullable=True),
        sa.Column("reply_by_anchor", sa.Date(), nullable=True),
        sa.Column("reply_by_earliest", sa.Date(), nullable=True),
        sa.Column("reply_by_latest", sa.Date(), nullable=True),
        sa.Column("next_step", sa.String(length=1000), nullable=False),
        sa.Column("next_due_words", sa.Text(), nullable=True),
        sa.Column("next_due_edtf", sa.String(length=100), nullable=True),
        sa.Column("next_due_anchor", sa.Date(), nullable=True),
        sa.Column("next_due_earliest", sa.Date(), nullable=True),
        sa.Column("next_due_latest", sa.Date(), nullable=True),
        sa.Column("progress_after", sa.String(length=40), nullable=True),
        sa.Column("stage_after", sa.String(length=40), nullable=True),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["corrects"], ["action.id"], name=op.f("fk_action_corrects")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_action_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    op.create_index(op.f("ix_action_corrects"), "action", ["corrects"], unique=False)
    op.create_index("ix_action_done_on_id", "action", ["done_on", "id"], unique=False)
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_alias_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
    )
    op.create_index(op.f("ix_alias_record_id"), "alias", ["record_id"], unique=False)
    op.create_table(
        "anniversary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_words", sa.Text(), nullable=True),
        sa.Column("first_edtf", sa.String(length=100), nullable=True),
        sa.Column("first_anchor", sa.Date(), nullable=True),
        sa.Column("first_earliest", sa.Date(), nullable=True),
        sa.Column("first_latest", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_anniversary_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anniversary")),
    )
    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=1000), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_attachment_id")),
        sa.ForeignKeyConstraint(["record"], ["record.id"], name=op.f("fk_attachment_record")),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_attachment_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_record"), "attachment", ["record"], unique=False)
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"], unique=False)
    op.create_table(
        "briefing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("briefing_kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=1000), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["about"], ["record.id"], name=op.f("fk_briefing_about")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_briefing_id")),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_briefing_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing")),
        sa.UniqueConstraint("number", name=op.f("uq_briefing_number")),
    )
    op.create_index(op.f("ix_briefing_about"), "briefing", ["about"], unique=False)
    op.create_table(
        "citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=100), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=True),
        sa.Column("quotation", sa.Integer(), nullable=True),
        sa.Column("page", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["quotation"], ["record.id"], name=op.f("fk_citation_quotation")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_citation_record_id")),
        sa.ForeignKeyConstraint(["source"], ["record.id"], name=op.f("fk_citation_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
    )
    op.create_index(op.f("ix_citation_quotation"), "citation", ["quotation"], unique=False)
    op.create_index(op.f("ix_citation_record_id"), "citation", ["record_id"], unique=False)
    op.create_index(op.f("ix_citation_source"), "citation", ["source"], unique=False)
    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_kind", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("code3", sa.String(length=3), nullable=False),
        sa.Column("long_name", sa.String(length=1000), nullable=False),
        sa.Column("followed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    op.create_index(op.f("ix_party_code"), "party", ["code"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["about"], ["record.id"], name=op.f("fk_question_about")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_question_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_about"), "question", ["about"], unique=False)
    op.create_table(
        "record_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["record.id"], name=op.f("fk_record_area_area_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_record_area_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_area")),
        sa.UniqueConstraint("record_id", "area_id", name=op.f("uq_record_area_record_id_area_id")),
    )
    op.create_index(op.f("ix_record_area_area_id"), "record_area", ["area_id"], unique=False)
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record", sa.Integer(), nullable=True),
        sa.Column("on_kind", sa.String(length=40), nullable=True),
        sa.Column("date_field", sa.String(length=40), nullable=False),
        sa.Column("edge", sa.String(length=40), nullable=False),
        sa.Column("offset_days", sa.Integer(), nullable=False),
        sa.Column("share", sa.Double(), nullable=True),
        sa.Column("repeat_days", sa.Integer(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("fires_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_reminder_id")),
        sa.ForeignKeyConstraint(["record"], ["record.id"], name=op.f("fk_reminder_record")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_record"), "reminder", ["record"], unique=False)
    op.create_table(
        "search_text",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_search_text_record_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_search_text")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_kind", sa.String(length=40), nullable=False),
        sa.Column("publisher", sa.String(length=1000), nullable=False),
        sa.Column("published_on_words", sa.Text(), nullable=True),
        sa.Column("published_on_edtf", sa.String(length=100), nullable=True),
        sa.Column("published_on_anchor", sa.Date(), nullable=True),
        sa.Column("published_on_earliest", sa.Date(), nullable=True),
        sa.Column("published_on_latest", sa.Date(), nullable=True),
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column("language", sa.String(length=1000), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_table(
        "action_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_link_action_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_action_link_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_link")),
    )
    op.create_index(op.f("ix_action_link_action_id"), "action_link", ["action_id"], unique=False)
    op.create_index("ix_action_link_record_id_action_id", "action_link", ["record_id", "action_id"], unique=False)
    op.create_table(
        "anniversary_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("anniversary_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["anniversary_id"], ["anniversary.id"], name=op.f("fk_anniversary_party_anniversary_id")
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_anniversary_party_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anniversary_party")),
    )
    op.create_index(op.f("ix_anniversary_party_anniversary_id"), "anniversary_party", ["anniversary_id"], unique=False)
    op.create_index(op.f("ix_anniversary_party_party_id"), "anniversary_party", ["party_id"], unique=False)
    op.create_table(
        "concern",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_concern_party_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_concern_record_id")),
        sa.PrimaryKeyConstraint("record_id", "party_id", name=op.f("pk_concern")),
    )
    op.create_index("ix_concern_party_id_record_id", "concern", ["party_id", "record_id"], unique=False)
    op.create_table(
        "occurrence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("computed_from", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("handled", sa.String(length=40), nullable=False),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("action", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["action"], ["action.id"], name=op.f("fk_occurrence_action")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_occurrence_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrence")),
        sa.UniqueConstraint(
            "rule", "record_id", "computed_from", "n", name=op.f("uq_occurrence_rule_record_id_computed_from_n")
        ),
    )
    op.create_index(op.f("ix_occurrence_action"), "occurrence", ["action"], unique=False)
    op.create_index(op.f("ix_occurrence_record_id"), "occurrence", ["record_id"], unique=False)
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party", sa.Integer(), nullable=False),
        sa.Column("rank", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_office_id")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_office_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    op.create_index(op.f("ix_office_party"), "office", ["party"], unique=False)
    op.create_table(
        "quotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("stop", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("translation", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_quotation_id")),
        sa.ForeignKeyConstraint(["source"], ["source.id"], name=op.f("fk_quotation_source")),
        sa.ForeignKeyConstraint(["speaker"], ["person.id"], name=op.f("fk_quotation_speaker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation")),
    )
    op.create_index(op.f("ix_quotation_source"), "quotation", ["source"], unique=False)
    op.create_index(op.f("ix_quotation_speaker"), "quotation", ["speaker"], unique=False)
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.Integer(), nullable=False),
        sa.Column("period_words", sa.Text(), nullable=True),
        sa.Column("period_edtf", sa.String(length=100), nullable=True),
        sa.Column("period_anchor", sa.Date(), nullable=True),
        sa.Column("period_earliest", sa.Date(), nullable=True),
        sa.Column("period_latest", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["office"], ["office.id"], name=op.f("fk_term_office")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_term_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
    )
    op.create_index(op.f("ix_term_office"), "term", ["office"], unique=False)
    op.create_index(op.f("ix_term_person_id"), "term", ["person_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_kind", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("visitor", sa.Integer(), nullable=True),
        sa.Column("office", sa.Integer(), nullable=True),
        sa.Column("host", sa.Integer(), nullable=True),
        sa.Column("from_party", sa.Integer(), nullable=True),
        sa.Column("to_party", sa.Integer(), nullable=True),
        sa.Column("dates_words", sa.Text(), nullable=True),
        sa.Column("dates_edtf", sa.String(length=100), nullable=True),
        sa.Column("dates_anchor", sa.Date(), nullable=True),
        sa.Column("dates_earliest", sa.Date(), nullable=True),
        sa.Column("dates_latest", sa.Date(), nullable=True),
        sa.Column("places", sa.String(length=1000), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("return_of", sa.Integer(), nullable=True),
        sa.Column("status_0", sa.String(length=40), nullable=True),
        sa.Column("from_1", sa.Date(), nullable=True),
        sa.Column("status_1", sa.String(length=40), nullable=True),
        sa.Column("from_2", sa.Date(), nullable=True),
        sa.Column("status_2", sa.String(length=40), nullable=True),
        sa.Column("from_3", sa.Date(), nullable=True),
        sa.Column("status_3", sa.String(length=40), nullable=True),
        sa.Column("from_4", sa.Date(), nullable=True),
        sa.Column("status_4", sa.String(length=40), nullable=True),
        sa.Column("from_5", sa.Date(), nullable=True),
        sa.Column("status_5", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["from_party"], ["party.id"], name=op.f("fk_visit_from_party")),
        sa.ForeignKeyConstraint(["host"], ["person.id"], name=op.f("fk_visit_host")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_visit_id")),
        sa.ForeignKeyConstraint(["office"], ["office.id"], name=op.f("fk_visit_office")),
        sa.ForeignKeyConstraint(["return_of"], ["visit.id"], name=op.f("fk_visit_return_of")),
        sa.ForeignKeyConstraint(["to_party"], ["party.id"], name=op.f("fk_visit_to_party")),
        sa.ForeignKeyConstraint(["visitor"], ["person.id"], name=op.f("fk_visit_visitor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index("ix_visit_dates_earliest_id", "visit", ["dates_earliest", "id"], unique=False)
    op.create_index(op.f("ix_visit_from_party"), "visit", ["from_party"], unique=False)
    op.create_index(op.f("ix_visit_host"), "visit", ["host"], unique=False)
    op.create_index(op.f("ix_visit_office"), "visit", ["office"], unique=False)
    op.create_index(op.f("ix_visit_return_of"), "visit", ["return_of"], unique=False)
    op.create_index(op.f("ix_visit_to_party"), "visit", ["to_party"], unique=False)
    op.create_index(op.f("ix_visit_visitor"), "visit", ["visitor"], unique=False)
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_kind", sa.String(length=40), nullable=False),
        sa.Column("legal_character", sa.String(length=40), nullable=False),
        sa.Column("no_ratification_foreseen", sa.Boolean(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("entry_mode", sa.String(length=40), nullable=False),
        sa.Column("entry_terms", sa.Text(), nullable=False),
        sa.Column("ratifications_needed", sa.Integer(), nullable=True),
        sa.Column("duration", sa.String(length=1000), nullable=False),
        sa.Column("renewal", sa.String(length=40), nullable=False),
        sa.Column("notice_period", sa.String(length=1000), nullable=False),
        sa.Column("expires_words", sa.Text(), nullable=True),
        sa.Column("expires_edtf", sa.String(length=100), nullable=True),
        sa.Column("expires_anchor", sa.Date(), nullable=True),
        sa.Column("expires_earliest", sa.Date(), nullable=True),
        sa.Column("expires_latest", sa.Date(), nullable=True),
        sa.Column("next_review_words", sa.Text(), nullable=True),
        sa.Column("next_review_edtf", sa.String(length=100), nullable=True),
        sa.Column("next_review_anchor", sa.Date(), nullable=True),
        sa.Column("next_review_earliest", sa.Date(), nullable=True),
        sa.Column("next_review_latest", sa.Date(), nullable=True),
        sa.Column("amends", sa.Integer(), nullable=True),
        sa.Column("supersedes", sa.Integer(), nullable=True),
        sa.Column("unconfirmed", sa.Boolean(), nullable=True),
        sa.Column("status_0", sa.String(length=40), nullable=True),
        sa.Column("from_1", sa.Date(), nullable=True),
        sa.Column("status_1", sa.String(length=40), nullable=True),
        sa.Column("from_2", sa.Date(), nullable=True),
        sa.Column("status_2", sa.String(length=40), nullable=True),
        sa.Column("from_3", sa.Date(), nullable=True),
        sa.Column("status_3", sa.String(length=40), nullable=True),
        sa.Column("from_4", sa.Date(), nullable=True),
        sa.Column("status_4", sa.String(length=40), nullable=True),
        sa.Column("from_5", sa.Date(), nullable=True),
        sa.Column("status_5", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["amends"], ["agreement.id"], name=op.f("fk_agreement_amends")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_agreement_id")),
        sa.ForeignKeyConstraint(["supersedes"], ["agreement.id"], name=op.f("fk_agreement_supersedes")),
        sa.ForeignKeyConstraint(["visit"], ["visit.id"], name=op.f("fk_agreement_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index(op.f("ix_agreement_amends"), "agreement", ["amends"], unique=False)
    op.create_index(op.f("ix_agreement_supersedes"), "agreement", ["supersedes"], unique=False)
    op.create_index(op.f("ix_agreement_visit"), "agreement", ["visit"], unique=False)
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("strength", sa.String(length=40), nullable=False),
        sa.Column("nature", sa.String(length=40), nullable=False),
        sa.Column("voiced_by", sa.Integer(), nullable=True),
        sa.Column("due_words", sa.Text(), nullable=True),
        sa.Column("due_edtf", sa.String(length=100), nullable=True),
        sa.Column("due_anchor", sa.Date(), nullable=True),
        sa.Column("due_earliest", sa.Date(), nullable=True),
        sa.Column("due_latest", sa.Date(), nullable=True),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("depends_on", sa.Integer(), nullable=True),
        sa.Column("origin", sa.Integer(), nullable=True),
        sa.Column("repeats", sa.Integer(), nullable=True),
        sa.Column("lead_unit", sa.String(length=1000), nullable=False),
        sa.Column("executors", sa.String(length=1000), nullable=False),
        sa.Column("officer", sa.String(length=1000), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("progress", sa.String(length=40), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("assessed_by", sa.String(length=1000), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        sa.Column("next_review_words", sa.Text(), nullable=True),
        sa.Column("next_review_edtf", sa.String(length=100), nullable=True),
        sa.Column("next_review_anchor", sa.Date(), nullable=True),
        sa.Column("next_review_earliest", sa.Date(), nullable=True),
        sa.Column("next_review_latest", sa.Date(), nullable=True),
        sa.Column("status_0", sa.String(length=40), nullable=True),
        sa.Column("from_1", sa.Date(), nullable=True),
        sa.Column("status_1", sa.String(length=40), nullable=True),
        sa.Column("from_2", sa.Date(), nullable=True),
        sa.Column("status_2", sa.String(length=40), nullable=True),
        sa.Column("from_3", sa.Date(), nullable=True),
        sa.Column("status_3", sa.String(length=40), nullable=True),
        sa.Column("from_4", sa.Date(), nullable=True),
        sa.Column("status_4", sa.String(length=40), nullable=True),
        sa.Column("from_5", sa.Date(), nullable=True),
        sa.Column("status_5", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["depends_on"], ["visit.id"], name=op.f("fk_commitment_depends_on")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_commitment_id")),
        sa.ForeignKeyConstraint(["origin"], ["record.id"], name=op.f("fk_commitment_origin")),
        sa.ForeignKeyConstraint(["repeats"], ["commitment.id"], name=op.f("fk_commitment_repeats")),
        sa.ForeignKeyConstraint(["voiced_by"], ["person.id"], name=op.f("fk_commitment_voiced_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    op.create_index(op.f("ix_commitment_depends_on"), "commitment", ["depends_on"], unique=False)
    op.create_index("ix_commitment_due_latest_id", "commitment", ["due_latest", "id"], unique=False)
    op.create_index(op.f("ix_commitment_origin"), "commitment", ["origin"], unique=False)
    op.create_index(op.f("ix_commitment_repeats"), "commitment", ["repeats"], unique=False)
    op.create_index(op.f("ix_commitment_voiced_by"), "commitment", ["voiced_by"], unique=False)
    op.create_table(
        "delegate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("party", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=1000), nullable=False),
        sa.Column("function", sa.String(length=1000), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_delegate_party")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_delegate_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegate")),
    )
    op.create_index(op.f("ix_delegate_party"), "delegate", ["party"], unique=False)
    op.create_index(op.f("ix_delegate_visit_id"), "delegate", ["visit_id"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=True),
        sa.Column("by_party", sa.Integer(), nullable=True),
        sa.Column("to_person", sa.Integer(), nullable=True),
        sa.Column("to_party", sa.Integer(), nullable=True),
        sa.Column("given_on_words", sa.Text(), nullable=True),
        sa.Column("given_on_edtf", sa.String(length=100), nullable=True),
        sa.Column("given_on_anchor", sa.Date(), nullable=True),
        sa.Column("given_on_earliest", sa.Date(), nullable=True),
        sa.Column("given_on_latest", sa.Date(), nullable=True),
        sa.Column("means", sa.String(length=40), nullable=False),
        sa.Column("window_words", sa.Text(), nullable=True),
        sa.Column("window_edtf", sa.String(length=100), nullable=True),
        sa.Column("window_anchor", sa.Date(), nullable=True),
        sa.Column("window_earliest", sa.Date(), nullable=True),
        sa.Column("window_latest", sa.Date(), nullable=True),
        sa.Column("reply", sa.String(length=40), nullable=False),
        sa.Column("replied_on_words", sa.Text(), nullable=True),
        sa.Column("replied_on_edtf", sa.String(length=100), nullable=True),
        sa.Column("replied_on_anchor", sa.Date(), nullable=True),
        sa.Column("replied_on_earliest", sa.Date(), nullable=True),
        sa.Column("replied_on_latest", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["by_party"], ["party.id"], name=op.f("fk_invitation_by_party")),
        sa.ForeignKeyConstraint(["by_person"], ["person.id"], name=op.f("fk_invitation_by_person")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_invitation_id")),
        sa.ForeignKeyConstraint(["to_party"], ["party.id"], name=op.f("fk_invitation_to_party")),
        sa.ForeignKeyConstraint(["to_person"], ["person.id"], name=op.f("fk_invitation_to_person")),
        sa.ForeignKeyConstraint(["visit"], ["visit.id"], name=op.f("fk_invitation_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_by_party"), "invitation", ["by_party"], unique=False)
    op.create_index(op.f("ix_invitation_by_person"), "invitation", ["by_person"], unique=False)
    op.create_index(op.f("ix_invitation_to_party"), "invitation", ["to_party"], unique=False)
    op.create_index(op.f("ix_invitation_to_person"), "invitation", ["to_person"], unique=False)
    op.create_index(op.f("ix_invitation_visit"), "invitation", ["visit"], unique=False)
    op.create_table(
        "talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("day_words", sa.Text(), nullable=True),
        sa.Column("day_edtf", sa.String(length=100), nullable=True),
        sa.Column("day_anchor", sa.Date(), nullable=True),
        sa.Column("day_earliest", sa.Date(), nullable=True),
        sa.Column("day_latest", sa.Date(), nullable=True),
        sa.Column("time", sa.String(length=1000), nullable=False),
        sa.Column("place", sa.String(length=1000), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("participants", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_talk_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
    )
    op.create_index(op.f("ix_talk_visit_id"), "talk", ["visit_id"], unique=False)
    op.create_table(
        "agreement_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_party_agreement_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_agreement_party_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_party")),
    )
    op.create_index(op.f("ix_agreement_party_agreement_id"), "agreement_party", ["agreement_id"], unique=False)
    op.create_index(op.f("ix_agreement_party_party_id"), "agreement_party", ["party_id"], unique=False)
    op.create_table(
        "agreement_title",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_title_agreement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_title")),
    )
    op.create_index(op.f("ix_agreement_title_agreement_id"), "agreement_title", ["agreement_id"], unique=False)
    op.create_table(
        "commitment_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_commitment_party_commitment_id")),
        sa.ForeignKeyConstraint(["holder_id"], ["record.id"], name=op.f("fk_commitment_party_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_party")),
    )
    op.create_index(op.f("ix_commitment_party_commitment_id"), "commitment_party", ["commitment_id"], unique=False)
    op.create_index(
        "ix_commitment_party_holder_id_role_commitment_id",
        "commitment_party",
        ["holder_id", "role", "commitment_id"],
        unique=False,
    )
    op.create_table(
        "invitation_repeat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("period_words", sa.Text(), nullable=True),
        sa.Column("period_edtf", sa.String(length=100), nullable=True),
        sa.Column("period_anchor", sa.Date(), nullable=True),
        sa.Column("period_earliest", sa.Date(), nullable=True),
        sa.Column("period_latest", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_invitation_repeat_invitation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_repeat")),
    )
    op.create_index(op.f("ix_invitation_repeat_invitation_id"), "invitation_repeat", ["invitation_id"], unique=False)
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("party", sa.Integer(), nullable=True),
        sa.Column("done_on_words", sa.Text(), nullable=True),
        sa.Column("done_on_edtf", sa.String(length=100), nullable=True),
        sa.Column("done_on_anchor", sa.Date(), nullable=True),
        sa.Column("done_on_earliest", sa.Date(), nullable=True),
        sa.Column("done_on_latest", sa.Date(), nullable=True),
        sa.Column("effective_on_words", sa.Text(), nullable=True),
        sa.Column("effective_on_edtf", sa.String(length=100), nullable=True),
        sa.Column("effective_on_anchor", sa.Date(), nullable=True),
        sa.Column("effective_on_earliest", sa.Date(), nullable=True),
        sa.Column("effective_on_latest", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=1000), nullable=False),
        sa.Column("by", sa.String(length=1000), nullable=False),
        sa.Column("procedure", sa.String(length=1000), nullable=False),
        sa.Column("reference", sa.String(length=1000), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_step_agreement_id")),
        sa.ForeignKeyConstraint(["party"], ["party.id"], name=op.f("fk_step_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
    )
    op.create_index(op.f("ix_step_agreement_id"), "step", ["agreement_id"], unique=False)
    op.create_index(op.f("ix_step_party"), "step", ["party"], unique=False)
    op.execute(SEARCH_INDEX)

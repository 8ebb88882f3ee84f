"""Format 7: titles keep the key by which they sort, and words the pairs of letters of scripts that part no words."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SEARCH_INDEX = """CREATE VIRTUAL TABLE search USING fts5(title, body, runs, content='search_text',
       content_rowid='record_id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"""


def upgrade() -> None:
    op.add_column("record", sa.Column("sorts_as", sa.LargeBinary(), nullable=False, server_default=sa.text("x''")))
    op.drop_index("ix_record_kind_hidden_title_id", "record")
    op.create_index("ix_record_kind_hidden_sorts_as_id", "record", ["kind", "hidden", "sorts_as", "id"], unique=False)
    op.add_column("line", sa.Column("sorts_as", sa.LargeBinary(), nullable=False, server_default=sa.text("x''")))
    op.drop_index("ix_line_kind_shelf_title_record_id", "line")
    op.drop_index("ix_line_kind_title_record_id", "line")
    shelved = ["kind", "shelf", "sorts_as", "record_id"]
    op.create_index("ix_line_kind_shelf_sorts_as_record_id", "line", shelved, unique=False)
    op.create_index("ix_line_kind_sorts_as_record_id", "line", ["kind", "sorts_as", "record_id"], unique=False)
    # All words are folded anew: none is left that the new index does not hold.
    op.execute("DROP TABLE search")
    op.execute("DELETE FROM search_text")
    op.add_column("search_text", sa.Column("runs", sa.Text(), nullable=False, server_default=""))
    op.execute(SEARCH_INDEX)
    # What follows from the facts is computed anew at the next opening: a register without a day has no lines yet.
    op.execute("DELETE FROM status_day WHERE EXISTS (SELECT 1 FROM record)")

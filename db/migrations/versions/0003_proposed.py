"""Format 3: an entry of the log keeps the dates it proposes for a visit."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for part, kind in (
        ("words", sa.Text()),
        ("edtf", sa.String(length=100)),
        ("anchor", sa.Date()),
        ("earliest", sa.Date()),
        ("latest", sa.Date()),
    ):
        op.add_column("action", sa.Column(f"proposed_{part}", kind, nullable=True))

"""Light or dark pages, and shortcuts, as each person wants them"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("theme", sa.String(length=10), server_default="system", nullable=False))
    op.add_column("person", sa.Column("shortcuts", sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    op.drop_column("person", "shortcuts")
    op.drop_column("person", "theme")

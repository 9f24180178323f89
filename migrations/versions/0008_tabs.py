"""Which tab wrote a version of a reflection"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "reflection_revision", sa.Column("device", sa.String(length=40), server_default=sa.text("''"), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("reflection_revision", "device")

"""What a question counts towards its lesson"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("item", sa.Column("weight", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    op.execute("ALTER TABLE item DROP COLUMN weight")

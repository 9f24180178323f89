"""How sure a learner was of a response, where the question asks for it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("response", sa.Column("confidence", sa.String(length=10), nullable=True))


def downgrade() -> None:
    op.drop_column("response", "confidence")

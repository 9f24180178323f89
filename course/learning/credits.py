"""What a response counts for now: its own judgement, or the newest one made when a key had changed."""

from sqlalchemy import ColumnElement, func, select

from course.models import Regrade, Response


def present_credit() -> ColumnElement[float]:
    """Give the credit of a `Response` row as it counts now, from 0 to 1.

    Statistics of a question do not use this: they keep what was judged under the revision that was answered.
    """
    newest = (
        select(Regrade.credit)
        .where(Regrade.response_id == Response.id)
        .order_by(Regrade.id.desc())
        .limit(1)
        .correlate(Response)
        .scalar_subquery()
    )
    return func.coalesce(newest, Response.credit)

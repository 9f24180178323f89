"""Which questions of each cohort are to be mended, counted once a day."""

from commands import clock
from config import Settings
from course.database import Database
from course.material.catalog import Catalog
from course.teaching.weak_questions import cohorts_to_count, find_weaknesses, note_weaknesses


def count_weak_questions(_settings: Settings, database: Database) -> str:
    """Count each cohort by itself: nobody waits for more than the writing of what was found."""
    catalog = Catalog()
    with database.reading() as session:
        cohorts = cohorts_to_count(session, now=clock.now())
    for cohort_id, course_id in cohorts:
        with database.reading() as session:
            found = find_weaknesses(session, cohort_id, catalog.find_by_id(session, course_id))
        with database.writing() as session:
            note_weaknesses(session, cohort_id, found, now=clock.now())
    return ""

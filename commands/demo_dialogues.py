"""What Ines says about what the demo's learners shared, and what they answer; some of it waits for her visitor."""

from datetime import datetime, timedelta
from random import Random

from course.database import Session
from course.people.cohorts import CohortCard
from course.reflecting.comments import say
from course.reflecting.dialogues import mark_read
from course.reflecting.shared_texts import SharedText
from course.teaching.phrases import save_phrase
from course.teaching.review import Wished, entries_of, shares_by_prompt
from course.teaching.seen import mark_seen

SEED = 11
SAID, SEEN, ANSWERED = 0.45, 0.15, 0.5
MOST_OF_A_PROMPT = 40
WORDS = (
    "Thank you for sharing this. What would be the smallest step that you could take this week?",
    "That is an honest sentence. Who could you tell it to, besides me?",
    "I like that there is a day in it. What will you do if that day is full?",
    "Four years is a long time. What would you want to hear to stay gladly?",
)
ANSWERS = (
    "I will write to my former team lead on Thursday.",
    "Nobody yet. Perhaps my sister, she has changed jobs twice.",
    "Good question; then I do it on the train.",
)
PHRASES = ("Thank you for sharing this.", "What would be the smallest step that you could take this week?")


def talk(session: Session, ines: int, cohort: CohortCard, ada: int, *, end: datetime) -> None:
    """Let Ines review most of what was shared; Ada finds a word that she has not read."""
    chance = Random(SEED)  # noqa: S311 - a story, not a secret
    for phrase in PHRASES:
        save_phrase(session, ines, phrase, now=end)
    for prompt in shares_by_prompt(session, cohort.id, ines):
        wished = Wished(prompt.prompt_id, all=True, most=MOST_OF_A_PROMPT)
        entries, _more = entries_of(session, cohort.id, ines, wished)
        for entry in entries:
            text = SharedText(entry.share_id, entry.person_id, cohort.course_id)
            now = min(entry.shared_at_utc + timedelta(hours=chance.uniform(3, 40)), end)
            drawn = chance.random()
            if entry.person_id == ada:
                say(session, ines, text, chance.choice(WORDS), key="demo", device="", now=now)
            elif drawn < SAID:
                _talk_about(session, ines, text, prompt.prompt_id, chance=chance, now=now, end=end)
            elif drawn < SAID + SEEN:
                mark_seen(session, ines, text, now=now)


def _talk_about(
    session: Session, ines: int, text: SharedText, prompt_id: str, *, chance: Random, now: datetime, end: datetime
) -> None:
    say(session, ines, text, chance.choice(WORDS), key="demo", device="", now=now)
    later = now + timedelta(hours=chance.uniform(1, 30))
    if chance.random() < ANSWERED and later < end:
        say(session, text.learner_id, text, chance.choice(ANSWERS), key="demo", device="", now=later)
        mark_read(session, text.learner_id, text.course_id, prompt_id, now=later)

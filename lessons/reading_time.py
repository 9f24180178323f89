"""How long a text takes to read."""

# Brysbaert (2019), "How many words do we read per minute?", Journal of Memory and Language 109: 238 for non-fiction.
WORDS_PER_MINUTE = 238


def count_words(text: str) -> int:
    """Return how many words a plain text has; a sign that stands alone is none."""
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def reading_minutes(words: int) -> int:
    """Return whole minutes, rounded, at least 1."""
    return max(1, round(words / WORDS_PER_MINUTE))

"""Pages for the learner audience."""

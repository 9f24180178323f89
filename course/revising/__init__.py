"""What an edit of a course does: differences, rehearsal, publishing, regrading."""

"""Pages for the instructor audience."""

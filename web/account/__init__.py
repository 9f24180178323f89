"""Pages for the account audience."""

"""What programs read: one cohort, with a token, as JSON. See docs/api.md."""

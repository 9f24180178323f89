"""What must go out, and who is at work on it."""

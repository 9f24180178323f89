"""The running course: who, what they did, how far. The only code that knows SQL."""

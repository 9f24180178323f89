"""The measuring measures what it says; nothing here looks at a clock."""

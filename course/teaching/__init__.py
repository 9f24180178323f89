"""What instructors see of their cohorts."""

"""For whoever looks after the site: people, courses, cohorts, and what was done with power."""

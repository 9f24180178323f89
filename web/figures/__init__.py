"""What the serving processes count of themselves, for /metrics: in memory that all of this machine can read."""

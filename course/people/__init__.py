"""Accounts, sessions, cohorts, and the rules of who may do what."""

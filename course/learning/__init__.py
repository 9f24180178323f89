"""Enrolment, responses, progress."""

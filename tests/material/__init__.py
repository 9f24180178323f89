"""Courses that the tests teach: small, and with one of everything."""

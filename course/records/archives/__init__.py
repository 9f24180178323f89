"""The whole database as one file: JSON lines of each table, in a zip whose every byte is vouched for."""

"""Backup and restore: one file that holds the database, the sealed keys, and what both must show afterwards."""

"""Numbering what is committed, and publishing it: the work of the one sequencer. psycopg alone, no Django.

late.py         numbers of entries that may still be committed out of order
numbering.py    entry → number, tiles, size: one transaction in the database
publishing.py   the static files, written and read back
heads.py        signing a head, after everything has been read and counted again
round.py        one round of all this for one log
running.py      the loop, the lock that lets one run at a time, and what it says when something is wrong
"""

"""Witnesses: others who say, each with a key of their own, that a log only ever grew (C2SP `tlog-witness`).

witness.py   what a witness does: sign what goes on from the last it signed, refuse everything else
serving.py   the same over HTTP, for anybody to run
asking.py    the sequencer's side: asking all witnesses of a policy
"""

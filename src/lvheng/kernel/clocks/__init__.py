"""Statutory clocks: kinds of limit as data, a clock as a ledger of intervals, what is left of it and why."""

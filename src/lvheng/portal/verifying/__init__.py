"""The page on which anybody checks a proof or an extract: one file that works by itself, also from a disk."""

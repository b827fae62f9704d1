"""Numbers that the state issues: read, checked, shown and masked; and numbers that it can never issue, for shows."""

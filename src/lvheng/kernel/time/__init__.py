"""Days and instants, a clock that tests can stop, and the working-day calendar."""

"""Adopting a plan."""


def adopt_beijing() -> None:
    """Placeholder replaced below."""

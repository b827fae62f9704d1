"""The one error of reading a plan document."""


class Unreadable(ValueError):
    """A file that cannot be read as a plan; its message is a Chinese sentence for the person who chose the file."""

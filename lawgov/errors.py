"""What the domain refuses, and how it says so."""

from django.utils.functional import Promise


class Conflict(Exception):
    """The record does not allow this now; HTTP 409 with `message` for the user."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

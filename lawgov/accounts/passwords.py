"""Password rules beyond Django's own."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CLASSES = [r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z\d]"]


class CompositionValidator:
    """Three of four kinds of characters, as GB/T 22239-2019 asks for complexity."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise `ValidationError` for a password with fewer than three kinds of characters."""
        if sum(bool(re.search(kind, password)) for kind in CLASSES) < 3:
            raise ValidationError(self.get_help_text(), code="password_too_uniform")

    def get_help_text(self) -> str:
        return _(
            "Your password must contain three of: "
            "small letters, capitals, digits, other characters."
        )

"""Filling in wordings that an office has written, so that nothing in them can run."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from jinja2 import StrictUndefined, TemplateError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Blank(str):
    """What the case does not hold yet: a line to fill in by hand, and false in a condition."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


BLANK = Blank("＿＿＿＿")


class Sandbox(ImmutableSandboxedEnvironment):
    """Names and conditions only: no functions, no attributes, no multiplied text."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, *, autoescape: bool) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=autoescape)
        self.globals = {}
        self.filters = {name: self.filters[name] for name in ("default", "trim")}

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.unsafe_undefined(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self.unsafe_undefined(obj, str(argument))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"“{operator}” is not allowed.")


def refusing(error: Exception) -> ValidationError:
    """A wording that cannot be filled in, told at the kind of document."""
    message = _("The wording of this kind of document cannot be filled in: %(error)s")
    return ValidationError({"kind": message % {"error": error}})


# What a wording that is wrong can raise while it is filled in.
FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def fill(wording: str, values: Mapping[str, str]) -> str:
    """Fill the wording in; raises `ValidationError` for what is unknown or not allowed."""
    try:
        return Sandbox(autoescape=False).from_string(wording).render(values)
    except FAULTS as error:
        raise refusing(error) from error

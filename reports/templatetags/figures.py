"""Figures and changes as templates show them."""

from django import template

from reports.changes import Change, Kind
from reports.models import Scope, Source
from reports.numerals import Figure, write_figure

register = template.Library()


@register.filter
def shown(figure: Figure, unit: str = "") -> str:
    """A figure with thousands, `≥` for at least, `%`, or its state in words."""
    return write_figure(figure, unit)


@register.filter
def scope_label(scope: str) -> str:
    """A scope in words."""
    return str(Scope(scope).label)


@register.filter
def source_label(source: str) -> str:
    """A source in words."""
    return str(Source(source).label)


@register.inclusion_tag("reports/_change.html")
def change(change: Change, unit: str = "") -> dict[str, object]:
    """A change in words and numbers; direction by sign and word, not by colour alone."""
    return {"change": change, "unit": unit, "kinds": Kind}

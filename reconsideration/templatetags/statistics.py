"""Numbers of the statistics form as templates show them."""

from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from reconsideration.models import FormColumn
from reconsideration.statistics.checks import plain

register = template.Library()


@register.simple_tag
def cells(
    code: str, name: str, numbers: dict[str, int | Decimal], columns: Iterable[FormColumn], of: str
) -> SafeString:
    """The cells of one row, each but a zero with the way to its cases.

    Written here, not in a template: a form has some three thousand of them.
    """
    start = escape(f"{reverse('reconsideration:cases')}?{of}&row={code}&cell=")
    parts: list[str] = [format_html('<th scope="row" class="row-name">{}</th>', name)]
    for column in columns:
        number = numbers[column.code]
        if number:
            link = f'<a href="{start}{column.code}">{plain(number)}</a>'
            parts.append(f'<td class="number">{link}</td>')
        else:
            parts.append('<td class="number zero">0</td>')
    return mark_safe("".join(parts))  # a code is a slug, a number is digits

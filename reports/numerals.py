"""Figures as people write them: read `１３．５万`, `3100余起`, `98.9%`; write them back."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reports.models.figures import plain
from reports.models.values import Precision, State

if TYPE_CHECKING:
    from reports.models import Indicator

MULTIPLIERS = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12}
LARGEST = Decimal(10) ** 13
STATES = {
    "不适用": State.NOT_APPLICABLE,
    "n/a": State.NOT_APPLICABLE,
    "—": State.NOT_APPLICABLE,
    "未报送": State.NOT_REPORTED,
    "未报": State.NOT_REPORTED,
    "missing": State.NOT_REPORTED,
}
FIGURE = re.compile(
    r"(?P<before>大约|将近|不少于|至少|超过|约|近|超|逾|≈|≥|>=|>)?"
    r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?P<more>余|多)?(?P<multiplier>万亿|亿|万|千|百)?(?P<more_after>余|多)?"
    r"(?P<unit>[^\d\s,.+-]*?)(?P<after>以上|左右|上下)?"
)
AT_LEAST = {"至少", "不少于", "超过", "超", "逾", "≥", ">=", ">", "余", "多", "以上"}
ABOUT = {"≈", "大约", "将近", "约", "近", "左右", "上下"}


@dataclass(frozen=True)
class Figure:
    """A number with what is known about it; `value` is in the base unit."""

    value: Decimal | None
    precision: str = Precision.EXACT
    state: str = State.REPORTED


def read_figure(text: str, indicator: "Indicator") -> Figure | None:
    """Read what somebody typed for an indicator; nothing typed is `None`, not zero.

    Full-width digits, 万 and 亿, 余 and 约, thousands separators and the
    indicator's unit are understood. Raises `ValidationError` for anything else.
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if not text:
        return None
    if text.lower() in STATES:
        return Figure(None, state=STATES[text.lower()])
    match = FIGURE.fullmatch(text)
    if match is None:
        raise ValidationError(
            _("“%(text)s” is not a number. Write digits, for example 135000 or 13.5万.")
            % {"text": text[:40]}
        )
    check_unit(match["unit"], indicator.unit)
    value = Decimal(match["number"].replace(",", "")) * MULTIPLIERS[match["multiplier"] or ""] + 0
    check_value(value, indicator)
    return Figure(value, precision_of(match))


def precision_of(match: re.Match[str]) -> str:
    """How exact the words around the number say it is."""
    words = {match["before"], match["more"], match["more_after"], match["after"]}
    if words & ABOUT:
        return Precision.ABOUT
    return Precision.AT_LEAST if words & AT_LEAST else Precision.EXACT


def check_unit(written: str, unit: str) -> None:
    """Raise `ValidationError` for a unit other than the indicator's."""
    if written and written != unit.split("/", maxsplit=1)[0] and written != unit:
        message = _("The unit here is %(unit)s, not %(written)s.")
        raise ValidationError(message % {"unit": unit, "written": written[:20]})


def check_value(value: Decimal, indicator: "Indicator") -> None:
    """Raise `ValidationError` for a number that the indicator cannot have."""
    minimum, maximum = indicator.minimum, indicator.maximum
    if minimum is not None and value < minimum:
        if minimum == 0:
            raise ValidationError(_("This cannot be negative."))
        raise ValidationError(_("This cannot be below %(limit)s.") % {"limit": plain(minimum)})
    if maximum is not None and value > maximum:
        limit = plain(maximum)
        raise ValidationError(
            _("This cannot be over %(limit)s %(unit)s.") % {"limit": limit, "unit": indicator.unit}
        )
    if abs(value) >= LARGEST:
        raise ValidationError(_("This number is too large to be right."))
    if value != round(value, indicator.decimals):
        if indicator.decimals == 0:
            message = _("This counts whole %(unit)s; it has no decimals.")
        else:
            message = _("Too many decimals: %(unit)s takes %(count)s.")
        raise ValidationError(message % {"unit": indicator.unit, "count": indicator.decimals})


def write_figure(figure: "Figure", unit: str = "") -> str:
    """A figure as it is shown: `135,000`, `≥3,100`, `98.9%`; states in words."""
    if figure.value is None:
        return str(State(figure.state).label)
    sign = {Precision.AT_LEAST: "≥", Precision.ABOUT: "≈"}.get(Precision(figure.precision), "")
    whole, _point, decimals = plain(figure.value).partition(".")
    digits = f"{int(whole):,}" if whole not in {"-0"} else "-0"
    text = f"{sign}{digits}.{decimals}" if decimals else f"{sign}{digits}"
    return text + ("%" if unit == "%" else "")


def type_figure(figure: "Figure") -> str:
    """A figure as it would be typed, so that `read_figure` reads it back."""
    if figure.value is None:
        return "不适用" if figure.state == State.NOT_APPLICABLE else "未报送"
    sign = {Precision.AT_LEAST: "≥", Precision.ABOUT: "约"}.get(Precision(figure.precision), "")
    return sign + plain(figure.value)

"""How a figure changed from one year to another, and what may be said of it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.models import Indicator, Precision
from reports.models.figures import plain
from reports.numerals import Figure


class Kind(models.TextChoices):
    """What kind of change it is; each has its own way of being written."""

    UP = "up", pgettext_lazy("change", "Up")
    DOWN = "down", pgettext_lazy("change", "Down")
    FLAT = "flat", pgettext_lazy("change", "Unchanged")
    NEW = "new", _("From zero")
    MISSING = "missing", _("No figure to compare with")


@dataclass(frozen=True)
class Change:
    """The difference of two figures.

    `percent` is given only where it means something: not from zero, not from
    or to "at least" or "about", not for percentages (they change by points),
    not across a change of definition.
    """

    kind: Kind
    difference: Decimal | None = None
    percent: Decimal | None = None
    is_points: bool = False
    is_broken: bool = False
    is_inexact: bool = False

    @property
    def signed(self) -> str:
        """The difference with its sign: `+12`, `−3.5`."""
        if self.difference is None:
            return ""
        sign = "+" if self.difference > 0 else "−" if self.difference < 0 else ""
        whole, _point, decimals = plain(abs(self.difference)).partition(".")
        return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")

    @property
    def signed_percent(self) -> str:
        """The change in per cent with its sign; nothing for what rounds to zero."""
        if self.percent is None or (self.percent == 0 and self.difference):
            return ""
        sign = "+" if self.percent > 0 else "−" if self.percent < 0 else ""
        return f"{sign}{abs(self.percent)}%"

    @property
    def is_almost_flat(self) -> bool:
        """Whether the figure changed by less than the percentage shows (基本持平)."""
        return self.percent == 0 and bool(self.difference)

    def is_large(self, threshold: Decimal) -> bool:
        """Whether it is worth a look: beyond the threshold in per cent, or from or to nothing."""
        if self.kind in {Kind.NEW, Kind.MISSING} or self.is_broken:
            return True
        if self.is_points:
            return abs(self.difference or Decimal(0)) >= threshold / 10
        return self.percent is not None and abs(self.percent) >= threshold


def compare(
    old: Figure | None,
    new: Figure | None,
    *,
    old_indicator: Indicator | None = None,
    new_indicator: Indicator | None = None,
) -> Change:
    """Compare two figures of one key.

    Rounds half up, once, from the exact values, to one decimal of per cent.
    """
    if old is None or new is None or old.value is None or new.value is None:
        return Change(Kind.MISSING)
    difference = new.value - old.value
    indicator = new_indicator or old_indicator
    is_points = indicator is not None and indicator.unit == "%"
    is_broken = bool(
        old_indicator and new_indicator and not new_indicator.means_the_same_as(old_indicator)
    )
    is_inexact = not (old.precision == new.precision == Precision.EXACT)
    kind = Kind.UP if difference > 0 else Kind.DOWN if difference < 0 else Kind.FLAT
    if old.value == 0 and difference > 0 and not is_points:
        kind = Kind.NEW
    if is_broken and old_indicator and new_indicator and old_indicator.unit != new_indicator.unit:
        return Change(Kind.MISSING, is_broken=True)
    percent = None
    if old.value > 0 and not (is_points or is_broken or is_inexact):
        percent = (difference / old.value * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Change(kind, difference, percent, is_points, is_broken, is_inexact)

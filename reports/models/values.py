"""What can be said of one figure besides its number."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Zero, not reported and not applicable are three different things."""

    REPORTED = "reported", _("Reported")
    NOT_REPORTED = "not_reported", _("Not reported")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class Precision(models.TextChoices):
    """How exactly the source states the number (3100余 is at least 3100)."""

    EXACT = "exact", pgettext_lazy("precision", "Exact")
    AT_LEAST = "at_least", pgettext_lazy("precision", "At least")
    ABOUT = "about", pgettext_lazy("precision", "About")


class Source(models.TextChoices):
    """Where a figure comes from; the earlier in this list, the more it counts."""

    PUBLISHED = "published", _("Published report")
    ENTERED = "entered", pgettext_lazy("figure", "Entered")
    COMPUTED = "computed", pgettext_lazy("figure", "Computed from records")


class Moment(models.TextChoices):
    """Which moment of the year a figure describes (由82%提高到99% are two)."""

    WHOLE = "whole", _("The year as a whole")
    AFTER = "after", _("After the change")
    BEFORE = "before", _("Before the change")

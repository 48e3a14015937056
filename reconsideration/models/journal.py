"""What happened to a case: its moves and its deadlines, each with the law that gave it."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lawgov.journal import JournalEntry
from lawgov.statutes.clocks import RunningPeriod, RunningQuerySet
from lawgov.statutes.reprojected import ReprojectionBase
from reconsideration.models.cases import Case
from reconsideration.models.choices import State, Verb

if TYPE_CHECKING:
    from lawgov.accounts.models import User


class MoveQuerySet(models.QuerySet["Move"]):
    """Moves by reader."""

    def visible_to(self, user: "User") -> Self:
        return self.filter(case__in=Case.objects.visible_to(user))


class Move(JournalEntry):
    """One step of a case: who made it, when, on which legal day, and what was recorded.

    Rows are written once and never changed; a mistake is another move.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="moves", verbose_name=_("case"))
    verb = models.CharField(_("move"), max_length=20, choices=Verb)
    from_state = models.CharField(_("from"), max_length=20, choices=State, blank=True)
    to_state = models.CharField(_("to"), max_length=20, choices=State)

    objects = MoveQuerySet.as_manager()

    class Meta(JournalEntry.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.made_on}"


class ClockQuerySet(RunningQuerySet["Clock"]):
    """Deadlines of cases."""


class Clock(RunningPeriod):
    """One deadline of one case (期限), by the version of the period that governs it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks", verbose_name=_("case"))

    objects = ClockQuerySet.as_manager()

    class Meta(RunningPeriod.Meta):
        indexes = [
            models.Index(fields=["due", "id"], condition=Q(ended_on=None), name="clock_running"),
        ]


class Stop(models.Model):
    """Time that does not count towards the decision: a suspension, or time excluded by law."""

    class Kind(models.TextChoices):
        SUSPENSION = "suspension", _("Suspension")
        EXCLUSION = "exclusion", _("Excluded time")

    case = models.ForeignKey(Case, models.PROTECT, related_name="stops", verbose_name=_("case"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    ground = models.ForeignKey(
        "reconsideration.Option", models.PROTECT, null=True, related_name="+",
        verbose_name=_("ground"),
    )  # fmt: skip
    begun_on = models.DateField(_("begun on"))
    expected_until = models.DateField(_("expected until"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("time that does not count")
        verbose_name_plural = _("times that do not count")
        ordering = ["begun_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(kind="suspension", ended_on=None),
                name="one_open_suspension_of_a_case",
                violation_error_message=_("The case is suspended already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=models.F("begun_on")),
                name="stop_ends_after_it_begins",
                violation_error_message=_("The end must come after the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.begun_on}"


class Reprojection(ReprojectionBase):
    """A deadline of an open case that a change of the calendar or of a rule has moved."""

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="reprojections", verbose_name=_("case")
    )
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="+", verbose_name=_("deadline"))

    class Meta(ReprojectionBase.Meta):
        pass

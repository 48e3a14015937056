"""What happened to a case: its moves and its deadlines, each with the law that gave it."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lawgov.journal import JournalEntry
from lawgov.statutes.models import Period
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


class ClockQuerySet(models.QuerySet["Clock"]):
    """Deadlines by state."""

    def running(self) -> Self:
        return self.filter(ended_on=None)

    def reminding(self) -> Self:
        """Running, not stopped, and of concern to the office."""
        return self.running().filter(is_stopped=False, is_silent=False)


class Clock(models.Model):
    """One deadline of one case (期限), by the version of the period that governs it.

    `nominal` is the day before, `due` the day after the roll-over over rest
    days. Days and periods as of the moment of computing are kept by version,
    so that the explanation can be given again, word for word, at any time.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks", verbose_name=_("case"))
    code = models.CharField(_("deadline"), max_length=50)
    period = models.ForeignKey(
        Period, models.PROTECT, null=True, related_name="+", verbose_name=_("period")
    )
    start = models.DateField(_("starts with"))
    extension = models.PositiveSmallIntegerField(_("days extended"), default=0)
    nominal = models.DateField(_("nominal day"))
    due = models.DateField(_("due on"))
    is_provisional = models.BooleanField(_("provisional"), default=False)
    is_stopped = models.BooleanField(_("stopped by a suspension"), default=False)
    is_silent = models.BooleanField(_("not the office's own"), default=False)
    calendar_version = models.CharField(max_length=40, blank=True)
    subject = models.CharField(_("subject"), max_length=100, blank=True)
    ended_on = models.DateField(_("ended on"), null=True)
    is_met = models.BooleanField(_("met"), null=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["due", "id"], condition=Q(ended_on=None), name="clock_running"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.due}"


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


class Reprojection(models.Model):
    """A deadline of an open case that a change of the calendar or of a rule has moved."""

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="reprojections", verbose_name=_("case")
    )
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="+", verbose_name=_("deadline"))
    old_nominal = models.DateField(_("old nominal day"))
    old_due = models.DateField(_("old due day"))
    new_nominal = models.DateField(_("new nominal day"))
    new_due = models.DateField(_("new due day"))
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("re-projected deadline")
        verbose_name_plural = _("re-projected deadlines")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.old_due} → {self.new_due}"

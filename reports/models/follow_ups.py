"""What became of the promises of earlier years."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from lawgov.errors import Conflict
from lawgov.history import signed
from reports.models.documents import AnnualReport, Plan, Problem

if TYPE_CHECKING:
    from lawgov.accounts.models import User


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Follow-ups by reader: the promises of a report are answered by those who keep it."""

    def visible_to(self, user: "User") -> Self:
        return self.filter(report__in=AnnualReport.objects.kept_by(user))


class FollowUp(models.Model):
    """What became, in a later year, of a problem or plan of an earlier report (落实情况)."""

    class Outcome(models.TextChoices):
        UNANSWERED = "unanswered", _("Not answered yet")
        DONE = "done", pgettext_lazy("follow-up", "Done")
        PARTLY = "partly", pgettext_lazy("follow-up", "Partly done")
        NOT_DONE = "not_done", pgettext_lazy("follow-up", "Not done")

    report = models.ForeignKey(
        AnnualReport, models.PROTECT, related_name="follow_ups", verbose_name=_("report")
    )
    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("plan"),
    )
    problem = models.ForeignKey(
        Problem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("problem"),
    )
    outcome = models.CharField(
        _("outcome"), max_length=12, choices=Outcome, default=Outcome.UNANSWERED
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    history = HistoricalRecords()

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(plan=None, problem__isnull=False) | Q(plan__isnull=False, problem=None),
                name="follow_up_of_one_plan_or_problem",
                violation_error_message=_("A follow-up answers one plan or one problem."),
            ),
            models.UniqueConstraint(fields=["report", "plan"], name="plan_answered_once_a_year"),
            models.UniqueConstraint(
                fields=["report", "problem"], name="problem_answered_once_a_year"
            ),
        ]

    def __str__(self) -> str:
        return str(self.promise)

    @property
    def promise(self) -> Plan | Problem:
        """The plan or problem that is answered."""
        promise = self.plan or self.problem
        assert promise is not None  # by constraint
        return promise

    def respond(self, *, by: "User", on: date, outcome: str, answer: str, version: int) -> Self:
        """Say what became of the plan or problem.

        Raises `Conflict` when the report is published or when somebody else has
        answered since `version` was read.
        """
        report = AnnualReport.objects.select_for_update().get(pk=self.report_id)
        report.require_open()
        self.refresh_from_db()
        if self.version != version:
            message = _("%(who)s has answered this meanwhile: %(answer)s")
            raise Conflict(message % {"who": self.answered_by, "answer": self.answer})
        self.outcome, self.answer = outcome, answer
        self.answered_by, self.answered_on = by, on
        self.version += 1
        signed(self, by=by).save()
        return self

"""The report as a document: its text, practices, problems and plans."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from lawgov.errors import Conflict
from lawgov.organs.models import Organ
from reports.models.indicators import Section

if TYPE_CHECKING:
    from lawgov.accounts.models import User


class AnnualReportQuerySet(models.QuerySet["AnnualReport"]):
    """Reports by reader and year."""

    def visible_to(self, user: "User") -> Self:
        """Published reports are public; open ones are seen by those they are about."""
        if user.is_superuser:
            return self
        if user.organ is None:
            return self.filter(published_on__isnull=False)
        above = user.organ.path.rstrip("/").split("/")
        office = Q(organ__kind__in=Organ.OFFICES, organ__parent__code__in=above)
        about = Q(organ__in=Organ.objects.visible_to(user)) | Q(organ__code__in=above) | office
        return self.filter(about | Q(published_on__isnull=False))

    def kept_by(self, user: "User") -> Self:
        """The reports of the user's own side: theirs to open and to answer for."""
        return self.filter(organ__in=Organ.objects.visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("organ").order_by("-year", "organ__path", "pk")


class AnnualReport(models.Model):
    """The yearly report of a legal-affairs office on administration by law (依法行政情况报告).

    While it has not been published its figures are entered; the figures of a
    published one are those that were printed and do not change any more.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    organ = models.ForeignKey(
        Organ, models.PROTECT, related_name="annual_reports", verbose_name=_("reporting organ")
    )
    title = models.CharField(_("title"), max_length=200)
    addressee = models.CharField(_("addressee"), max_length=100, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    document = models.CharField(_("source document"), max_length=200, blank=True)
    opened_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("opened by"),
    )
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    history = HistoricalRecords()

    objects = AnnualReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("annual report")
        verbose_name_plural = _("annual reports")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "organ"],
                name="one_report_per_organ_and_year",
                violation_error_message=_("This year is already open."),
            ),
        ]
        permissions = [
            ("open_year", "Can open the next year"),
            ("enter_figures", "Can enter figures"),
            ("export_figures", "Can export figures"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.year])

    @property
    def is_open(self) -> bool:
        """Whether figures are still being entered."""
        return self.published_on is None

    def require_open(self) -> None:
        """Raise `Conflict` once the report has been published."""
        if not self.is_open:
            message = _("The report of %(year)s is published; its figures no longer change.")
            raise Conflict(message % {"year": self.year})


class ReportSection(models.Model):
    """One part of a report's text, as published."""

    report = models.ForeignKey(
        AnnualReport, models.CASCADE, related_name="sections", verbose_name=_("report")
    )
    key = models.CharField(_("section"), max_length=20, choices=Section)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("report section")
        verbose_name_plural = _("report sections")
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="each_section_once_in_a_report"),
        ]

    def __str__(self) -> str:
        return self.title or self.get_key_display()


class PracticeQuerySet(models.QuerySet["Practice"]):
    """Practices by reader."""

    def visible_to(self, user: "User") -> Self:
        """Practices in published reports are public; others are seen by the organ's own side."""
        public = Q(report__published_on__isnull=False)
        return self.filter(public | Q(organ__in=Organ.objects.visible_to(user)))


class Practice(models.Model):
    """Something an organ did, as a report names it, without a figure of its own (做法)."""

    class Kind(models.TextChoices):
        MECHANISM = "mechanism", _("Mechanism")
        DOCUMENT = "document", _("Document adopted")
        LEGISLATION = "legislation", _("Legislative project")
        MEETING = "meeting", _("Meeting")
        TRAINING = "training", pgettext_lazy("practice", "Training")
        PUBLICITY = "publicity", _("Publicity")
        CAMPAIGN = "campaign", _("Campaign")
        INSPECTION = "inspection", _("Inspection or assessment")
        PLATFORM = "platform", _("Platform")
        HANDLING = "handling", _("Handling of matters")
        INSTRUCTION = "instruction", _("Leader's instruction")
        GUIDANCE = "guidance", _("Guidance")

    report = models.ForeignKey(
        AnnualReport, models.PROTECT, related_name="practices", verbose_name=_("report")
    )
    section = models.CharField(_("section"), max_length=20, choices=Section)
    organ = models.ForeignKey(
        Organ, models.PROTECT, related_name="practices", verbose_name=_("organ")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    text = models.TextField(_("text"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    history = HistoricalRecords()

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:40]


class ItemQuerySet(models.QuerySet):
    """Problems and plans by reader: as their report."""

    def visible_to(self, user: "User") -> Self:
        return self.filter(report__in=AnnualReport.objects.visible_to(user))


class Problem(models.Model):
    """A shortcoming that a report admits (存在的问题)."""

    report = models.ForeignKey(
        AnnualReport, models.PROTECT, related_name="problems", verbose_name=_("report")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    history = HistoricalRecords()

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="problems_are_numbered_once"),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class Plan(models.Model):
    """What a report promises for the year after it (下一步打算)."""

    report = models.ForeignKey(
        AnnualReport, models.PROTECT, related_name="plans", verbose_name=_("report")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    history = HistoricalRecords()

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="plans_are_numbered_once"),
        ]

    def __str__(self) -> str:
        return self.title

"""What goes on beside the main course of a case, each with a small state of its own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from reconsideration.models.cases import Case
from reconsideration.models.options import Option


def of_case(name: str) -> Any:
    """The case that something belongs to."""
    return models.ForeignKey(
        Case, models.PROTECT, related_name=name, editable=False, verbose_name=_("case")
    )


class ViewsHeard(models.Model):
    """A party's views were heard, or why not (听取意见, ARL 2023 art. 49)."""

    class How(models.TextChoices):
        MEETING = "meeting", _("In a meeting")
        INTERNET = "internet", _("Over the internet")
        PHONE = "phone", _("By telephone")
        FAILED = "failed", _("Not heard for reasons of the party")

    case = of_case("views_heard")
    party_name = models.CharField(_("party"), max_length=100)
    heard_on = models.DateField(_("heard on"))
    how = models.CharField(_("how"), max_length=10, choices=How)
    summary = models.TextField(_("summary, or why not heard"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("hearing of views")
        verbose_name_plural = _("hearings of views")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.party_name} {self.heard_on}"


class Hearing(models.Model):
    """A hearing (听证), notified and held."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("Ordinary hearing")
        SIMPLIFIED = "simplified", _("Simplified hearing")

    case = of_case("hearings")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ORDINARY)
    notified_on = models.DateField(_("notified on"))
    planned_on = models.DateField(_("hearing on"))
    place = models.CharField(_("place"), max_length=100)
    issues = models.TextField(_("issues"), blank=True)
    chair = models.CharField(_("chair"), max_length=50)
    officers = models.CharField(_("hearing officers"), max_length=200, blank=True)
    recorder = models.CharField(_("recorder"), max_length=50)
    held_on = models.DateField(_("held on"), null=True, editable=False)
    head_attended = models.BooleanField(_("respondent's head attended"), null=True, editable=False)
    head_reason = models.CharField(_("why not"), max_length=200, blank=True, editable=False)
    applicant_attended = models.BooleanField(_("applicant attended"), null=True, editable=False)
    minutes = models.TextField(_("minutes"), blank=True, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("hearing")
        verbose_name_plural = _("hearings")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.planned_on} {self.place}"


class Investigation(models.Model):
    """An inquiry, a site inspection or an appraisal; the latter two are not counted."""

    class Kind(models.TextChoices):
        INQUIRY = "inquiry", _("Inquiry")
        SITE = "site", _("Site inspection")
        APPRAISAL = "appraisal", _("Expert appraisal")

    case = of_case("investigations")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    officials = models.CharField(_("officials"), max_length=200)
    begun_on = models.DateField(_("begun on"))
    ended_on = models.DateField(_("ended on"))
    summary = models.TextField(_("summary"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("investigation")
        verbose_name_plural = _("investigations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.begun_on}"


class Stay(models.Model):
    """Execution of the act is stayed (停止执行)."""

    case = of_case("stays")
    ground = models.ForeignKey(
        Option, models.PROTECT, related_name="+", verbose_name=_("ground"),
        limit_choices_to={"list": "stay"},
    )  # fmt: skip
    stayed_on = models.DateField(_("stayed on"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("stay of execution")
        verbose_name_plural = _("stays of execution")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.stayed_on)


class AttachedReview(models.Model):
    """The review of a normative document or basis, attached to a case (附带审查)."""

    class Outcome(models.TextChoices):
        LAWFUL = "lawful", _("Lawful")
        UNLAWFUL = "unlawful", _("Contrary to higher law")
        NOT_HANDLED = "not_handled", _("Not handled")

    case = of_case("attached_reviews")
    document = models.CharField(_("document"), max_length=200)
    clause = models.CharField(_("clause"), max_length=200)
    is_ex_officio = models.BooleanField(_("ex officio"), default=False)
    is_own_power = models.BooleanField(_("this organ may handle it itself"), default=True)
    opened_on = models.DateField(_("opened on"))
    addressee = models.CharField(_("transferred to"), max_length=100, blank=True, editable=False)
    transferred_on = models.DateField(_("transferred on"), null=True, editable=False)
    maker_notified_on = models.DateField(_("maker notified on"), null=True, editable=False)
    maker_replied_on = models.DateField(_("maker replied on"), null=True, editable=False)
    outcome = models.CharField(
        _("outcome"), max_length=12, choices=Outcome, blank=True, editable=False
    )
    opinion = models.TextField(_("opinion"), blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("attached review")
        verbose_name_plural = _("attached reviews")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.document

    def conclude(self, outcome: str) -> None:
        """Set what the review found; raises `ValidationError` for anything else."""
        if outcome not in self.Outcome.values:
            raise ValidationError({"outcome": _("Choose an outcome.")})
        self.outcome = outcome


class Consultation(models.Model):
    """The reconsideration committee's opinion (行政复议委员会咨询意见)."""

    case = of_case("consultations")
    met_on = models.DateField(_("met on"))
    members = models.CharField(_("members"), max_length=300)
    opinion = models.TextField(_("opinion"))
    is_adopted = models.BooleanField(_("adopted"), default=True)
    why_not = models.CharField(_("why not adopted"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("committee opinion")
        verbose_name_plural = _("committee opinions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.met_on)


class Ruling(models.Model):
    """One of the kinds of a decision; a decision may have several at once."""

    case = of_case("rulings")
    kind = models.ForeignKey(
        Option, models.PROTECT, related_name="+", verbose_name=_("kind of decision")
    )
    redo_days = models.PositiveSmallIntegerField(_("days for acting anew"), null=True, blank=True)

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="one_ruling_of_a_kind"),
        ]

    def __str__(self) -> str:
        return str(self.kind)


class Letter(models.Model):
    """An opinion letter (意见书), a suggestion (建议书) or other correspondence (函)."""

    class Kind(models.TextChoices):
        OPINION = "opinion", _("Opinion letter")
        SUGGESTION = "suggestion", _("Suggestion")
        CORRESPONDENCE = "correspondence", _("Correspondence")

    case = of_case("letters")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    addressee = models.CharField(_("addressee"), max_length=100)
    subject = models.CharField(_("subject"), max_length=200)
    content = models.TextField(_("content"))
    issued_on = models.DateField(_("issued on"))
    received_on = models.DateField(_("received by the addressee on"))
    fed_back_on = models.DateField(_("feedback on"), null=True, editable=False)
    feedback = models.TextField(_("feedback"), blank=True, editable=False)
    is_carried_out = models.BooleanField(_("carried out"), default=False, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.subject


class Lawsuit(models.Model):
    """A lawsuit after the case, one row per stage (行政应诉)."""

    class Stage(models.TextChoices):
        FIRST = "first", _("First instance")
        SECOND = "second", _("Second instance")
        RETRIAL = "retrial", _("Retrial")

    class Defendant(models.TextChoices):
        AGENCY = "agency", _("The original agency alone")
        ALONE = "alone", _("The reconsideration organ alone")
        JOINT = "joint", _("Both jointly")

    class Form(models.TextChoices):
        JUDGMENT = "judgment", _("Judgment")
        ORDER = "order", _("Ruling of the court")
        MEDIATION = "mediation", _("Court mediation")

    case = of_case("lawsuits")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.FIRST)
    court = models.CharField(_("court"), max_length=100)
    court_number = models.CharField(_("court's case number"), max_length=60)
    defendant = models.CharField(_("defendant"), max_length=10, choices=Defendant)
    filed_on = models.DateField(_("filed on"))
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    form = models.CharField(_("form of closing"), max_length=10, choices=Form, editable=False)
    result = models.CharField(_("result"), max_length=100, blank=True, editable=False)
    head_attended = models.BooleanField(_("head in court"), null=True, editable=False)
    has_suggestion = models.BooleanField(_("judicial suggestion"), default=False, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("lawsuit")
        verbose_name_plural = _("lawsuits")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.court_number


class Service(models.Model):
    """A document was served on one party (送达)."""

    class Mode(models.TextChoices):
        DIRECT = "direct", _("Directly")
        LEFT = "left", _("Left in place")
        POST = "post", _("By post")
        ELECTRONIC = "electronic", _("Electronically")
        ENTRUSTED = "entrusted", _("By another organ")
        ANNOUNCEMENT = "announcement", _("By announcement")

    case = of_case("services")
    party_name = models.CharField(_("served on whom"), max_length=100)
    mode = models.CharField(_("mode"), max_length=15, choices=Mode)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    served_on = models.DateField(_("served on"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.party_name} {self.served_on}"

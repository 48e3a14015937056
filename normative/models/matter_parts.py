"""What belongs to a matter: its journal, deadlines, materials, points, advice, letters, papers."""

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from lawgov.journal import JournalEntry
from lawgov.papers import IssuedPaper, PaperKind
from lawgov.serials import NumberPatternBase, SeriesBase
from lawgov.statutes.clocks import RunningPeriod, RunningQuerySet
from lawgov.statutes.reprojected import ReprojectionBase
from normative.models.matters import Matter
from normative.models.parts import Version
from normative.models.rules import Option
from normative.models.stages import Act, Adoption, LetterKind, Presence, Result, Stage

if TYPE_CHECKING:
    from lawgov.accounts.models import User

M = TypeVar("M", bound=models.Model)


class OfMatterQuerySet(models.QuerySet[M]):
    """Whatever belongs to a matter is seen by who sees the matter."""

    def visible_to(self, user: "User") -> Self:
        return self.filter(matter__in=Matter.objects.visible_to(user))


class MatterMove(JournalEntry):
    """One step of a matter: who made it, when, on which legal day, and what was recorded."""

    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="moves", verbose_name=_("matter")
    )
    verb = models.CharField(_("move"), max_length=20, choices=Act)
    from_state = models.CharField(_("from"), max_length=16, choices=Stage, blank=True)
    to_state = models.CharField(_("to"), max_length=16, choices=Stage)

    objects = OfMatterQuerySet["MatterMove"].as_manager()

    class Meta(JournalEntry.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.made_on}"


class MatterClockQuerySet(RunningQuerySet["MatterClock"]):
    """Deadlines of matters."""


class MatterClock(RunningPeriod):
    """One deadline of one matter, by the version of the period that governs it."""

    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="clocks", verbose_name=_("matter")
    )

    objects = MatterClockQuerySet.as_manager()

    class Meta(RunningPeriod.Meta):
        indexes = [
            models.Index(
                fields=["due", "id"], condition=Q(ended_on=None), name="matter_clock_running"
            ),
        ]


class MatterReprojection(ReprojectionBase):
    """A deadline of an open matter that a change of the calendar or of a rule has moved."""

    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="reprojections", verbose_name=_("matter")
    )
    clock = models.ForeignKey(
        MatterClock, models.PROTECT, related_name="+", verbose_name=_("deadline")
    )

    objects = OfMatterQuerySet["MatterReprojection"].as_manager()

    class Meta(ReprojectionBase.Meta):
        pass


class Material(models.Model):
    """One line of the checklist of what is to be handed in (送审材料、报备材料)."""

    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="materials", verbose_name=_("matter")
    )
    item = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("material"))
    presence = models.CharField(_("handed in"), max_length=10, choices=Presence)
    note = models.CharField(_("note"), max_length=300, blank=True)
    history = HistoricalRecords()

    objects = OfMatterQuerySet["Material"].as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["item__rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "item"], name="one_line_of_a_material")
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_presence_display()}"


class ReviewPoint(models.Model):
    """What was found at one point of the review (审查要点): passes, to be amended, fails."""

    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="points", verbose_name=_("matter")
    )
    point = models.ForeignKey(
        Option, models.PROTECT, related_name="+", verbose_name=_("review point")
    )
    result = models.CharField(_("result"), max_length=6, choices=Result)
    article = models.CharField(
        _("article"), max_length=200, blank=True, help_text=_("The article that it was held to.")
    )
    note = models.TextField(_("note"), blank=True)
    found_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name=_("found by"),
    )  # fmt: skip
    history = HistoricalRecords()

    objects = OfMatterQuerySet["ReviewPoint"].as_manager()

    class Meta:
        verbose_name = _("review point")
        verbose_name_plural = _("review points")
        ordering = ["point__rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "point"], name="one_result_of_a_point"),
            models.CheckConstraint(
                condition=Q(result=Result.PASS) | ~Q(note=""),
                name="point_not_passed_has_a_note",
                violation_error_message=_("Say what is wrong."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point} {self.get_result_display()}"


class Advice(models.Model):
    """One point of an opinion (修改意见): where, what is wrong, what to do, and the answer.

    An adopted point names the version of the text in which it was followed and
    the passage there.
    """

    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="advice", verbose_name=_("matter")
    )
    clause = models.CharField(_("clause"), max_length=100)
    problem = models.TextField(_("what is wrong"))
    text = models.TextField(_("advice"))
    adoption = models.CharField(
        _("answer"), max_length=4, choices=Adoption, blank=True, editable=False
    )
    reason = models.CharField(_("reason of the answer"), max_length=500, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("followed in"),
    )  # fmt: skip
    passage = models.TextField(_("changed passage"), blank=True)
    history = HistoricalRecords()

    objects = OfMatterQuerySet["Advice"].as_manager()

    class Meta:
        verbose_name = _("point of the opinion")
        verbose_name_plural = _("points of the opinion")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(adoption__in=[Adoption.NO, Adoption.PART]) | ~Q(reason=""),
                name="advice_not_adopted_has_a_reason",
                violation_error_message=_("Say why the point is not adopted in full."),
            ),
            models.CheckConstraint(
                condition=(Q(adoption="") & Q(answered_on=None))
                | (~Q(adoption="") & Q(answered_on__isnull=False)),
                name="answered_advice_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.clause


class Letter(models.Model):
    """Somebody was asked, heard or reminded (征求意见、论证、催报), and what came back."""

    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="letters", verbose_name=_("matter")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=LetterKind)
    addressee = models.CharField(_("addressee"), max_length=150)
    sent_on = models.DateField(_("sent on"))
    due_on = models.DateField(_("answer by"), null=True, blank=True)
    content = models.TextField(_("content"), blank=True)
    people = models.PositiveSmallIntegerField(
        _("people consulted"), default=0, help_text=_("Experts and counsel, each time they came.")
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    history = HistoricalRecords()

    objects = OfMatterQuerySet["Letter"].as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=models.F("sent_on")),
                name="letter_answered_after_sent",
                violation_error_message=_("A letter cannot be answered before it is sent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.addressee}"


class MatterPaperKind(PaperKind):
    """A standard document of a matter (文书): opinions, notices, reminders, circulars."""

    tracks = models.CharField(_("tracks"), max_length=80)
    history = HistoricalRecords()

    class Meta(PaperKind.Meta):
        pass


class MatterNumberPattern(NumberPatternBase):
    """How an organ writes the numbers of matters, opinions and filings."""

    history = HistoricalRecords()

    class Meta(NumberPatternBase.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind"], name="one_matter_pattern_of_a_kind"),
        ]


class MatterSeries(SeriesBase):
    """The counter of one series of numbers."""

    class Meta(SeriesBase.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "kind", "year"], name="one_matter_series_of_a_year"
            ),
        ]


class MatterPaper(IssuedPaper):
    """A document of a matter as issued; voided, not deleted."""

    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="papers", verbose_name=_("matter")
    )
    kind: Any = models.ForeignKey(
        MatterPaperKind, models.PROTECT, related_name="+", verbose_name=_("kind of document")
    )
    move = models.ForeignKey(
        MatterMove, models.PROTECT, null=True, related_name="papers", verbose_name=_("move")
    )

    objects = OfMatterQuerySet["MatterPaper"].as_manager()

    class Meta(IssuedPaper.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "kind", "year", "serial"], name="one_paper_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None) | ~Q(void_reason=""), name="paper_voided_with_a_reason"
            ),
        ]

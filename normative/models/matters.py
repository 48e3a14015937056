"""Matters: one text on one track, from the day it comes in to the day it is closed."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from lawgov.organs.models import Organ
from lawgov.organs.places import Placed, PlacedQuerySet, belonging_to
from lawgov.searching import Searchable
from lawgov.statutes.models import RuleSet
from normative.models.documents import Document
from normative.models.rules import Option
from normative.models.stages import ENDED_STAGES, Handling, Proposer, Stage, Track

if TYPE_CHECKING:
    from lawgov.accounts.models import User

REVIEWS = [Track.GOVERNMENT, Track.DEPARTMENT, Track.ATTACHED]


class MatterQuerySet(PlacedQuerySet["Matter"]):
    """Matters by reader, track and time."""

    def visible_to(self, user: "User") -> Self:
        """What belongs to the user's place; of a department also what it has submitted."""
        rows = super().visible_to(user)
        if user.is_superuser or user.organ is None:
            return rows
        if user.organ.realm.kind == Organ.Kind.GOVERNMENT:
            return rows
        return self.filter(belonging_to(user.organ.realm) | Q(submitter=user.organ.realm))

    def reviews(self) -> "MatterQuerySet":
        """Texts looked at before issue, or for a case."""
        return self.filter(track__in=REVIEWS)

    def due(self) -> "MatterQuerySet":
        """Those in which somebody has to act by a day, the soonest first."""
        return self.filter(due_on__isnull=False).order_by("due_on", "pk")

    def concluded_between(self, start: object, end: object) -> "MatterQuerySet":
        """Those whose opinion or conclusion is of a span of days, both included."""
        return self.filter(concluded_on__gte=start, concluded_on__lte=end)

    def received_between(self, start: object, end: object) -> "MatterQuerySet":
        """Those received in a span of days, both included."""
        return self.filter(received_on__gte=start, received_on__lte=end)


class Matter(Placed, Searchable):
    """One text on one track: a review of a draft, a filing, a suggestion, an attached review.

    `organ` is whose matter it is: of a review the organ for which the text is
    reviewed, of a filing the maker; `receiver` is the organ with which a text
    is filed. The stage is written by moves alone. `concluded_on` is the day of
    the opinion or conclusion, `outcome` its kind.
    """

    track = models.CharField(_("track"), max_length=12, choices=Track)
    stage = models.CharField(
        pgettext_lazy("matter", "stage"), max_length=16, choices=Stage, editable=False
    )
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="matters",
        verbose_name=_("normative document"),
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=300)
    rule_set = models.ForeignKey(
        RuleSet, models.PROTECT, related_name="+", db_index=False, verbose_name=_("rule set")
    )
    number = models.CharField(_("matter number"), max_length=80, blank=True)
    organ = models.ForeignKey(
        Organ, models.PROTECT, related_name="+", db_index=False, verbose_name=_("organ")
    )
    receiver = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("filed with"),
    )  # fmt: skip
    submitter = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("submitted by"),
    )  # fmt: skip
    submitter_name = models.CharField(_("submitter as written"), max_length=150, blank=True)
    contact = models.CharField(_("contact"), max_length=150, blank=True)
    # Its days.
    received_on = models.DateField(_("received on"))
    complete_on = models.DateField(_("materials complete on"), null=True, editable=False)
    concluded_on = models.DateField(_("opinion or conclusion of"), null=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    due_on = models.DateField(_("due on"), null=True, editable=False)
    due_code = models.CharField(max_length=50, blank=True, editable=False)
    # Who works on it.
    reviewer = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("reviewer"),
    )  # fmt: skip
    second_reviewer = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("second reviewer"), editable=False,
    )  # fmt: skip
    registered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False,
        db_index=False, verbose_name=_("registered by"),
    )  # fmt: skip
    # Drafts.
    is_urgent = models.BooleanField(_("urgent procedure"), default=False)
    urgency_reason = models.CharField(_("reason for the urgency"), max_length=300, blank=True)
    is_approved_by_government = models.BooleanField(
        _("issued with the government's approval"), default=False
    )
    comment_days = models.PositiveSmallIntegerField(
        _("days of public comment"), null=True, blank=True
    )
    # What came of it.
    outcome = models.ForeignKey(
        Option, models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name=_("opinion or conclusion"),
    )  # fmt: skip
    outcome_number = models.CharField(
        _("number of the opinion"), max_length=80, blank=True, editable=False
    )
    summary = models.TextField(_("grounds"), blank=True, editable=False)
    # Filing.
    filed_on = models.DateField(_("filed on"), null=True, editable=False)
    filing_due_on = models.DateField(_("to be filed by"), null=True, editable=False)
    filing_number = models.CharField(_("filing number"), max_length=80, blank=True, editable=False)
    registered_on = models.DateField(_("filing registered on"), null=True, editable=False)
    was_supplemented = models.BooleanField(_("supplemented"), default=False, editable=False)
    delivered_on = models.DateField(_("opinion delivered on"), null=True, editable=False)
    reported_on = models.DateField(_("handling reported on"), null=True, editable=False)
    handling = models.CharField(
        _("handling"), max_length=12, choices=Handling, blank=True, editable=False
    )
    # Suggestions.
    proposer = models.CharField(_("who suggests it"), max_length=10, choices=Proposer, blank=True)
    is_anonymous = models.BooleanField(_("identity withheld"), default=False)
    clause = models.CharField(_("clause"), max_length=300, blank=True)
    claimed_law = models.CharField(_("upper law said to be against"), max_length=300, blank=True)
    request = models.TextField(_("reasons given"), blank=True)
    origin = models.CharField(
        _("origin"), max_length=150, blank=True, editable=False,
        help_text=_("The case or other record that asked for it."),
    )  # fmt: skip
    answered_on = models.DateField(_("answered on"), null=True, editable=False)

    is_open = models.BooleanField(_("open"), default=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["search_text", "search_pairs"])

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ["-received_on", "-pk"]
        permissions = [
            ("submit_draft", _("Can submit drafts, filings and answers")),
            ("review_matter", _("Can review drafts, filings and suggestions")),
            ("examine_matter", _("Can be second reviewer, assign and open clean-ups")),
            ("sign_matter", _("Can issue opinions and close clean-ups")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "track", "number"],
                condition=~Q(number=""),
                name="one_matter_of_a_number",
                violation_error_message=_("There is a matter of this number already."),
            ),
            models.UniqueConstraint(
                fields=["receiver", "filing_number"],
                condition=~Q(filing_number=""),
                name="one_filing_of_a_number",
                violation_error_message=_("There is a filing of this number already."),
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(track=Track.FILING, is_open=True),
                name="one_open_filing_of_a_document",
                violation_error_message=_("This document has an open filing already."),
            ),
            models.CheckConstraint(
                condition=Q(is_open=True) & ~Q(stage__in=sorted(ENDED_STAGES))
                | Q(is_open=False, stage__in=sorted(ENDED_STAGES)),
                name="matter_is_open_until_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(concluded_on=None) | Q(outcome__isnull=False),
                name="concluded_matter_has_an_outcome",
            ),
        ]  # fmt: skip
        indexes = [
            *(
                models.Index(fields=[scope, "received_on", "id"], name=f"matter_{scope}_received")
                for scope in ("organ", "province", "city", "county")
            ),
            *(
                models.Index(
                    fields=[scope, "due_on", "id"],
                    condition=Q(due_on__isnull=False),
                    name=f"matter_{scope}_due",
                )
                for scope in ("organ", "province", "city", "county")
            ),
            models.Index(fields=["track", "concluded_on", "province"], name="matter_concluded"),
            models.Index(fields=["track", "filed_on", "province"], name="matter_filed"),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    def get_absolute_url(self) -> str:
        return reverse("normative:matter", args=[self.pk])

    def conclude(self, outcome: Option, on: date) -> None:
        """Set the opinion or conclusion and its day, which belong together."""
        self.outcome, self.concluded_on = outcome, on

    def reopen(self) -> None:
        """Take the conclusion and its day back: the text is reviewed again."""
        self.outcome, self.concluded_on = None, None

    def begin_again(self) -> None:
        """Take the opinion away, for another one will be given; the journal keeps it."""
        self.outcome, self.concluded_on, self.outcome_number = None, None, ""
        self.second_reviewer, self.summary, self.delivered_on = None, "", None

    # `lawgov.lifecycle` calls what moves `state`.
    @property
    def state(self) -> str:
        return self.stage

    @state.setter
    def state(self, value: str) -> None:
        self.stage = value
        self.is_open = value not in ENDED_STAGES

    def get_state_display(self) -> str:
        return str(Stage(self.stage).label)

    def is_seen_by_name(self, user: "User") -> bool:
        """Whether a user may read who suggested the review; identities can be withheld."""
        return not self.is_anonymous or user.has_perm("normative.review_matter")

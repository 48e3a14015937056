"""The case: an application for reconsideration and everything that becomes of it."""

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from lawgov.organs.models import Organ
from lawgov.organs.places import Placed, PlacedQuerySet
from lawgov.searching import Searchable
from lawgov.statutes.models import RuleSet
from reconsideration.models.choices import (
    CLOSED,
    UNDER_WAY,
    Acceptance,
    Channel,
    Closing,
    Performance,
    Procedure,
    RespondentLevel,
    State,
)
from reconsideration.models.options import Option
from reconsideration.models.rules import CONSTRAINTS, INDEXES


class CaseQuerySet(PlacedQuerySet["Case"]):
    """Cases by reader, state and day."""

    def open(self) -> Self:
        """Neither ended at intake nor closed."""
        return self.filter(is_open=True)

    def due(self) -> Self:
        """What somebody still has to do something about, soonest first."""
        return self.filter(due_on__isnull=False).order_by("due_on", "pk")

    def overdue(self, on: date) -> Self:
        return self.due().filter(due_on__lt=on)


class Case(Placed, Searchable):
    """An application for reconsideration (行政复议案件) at the organ that handles it.

    The rule set is that of the day of receipt and is frozen; `due_on` is the
    soonest day by which somebody must act. A superior's scope is kept on the
    row (`province`, `city`, `county`), so that lists of any size take one index.
    """

    # Who handles it.
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("organ"))
    handler = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+",
        db_index=False, verbose_name=_("case handler"),
    )  # fmt: skip
    second_handler = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+",
        db_index=False, verbose_name=_("second handler"),
    )  # fmt: skip
    # What it is called, where it stands.
    number = models.CharField(_("case number"), max_length=60)
    rule_set = models.ForeignKey(
        RuleSet, models.PROTECT, related_name="+", db_index=False, verbose_name=_("rule set")
    )
    rule_set_reason = models.CharField(
        _("reason for another rule set"), max_length=300, blank=True, editable=False
    )
    state = models.CharField(_("state"), max_length=20, choices=State, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    is_open = models.BooleanField(_("open"), default=True, editable=False)
    due_on = models.DateField(_("due on"), null=True, editable=False)
    due_code = models.CharField(_("deadline"), max_length=50, blank=True, editable=False)
    # The application.
    channel = models.CharField(_("channel"), max_length=12, choices=Channel)
    posted_on = models.DateField(_("posted on"), null=True, blank=True)
    received_on = models.DateField(_("received on"))
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    headcount = models.PositiveIntegerField(_("number of applicants"), default=1)
    # The act.
    respondent = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("respondent in the list of organs"),
    )  # fmt: skip
    respondent_name = models.CharField(_("respondent"), max_length=100)
    respondent_level = models.CharField(
        _("kind of respondent"), max_length=20, choices=RespondentLevel
    )
    act_name = models.CharField(_("act"), max_length=200)
    act_number = models.CharField(_("number of the act"), max_length=80, blank=True)
    act_on = models.DateField(_("act made on"), null=True, blank=True)
    known_on = models.DateField(_("known on"), null=True, blank=True)
    known_how = models.CharField(_("known how"), max_length=100, blank=True)
    content_known_on = models.DateField(
        _("content known on"),
        null=True,
        blank=True,
        help_text=_("Only where right, organ and period were not told."),
    )
    is_real_estate = models.BooleanField(_("concerns real estate"), default=False)
    act_kind = models.ForeignKey(
        Option, models.PROTECT, related_name="+", db_index=False, verbose_name=_("kind of act")
    )
    field = models.ForeignKey(
        Option, models.PROTECT, related_name="+", db_index=False,
        verbose_name=_("field of administration"),
    )  # fmt: skip
    request = models.TextField(_("request"))
    facts = models.TextField(_("facts and reasons"), blank=True)
    is_mandatory_first = models.BooleanField(_("reconsideration required first"), default=False)
    claims_invalid = models.BooleanField(_("asks to confirm invalid"), default=False)
    claims_compensation = models.BooleanField(_("claims compensation"), default=False)
    compensation_claimed = models.DecimalField(
        _("compensation claimed (yuan)"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    earlier_case = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later_cases",
        db_index=False, verbose_name=_("earlier case"),
    )  # fmt: skip
    lead_case = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined_cases",
        editable=False, verbose_name=_("lead case"),
    )  # fmt: skip
    # What became of it; written by moves alone.
    review_from = models.DateField(_("review runs from"), editable=False)
    intake_ended_on = models.DateField(_("intake ended on"), null=True, editable=False)
    intake_ground = models.ForeignKey(
        Option, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )
    accepted_on = models.DateField(_("accepted on"), null=True, editable=False)
    acceptance = models.CharField(
        _("acceptance"), max_length=10, choices=Acceptance, blank=True, editable=False
    )
    procedure = models.CharField(
        _("procedure"), max_length=12, choices=Procedure, blank=True, editable=False
    )
    was_converted = models.BooleanField(_("turned to ordinary"), default=False, editable=False)
    extension_days = models.PositiveSmallIntegerField(_("days extended"), default=0, editable=False)
    is_in_default = models.BooleanField(_("no reply came"), default=False, editable=False)
    drafted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False,
        db_index=False,
    )  # fmt: skip
    examined_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False,
        db_index=False,
    )  # fmt: skip
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    closing = models.CharField(
        _("closing"), max_length=12, choices=Closing, blank=True, editable=False
    )
    respondent_corrected = models.BooleanField(
        _("respondent corrected the act first"), default=False, editable=False
    )
    compensation_granted = models.DecimalField(
        _("compensation granted (yuan)"), max_digits=15, decimal_places=2, null=True,
        editable=False,
    )  # fmt: skip
    served_on = models.DateField(_("served on"), null=True, editable=False)
    performance = models.CharField(
        _("performance"), max_length=10, choices=Performance, blank=True, editable=False
    )
    performed_on = models.DateField(_("performed on"), null=True, editable=False)
    published_on = models.DateField(_("published on"), null=True, editable=False)
    archived_on = models.DateField(_("archived on"), null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["search_text", "search_pairs"])

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-received_on", "-pk"]
        permissions = [
            ("handle_case", _("Can handle cases")),
            ("examine_case", _("Can examine drafts and assign cases")),
            ("sign_case", _("Can decide cases")),
            ("override_rule_set", _("Can choose another rule set for a case")),
            ("import_cases", _("Can import past cases")),
        ]
        constraints = CONSTRAINTS
        indexes = INDEXES

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("reconsideration:case", args=[self.pk])

    @property
    def is_under_way(self) -> bool:
        """Accepted and not closed."""
        return self.state in UNDER_WAY

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

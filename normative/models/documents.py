"""The normative document: what it is called, who made it, when it is in force."""

from datetime import date
from typing import Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from lawgov.organs.models import Organ
from lawgov.organs.places import Placed, PlacedQuerySet
from lawgov.searching import Searchable
from normative.models.choices import ALIVE, ENDED, IN_USE, Kind, LegalityReview, Standing, State
from normative.models.rules import Option
from normative.models.validity import FOREVER, Life

PUBLIC = sorted(ALIVE | ENDED)


class DocumentQuerySet(PlacedQuerySet["Document"]):
    """Documents by reader, day and standing."""

    def public(self, on: date) -> Self:
        """What everybody may read: published by a day, and not struck out."""
        return self.filter(state__in=PUBLIC, published_on__lte=on)

    def in_force(self, on: date) -> Self:
        """Published, begun, not ended and not suspended on a day."""
        rows = self.public(on).filter(effective_on__lte=on, ends_on__gte=on)
        return rows.exclude(state=State.SUSPENDED, suspended_on__lte=on)

    def standing(self, standing: str, *, on: date, until: date) -> Self:
        """The documents that stand so on a day; `until` is the last day about to expire."""
        if standing == Standing.VOID:
            return self.filter(state=State.VOID)
        known = self.exclude(state=State.VOID)
        if standing == Standing.DRAFT:
            return known.filter(Q(published_on=None) | Q(published_on__gt=on))
        known = known.filter(published_on__lte=on)
        if standing in ENDED:
            return known._ended(standing, on)
        begun = known.filter(ends_on__gte=on)
        if standing == Standing.COMING:
            return begun.filter(effective_on__gt=on)
        if standing == Standing.SUSPENDED:
            return begun.filter(effective_on__lte=on, state=State.SUSPENDED, suspended_on__lte=on)
        return self.in_force(on)._in_use(standing, on, until)

    def _ended(self, standing: str, on: date) -> Self:
        """Ended by a decision or, where it lapsed, by the end of its term."""
        decided = Q(state=standing, ended_on__lte=on)
        if standing != Standing.LAPSED:
            return self.filter(decided)
        undecided = Q(ended_on=None) | Q(ended_on__gt=on)
        return self.filter(decided | Q(undecided, expires_on__lt=on))

    def _in_use(self, standing: str, on: date, until: date) -> Self:
        """In force, told apart by the end of the term and by amendment."""
        near = Q(expires_on__lte=until)
        amended = Q(amended_on__lte=on)
        if standing == Standing.EXPIRING:
            return self.filter(near)
        far = self.filter(Q(expires_on=None) | ~near)
        if standing == Standing.AMENDED:
            return far.filter(amended)
        assert standing in IN_USE
        return far.filter(Q(amended_on=None) | ~amended)

    def expiring(self, on: date, until: date) -> Self:
        """In force, with a term that ends between two days and nothing decided yet."""
        rows = self.in_force(on).filter(ended_on=None)
        return rows.filter(expires_on__gte=on, expires_on__lte=until)

    def expired(self, on: date) -> Self:
        """Ended by their terms alone; nobody has decided about them."""
        return self.public(on).filter(ended_on=None, expires_on__lt=on)

    def unlimited(self, on: date) -> Self:
        """In force without a stated term."""
        return self.in_force(on).filter(expires_on=None)


class Document(Placed, Searchable):
    """An administrative normative document (行政规范性文件) from its draft to its end.

    `organ` is the maker, of several the lead maker; `maker_name` names all of
    them as printed. The state is written by moves alone; how the document
    stands on a day follows from its days (`Life`). `ends_on` is the last day
    in force, far in the future where none is known.
    """

    # Who made it.
    organ = models.ForeignKey(
        Organ, models.PROTECT, related_name="+", db_index=False, verbose_name=_("lead maker")
    )
    comakers = models.ManyToManyField(
        Organ, blank=True, related_name="+", verbose_name=_("other makers")
    )
    maker_name = models.CharField(_("makers as printed"), max_length=300, blank=True)
    drafter_name = models.CharField(_("drafting organ"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    level = models.CharField(_("level of the maker"), max_length=20, choices=Organ.Level)
    # What it is called.
    title = models.CharField(_("title"), max_length=300)
    title_type = models.ForeignKey(
        Option, models.PROTECT, related_name="+", db_index=False, verbose_name=_("type of title")
    )
    number = models.CharField(_("document number"), max_length=80, blank=True)
    register_number = models.CharField(_("register number"), max_length=80, blank=True)
    # Its days.
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    effective_on = models.DateField(
        pgettext_lazy("normative document", "effective on"), null=True, blank=True
    )
    expires_on = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last day of the stated term.")
    )
    dates_reason = models.CharField(
        _("reason for these days"),
        max_length=300,
        blank=True,
        help_text=_("Where it takes effect before, or very soon after, publication."),
    )
    published_in = models.CharField(_("published in"), max_length=150, blank=True)
    published_url = models.CharField(
        _("address of the publication"),
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    # What has to be known of it.
    is_trial = models.BooleanField(_("for trial or provisional"), default=False)
    affects_market = models.BooleanField(_("concerns market entities"), default=False)
    legality_review = models.CharField(
        _("legality review"), max_length=10, choices=LegalityReview,
        default=LegalityReview.UNKNOWN,
    )  # fmt: skip
    note = models.TextField(_("internal note"), blank=True)
    # What became of it; written by moves alone.
    state = models.CharField(
        pgettext_lazy("normative document", "state"), max_length=10, choices=State, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    amended_on = models.DateField(_("amended on"), null=True, editable=False)
    suspended_on = models.DateField(_("suspended on"), null=True, editable=False)
    suspended_clauses = models.CharField(
        _("suspended clauses"), max_length=200, blank=True, editable=False
    )
    ended_on = models.DateField(_("no longer in force from"), null=True, editable=False)
    ends_on = models.DateField(_("last day in force"), default=FOREVER, editable=False)
    dated_on = models.DateField(_("day in lists"), editable=False)
    registered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", db_index=False,
        editable=False, verbose_name=_("registered by"),
    )  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["search_text", "search_pairs"])

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("normative document")
        verbose_name_plural = _("normative documents")
        ordering = ["-dated_on", "-pk"]
        permissions = [
            ("register_document", _("Can register, publish and amend normative documents")),
            ("end_document", _("Can suspend, end and strike out normative documents")),
            ("import_documents", _("Can import past normative documents")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "number"],
                condition=~Q(number="") & ~Q(state=State.VOID),
                name="one_text_of_a_document_number",
                violation_error_message=_("This maker already has a document of this number."),
            ),
            models.UniqueConstraint(
                fields=["register_number"],
                condition=~Q(register_number="") & ~Q(state=State.VOID),
                name="one_text_of_a_register_number",
                violation_error_message=_("There is a document of this register number already."),
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(signed_on=None)
                | Q(published_on__gte=F("signed_on")),
                name="document_published_after_signed",
                violation_error_message=_("A document cannot be published before it is signed."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(effective_on=None)
                | Q(expires_on__gte=F("effective_on")),
                name="document_expires_after_it_begins",
                violation_error_message=_("A document cannot expire before it takes effect."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC)
                | Q(published_on__isnull=False, effective_on__isnull=False),
                name="published_document_has_its_days",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=sorted(ENDED)) & Q(ended_on__isnull=False))
                | (~Q(state__in=sorted(ENDED)) & Q(ended_on=None)),
                name="ended_document_has_its_day",
            ),
        ]  # fmt: skip
        indexes = [
            *(
                models.Index(fields=[scope, "dated_on", "id"], name=f"document_{scope}_dated")
                for scope in ("organ", "province", "city", "county")
            ),
            *(
                models.Index(
                    fields=[scope, "expires_on", "id"],
                    condition=Q(expires_on__isnull=False, ended_on=None),
                    name=f"document_{scope}_term",
                )
                for scope in ("organ", "province", "city", "county")
            ),
            models.Index(
                fields=["dated_on", "id"],
                condition=Q(state__in=PUBLIC),
                name="document_public",
            ),
            models.Index(
                fields=["state", "dated_on", "id"],
                condition=Q(state__in=[State.DRAFT, State.SUSPENDED, State.VOID]),
                name="document_rare_state",
            ),
            models.Index(fields=["number"], name="document_number"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）" if self.number else self.title

    def get_absolute_url(self) -> str:
        return reverse("normative:document", args=[self.pk])

    @property
    def life(self) -> Life:
        """The days that decide how the document stands."""
        return Life(**{name: getattr(self, name) for name in Life._fields})

    def settle_days(self, today: date) -> None:
        """Keep the last day in force and the day in lists, which follow from the others."""
        self.ends_on = self.life.last_day
        self.dated_on = self.published_on or self.signed_on or today

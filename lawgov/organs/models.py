"""Administrative organs and how they follow one another in time."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from lawgov.errors import Conflict

if TYPE_CHECKING:
    from lawgov.accounts.models import User


class OrganQuerySet(models.QuerySet["Organ"]):
    """Organs by place in the tree and by day."""

    def within(self, organ: "Organ") -> Self:
        """The organ and everything below it."""
        return self.filter(path__startswith=organ.path)

    def visible_to(self, user: "User") -> Self:
        """The organs whose records a user works with: the subtree of the user's organ.

        A government's legal office sees what its government sees.
        """
        if user.is_superuser:
            return self
        if user.organ is None:
            return self.none()
        return self.within(user.organ.realm)

    def existing(self, on: date) -> Self:
        """The organs that existed on a day; validity is half-open."""
        begun = Q(valid_from=None) | Q(valid_from__lte=on)
        return self.filter(begun).filter(Q(valid_until=None) | Q(valid_until__gt=on))


class OrganManager(models.Manager.from_queryset(OrganQuerySet)):  # type: ignore[misc]
    """Finds organs by their code in fixtures."""

    def get_by_natural_key(self, code: str) -> "Organ":
        return self.get(code=code)


class Organ(models.Model):
    """An administrative organ (行政机关) in the years in which it existed.

    A government's code is its GB/T 2260 code; a department's is that code with
    a short name behind it. A reform never rewrites an organ: the old one ends,
    the new one begins, and an `OrganChange` joins them.
    """

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("Government")
        LEGAL_OFFICE = "legal_office", _("Legal-affairs office")
        JUSTICE = "justice", _("Justice department")
        DEPARTMENT = "department", _("Department")
        OFFICE = "office", _("General office")
        SUPERVISION = "supervision", _("Supervision organ")
        AUDIT = "audit", _("Audit organ")
        PARTY = "party", _("Party organ")
        CONGRESS = "congress", _("People's congress")

    # Offices that work for their government; their realm is the government's.
    OFFICES = [Kind.LEGAL_OFFICE, Kind.JUSTICE]

    class Level(models.TextChoices):
        NATIONAL = "national", _("National")
        PROVINCE = "province", _("Provincial")
        PREFECTURE = "prefecture", _("City level")
        COUNTY = "county", _("County level")

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=50)
    aliases = models.CharField(
        _("other names"), max_length=200, blank=True, help_text=_("Separated by |.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    level = models.CharField(_("level"), max_length=20, choices=Level)
    division_code = models.CharField(_("GB/T 2260 code"), max_length=6, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("superior organ"),
    )
    path = models.CharField(_("place in the tree"), max_length=200, editable=False, db_index=True)
    valid_from = models.DateField(_("existed from"), null=True, blank=True)
    valid_until = models.DateField(
        _("existed until"),
        null=True,
        blank=True,
        help_text=_("The first day on which it no longer existed."),
    )
    successors = models.ManyToManyField(
        "self", through="OrganChange", symmetrical=False, related_name="predecessors"
    )
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    objects = OrganManager()

    class Meta:
        verbose_name = _("organ")
        verbose_name_plural = _("organs")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_from__lt=F("valid_until")),
                name="organ_ends_after_it_begins",
                violation_error_message=_("An organ cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    @property
    def realm(self) -> "Organ":
        """The organ whose subtree this one's staff work with.

        A legal-affairs office or justice department works for its government
        (政府法制机构是政府的办事机构), so it is the government's.
        """
        if self.kind in self.OFFICES and self.parent is not None:
            return self.parent
        return self

    def existed_in(self, year: int) -> bool:
        """Whether the organ existed on any day of the year."""
        begun = self.valid_from is None or self.valid_from <= date(year, 12, 31)
        return begun and (self.valid_until is None or self.valid_until > date(year, 1, 1))

    def clean(self) -> None:
        """Raise `ValidationError` at the superior that lies below this organ."""
        if not self.may_be_below(self.parent):
            raise ValidationError({"parent": _("An organ cannot be below itself.")})

    def may_be_below(self, parent: "Organ | None") -> bool:
        """Whether another organ can be the superior: not itself, nor one below it."""
        return parent is None or not self.path or not parent.path.startswith(self.path)

    def place_under(self, parent: "Organ | None") -> None:
        """Put the organ below another one, with everything that is below itself.

        Raises `Conflict` for a place below itself.
        """
        if not self.may_be_below(parent):
            raise Conflict(_("An organ cannot be below itself."))
        old = self.path
        self.parent = parent
        self.path = f"{parent.path if parent else ''}{self.code}/"
        if not old or old == self.path:
            return
        below = list(Organ.objects.filter(path__startswith=old).exclude(pk=self.pk))
        for organ in below:
            organ.path = self.path + organ.path.removeprefix(old)
        Organ.objects.bulk_update(below, ["path"])


class OrganChange(models.Model):
    """One organ's territory or duties went, wholly or in part, to another."""

    class Kind(models.TextChoices):
        SPLIT_MERGE = "split_merge", _("Split and merged")
        MERGED = "merged", _("Merged")
        UPGRADED = "upgraded", _("Became a district or city")
        DUTIES_MOVED = "duties_moved", _("Duties moved")

    old = models.ForeignKey(
        Organ, models.PROTECT, related_name="changes_to", verbose_name=_("old organ")
    )
    new = models.ForeignKey(
        Organ, models.PROTECT, related_name="changes_from", verbose_name=_("new organ")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    document = models.CharField(_("document"), max_length=100, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    effective_on = models.DateField(_("effective on"))
    confidence = models.CharField(_("confidence"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=300)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("organ change")
        verbose_name_plural = _("organ changes")
        ordering = ["effective_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="one_change_between_two_organs"),
            models.CheckConstraint(
                condition=~Q(old=F("new")),
                name="organ_does_not_succeed_itself",
                violation_error_message=_("An organ cannot succeed itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

"""What every app keeps of its imports: the run with its file, and the faults found."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lawgov.organs.models import Organ
from lawgov.storage import private_files

if TYPE_CHECKING:
    from lawgov.accounts.models import User


class Mode(models.TextChoices):
    """What becomes of the good rows."""

    DRY = "dry", _("Only check")
    ALL = "all", _("All rows or none")
    GOOD = "good", _("Only the good rows")


class RunState(models.TextChoices):
    """How far a run is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")


ENDED = {RunState.DONE, RunState.REFUSED}


class ImportRunQuerySet(models.QuerySet[Any]):
    """Imports by reader and file."""

    def visible_to(self, user: "User") -> Self:
        """The imports for the organs whose records a user works with."""
        return self.filter(organ__in=Organ.objects.visible_to(user))

    def of_file(self, organ: Organ, sha256: str) -> Self:
        """The imports that wrote, or are still to write, the same file for the same organ."""
        rows = self.filter(organ=organ, sha256=sha256).exclude(mode=Mode.DRY)
        return rows.exclude(state=RunState.REFUSED)

    def for_list(self) -> Self:
        return self.select_related("organ", "made_by").order_by("-pk")


class ImportRunBase(models.Model):
    """One import of past records: what was sent, how far it is, and every fault found."""

    Mode = Mode
    State = RunState

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("organ"))
    file = models.FileField(_("file"), storage=private_files, upload_to="imports/%Y/%m/")
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("checksum"), max_length=64)
    mode = models.CharField(_("mode"), max_length=6, choices=Mode)
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.WAITING)
    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    rows_written = models.PositiveIntegerField(_("rows written"), default=0)
    faults_found = models.PositiveIntegerField(_("faults"), default=0)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        abstract = True
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class ImportFaultBase(models.Model):
    """One fault of one cell.

    The model itself has the foreign key `run`, `related_name="faults"`.
    """

    row = models.PositiveIntegerField(_("row"))
    column = models.CharField(_("column"), max_length=60, blank=True)
    value = models.CharField(_("value"), max_length=200, blank=True)
    message = models.CharField(_("message"), max_length=300)

    class Meta:
        abstract = True
        verbose_name = _("fault")
        verbose_name_plural = _("faults")
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        return f"{self.row} {self.column}: {self.message}"

"""The journal of a record that moves: the columns that every journal has."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """One step of a record: who made it, when, on which legal day, and what was recorded.

    Rows are written once and never changed; a mistake is another move. The
    model itself has the foreign key to its record, `related_name="moves"`, and
    the choices of verbs and states.
    """

    made_on = models.DateField(_("legal day"))
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", db_index=False,
        verbose_name=_("made by"),
    )  # fmt: skip
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    article = models.CharField(_("article"), max_length=200, blank=True)
    recorded = models.JSONField(_("recorded"), default=dict, encoder=DjangoJSONEncoder)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]
        verbose_name = _("move")
        verbose_name_plural = _("moves")

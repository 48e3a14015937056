"""Rows that say what they rest on: article, standing, source."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lawgov.statutes.models import Period


class Sourced(models.Model):
    """A rule of the law or of practice as a row; what is not verified says so."""

    article = models.CharField(_("article"), max_length=200, blank=True)
    mark = models.CharField(
        _("standing"), max_length=12, choices=Period.Mark, default=Period.Mark.STATUTE
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        abstract = True

"""Numbers of files and documents: gapless within a series, never given twice."""

import re
from typing import Any, NamedTuple

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from lawgov.organs.models import Organ


class NumberPatternBase(models.Model):
    """How an organ writes its numbers (发文字号); editable per organ and kind.

    `text` holds `{letter}`, `{year}` and `{number}`: 晋政复{letter}字〔{year}〕第{number}号.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("organ"))
    kind = models.CharField(
        _("kind"), max_length=40, blank=True, help_text=_("Empty: all documents; “case”: files.")
    )
    text = models.CharField(_("pattern"), max_length=80)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        abstract = True
        verbose_name = _("number pattern")
        verbose_name_plural = _("number patterns")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class SeriesBase(models.Model):
    """The counter of one series: an organ, a kind of document, a year. Gapless, never reused."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name=_("organ"))
    kind = models.CharField(_("kind"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        abstract = True
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Taken(NamedTuple):
    """A number that has been given."""

    serial: int
    text: str


class Numbering:
    """The numbers of one app: its counters, its patterns, and how it writes without a pattern."""

    def __init__(
        self, series: type[Any], patterns: type[Any], *, files: str, file: str, document: str
    ) -> None:
        """`files` is the kind of the app's files; `file`, `document` are the general patterns."""
        self.series, self.patterns = series, patterns
        self.files, self.file, self.document = files, file, document

    def take(self, *, organ: Organ, kind: str, year: int, letter: str = "") -> Taken:
        """Give the next number of a series.

        The counter's row stays locked until the transaction ends: a roll-back gives
        the number back, so that a series has no gaps.
        """
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("A number is only taken inside a transaction.")
        found, _created = self.series.objects.get_or_create(organ=organ, kind=kind, year=year)
        found = self.series.objects.select_for_update().get(pk=found.pk)
        self.series.objects.filter(pk=found.pk).update(last=F("last") + 1)
        serial = found.last + 1
        text = self.written(organ=organ, kind=kind, year=year, serial=serial, letter=letter)
        return Taken(serial, text)

    def raise_to(self, organ: Organ, kind: str, year: int, serial: int) -> None:
        """Let a series go on behind a number that was given outside it; it never goes back."""
        found, _created = self.series.objects.get_or_create(organ=organ, kind=kind, year=year)
        self.series.objects.filter(pk=found.pk, last__lt=serial).update(last=serial)

    def written(self, *, organ: Organ, kind: str, year: int, serial: int, letter: str = "") -> str:
        """The number as the organ writes it: by its own pattern, else by the general one."""
        rows = self.patterns.objects.filter(organ=organ, kind__in=[kind, ""]).order_by("-kind")
        own = [p for p in rows if p.kind == kind or kind != self.files]
        text = own[0].text if own else (self.file if kind == self.files else self.document)
        values = {"{organ}": short(organ), "{letter}": letter, "{year}": year, "{number}": serial}
        for name, value in values.items():
            text = text.replace(name, str(value))
        return text


def short(organ: Organ) -> str:
    """The organ in a number, where no abbreviation (机关代字) has been set for it."""
    return re.sub(r"(人民政府|法制办公室|法制办|司法厅|司法局)$", "", organ.short_name)

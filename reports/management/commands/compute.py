"""Compute the yearly figures of reconsideration and normative work from the registers."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lawgov.organs.models import Organ
from reports.computed import compute, places_of
from reports.ledgers import LEDGERS, REACHES, Ledger
from reports.models import Observation, Scope, Source
from reports.models.figures import plain


class Command(BaseCommand):
    help = (
        "Write the figures that follow from the registers of a year,"
        " beside what was entered or published."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--organ", metavar="CODE", help="default: whoever the reports ask")

    def handle(self, *args: Any, **options: Any) -> None:
        year = options["year"]
        places = self.places(options["organ"], year)
        if not places:
            raise CommandError(f"{year}: 没有需要计算的机关 / no organ to compute for")
        for organ, scope, ledgers in places:
            rows = compute(organ=organ, year=year, scope=scope, ledgers=ledgers)
            none = "" if rows else ": 没有记录 / no records"
            self.stdout.write(f"{organ} · {Scope(scope).label} {year}{none}")
            for row in rows:
                shown = "—" if row.value is None else plain(row.value)
                self.stdout.write(f"  {row.indicator}: {shown} {self.stated(row)}".rstrip())

    def places(self, code: str | None, year: int) -> list[tuple[Organ, str, list[Ledger]]]:
        """The organs and scopes to compute."""
        if code is None:
            return places_of(year)
        organ = Organ.objects.select_related("parent").filter(code=code).first()
        if organ is None:
            raise CommandError(f"--organ: 没有这个机关 / no such organ: {code}", returncode=2)
        return [(organ, scope, LEDGERS) for scope in REACHES]

    def stated(self, row: Observation) -> str:
        """What was published or entered, where it differs."""
        rows = Observation.objects.filter(
            indicator__code=row.indicator.code, organ=row.organ, year=row.year, scope=row.scope
        ).exclude(source=Source.COMPUTED)
        words = [
            f"{other.get_source_display()} {plain(other.value)}"
            for other in rows.order_by("pk")
            if other.value is not None and other.value != row.value
        ]
        return f"≠ {'、'.join(words)}" if words else ""

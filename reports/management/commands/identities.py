"""Print the identities of a year, each with its numbers."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lawgov.organs.models import Organ
from reports.entry import checks_of, load_book
from reports.models import Scope


class Command(BaseCommand):
    help = "Check the figures of a year against every identity."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        year = options["year"]
        checks = checks_of(load_book(year), year)
        if not checks:
            raise CommandError(f"{year}: 没有可核对的数字 / no figures to check")
        names = dict(Organ.objects.values_list("pk", "name"))
        broken = 0
        for check in checks:
            place = names[check.organ] + (f"·{Scope(check.scope).label}" if check.scope else "")
            mark = {True: "✓", False: "✗", None: "–"}[check.holds]
            lacking = "、".join(o.name for o in check.left.missing + check.right.missing)
            rest = f"缺：{lacking}" if check.holds is None else check.sentence
            self.stdout.write(f"{mark} {check.rule.code} {place}: {check.words}: {rest}")
            broken += check.is_error
        checked = sum(check.holds is not None for check in checks)
        held = sum(check.holds is True for check in checks)
        self.stdout.write(f"{year}: {held}/{checked} ✓")
        if broken:
            raise CommandError(f"{broken} ✗")

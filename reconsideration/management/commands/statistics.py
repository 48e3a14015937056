"""Print the national statistics form of an organ and a period."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lawgov.organs.models import Organ
from reconsideration.forms.statistics import StatisticsForm
from reconsideration.statistics import Base, Reach, Statistics, fill
from reconsideration.statistics.checks import plain
from reconsideration.statistics.describing import as_json, full_name, heads_of


class Command(BaseCommand):
    help = "Count the reconsideration cases of an organ and a period, with identities and rates."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organ", required=True, metavar="CODE")
        parser.add_argument("--from", required=True, metavar="DATE", help="the first day")
        parser.add_argument("--to", required=True, metavar="DATE", help="the last day, counted too")
        parser.add_argument("--reach", choices=Reach.values, default=Reach.TERRITORY.value)
        parser.add_argument("--base", choices=Base.values)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("organ", "from", "to", "reach", "base")
        asked = {name: options[name] for name in names if options[name]}
        form = StatisticsForm(
            asked, organs=Organ.objects.all(), home=None, today=timezone.localdate()
        )
        if not form.is_valid():
            faults = [f"--{name}: {fault}" for name, faults in form.errors.items()
                      for fault in faults]  # fmt: skip
            raise CommandError("; ".join(faults), returncode=2)
        filled = fill(form.question)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(filled), ensure_ascii=False))
        else:
            self.print_form(filled)
        if filled.broken:
            raise CommandError(f"{len(filled.broken)} ✗")

    def print_form(self, filled: Statistics) -> None:
        """The head, the total, the identities and the rates as lines."""
        for name, text in heads_of(filled):
            self.stdout.write(f"{name}：{text}")
        for column in [*filled.columns, *filled.memoranda]:
            number = plain(filled.total[column.code])
            self.stdout.write(f"{column.number or '':>3} {full_name(column)}: {number}")
        for rate in filled.rates:
            self.stdout.write(f"{rate.name}: {rate.shown} = {plain(rate.part)} ÷ "
                              f"{plain(rate.whole)}（{rate.definition}）")  # fmt: skip
        for check in filled.checks:
            self.stdout.write(f"{'✓' if check.is_good else '✗'} {check.name}: {check.sentence}")
            for row in check.broken_rows:
                self.stdout.write(f"  ✗ {row}")

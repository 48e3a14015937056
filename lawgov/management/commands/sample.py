"""Invent data for demonstrations: figures of the years after the last report."""

from datetime import date
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from lawgov.accounts.models import User
from reports.entry import load_book, record_figures
from reports.models import AnnualReport, Observation, Source
from reports.opening import open_next_year
from reports.sample import invent_entries


class Command(BaseCommand):
    help = "Open the next years and fill them with invented figures."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--years", type=int, default=1, help="how many years (default 1)")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--add", action="store_true", help="also where figures have been entered already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        entered = Observation.objects.filter(source=Source.ENTERED)
        if entered.exists() and not options["add"]:
            raise CommandError(
                "已有填报的数据；确需加入虚构数据请用 --add / figures have been entered; use --add"
            )
        by = User.objects.filter(groups__permissions__codename="enter_figures").first()
        if by is None:
            raise CommandError("没有填报员账号 / no account that may enter figures")
        random = Random(options["seed"])
        with transaction.atomic():
            for _number in range(options["years"]):
                self.fill_next_year(random, by)

    def fill_next_year(self, random: Random, by: User) -> None:
        """Open the year after the latest and enter a figure for each of its lines."""
        latest = AnnualReport.objects.kept_by(by).order_by("-year", "pk").first()
        if latest is None:
            raise CommandError("没有年度报告 / there is no report to go on from")
        report = open_next_year(report=latest, by=by, on=date(latest.year + 2, 1, 10))
        entries = list(invent_entries(random, report, load_book(report.year)))
        rows = record_figures(report=report, by=by, entries=entries, reason="虚构数据")
        self.stdout.write(f"{report.year}: {len(rows)} 个虚构数据 / invented figures")

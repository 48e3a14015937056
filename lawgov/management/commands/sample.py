"""Invent data for demonstrations and measurements: yearly figures, cases, or documents."""

import argparse
import time
from datetime import date
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from lawgov.statutes.models import RuleSet
from normative.models import Document
from normative.sample import invent_documents
from normative.sample_matters import invent_matters
from reconsideration.models import Case
from reconsideration.sample import invent_cases
from reports.entry import load_book, record_figures
from reports.models import AnnualReport, Observation, Source
from reports.opening import open_next_year
from reports.sample import invent_entries


def years(text: str) -> tuple[int, int]:
    """How many years of figures, or the first and last year of cases."""
    first, dash, last = text.partition("-")
    try:
        found = (int(first), int(last)) if dash else (int(first), int(first))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: 2013-2026") from error
    if found[0] > found[1] or found[0] < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: 2013-2026")
    return found


class Command(BaseCommand):
    help = (
        "Invent the next years' figures or, with --cases, reconsideration cases,"
        " with --documents, normative documents and their reviews."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, help="how many cases to invent")
        parser.add_argument(
            "--documents", type=int, metavar="N",
            help="how many normative documents to invent, and a review for each third of them",
        )  # fmt: skip
        parser.add_argument(
            "--years", type=years, help="cases: 2013-2026 (default); figures: how many (default 1)"
        )
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--add", action="store_true", help="also where there are figures or cases already"
        )
        parser.add_argument(
            "--once", action="store_true", help="cases: nothing to do where there are some already"
        )
        parser.add_argument(
            "--recent", type=int, default=0,
            help="cases: so many more of this year at a government that has case handlers",
        )  # fmt: skip
        parser.add_argument("--organ", help="code of the one government that gets the cases")
        parser.add_argument("--today", type=date.fromisoformat, help="the day of the cases")

    def handle(self, *args: Any, **options: Any) -> None:
        asked = [name for name in ("cases", "documents") if options[name] is not None]
        if "cases" in asked:
            self.invent_cases(**options)
        if "documents" in asked:
            self.invent_documents(**options)
        if not asked:
            self.invent_figures(**options)

    # Cases.

    @transaction.atomic
    def invent_cases(self, **options: Any) -> None:
        """Invent cases; nothing of it where anything is wrong."""
        if options["once"] and Case.objects.exists():
            self.stdout.write("已有案件，不再虚构 / there are cases already, none added")
            return
        count, today = options["cases"], options["today"] or timezone.localdate()
        span = options["years"] or (2013, max(2013, today.year))
        self.check_empty(count, options["add"])
        self.check_years(span, today)
        organ = self.chosen_organ(options["organ"], span)
        self.invent(count=count, years=span, seed=options["seed"], today=today, organ=organ)
        if options["recent"] > 0:
            self.invent(count=options["recent"], years=(today.year, today.year),
                        seed=options["seed"] + 1, today=today, organ=self.staffed())  # fmt: skip

    def invent(self, **asked: Any) -> None:
        """Invent cases and say how many and how long it took."""
        begun = time.monotonic()
        made = invent_cases(told=self.tell, **asked)
        seconds = time.monotonic() - begun
        self.stdout.write(f"{made} 件虚构案件 / invented cases ({seconds:.1f} s)")

    def staffed(self) -> Organ | None:
        """A government whose legal office has somebody to handle cases."""
        handlers = User.objects.filter(is_active=True, organ__isnull=False)
        handlers = handlers.filter(groups__permissions__codename="handle_case").order_by("pk")
        realms = [user.organ.realm for user in handlers if user.organ is not None]
        return next((o for o in realms if o.kind == Organ.Kind.GOVERNMENT), None)

    def check_empty(self, count: int, may_add: bool) -> None:
        """Invented cases never come between real ones unless that is meant."""
        if count < 1:
            raise CommandError("件数应为正整数 / the number of cases must be positive")
        if Case.objects.exists() and not may_add:
            raise CommandError(
                "已有案件；确需加入虚构案件请用 --add / there are cases already; use --add"
            )

    def check_years(self, span: tuple[int, int], today: date) -> None:
        """Every day of the years has a rule set, and they have begun."""
        first = RuleSet.objects.all().of_subject("reconsideration").first()
        if first is None:
            raise CommandError("请先运行 setup / run setup first")
        begin = first.effective_from.year + 1
        if span[0] < begin or span[0] > today.year:
            raise CommandError(
                f"年份应在 {begin} 至 {today.year} 之间 / "
                f"years must lie between {begin} and {today.year}"
            )

    def chosen_organ(self, code: str | None, span: tuple[int, int]) -> Organ | None:
        """The one government asked for, if any."""
        if code is None:
            return None
        organ = Organ.objects.filter(code=code, kind=Organ.Kind.GOVERNMENT).first()
        if organ is None or not all(map(organ.existed_in, range(span[0], span[1] + 1))):
            raise CommandError(
                f"没有编码为 {code} 且各年均存在的政府 / "
                f"there is no government {code} in all these years"
            )
        return organ

    def tell(self, number: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{number:,}", ending="")

    # Documents.

    @transaction.atomic
    def invent_documents(self, **options: Any) -> None:
        """Invent normative documents and what is reviewed; nothing where anything is wrong."""
        if options["once"] and Document.objects.exists():
            self.stdout.write("已有文件，不再虚构 / there are documents already, none added")
            return
        count, today = options["documents"], options["today"] or timezone.localdate()
        if count < 1:
            raise CommandError("件数应为正整数 / the number of documents must be positive")
        if Document.objects.exists() and not options["add"]:
            raise CommandError(
                "已有文件；确需加入虚构文件请用 --add / there are documents already; use --add"
            )
        organ = self.chosen_organ(options["organ"], (today.year, today.year))
        begun = time.monotonic()
        made = invent_documents(count=count, seed=options["seed"], today=today, organ=organ,
                                told=self.tell)  # fmt: skip
        body = organ or self.staffed() or self.province()
        matters = invent_matters(count=min(count // 3, 300), seed=options["seed"], today=today,
                                 organ=body, told=self.tell)  # fmt: skip
        seconds = time.monotonic() - begun
        self.stdout.write(
            f"{made} 件虚构文件、{matters} 件虚构审查事项 / "
            f"invented documents and matters ({seconds:.1f} s)"
        )

    def province(self) -> Organ:
        """The government of the province."""
        rows = Organ.objects.filter(kind=Organ.Kind.GOVERNMENT, level=Organ.Level.PROVINCE)
        found = rows.order_by("path").first()
        if found is None:
            raise CommandError("请先运行 setup / run setup first")
        return found

    # Figures.

    def invent_figures(self, **options: Any) -> None:
        """Open the next years and enter figures."""
        entered = Observation.objects.filter(source=Source.ENTERED)
        if entered.exists() and not options["add"]:
            raise CommandError(
                "已有填报的数据；确需加入虚构数据请用 --add / figures have been entered; use --add"
            )
        first, last = options["years"] or (1, 1)
        if first != last:
            raise CommandError("--years 2013-2026 需与 --cases 同用 / needs --cases")
        by = User.objects.filter(groups__permissions__codename="enter_figures").first()
        if by is None:
            raise CommandError("没有填报员账号 / no account that may enter figures")
        random = Random(options["seed"])
        with transaction.atomic():
            for _number in range(last):
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

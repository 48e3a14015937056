"""Compute a statutory deadline and say how."""

import argparse
import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lawgov.statutes.current import Question, answer, as_json
from lawgov.statutes.deadlines import NotAllowed, Span


def span(text: str) -> Span:
    """`FROM:TO` as a span."""
    first, _colon, last = text.partition(":")
    return Span(date.fromisoformat(first), date.fromisoformat(last))


class Command(BaseCommand):
    help = "Compute a statutory deadline, with every step."

    def add_arguments(self, parser: CommandParser) -> None:
        day = date.fromisoformat
        parser.add_argument("code", metavar="CODE")
        parser.add_argument("--start", type=day, required=True, metavar="DATE")
        parser.add_argument("--received", type=day, metavar="DATE")
        parser.add_argument("--suspend", type=span, action="append", default=[], metavar="FROM:TO")
        parser.add_argument("--exclude", type=span, action="append", default=[], metavar="FROM:TO")
        parser.add_argument("--extend", type=int, default=0, metavar="DAYS")
        parser.add_argument("--content-known", type=day, metavar="DATE")
        parser.add_argument("--variant", default="")
        parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        question = Question(
            code=options["code"],
            start=options["start"],
            received=options["received"],
            suspensions=tuple(options["suspend"]),
            exclusions=tuple(options["exclude"]),
            extension=options["extend"],
            content_known=options["content_known"],
            variant=options["variant"],
        )
        try:
            deadline = answer(question)
        except NotAllowed as error:
            raise CommandError(str(error), returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_json(deadline), ensure_ascii=False))
            return
        for step in deadline.steps:
            self.stdout.write(str(step))

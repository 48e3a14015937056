"""Publish the calendar of a year from a file."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from lawgov.statutes.effects import effects
from lawgov.statutes.publishing import publish, read_year, summary


class Command(BaseCommand):
    help = "Publish a year's days off and working weekends from a CSV file, all rows or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="columns: date, kind, name")
        parser.add_argument("--year", type=int, metavar="YEAR", help="refuse rows of other years")
        parser.add_argument("--source", required=True, metavar="TEXT", help="the notice")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(str(error)) from error
        try:
            file = read_year(content, year=options["year"])
            counts = publish(file, source=options["source"])
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal
        for warning in file.warnings:
            self.stderr.write(warning)
        self.stdout.write(summary(file, counts))
        for effect in effects(None):
            self.stdout.write(effect.text)

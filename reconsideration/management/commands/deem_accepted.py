"""Make the acceptances that the law itself has brought about; to be run every day."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from reconsideration.scheduled import deem_accepted, lasting_suspensions


class Command(BaseCommand):
    help = "Deem accepted what was not refused in time, and name suspensions of sixty days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", type=date.fromisoformat, metavar="DATE")

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["today"] or timezone.localdate()
        done = failed = 0
        for outcome in deem_accepted(today):
            if outcome.accepted_on is None:
                failed += 1
                self.stderr.write(f"{outcome.number}: {outcome.fault}")
                continue
            done += 1
            message = _("%(number)s: deemed accepted on %(day)s.")
            self.stdout.write(message % {"number": outcome.number, "day": outcome.accepted_on})
        for case, since in lasting_suspensions(today):
            message = _("%(number)s: suspended since %(day)s; the case may be terminated.")
            self.stdout.write(message % {"number": case.number, "day": since})
        self.stdout.write(_("%(count)s cases deemed accepted.") % {"count": done})
        if failed:
            raise CommandError(_("%(count)s cases could not be deemed accepted.")
                               % {"count": failed})  # fmt: skip

"""Compare what was published with what was filed, and note the duties that are missing."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from lawgov.organs.models import Organ
from normative.matters.filings import duties
from normative.models import Document


class Command(BaseCommand):
    help = "Note the duty to file for published documents of an organ that nobody has filed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organ", required=True, help="code of the organ; those below too")
        parser.add_argument(
            "--since", type=date.fromisoformat, metavar="DATE",
            help="published from this day on; else as the setting filing_duty_from says",
        )  # fmt: skip
        parser.add_argument("--today", type=date.fromisoformat, metavar="DATE")
        parser.add_argument("--dry-run", action="store_true", help="name them, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["today"] or timezone.localdate()
        organ = Organ.objects.filter(code=options["organ"]).first()
        if organ is None:
            message = _("There is no organ of the code %(code)s.")
            raise CommandError(message % {"code": options["organ"]})
        since = options["since"] or duties.duty_from(today)
        if since is None:
            raise CommandError(_("No day is set from which documents have to be filed."))
        rows = Document.objects.of(organ.realm)
        if options["dry_run"]:
            found = [str(one) for one in duties.missing(rows, since=since, today=today)]
        else:
            opened = duties.open_missing(rows, since=since, by=None, today=today)
            found = [f"{one.document} → {one.filing_due_on}" for one in opened]
        for line in found:
            self.stdout.write(line)
        self.stdout.write(_("%(count)s duties to file.") % {"count": len(found)})

"""Show which deadlines of open cases a change of the law moves, and move them."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lawgov.accounts.models import User
from reconsideration.models import Case
from reconsideration.reprojection import Days, Preview, apply, preview, shown


class Command(BaseCommand):
    help = "Preview the re-projection of open cases' deadlines; --apply makes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="change what the preview shows")
        parser.add_argument("--reason", default="", metavar="TEXT", help="needed with --apply")
        parser.add_argument("--user", metavar="NAME", help="who is written down as the maker")
        parser.add_argument("--json", action="store_true", help="one object instead of a table")

    def handle(self, *args: Any, **options: Any) -> None:
        cases: Any = Case.objects.all()
        if options["apply"]:
            if not options["reason"].strip():
                raise CommandError(_("Say why the deadlines change."), returncode=2)
            found = apply(cases, by=maker(options["user"]), reason=options["reason"])
        else:
            found = preview(cases)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(found, options["apply"]), ensure_ascii=False))
            return
        for row in shown(found.changes):
            change = row["row"]
            days = f"{written(change.old)} → {written(change.new)}"
            self.stdout.write(f"{row['number']}\t{row['name']}\t{days}")
        for row in shown(found.faults):
            self.stderr.write(f"{row['number']}\t{row['name']}\t{row['row'].reason}")
        self.stdout.write(summary(found, options["apply"]))


def maker(username: str | None) -> User | None:
    """Who re-projects: a user who may, or the system."""
    if username is None:
        return None
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or not user.has_perm("statutes.reproject"):
        message = _("“%(name)s” is no user who may re-project deadlines.")
        raise CommandError(message % {"name": username}, returncode=2)
    return user


def written(days: Days) -> str:
    """Both days where they differ, and whether they are provisional."""
    nominal = f" ({days.nominal})" if days.nominal != days.due else ""
    return f"{days.due}{nominal}{'?' if days.is_provisional else ''}"


def summary(found: Preview, is_applied: bool) -> str:
    """How many deadlines change, in a line."""
    counts = {"moved": found.moved, "restated": found.restated, "cases": found.cases}
    message = _("%(moved)s deadlines move, %(restated)s only become definite or provisional; "
                "%(cases)s cases.")  # fmt: skip
    # Outside of the f-string: messages are not collected from within one.
    done = _("Applied.") if is_applied else _("Nothing applied.")
    return f"{message % counts} {done}"


def as_json(found: Preview, is_applied: bool) -> dict[str, Any]:
    """The preview as data."""
    return {
        "law": found.version,
        "applied": is_applied,
        "moved": found.moved,
        "restated": found.restated,
        "cases": found.cases,
        "changes": [
            {"case": row["number"], "code": row["row"].code, "old": said(row["row"].old),
             "new": said(row["row"].new)} for row in shown(found.changes)
        ],
        "faults": [
            {"case": row["number"], "code": row["row"].code, "reason": row["row"].reason}
            for row in shown(found.faults)
        ],
    }  # fmt: skip


def said(days: Days) -> dict[str, Any]:
    """The days of a deadline as data."""
    return {"nominal": days.nominal.isoformat(), "due": days.due.isoformat(),
            "provisional": days.is_provisional}  # fmt: skip

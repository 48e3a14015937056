"""Show which deadlines of open cases and matters a change of the law moves, and move them."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from lawgov.accounts.models import User
from lawgov.statutes.reprojected import Days, Preview
from lawgov.statutes.reprojection import MAY, Reprojecting
from normative.reprojection import MATTERS
from reconsideration.reprojection import CASES

Found = list[tuple[Reprojecting[Any], Preview]]


class Command(BaseCommand):
    help = "Preview the re-projection of open cases' and matters' deadlines; --apply makes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="change what the preview shows")
        parser.add_argument("--reason", default="", metavar="TEXT", help="needed with --apply")
        parser.add_argument("--user", metavar="NAME", help="who is written down as the maker")
        parser.add_argument("--json", action="store_true", help="one object instead of a table")

    def handle(self, *args: Any, **options: Any) -> None:
        found = self.found(options)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(found, options["apply"]), ensure_ascii=False))
            return
        concerned = [pair for pair in found if is_concerned(pair[1])]
        for made, preview in concerned or found:
            self.table(made, preview)
            self.stdout.write(summary(made, preview, options["apply"]))

    @transaction.atomic
    def found(self, options: dict[str, Any]) -> Found:
        """The previews of both kinds of records; applied, all of both or nothing."""
        both: list[Reprojecting[Any]] = [CASES, MATTERS]
        if not options["apply"]:
            return [(made, made.preview(made.record.objects.all())) for made in both]
        if not options["reason"].strip():
            raise CommandError(_("Say why the deadlines change."), returncode=2)
        by = maker(options["user"])
        return [
            (made, made.apply(made.record.objects.all(), by=by, reason=options["reason"]))
            for made in both
        ]

    def table(self, made: Reprojecting[Any], preview: Preview) -> None:
        """A line for each deadline that changes, and for each that cannot be computed."""
        for row in made.shown(preview.changes):
            change = row["row"]
            days = f"{written(change.old)} → {written(change.new)}"
            self.stdout.write(f"{row['number']}\t{row['name']}\t{days}")
        for row in made.shown(preview.faults):
            self.stderr.write(f"{row['number']}\t{row['name']}\t{row['row'].reason}")


def is_concerned(preview: Preview) -> bool:
    """Whether a preview has anything to tell."""
    return bool(preview.changes or preview.faults)


def maker(username: str | None) -> User | None:
    """Who re-projects: a user who may, or the system."""
    if username is None:
        return None
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None or not user.has_perm(MAY):
        message = _("“%(name)s” is no user who may re-project deadlines.")
        raise CommandError(message % {"name": username}, returncode=2)
    return user


def written(days: Days) -> str:
    """Both days where they differ, and whether they are provisional."""
    nominal = f" ({days.nominal})" if days.nominal != days.due else ""
    return f"{days.due}{nominal}{'?' if days.is_provisional else ''}"


def summary(made: Reprojecting[Any], preview: Preview, is_applied: bool) -> str:
    """How many deadlines change, in a line."""
    counts = {
        "moved": preview.moved, "restated": preview.restated, "records": preview.records
    }  # fmt: skip
    # Outside of the f-string: messages are not collected from within one.
    done = _("Applied.") if is_applied else _("Nothing applied.")
    return f"{str(made.words.summary) % counts} {done}"


def as_json(found: Found, is_applied: bool) -> dict[str, Any]:
    """The preview of the cases as data, with that of the matters in it where any are concerned."""
    (cases, first), *others = found
    told = told_of(cases, first, is_applied)
    for made, preview in others:
        if is_concerned(preview):
            told[f"{made.owner}s"] = told_of(made, preview, is_applied)
    return told


def told_of(made: Reprojecting[Any], preview: Preview, is_applied: bool) -> dict[str, Any]:
    """The preview of one kind of records as data."""
    name = made.owner
    return {
        "law": preview.version,
        "applied": is_applied,
        "moved": preview.moved,
        "restated": preview.restated,
        f"{name}s": preview.records,
        "changes": [
            {name: row["number"], "code": row["row"].code, "old": said(row["row"].old),
             "new": said(row["row"].new)} for row in made.shown(preview.changes)
        ],
        "faults": [
            {name: row["number"], "code": row["row"].code, "reason": row["row"].reason}
            for row in made.shown(preview.faults)
        ],
    }  # fmt: skip


def said(days: Days) -> dict[str, Any]:
    """The days of a deadline as data."""
    return {"nominal": days.nominal.isoformat(), "due": days.due.isoformat(),
            "provisional": days.is_provisional}  # fmt: skip

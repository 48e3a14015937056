"""What several tracks do alike while a text is looked at."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from lawgov.accounts.models import User
from lawgov.lifecycle import Step
from lawgov.organs.models import Organ
from normative.matters import parts
from normative.matters.base import REVIEW, body_of
from normative.models import Letter, Matter, Option

if TYPE_CHECKING:
    from django.db.models import QuerySet


def reviewers_of(body: Organ, codename: str = REVIEW) -> "QuerySet[User]":
    """The staff of an organ's review body, who may be given its matters."""
    own = Q(organ=body) | Q(organ__parent=body, organ__kind__in=Organ.OFFICES)
    staff = User.objects.filter(own, is_active=True)
    return staff.filter(groups__permissions__codename=codename).distinct().order_by("pk")


def appoint(step: Step[Matter], reviewer: User) -> None:
    """Give the matter to a reviewer; raises `ValidationError` for who reviews nothing here."""
    if not reviewers_of(body_of(step.record)).filter(pk=reviewer.pk).exists():
        message = _("%(user)s does not review the matters of this organ.")
        raise ValidationError({"reviewer": message % {"user": reviewer}})
    step.record.reviewer = reviewer


def conclusions_of(matter: Matter, on: date | None = None) -> "QuerySet[Option]":
    """The conclusions that the matter's track has, or has on a day."""
    rows: Any = Option.objects.all()
    found: QuerySet[Option] = rows.of(Option.List.CONCLUSION, track=matter.track, on=on)
    return found


def conclude(step: Step[Matter], conclusion: Option) -> None:
    """Set the conclusion; raises `ValidationError` for one the track does not have on the day."""
    if not conclusions_of(step.record, step.on).filter(pk=conclusion.pk).exists():
        message = _("“%(name)s” is no conclusion on this track.") % {"name": conclusion}
        raise ValidationError({"conclusion": message})
    step.record.conclude(conclusion, step.on)


def require_points(matter: Matter, on: date) -> None:
    """Raise `ValidationError` while something is still to be found at a review point."""
    left = parts.open_points(matter, on)
    if left:
        values = {"count": len(left), "names": "、".join(point.name for point in left[:3])}
        message = _("%(count)s review points are still open: %(names)s.")
        raise ValidationError(message % values)


def ask_somebody(
    step: Step[Matter], *, kind: str, addressee: str, content: str = "",
    due_on: date | None = None, people: int = 0,
) -> None:  # fmt: skip
    """Keep as a letter who is asked or heard while the review waits, and until when."""
    letter = Letter(kind=kind, addressee=addressee.strip(), content=content.strip())
    letter.sent_on, letter.due_on, letter.people = step.on, due_on, people
    parts.write_letter(step.record, letter, today=step.today, by=step.by)

"""Warnings of identities and why they are right all the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lawgov.errors import Conflict
from lawgov.organs.models import Organ
from reports.identities import Check
from reports.models import Explanation, Scope

if TYPE_CHECKING:
    from lawgov.accounts.models import User


@dataclass(frozen=True)
class Explained:
    """A check with its organ and what was said of it."""

    check: Check
    organ: Organ
    explanation: Explanation | None

    @property
    def scope(self) -> str:
        return str(Scope(self.check.scope).label) if self.check.scope else ""

    @property
    def name(self) -> str:
        """The check in a form field."""
        return name_of(self.check)


def name_of(check: Check) -> str:
    """A check as one word: rule, organ, scope and indicator."""
    return ":".join([check.rule.code, str(check.organ), check.scope or "-", check.indicator or "-"])


def with_explanations(checks: Iterable[Check], organs: dict[int, Organ]) -> list[Explained]:
    """The checks with their explanations: errors, warnings, those that hold, the rest."""
    checks = list(checks)
    years = {check.year for check in checks}
    notes = Explanation.objects.filter(year__in=years).select_related("written_by")
    known = {(n.rule_id, n.year, n.organ_id, n.scope, n.indicator): n for n in notes}
    rows = [Explained(check, organs[check.organ], known.get(check.subject)) for check in checks]
    return sorted(rows, key=_urgency)


def _urgency(row: Explained) -> int:
    if row.check.is_error:
        return 0
    if row.check.is_warning:
        return 1
    return 2 if row.check.holds else 3


def explain(checks: Iterable[Check], name: str, text: str, by: "User") -> Explanation:
    """Explain the warning called `name`; raises `Conflict` where there is none any more."""
    for check in checks:
        if check.is_warning and name_of(check) == name:
            rule, year, organ, scope, indicator = check.subject
            note, _created = Explanation.objects.update_or_create(
                rule_id=rule,
                year=year,
                organ_id=organ,
                scope=scope,
                indicator=indicator,
                defaults={"text": text, "written_by": by},
            )
            return note
    raise Conflict(_("There is no such warning any more."))

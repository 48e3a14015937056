"""What several moves check alike: grounds, days of receipt, names of officials, handlers."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lawgov.accounts.models import User
from reconsideration.models import Case, Option, Setting
from reconsideration.moves.engine import Step

BETWEEN_NAMES = re.compile(r"[\s、，,；;]+")


def check_ground(case: Case, ground: Option, kind: str, field: str = "ground") -> None:
    """A ground is one of its list, and one that the rule set of the case has."""
    if ground.list != kind:
        raise ValidationError({field: _("Choose a ground from the list.")})
    if not Option.objects.of(kind, rule_set=case.rule_set).filter(pk=ground.pk).exists():
        message = _("Rule set %(rule_set)s has no “%(kind)s”.")
        values = {"rule_set": case.rule_set.code, "kind": ground}
        raise ValidationError({field: message % values})


def check_receipt(step: Step, day: date, field: str, too_early: str) -> None:
    """What goes out on the day of the move arrives on that day or later, and has arrived."""
    if day < step.on:
        raise ValidationError({field: too_early})
    check_past(step, day, field)


def check_past(step: Step, day: date, field: str) -> None:
    """A recorded day does not lie in the future."""
    if day > step.today:
        raise ValidationError({field: _("%(day)s lies in the future.") % {"day": day}})


def check_name(case: Case, name: str, field: str) -> None:
    """A name is that of a party of the case, or of the respondent."""
    if name != case.respondent_name and not case.parties.filter(name=name).exists():
        message = _("“%(name)s” is not a party of this case.")
        raise ValidationError({field: message % {"name": name}})


def persons(text: str) -> list[str]:
    """The names in a list of persons, each once."""
    return list(dict.fromkeys(name for name in BETWEEN_NAMES.split(text) if name))


def number_of(code: str, case: Case) -> int:
    """A setting that is a number; 0 where it is not set."""
    return int(Setting.read(code, case.rule_set) or 0)


def is_set(code: str, case: Case) -> bool:
    """Whether a setting says yes in the case's rule set."""
    return Setting.read(code, case.rule_set) == "1"


def check_handler(case: Case, user: User | None, field: str) -> None:
    """A handler may handle cases, and may see this one."""
    if user is None:
        return
    seen = Case.objects.visible_to(user).filter(pk=case.pk).exists()
    if not (seen and user.has_perm("reconsideration.handle_case")):
        message = _("%(user)s may not handle cases.")
        raise ValidationError({field: message % {"user": user}})


def check_two_persons(first: User | None, second: User | None) -> None:
    """Two handlers are two persons."""
    if second is not None and second == first:
        raise ValidationError({"second_handler": _("Two handlers are two persons.")})

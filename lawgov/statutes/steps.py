"""The explanation of a deadline: what happened, and how it is said in either language."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

if TYPE_CHECKING:
    from lawgov.statutes.deadlines import Terms

SENTENCES = {
    "rule": _("Rule set %(rule_set)s, %(article)s: %(length)s %(unit)s."),
    "start": _("The event was on %(day)s (%(text)s); its day is not counted."),
    "suspension": _("Suspended on %(day)s and resumed on %(until)s: %(count)s days do not count."),
    "exclusion": _("%(day)s to %(until)s is excluded: %(count)s days do not count."),
    "extension": _("Extended by %(count)s (%(text)s); the extension follows the nominal period."),
    "skip": _("%(day)s to %(until)s is not worked (%(name)s) and is passed over."),
    "exchanged": _("%(day)s is a weekend day worked in exchange (%(name)s) and counts."),
    "nominal": _("Day %(count)s (%(unit)s) is %(day)s."),
    "cap": _("At most %(count)s year from knowing the content on %(day)s: not after %(until)s."),
    "roll": _("%(day)s is not worked (%(name)s); the period ends on the next working day."),
    "back": _("%(count)s %(unit)s must lie before the event: not later than %(day)s."),
    "roll_back": _("%(day)s is not worked; the last working day before it is %(until)s."),
    "due": _("The last day is %(day)s (%(weekday)s)."),
    "provisional": _("The calendar of %(year)s is not published yet: the date is provisional."),
}
WEEKDAYS = [
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
]


@dataclass(slots=True)
class Step:
    """One step of a calculation; said only when somebody reads it."""

    kind: str
    day: date | None = None
    until: date | None = None
    count: int = 0
    text: str = ""
    terms: "Terms | None" = None

    @property
    def day_ordinal(self) -> int:
        assert self.day is not None
        return self.day.toordinal()

    def __str__(self) -> str:
        return str(SENTENCES[self.kind]) % self.values

    @property
    def values(self) -> dict[str, Any]:
        """What the sentence is filled with."""
        values: dict[str, Any] = {
            "count": self.count,
            "text": self.text,
            "name": self.text or _("weekend"),
        }
        if self.day is not None:
            values |= {
                "day": self.day.isoformat(),
                "year": self.day.year,
                "weekday": WEEKDAYS[self.day.weekday()],
            }
        if self.until is not None:
            values["until"] = self.until.isoformat()
        if self.terms is not None:
            values |= {
                "rule_set": self.terms.rule_set,
                "article": self.terms.article,
                "length": self.terms.length,
                "unit": self.terms.unit.label,
            }
        return values

    def as_json(self) -> dict[str, Any]:
        """The step as data and in both languages."""
        out: dict[str, Any] = {"kind": self.kind}
        if self.day is not None:
            out["day"] = self.day.isoformat()
        if self.until is not None:
            out["until"] = self.until.isoformat()
        if self.count:
            out["count"] = self.count
        with override("zh-hans"):
            out["zh"] = str(self)
        with override("en"):
            out["en"] = str(self)
        return out

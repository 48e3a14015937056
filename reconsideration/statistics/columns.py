"""What each column counts: one condition, for the number and for the cases behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.db.models.aggregates import Aggregate

from lawgov.organs.models import Organ
from reconsideration.models import (
    Acceptance,
    Closing,
    Procedure,
    RespondentLevel,
    Ruling,
    State,
)
from reconsideration.statistics.sets import SETS
from reconsideration.statistics.spans import Span

if TYPE_CHECKING:
    from reconsideration.models import CaseQuerySet


@dataclass(frozen=True)
class Column:
    """What a column counts: a part of a set of cases, or a sum over it.

    `of` names the set, or `base` for the one that the breakdowns are taken of.
    Cases are counted by what the indexes hold: a case has one organ.
    """

    of: str
    where: Q = field(default_factory=Q)
    sums: str = ""
    counts: str = "organ"

    def aggregate(self, among: Q | None = None) -> Aggregate:
        """The column as one of many in a single query, of the cases among which it counts."""
        condition = (among & self.where if among else self.where) or None
        if self.sums:
            return Sum(self.sums, filter=condition, default=0)
        return Count(self.counts, filter=condition)

    def set_of(self, base: str) -> str:
        """The set that the column is a part of."""
        return base if self.of == "base" else self.of


OFFICIAL = Q(organ__kind__in=[Organ.Kind.GOVERNMENT, *Organ.OFFICES])
GRANTED = Q(compensation_granted__gt=0)
AGREED = [Closing.MEDIATED, Closing.WITHDRAWN, Closing.SETTLED, Closing.TERMINATED]
ORGANS = {
    "county": Organ.Level.COUNTY,
    "city": Organ.Level.PREFECTURE,
    "province": Organ.Level.PROVINCE,
    "state": Organ.Level.NATIONAL,
}
ACTS = [
    "penalty", "coercion", "levy", "license", "title", "confirmation", "disclosure", "report",
    "inaction", "other",
]  # fmt: skip
ENDINGS = {
    "not_accepted": State.NOT_ACCEPTED,
    "told_elsewhere": State.TOLD_ELSEWHERE,
    "forwarded": State.FORWARDED,
    "abandoned": State.ABANDONED,
    "pre_withdrawn": State.PRE_WITHDRAWN,
    "self_corrected": State.SELF_CORRECTED,
    "not_handled_again": State.NOT_HANDLED_AGAIN,
}
MAIN = [
    "received", "accepted", "closed", "carried_in", "pending", "unreviewed_before", "unreviewed",
    "previous_carried_in", "previous_accepted", "previous_closed",
]  # fmt: skip
OTHERWISE = ["abandoned", "pre_withdrawn", "self_corrected", "not_handled_again"]

COLUMNS: dict[str, Column] = {
    **{name: Column(name) for name in MAIN},
    "sued": Column("sued"),
    "base": Column("base"),
    "headcount": Column("received", sums="headcount"),
    **{f"respondent_{level.value}": Column("base", Q(respondent_level=level))
       for level in RespondentLevel},
    **{f"organ_{name}": Column("base", OFFICIAL & Q(organ__level=level))
       for name, level in ORGANS.items()},
    **{f"organ_{name}_department": Column("base", ~OFFICIAL & Q(organ__level=level))
       for name, level in ORGANS.items()},
    **{f"act_{name}": Column("base", Q(act_kind__column=name)) for name in ACTS},
    **{f"closed_{kind.value}": Column("closed", Q(closing=kind)) for kind in Closing},
    "closed_agreed": Column("closed", Q(closing__in=[Closing.MEDIATED, Closing.SETTLED])),
    "closed_ended": Column("closed", Q(closing__in=[Closing.WITHDRAWN, Closing.TERMINATED])),
    "attached_review": Column("attached", counts="attached_reviews"),
    "compensation": Column("closed", GRANTED),
    "compensation_sum": Column("closed", GRANTED, sums="compensation_granted"),
    "opinions_issued": Column("opinions", counts="letters"),
    "opinions_done": Column("carried_out", counts="letters"),
    "opinions_issued_all": Column("opinions_so_far", counts="letters"),
    "opinions_done_all": Column("carried_out_so_far", counts="letters"),
    **{name: Column("ended", Q(state=state)) for name, state in ENDINGS.items()},
    "otherwise": Column("ended", Q(state__in=[ENDINGS[name] for name in OTHERWISE])),
    "deemed": Column("accepted", Q(acceptance=Acceptance.DEEMED)),
    # What was converted later was accepted under the simplified procedure all the same.
    "simplified": Column("accepted", Q(procedure=Procedure.SIMPLIFIED) | Q(was_converted=True)),
    "mandatory_first": Column("accepted", Q(is_mandatory_first=True)),
    "invalid": Column("closed", Q(
        pk__in=Ruling.objects.filter(kind__code="invalid").values("case"))),
    "corrected_agreed": Column("closed", Q(closing__in=AGREED, respondent_corrected=True)),
    "extended": Column("closed", Q(extension_days__gt=0)),
    # By the year of receipt, as the yearly report defines them.
    "received_accepted": Column("received", Q(accepted_on__isnull=False)),
    "received_otherwise": Column("received", Q(accepted_on=None, intake_ended_on__isnull=False)),
}  # fmt: skip


def cases_of(
    cases: "CaseQuerySet", *, column: str, span: Span, base: str, fields: Sequence[int] | None
) -> "CaseQuerySet":
    """The cases behind one cell, among those given: exactly those that were counted.

    `fields` are the fields of administration of the cell's row, `None` for the total.
    """
    wanted = COLUMNS[column]
    chosen = cases.filter(SETS[wanted.set_of(base)](span)).filter(wanted.where)
    if fields is not None:
        chosen = chosen.filter(field__in=fields)
    if wanted.counts == "organ":
        return chosen
    return cases.filter(pk__in=chosen.order_by().values("pk"))  # once, however many letters

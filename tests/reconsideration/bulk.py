"""Cases written in bulk as they stand after their course, for counting them."""

from datetime import date
from decimal import Decimal
from typing import Any

from lawgov.organs.models import Organ
from lawgov.statutes.models import RuleSet
from reconsideration.models import (
    CLOSED,
    INTAKE,
    UNDER_WAY,
    Case,
    Lawsuit,
    Letter,
    Option,
    RespondentLevel,
    Ruling,
)
from tests.reconsideration.conftest import application, option

STATES = {"withdrawn": "terminated", "settled": "terminated", "terminated": "terminated",
          "mediated": "mediated", "dismissed": "dismissed"}  # fmt: skip


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def standing(received: str, **values: Any) -> Case:
    """An unsaved case where its days say it stands: `accepted`, `closed`, or `ended` as `state`."""
    accepted, closed, ended = (day(values.pop(n, None)) for n in ("accepted", "closed", "ended"))
    closing = values.get("closing", "")
    usual = "review" if accepted else "received"
    state = values.pop("state", STATES.get(closing, "decided") if closed else usual)
    organ = Organ.objects.get(code=values.pop("organ", "140000"))
    case = application(received, **values)
    case.place_in(organ)
    case.rule_set = RuleSet.objects.all().in_force(case.received_on)
    case.state, case.review_from = state, case.received_on
    case.accepted_on, case.closed_on = accepted, closed
    case.intake_ended_on = accepted or ended
    case.is_open = state in INTAKE | UNDER_WAY
    case.procedure = case.procedure or ("ordinary" if accepted else "")
    assert bool(closed) == (state in CLOSED)
    return case


def write(*cases: tuple[int, Case]) -> list[Case]:
    """Write each case so many times, numbered one after another."""
    start = Case.objects.count()
    rows = []
    for times, case in cases:
        for _turn in range(times):
            values = {f.attname: getattr(case, f.attname) for f in Case._meta.concrete_fields
                      if f.attname != "id"}  # fmt: skip
            rows.append(Case(**values | {"number": f"案{start + len(rows) + 1}"}))
    return Case.objects.bulk_create(rows, batch_size=500)


def whole_year() -> list[Case]:
    """The year 2024 with every column of the form in it, in three organs and several rows."""
    rows = []
    acts = list(Option.objects.of("act_kind"))
    for number, closing in enumerate(Case._meta.get_field("closing").choices):
        rows.append((1, standing(
            "2024-02-01", accepted="2024-02-05", closed="2024-03-01", closing=closing[0],
            act_kind=acts[number], respondent_level=RespondentLevel.values[number % 9],
            headcount=number + 1, organ="140100" if number % 2 else "140000",
            respondent_corrected=number % 3 == 0, is_mandatory_first=number % 2 == 0,
            field=option("field", ["police", "land", "drugs", "tax"][number % 4]),
            compensation_granted=Decimal("10.50") if closing[0] == "revoked" else None,
        )))  # fmt: skip
    for number, act in enumerate(acts):
        rows.append((1, standing("2024-05-01", accepted="2024-05-06", act_kind=act,
                                 acceptance=["express", "deemed"][number % 2],
                                 procedure=["ordinary", "simplified"][number % 2])))  # fmt: skip
    for state in ("not_accepted", "told_elsewhere", "forwarded", "abandoned", "pre_withdrawn"):
        rows.append((1, standing("2024-06-03", ended="2024-06-07", state=state)))
    rows.append((2, standing("2023-11-01", accepted="2023-11-06")))
    rows.append((1, standing("2023-12-31", organ="140000-fgw")))
    made = write(*rows)
    letter = {"kind": "opinion", "issued_on": "2024-03-04", "received_on": "2024-03-05"}
    Letter.objects.create(case=made[0], **letter)
    Letter.objects.create(case=made[0], **letter, fed_back_on="2024-04-01", is_carried_out=True)
    made[1].attached_reviews.create(document="某办法", opened_on="2024-02-20")
    Lawsuit.objects.create(case=made[2], stage="first", defendant="alone", filed_on="2024-09-01")
    Ruling.objects.create(case=made[3], kind=option("decision", "invalid", "B1"))
    return made

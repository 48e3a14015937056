"""Invented cases taken the same way again, by the moves themselves."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from heapq import heapify, heappop, heappush
from typing import Any

from django.db import models
from django.utils.translation import override

from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from reconsideration import moves
from reconsideration.models import Case, Option, Party
from reconsideration.sample.sheets import TABLES

Rows = dict[str, list[dict[str, Any]]]
LATER = {  # what a second move writes on the row of a first one
    "hearings": {"held_on", "minutes", "applicant_attended", "head_attended", "head_reason"},
    "letters": {"fed_back_on", "feedback", "is_carried_out"},
    "lawsuits": {"closed_on", "form", "result", "head_attended", "has_suggestion"},
    "attached_reviews": {"maker_notified_on", "maker_replied_on", "outcome", "opinion",
                         "closed_on"},
}  # fmt: skip
COMPUTED = {  # what a move adds of itself to what it records
    "receive": {"channel", "number"}, "accept": {"accepted_on", "acceptance"},
    "deem_accepted": {"accepted_on", "acceptance"}, "take_reply": {"in_time"},
    "suspend": {"state_before"}, "open_review": {"state_before"}, "resume": {"due"},
}  # fmt: skip
NEW = {"hear_views": "views", "invite_hearing": "hearing", "investigate": "investigation",
       "consult": "consultation", "serve": "service", "send_letter": "letter", "sue": "lawsuit",
       "open_review": "review"}  # fmt: skip
TRACKS = {"views": "views_heard", "hearing": "hearings", "investigation": "investigations",
          "consultation": "consultations", "service": "services", "letter": "letters",
          "lawsuit": "lawsuits", "review": "attached_reviews"}  # fmt: skip
LISTS = {"refuse": "refusal", "dismiss": "dismissal", "terminate": "termination",
         "suspend": "suspension", "stay": "stay", "join_case": "joining"}  # fmt: skip


def kept(row: models.Model) -> dict[str, Any]:
    """A row without its keys and the moments of writing."""
    out = {}
    for field in row._meta.concrete_fields:
        linked = getattr(field.remote_field, "model", None) in {Case, Party}
        moment = isinstance(field, models.DateTimeField)
        if not field.primary_key and not linked and not moment:
            out[field.attname] = getattr(row, field.attname)
    return out


def whole(case: Case) -> Rows:
    """A case with everything that belongs to it, as plain values."""
    found: Rows = {"case": [kept(case) | numbers_of(case)]}
    for model in TABLES[1:]:
        rows = model._default_manager.filter(case=case).order_by("pk")
        found[model._meta.get_field("case").remote_field.related_name] = [*map(kept, rows)]
    return found


def numbers_of(case: Case) -> dict[str, str]:
    """The cases that a case refers to."""
    linked = {"earlier": case.earlier_case, "lead": case.lead_case}
    return {name: row.number if row else "" for name, row in linked.items()}


def clear() -> None:
    """Take all cases away."""
    for model in reversed(TABLES):
        model._default_manager.update(**{
            field.attname: None for field in model._meta.concrete_fields
            if field.remote_field and field.remote_field.model is model
        }) if model in {Case, Party} else None  # fmt: skip
        model._default_manager.all()._raw_delete("default")


# The facts of an application, which no move writes.
FACTS = [
    "channel", "posted_on", "received_on", "headcount", "respondent_id", "respondent_name",
    "respondent_level", "act_name", "act_number", "act_on", "known_on", "known_how",
    "is_real_estate", "act_kind_id", "field_id", "request", "facts", "is_mandatory_first",
    "claims_invalid", "claims_compensation", "compensation_claimed",
]  # fmt: skip


class Replay:
    """One case again, from the application to its last move."""

    def __init__(self, rows: Rows, today: date) -> None:
        self.rows, self.today = rows, today
        self.facts = dict(rows["case"][0])
        self.next: dict[str, Iterator[dict[str, Any]]] = {
            name: iter(rows[name]) for name in rows if name != "case"
        }
        self.users = User.objects.in_bulk()

    def steps(self) -> Iterator[date]:
        """Make the moves one by one, telling before each on which day it is made."""
        yield self.rows["moves"][0]["made_on"]
        self.case = self.receive()
        for row in self.rows["moves"][1:]:
            yield row["made_on"]
            self.case = self.make(self.case, row)

    def receive(self) -> Case:
        """Register the application again."""
        first, *others = self.rows["moves"]
        applied = [row for row in self.rows["parties"] if row["joined_on"] is None]
        assigned = any(row["verb"] == "assign" for row in others)
        handler = None if assigned else self.facts["handler_id"]
        case = Case(**{name: self.facts[name] for name in FACTS}, handler_id=handler)
        return moves.receive(
            case,
            organ=Organ.objects.get(pk=self.facts["organ_id"]),
            parties=[Party(**next(self.next["parties"])) for _row in applied],
            by=self.users[first["made_by_id"]],
            today=self.today,
            number=self.facts["number"],
        )

    def make(self, case: Case, row: dict[str, Any]) -> Case:
        by = self.users.get(row["made_by_id"])
        data = self.data_of(case, row["verb"], row["recorded"])
        return moves.make(case, row["verb"], by=by, on=row["made_on"], today=self.today, **data)

    def data_of(self, case: Case, verb: str, recorded: dict[str, Any]) -> dict[str, Any]:
        """What the move was given, from what it wrote down."""
        data: dict[str, Any] = {}
        for name, value in recorded.items():
            if name in COMPUTED.get(verb, set()):
                continue
            data[name] = self.value_of(case, verb, name, value)
        if verb == "join_party":
            party = Party(**next(self.next["parties"]))
            if party.role == "agent":
                party.represents = case.parties.order_by("pk").first()
            data["party"] = party
        return data

    def value_of(self, case: Case, verb: str, name: str, value: Any) -> Any:
        if name in TRACKS:
            return self.track(case, verb, name)
        if name in {"lead_case", "earlier_case"}:
            return Case.objects.get(organ=case.organ, number=value)
        if name in {"handler", "second_handler"}:
            return self.users[self.facts[f"{name}_id"]]
        if name in {"ground", "simplified_ground", "kinds"}:
            return self.options(case, verb, name, value)
        is_day = name.endswith("_on") or name in {"due", "expected_until"}
        plain = Decimal if name == "compensation" else date.fromisoformat if is_day else None
        return plain(value) if plain else value

    def options(self, case: Case, verb: str, name: str, value: Any) -> Any:
        kind = {"simplified_ground": "simplified", "kinds": "decision"}.get(name) or LISTS[verb]
        found = {row.name: row for row in Option.objects.of(kind, rule_set=case.rule_set)}
        return [found[one] for one in value] if name == "kinds" else found[value]

    def track(self, case: Case, verb: str, name: str) -> models.Model:
        """A row beside the main course: a new one, or the one that the move goes on with."""
        accessor = TRACKS[name]
        manager = getattr(case, accessor)
        if NEW.get(verb) != name:
            return manager.get(**still_open(accessor))
        values = next(self.next[accessor])
        later = LATER.get(accessor, set())
        return manager.model(**{key: value for key, value in values.items() if key not in later})


def still_open(accessor: str) -> dict[str, Any]:
    """How the row is found that a second move goes on with."""
    closes = {"hearings": "held_on", "letters": "fed_back_on"}
    return {closes.get(accessor, "closed_on"): None}


def run(replays: list[Replay]) -> None:
    """Make all moves of several cases in the order of their days."""
    waiting = []
    for order, replay in enumerate(replays):
        steps = replay.steps()
        waiting.append((next(steps), order, steps))
    heapify(waiting)
    with override("zh-hans"):
        while waiting:
            _day, order, steps = heappop(waiting)
            day = next(steps, None)
            if day is not None:
                heappush(waiting, (day, order, steps))

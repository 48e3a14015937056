"""What the wording of a document may name: plain values of a case."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.utils import translation

from lawgov.gongwen import chinese, clean
from lawgov.sandbox import BLANK
from lawgov.statutes.models import Period
from reconsideration import clocks
from reconsideration.models import Case, DocumentKind, Move, MoveRule, Party, Role, Stop

UNITS = {"calendar_day": "日", "working_day": "个工作日", "month": "个月", "year": "年"}
ROLES = {
    Role.APPLICANT: "申请人",
    Role.REPRESENTATIVE: "代表人",
    Role.AGENT: "委托代理人",
    Role.THIRD_PARTY: "第三人",
}
PERIODS = {
    "review_period": "acceptance_review",
    "supplement_period": "supplement",
    "reply_period": "respondent_reply",
    "decision_period": "decision",
    "maker_reply_period": "maker_reply",
    "handling_period": "attached_review_other",
    "opinion_period": "opinion_reply",
    "redo_period": "redo_act",
    "litigation_period": "litigation",
}
DUE = {
    "supplement_due": "supplement",
    "decision_due": "decision",
    "reply_due": "respondent_reply",
    "performance_due": "performance",
    "redo_due": "redo_act",
}
TRACKS = {
    "hearings": {
        "hearing_on": "planned_on", "hearing_place": "place", "hearing_chair": "chair",
        "hearing_officers": "officers", "hearing_recorder": "recorder",
        "hearing_issues": "issues", "hearing_held_on": "held_on", "hearing_minutes": "minutes",
    },
    "investigations": {
        "investigation_kind": "get_kind_display", "investigation_officials": "officials",
        "investigation_on": "begun_on", "investigation_until": "ended_on",
        "investigation_summary": "summary",
    },
    "views_heard": {
        "views_party": "party_name", "views_on": "heard_on", "views_how": "get_how_display",
        "views_summary": "summary",
    },
    "stays": {"stay_ground": "ground", "stayed_on": "stayed_on"},
    "attached_reviews": {
        "review_document": "document", "review_clause": "clause",
        "review_addressee": "addressee", "review_opinion": "opinion",
    },
    "letters": {
        "letter_addressee": "addressee", "letter_subject": "subject", "letter_content": "content",
    },
    "services": {
        "service_party": "party_name", "service_mode": "get_mode_display",
        "served_on": "served_on",
    },
}  # fmt: skip
RECORDED = {
    "ground", "why", "terms", "what", "proposal", "opinion", "content", "superior", "competent",
    "items", "note", "forwarded_to",
}  # fmt: skip


def cited(article: str) -> str:
    """An article as documents cite it: laws by their full name, in title marks."""
    parts = []
    for part in article.split("；"):
        found = re.fullmatch(r"([^（）〔第]+)(?:（[^）]*）)?(第.+)", part)
        if found is None:
            parts.append(part)
            continue
        name = "行政复议法实施条例" if found[1] == "实施条例" else found[1]
        parts.append(f"《中华人民共和国{name}》{found[2]}")
    return "、".join(parts)


def context_of(
    case: Case,
    kind: DocumentKind,
    *,
    on: date,
    number: str = "",
    addressee: str = "",
    text: str = "",
) -> dict[str, str]:
    """Every name that a wording may use, as plain text in Chinese; missing facts are blanks."""
    with translation.override(settings.LANGUAGE_CODE):
        move = last_move(case, kind)
        values = {
            "number": number,
            "addressee": addressee,
            "text": text,
            "issued_on": on,
            "article": cited(article_of(case, kind, move)),
            **of_case(case),
            **of_parties(case),
            **of_periods(case, on),
            **of_move(move),
            **of_tracks(case),
        }
        return {name: clean(plain(value)).strip() or BLANK for name, value in values.items()}


def plain(value: Any) -> str:
    """A value in words; ISO dates of the journal become dates of documents."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        value = date.fromisoformat(value)
    if isinstance(value, date):
        return chinese(value)
    if isinstance(value, list | tuple):
        return "、".join(plain(one) for one in value)
    return "" if value is None else str(value)


def last_move(case: Case, kind: DocumentKind) -> Move | None:
    """The move that a kind of document follows."""
    return case.moves.filter(verb__in=kind.verbs.split()).last()


def article_of(case: Case, kind: DocumentKind, move: Move | None) -> str:
    """The article that the document rests on: of the move made, else of the one that it serves."""
    if move is not None and move.article:
        return move.article
    rules = MoveRule.objects.filter(rule_set_id=case.rule_set_id, verb__in=kind.verbs.split())
    articles = dict(rules.values_list("verb", "article"))
    return next((articles[verb] for verb in kind.verbs.split() if verb in articles), "")


def of_move(move: Move | None) -> dict[str, Any]:
    """What was recorded with the move that the document follows."""
    recorded = dict(move.recorded) if move else {}
    recorded["forwarded_to"] = recorded.get("addressee", "")
    values = {name: recorded.get(name, "") for name in RECORDED}
    return values | {"moved_on": move.made_on if move else None}


def dispute(case: Case) -> str:
    """What the applicant objects to, in a clause."""
    number = f"（{case.act_number}）" if case.act_number else ""
    if case.act_kind.code == "inaction":
        return f"认为{case.respondent_name}未依法履行法定职责（{case.act_name}）{number}"
    day = f"于{chinese(case.act_on)}" if case.act_on else ""
    return f"对{case.respondent_name}{day}作出的{case.act_name}{number}不服"


def of_case(case: Case) -> dict[str, Any]:
    """The case's own facts."""
    suspension = case.stops.filter(kind=Stop.Kind.SUSPENSION).last()
    rulings = case.rulings.select_related("kind")
    articles = dict.fromkeys(cited(ruling.kind.article) for ruling in rulings)
    return {
        "organ": case.organ.name,
        "case_number": case.number,
        "laws": case.rule_set.laws,
        "handler": case.handler,
        "second_handler": case.second_handler,
        "respondent": case.respondent_name,
        "dispute": dispute(case),
        "act": case.act_name,
        "act_number": case.act_number,
        "act_on": case.act_on,
        "act_kind": case.act_kind,
        "request": case.request,
        "facts": case.facts,
        "channel": case.get_channel_display(),
        "received_on": case.received_on,
        "accepted_on": case.accepted_on,
        "procedure": case.get_procedure_display(),
        "extension_days": case.extension_days or "",
        "closed_on": case.closed_on,
        "closing": case.get_closing_display(),
        "earlier_number": case.earlier_case,
        "decision_kinds": [ruling.kind for ruling in rulings],
        "decision_articles": list(articles),
        "ground_article": cited(case.intake_ground.article) if case.intake_ground else "",
        "redo_days": next((ruling.redo_days for ruling in rulings if ruling.redo_days), None),
        "compensation": case.compensation_granted,
        "suspension_ground": suspension and suspension.ground,
        "suspended_on": suspension and suspension.begun_on,
        "resumed_on": suspension and suspension.ended_on,
    }


def many(names: list[str], count: int) -> str:
    """Names in a row; of many the first one and how many they are."""
    row = "、".join(names)
    if names and (len(row) > 60 or count > len(names)):
        return f"{names[0]}等{max(count, len(names))}人"
    return row


def of_parties(case: Case) -> dict[str, Any]:
    """Who takes part, in a row and line by line with their addresses."""
    parties = list(case.parties.all())
    names = {role: [p.name for p in parties if p.role == role] for role in ROLES}
    return {
        "applicants": many(names[Role.APPLICANT], case.headcount),
        "third_parties": many(names[Role.THIRD_PARTY], 0),
        "agents": names[Role.AGENT],
        "representatives": names[Role.REPRESENTATIVE],
        "headcount": case.headcount,
        "parties": "\n".join(lines_of(parties, case.respondent_name)),
    }


def lines_of(parties: list[Party], respondent: str) -> Iterator[str]:
    """The head of a decision: applicants with theirs, the respondent, third parties."""
    for role, label in ROLES.items():
        if role == Role.THIRD_PARTY:
            yield f"被申请人：{respondent}"
        for party in parties:
            if party.role == role:
                yield f"{label}：{party.name}" + (
                    f"，地址：{party.address}" if party.address else ""
                )


def of_periods(case: Case, on: date) -> dict[str, Any]:
    """Lengths of the periods of the case's rule set and procedure, and the days that run."""
    begun = Q(effective_from=None) | Q(effective_from__lte=on)
    rows = Period.objects.filter(begun, rule_set_id=case.rule_set_id, variant="")
    rows = rows.order_by(F("effective_from").asc(nulls_first=True), "pk")
    lengths = {row.code: f"{row.length}{UNITS[row.unit]}" for row in rows}
    days = {clock.code: clock.due for clock in case.clocks.order_by("pk")}

    def own(found: Mapping[str, Any], code: str) -> Any:
        return found.get(clocks.simplified(case, code)) or found.get(code)

    return {name: own(lengths, code) for name, code in PERIODS.items()} | {
        name: own(days, code) for name, code in DUE.items()
    }


def of_tracks(case: Case) -> dict[str, Any]:
    """The last hearing, investigation, letter and so on of the case."""
    values: dict[str, Any] = {}
    for name, fields in TRACKS.items():
        row = getattr(case, name).last()
        for key, field in fields.items():
            value = getattr(row, field, None)
            values[key] = value() if callable(value) else value
    return values

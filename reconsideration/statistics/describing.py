"""What a filled form says of itself: its head, its legend, and itself as plain data."""

from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reconsideration.models import FormColumn
from reconsideration.statistics.checks import Check, Rate, plain
from reconsideration.statistics.counting import Numbers
from reconsideration.statistics.form import Statistics
from reconsideration.statistics.spans import Base, Reach


def heads_of(statistics: Statistics) -> list[tuple[str, str]]:
    """The lines above the form, with their names."""
    version, question = statistics.version, statistics.question
    lines = [
        (_("Table number"), version.table_number),
        (_("Made by"), version.maker),
        (_("Approved by"), f"{version.approver} {version.approval}".strip()),
        (_("Reporting unit"), str(question.organ)),
        (_("Cases of"), f"{question.organ.realm} · {Reach(question.reach).label}"),
        (_("Days covered"), _("%(first)s to %(last)s") % period_of(statistics)),
        (_("Base of the breakdowns"), str(Base(question.base).label)),
    ]
    return [(name, text) for name, text in lines if text]


def period_of(statistics: Statistics) -> dict[str, str]:
    """The first and the last day in words."""
    span = statistics.question.span
    return {"first": date_format(span.start), "last": date_format(span.last)}


def legend_of(statistics: Statistics) -> list[str]:
    """What a reader of the numbers must know."""
    version = statistics.version
    lines = [
        _("Every case is counted by its legal days, both ends of the period included."),
        _("Form %(code)s: %(source)s. %(note)s")
        % {"code": version.code, "source": version.source, "note": version.note},
    ]
    recoded = [
        _("%(fields)s in “%(row)s”") % {"fields": "、".join(row.head.recoded), "row": row.head.name}
        for row in statistics.rows
        if row.head.recoded
    ]
    if recoded:
        text = _("Fields that the list of this year does not have are counted: %(where)s.")
        lines.append(text % {"where": "；".join(recoded)})
    columns = [*statistics.columns, *statistics.memoranda]
    return lines + [f"{full_name(column)}：{column.remark}" for column in columns if column.remark]


def full_name(column: FormColumn) -> str:
    """A column with the heading that it stands under."""
    return " · ".join(part for part in (column.heading, str(column)) if part)


def mark_of(check: Check) -> str:
    """Whether an identity holds, in words."""
    return _("holds") if check.is_good else _("does not hold")


def as_json(statistics: Statistics) -> dict[str, Any]:
    """The form as plain data: numbers by codes, which no language changes."""
    question = statistics.question
    columns = [*statistics.columns, *statistics.memoranda]
    codes = [column.code for column in columns]
    return {
        "form": statistics.version.code,
        "organ": question.organ.code,
        "from": question.span.start.isoformat(),
        "to": question.span.last.isoformat(),
        "reach": str(question.reach),
        "base": str(question.base),
        "columns": [column_json(column) for column in columns],
        "rows": [
            {"code": row.head.code, "name": row.head.name, "cells": cells(row.numbers, codes)}
            for row in statistics.rows
        ],
        "total": cells(statistics.total, codes),
        "organs": [
            {"code": row.organ.code, "name": row.name, "is_own": row.is_own,
             "cells": cells(row.numbers, list(row.numbers))}
            for row in statistics.organs
        ],
        "identities": [check_json(check) for check in statistics.checks],
        "rates": [rate_json(rate) for rate in statistics.rates],
    }  # fmt: skip


def cells(numbers: Numbers, codes: list[str]) -> dict[str, int | str]:
    """Numbers by code; sums of money as decimal texts."""
    return {
        code: plain(numbers[code]) if isinstance(numbers[code], Decimal) else numbers[code]  # type: ignore[misc]
        for code in codes
    }


def column_json(column: FormColumn) -> dict[str, Any]:
    return {
        "code": column.code,
        "number": column.number,
        "group": column.heading,
        "name": str(column),
        "note": column.remark,
    }


def check_json(check: Check) -> dict[str, Any]:
    return {
        "code": check.code,
        "name": check.name,
        "holds": check.is_good,
        "numbers": check.sentence,
        "broken_rows": check.broken_rows,
        "definition": check.definition,
    }


def rate_json(rate: Rate) -> dict[str, Any]:
    return {
        "code": rate.code,
        "name": rate.name,
        "numerator": plain(rate.part),
        "denominator": plain(rate.whole),
        "percent": None if rate.percent is None else str(rate.percent),
        "definition": rate.definition,
    }

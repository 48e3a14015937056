"""The documents of a campaign as lists: page by page, counted by result, as files."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from lawgov import gongwen
from lawgov.listing import SIZE, BadCursor, Page, counted
from normative.models import Cleanup, CleanupItem, CleanupResult

UNDECIDED = "undecided"
COLUMNS = ["pk", "document_id", "document__title", "document__number", "document__maker_name",
           "document__register_number", "document__published_on", "assigned_to__short_name",
           "result", "reason", "decided_on"]  # fmt: skip
NUMERALS = "一二三四五"


@dataclass(frozen=True)
class Share:
    """How many documents of a campaign have a result, or none yet."""

    code: str
    name: str
    number: int


def counts(cleanup: Cleanup) -> list[Share]:
    """How many documents there are of each of the five results, and undecided ones."""
    rows = cleanup.items.order_by().values_list("result").annotate(number=Count("pk"))
    found = dict(rows)
    out = [Share(UNDECIDED, _("Undecided"), found.get("", 0))]
    out += [Share(code, str(name), found.get(code, 0)) for code, name in CleanupResult.choices]
    return out


def narrowed(cleanup: Cleanup, *, result: str = "", assignee: str = "") -> QuerySet[CleanupItem]:
    """The rows of a result, or undecided ones, and of an organ by its code."""
    rows: QuerySet[CleanupItem] = cleanup.items.all()
    if result:
        rows = rows.filter(result="" if result == UNDECIDED else result)
    if assignee:
        rows = rows.filter(assigned_to__code=assignee)
    return rows


def page(rows: QuerySet[CleanupItem], after: str = "", size: int = SIZE) -> Page:
    """One page of rows in the order in which they were added; raises `BadCursor`."""
    count = counted(rows)
    if after:
        if not after.isdecimal() or int(after) >= 2**63:
            raise BadCursor(after)
        rows = rows.filter(pk__gt=int(after))
    found: list[dict[str, Any]] = list(rows.order_by("pk").values(*COLUMNS)[: size + 1])
    shown, is_more = found[:size], len(found) > size
    for row in shown:
        row["key"] = str(row["pk"])
        row["result_name"] = CleanupResult(row["result"]).label if row["result"] else ""
    return Page(shown, count, is_more, str(shown[-1]["pk"]) if is_more else "")


def lists(cleanup: Cleanup) -> list[tuple[CleanupResult, list[dict[str, Any]]]]:
    """The five result lists, whole."""
    rows: dict[str, list[dict[str, Any]]] = {code: [] for code in CleanupResult.values}
    for row in cleanup.items.exclude(result="").order_by("pk").values(*COLUMNS):
        rows[row["result"]].append(row)
    return [(CleanupResult(code), found) for code, found in rows.items()]


def as_docx(cleanup: Cleanup) -> bytes:
    """The result lists in the official format, one numbered list after another."""
    body = [_("Reason: %(text)s") % {"text": cleanup.basis}]
    for numeral, (result, rows) in zip(NUMERALS, lists(cleanup), strict=True):
        head = _("Documents: %(result)s (%(count)s)")
        body.append(f"{numeral}、{head % {'result': result.label, 'count': len(rows)}}")
        body += [line(number, row) for number, row in enumerate(rows, 1)]
    sheet = gongwen.Sheet(
        organ=cleanup.organ.name, title=_("Result of “%(name)s”") % {"name": cleanup.name},
        number="", addressee="", body="\n".join(body), signature=cleanup.organ.name,
        day=gongwen.chinese(cleanup.closed_on) if cleanup.closed_on else "",
    )  # fmt: skip
    file = io.BytesIO()
    gongwen.build(sheet).save(file)
    return file.getvalue()


def line(number: int, row: dict[str, Any]) -> str:
    """A document of a list: its title, its number, and why where it does not stay."""
    name = f"{number}．《{row['document__title']}》"
    name += f"（{row['document__number']}）" if row["document__number"] else ""
    return f"{name}：{row['reason']}" if row["reason"] else name


def heads() -> list[str]:
    """The heads of the sheet's columns."""
    return [_("Result"), _("No."), _("Title"), _("Document number"), _("register number"),
            _("Maker"), _("Published on"), _("Reason")]  # fmt: skip


def lines(cleanup: Cleanup) -> Iterator[list[Any]]:
    """The result lists as the lines of one sheet."""
    for result, rows in lists(cleanup):
        for number, row in enumerate(rows, 1):
            yield [
                str(result.label), number, row["document__title"], row["document__number"],
                row["document__register_number"], row["document__maker_name"],
                row["document__published_on"], row["reason"],
            ]  # fmt: skip

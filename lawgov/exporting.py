"""Lists as .xlsx and .csv: every row of what was filtered, in memory that does not grow."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import Any, NamedTuple

import xlsxwriter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from lawgov.uploads import SHEET, sent

MOST = 200_000
CHUNK = 2000
WIDTH = 18
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def plain(value: Any) -> Any:
    """A value as it stands."""
    return value


class Column(NamedTuple):
    """A column of a file: what it is called, where its value stands, how it is written."""

    name: Any
    path: str
    write: Callable[[Any], Any] = plain


def of_field(model: Any, path: str, write: Callable[[Any], Any] = plain) -> Column:
    """A column called as the model calls the field."""
    return Column(model._meta.get_field(path.partition("__")[0]).verbose_name, path, write)


def export(
    rows: QuerySet[Any], columns: Sequence[Column], *, name: str, ending: str
) -> HttpResponseBase:
    """The rows as a file to be saved; raises `ValidationError` for another ending or too many.

    Rows are fetched some at a time, without objects, and written as they come.
    """
    if ending not in WRITERS:
        raise ValidationError({"as": _("Lists are exported as .xlsx or .csv.")})
    if len(rows.order_by()[: MOST + 1].values_list("pk")) > MOST:
        message = _("More than %(limit)s rows; narrow the list first.")
        raise ValidationError(message % {"limit": f"{MOST:,}"})
    response = WRITERS[ending](lines(rows, columns), [str(column.name) for column in columns])
    return sent(response, f"{name}.{ending}")


def lines(rows: QuerySet[Any], columns: Sequence[Column]) -> Iterator[list[Any]]:
    """The rows as plain values, in the order of the columns."""
    writes = [column.write for column in columns]
    values = rows.values_list(*[column.path for column in columns])
    for row in values.iterator(chunk_size=CHUNK):
        yield [write(value) for write, value in zip(writes, row, strict=True)]


def labelled(choices: Any) -> Callable[[Any], str]:
    """Write a code as what it is called."""
    names = {str(value): str(label) for value, label in choices}
    return lambda value: names.get(str(value), "" if value is None else str(value))


def as_xlsx(found: Iterable[list[Any]], heads: list[str]) -> HttpResponse | FileResponse:
    """A sheet with a frozen head; days are days, text is never taken for a formula."""
    file = TemporaryFile()  # noqa: SIM115  # the response closes it
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head, bold)
        for number, row in enumerate(found, start=1):
            for place, value in enumerate(row):
                put(sheet, number, place, value, day)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(heads) - 1, WIDTH)
    file.seek(0)
    return FileResponse(file, content_type=SHEET)


def put(sheet: Any, number: int, place: int, value: Any, day: Any) -> None:
    """Write one cell by what it is; nothing stays empty."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(number, place, _("Yes") if value else _("No"))
    elif isinstance(value, date):
        sheet.write_datetime(number, place, value, day)
    elif isinstance(value, int | float):
        sheet.write_number(number, place, value)
    else:
        sheet.write_string(number, place, str(value))


class Echo:
    """A file whose lines come back to whoever writes them."""

    def write(self, line: str) -> str:
        return line


def as_csv(found: Iterable[list[Any]], heads: list[str]) -> StreamingHttpResponse:
    """UTF-8 with a mark that spreadsheets recognise; text that looks like a formula is quoted."""
    writer = csv.writer(Echo())

    def stream() -> Iterator[str]:
        yield "\ufeff"
        yield writer.writerow(heads)
        for row in found:
            yield writer.writerow([harmless(value) for value in row])

    return StreamingHttpResponse(stream(), content_type="text/csv; charset=utf-8")


def harmless(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, str) and value.startswith(FORMULAS):
        return "'" + value
    return value


WRITERS: dict[str, Any] = {"xlsx": as_xlsx, "csv": as_csv}


def exported(
    request: Any, chosen: Any, columns: Sequence[Column], *, name: str, back: str
) -> HttpResponseBase:
    """What a list's filters leave, as the file that `as` asks for.

    What is wrong with the filters is told by the list's page, at its fields.
    """
    data = request.GET.copy()
    ending = (data.pop("as", None) or ["xlsx"])[-1]
    page = f"{reverse(back)}?{data.urlencode()}"
    if not chosen.is_valid():
        return redirect(page)
    try:
        return export(chosen.qs, columns, name=name, ending=ending)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(page)

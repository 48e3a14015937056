"""Invented figures for demonstrations and measurements; never in `fixtures/`."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from reports.entry import Entry
from reports.figures import Book, Key
from reports.models import AnnualReport, Line
from reports.models.figures import plain


def invent_entries(random: Random, report: AnnualReport, book: Book) -> Iterator[Entry]:
    """A plausible figure for every line, near last year's, that keeps every identity.

    Reconsideration is invented from its flows, so that received, closed and
    pending cases follow from one another as they do in an office.
    """
    lines = list(
        report.lines.select_related("indicator", "organ").order_by("organ__path", "scope", "pk")
    )
    stocks = invent_reconsideration(random, report, book, lines)
    planned: dict[tuple[int, str], int] = {}
    for line in lines:
        value = stocks.get(Key(*line.key))
        if value is None:
            value = near(random, book, line, report.year)
        place = (line.organ_id, line.scope)
        if line.indicator.code == "legislation.drafts_planned":
            planned[place] = int(value)
        if line.indicator.code == "legislation.drafts_completed":
            value = min(value, Decimal(planned.get(place, int(value))))
        yield Entry(line.indicator, line.organ, line.scope, plain(value))


def near(random: Random, book: Book, line: Line, year: int) -> Decimal:
    """A value within a quarter of last year's, in the indicator's decimals and limits."""
    last = book.value(Key(*line.key), year - 1)
    base = last.value if last is not None and last.value is not None else Decimal(20)
    share = Decimal(random.randint(80, 125)) / 100
    value = round(base * share, line.indicator.decimals)
    if line.indicator.maximum is not None:
        value = min(value, line.indicator.maximum)
    return max(value, line.indicator.minimum or Decimal(0))


def invent_reconsideration(
    random: Random, report: AnnualReport, book: Book, lines: list[Line]
) -> dict[Key, Decimal]:
    """Received, accepted, closed and pending cases that balance, own part within the whole."""
    found: dict[Key, Decimal] = {}
    for line in lines:
        if line.indicator.code != "reconsideration.received":
            continue

        def key(name: str, line: Line = line) -> Key:
            return Key(f"reconsideration.{name}", line.organ_id, line.scope)

        received = near(random, book, line, report.year)
        other = received * random.randint(3, 9) // 100
        accepted = received - other
        last = book.value(key("pending"), report.year - 1)
        carried = last.value if last is not None and last.value is not None else Decimal(0)
        closed = (accepted + carried) * random.randint(94, 99) // 100
        found |= {
            key("received"): received,
            key("otherwise_handled"): other,
            key("accepted"): accepted,
            key("carried_in"): carried,
            key("closed"): closed,
            key("pending"): carried + accepted - closed,
        }
    return found

"""Years side by side: each figure, its change, and what may not be compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from lawgov.organs.models import Organ
from reports.changes import Change, compare
from reports.figures import Book, Key, Recorded
from reports.models import Indicator, Observation, Scope, Section

if TYPE_CHECKING:
    from lawgov.accounts.models import User


@dataclass(frozen=True)
class Cell:
    """One year of a row: the figure and its change from the year before it in the table."""

    year: int
    figure: Recorded | None
    change: Change | None


@dataclass(frozen=True)
class Row:
    """One indicator of one organ in one scope through the years."""

    indicator: Indicator
    organ: Organ
    scope: str
    cells: list[Cell]

    @property
    def scope_label(self) -> str:
        """The scope in words."""
        return str(Scope(self.scope).label)

    @property
    def last_change(self) -> Change:
        """The change into the last year shown."""
        change = self.cells[-1].change
        assert change is not None  # there are two years or more
        return change

    @property
    def is_broken(self) -> bool:
        """Whether the definition or unit changed between any of the years."""
        return any(cell.change is not None and cell.change.is_broken for cell in self.cells)


@dataclass(frozen=True)
class Wanted:
    """What a comparison shows."""

    years: Sequence[int]
    section: str = ""
    organ: Organ | None = None
    indicator: str = ""
    large: Decimal | None = None


def compare_years(user: "User", wanted: Wanted) -> list[Row]:
    """The rows of a comparison, in the order of the report.

    Covers the organs that the user works with; a figure of another organ is
    left out whole, so that no year looks unreported for want of rights.
    """
    organs = Organ.objects.visible_to(user)
    if wanted.organ is not None:
        organs = organs.within(wanted.organ)
    by_pk = {organ.pk: organ for organ in organs}
    figures = Observation.objects.visible_to(user).for_list().filter(year__in=wanted.years)
    if wanted.organ is not None:
        figures = figures.filter(organ__in=by_pk)
    versions = list(Indicator.objects.select_related("numerator", "denominator"))
    ratios = [indicator for indicator in versions if indicator.numerator]
    book = Book(figures).with_ratios(ratios)
    rows = _rows(book, wanted, by_pk, {i.code: i for i in versions})
    if wanted.large is not None:
        threshold = wanted.large
        rows = (row for row in rows if row.last_change.is_large(threshold))
    return sorted(rows, key=_place)


def _rows(
    book: Book, wanted: Wanted, organs: dict[int, Organ], indicators: dict[str, Indicator]
) -> Iterator[Row]:
    for key in {key for key, _year in book.rows}:
        indicator = indicators[key.indicator]
        if key.organ not in organs:
            continue
        if wanted.section and indicator.section != wanted.section:
            continue
        if wanted.indicator and indicator.code != wanted.indicator:
            continue
        yield Row(indicator, organs[key.organ], key.scope, _cells(book, key, wanted.years))


def _cells(book: Book, key: Key, years: Sequence[int]) -> list[Cell]:
    cells: list[Cell] = []
    for year in years:
        figure = book.get(key, year)
        if not cells:
            cells.append(Cell(year, figure, None))
            continue
        old = cells[-1].figure
        change = compare(
            old,
            figure,
            old_indicator=old.indicator if old else None,
            new_indicator=figure.indicator if figure else None,
        )
        cells.append(Cell(year, figure, change))
    return cells


def _place(row: Row) -> tuple[int, int, str, int]:
    section = Section.rank(row.indicator.section)
    return (section, row.indicator.pk, row.organ.path, Scope.rank(row.scope))

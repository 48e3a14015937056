"""The figures of record: for each indicator, organ, scope and year the one that counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reports.models import Indicator, Moment, Observation, Precision, Source, State
from reports.numerals import Figure

SOURCE_RANK = [Source.COMPUTED, Source.ENTERED, Source.PUBLISHED]
MOMENT_RANK = [Moment.BEFORE, Moment.AFTER, Moment.WHOLE]


class Key(NamedTuple):
    """What a figure is of, whatever the year."""

    indicator: str
    organ: int
    scope: str


@dataclass(frozen=True, slots=True)
class Recorded(Figure):
    """A figure with the observation that states it, or the parts it follows from."""

    observation: Observation | None = None
    indicator: Indicator | None = None
    is_derived: bool = False


class Book:
    """Figures by key and year, each once.

    A published figure counts before an entered one, an entered one before one
    computed from records; the moment after a change is the year's figure where
    a report states two.
    """

    def __init__(self, observations: Iterable[Observation] = ()) -> None:
        self.rows: dict[tuple[Key, int], Recorded] = {}
        for observation in sorted(observations, key=_rank):
            if observation.moment != Moment.BEFORE:
                self.add(observation)

    def add(self, observation: Observation) -> None:
        """Put a figure in, over whatever was there."""
        indicator = observation.indicator
        key = Key(indicator.code, observation.organ_id, observation.scope)
        self.rows[key, observation.year] = Recorded(
            observation.value, observation.precision, observation.state, observation, indicator
        )

    def put(self, key: Key, year: int, figure: Figure | None) -> None:
        """Put a figure that is only typed so far, or take it out with `None`."""
        if figure is None:
            self.rows.pop((key, year), None)
        else:
            self.rows[key, year] = Recorded(figure.value, figure.precision, figure.state)

    def get(self, key: Key, year: int) -> Recorded | None:
        """The figure of record, with or without a value; `None` where there is none."""
        return self.rows.get((key, year))

    def value(self, key: Key, year: int) -> Recorded | None:
        """The figure if it has a value."""
        figure = self.get(key, year)
        return figure if figure is not None and figure.value is not None else None

    def keys(self, year: int) -> Iterator[Key]:
        """The keys that have a figure in the year."""
        return (key for key, of_year in self.rows if of_year == year)

    def ratio(self, ratio: Indicator, organ: int, scope: str, year: int) -> Recorded | None:
        """The ratio that follows from its two parts, never from an average.

        `None` where a part is missing or the whole is zero.
        """
        if ratio.numerator is None or ratio.denominator is None:
            return None
        part = self.value(Key(ratio.numerator.code, organ, scope), year)
        whole = self.value(Key(ratio.denominator.code, organ, scope), year)
        if part is None or whole is None or not whole.value or part.value is None:
            return None
        exact = part.precision == whole.precision == Precision.EXACT
        return Recorded(
            ratio.quotient(part.value, whole.value),
            Precision.EXACT if exact else Precision.ABOUT,
            State.REPORTED,
            None,
            ratio,
            is_derived=True,
        )

    def with_ratios(self, ratios: Iterable[Indicator]) -> "Book":
        """The same book with every ratio that follows from its parts; stated ones give way."""
        book = Book()
        book.rows = dict(self.rows)
        places = {(key.organ, key.scope, year) for key, year in self.rows}
        for ratio in ratios:
            for organ, scope, year in places:
                figure = self.ratio(ratio, organ, scope, year)
                if figure is not None and ratio.is_in_force(year):
                    book.rows[Key(ratio.code, organ, scope), year] = figure
        return book


def _rank(observation: Observation) -> tuple[int, int]:
    source = SOURCE_RANK.index(Source(observation.source))
    return source, MOMENT_RANK.index(Moment(observation.moment))

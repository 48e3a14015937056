"""Where in a report's text its figures stand."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from reports.models import Observation, ReportSection


@dataclass
class Piece:
    """A stretch of text; with `observations`, the words of a figure."""

    text: str
    observations: list[Observation] = field(default_factory=list)


def span(text: str, observation: Observation) -> tuple[int, int] | None:
    """Where an observation's figure stands in a section's text; `None` if it does not."""
    quoted = text.find(observation.quote) if observation.quote else -1
    if quoted < 0:
        return None
    start = text.find(observation.figure, quoted, quoted + len(observation.quote))
    return None if start < 0 else (start, start + len(observation.figure))


def mark(section: ReportSection, observations: Iterable[Observation]) -> list[list[Piece]]:
    """The section's paragraphs in pieces, each figure with the observations it states.

    Two observations in the same words (drafts planned and completed) share a piece.
    """
    spans: dict[tuple[int, int], list[Observation]] = {}
    for observation in observations:
        found = span(section.text, observation)
        if found is not None:
            spans.setdefault(found, []).append(observation)
    paragraphs: list[list[Piece]] = []
    offset = 0
    for paragraph in section.text.split("\n"):
        end = offset + len(paragraph)
        pieces: list[Piece] = []
        at = offset
        for start, stop in sorted(spans):
            if offset <= start < end and start >= at:
                pieces.append(Piece(section.text[at:start]))
                pieces.append(Piece(section.text[start:stop], spans[start, stop]))
                at = stop
        pieces.append(Piece(section.text[at:end]))
        paragraphs.append([piece for piece in pieces if piece.text])
        offset = end + 1
    return paragraphs


def sentence(text: str, quote: str) -> str:
    """The sentence around a quotation, from one 。 or ; to the next."""
    at = text.find(quote)
    if not quote or at < 0:
        return quote
    start = max(text.rfind(stop, 0, at) for stop in "。;\n") + 1
    ends = [end for stop in "。;\n" if (end := text.find(stop, at + len(quote))) >= 0]
    return text[start : min(ends) + 1 if ends else len(text)].strip()

"""Loading lists, settings, checks, rules of moves and papers from the fixtures."""

from typing import Any

from lawgov.loading import Loader, day, read_csv, read_yaml
from normative.models import Check, MatterPaperKind, MoveRule, Option, Setting


def load_normative(loader: Loader) -> None:
    """Load what every installation starts from; rows that an office has edited are kept."""
    for name in ("normative_options.csv", "normative_matters.csv"):
        loader.load_all(Option, ["list", "code"], [option(row) for row in read_csv(name)])
    for model, name in ((Setting, "settings"), (Check, "checks"), (MoveRule, "moves")):
        rows = [
            row | {"effective_from": day(row["effective_from"])}
            for row in read_csv(f"normative_{name}.csv")
        ]
        loader.load_all(model, ["code", "effective_from"], rows)
    for name in ("papers_reviews.yaml", "papers_filings.yaml", "papers_suggestions.yaml"):
        kinds = [paper(row) for row in read_yaml(name)]
        loader.load_all(MatterPaperKind, ["code"], kinds)


def option(row: dict[str, str]) -> dict[str, Any]:
    """An entry of a list as the model has it."""
    dates = ("effective_from", "effective_until")
    return (
        row | {"rank": int(row["rank"])} | {name: day(row[name]) for name in dates if name in row}
    )


def paper(row: dict[str, Any]) -> dict[str, Any]:
    """A kind of paper as the model has it; what is not said is empty."""
    blank = {"letter": "", "is_numbered": True, "addressee": "", "verbs": "", "rule_sets": ""}
    return blank | row

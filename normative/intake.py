"""Loading lists, settings, checks and rules of moves from the fixtures."""

from lawgov.loading import Loader, day, read_csv
from normative.models import Check, MoveRule, Option, Setting


def load_normative(loader: Loader) -> None:
    """Load what every installation starts from; rows that an office has edited are kept."""
    options = [row | {"rank": int(row["rank"])} for row in read_csv("normative_options.csv")]
    loader.load_all(Option, ["list", "code"], options)
    for model, name in ((Setting, "settings"), (Check, "checks"), (MoveRule, "moves")):
        rows = [
            row | {"effective_from": day(row["effective_from"])}
            for row in read_csv(f"normative_{name}.csv")
        ]
        loader.load_all(model, ["code", "effective_from"], rows)

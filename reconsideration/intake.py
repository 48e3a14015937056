"""Loading lists, rules of moves, settings, documents and number patterns from the fixtures."""

from typing import Any

from lawgov.loading import Loader, read_csv, read_yaml
from lawgov.organs.models import Organ
from lawgov.statutes.models import RuleSet
from reconsideration.models import DocumentKind, MoveRule, NumberPattern, Option, Setting


def load_reconsideration(loader: Loader) -> None:
    """Load what every installation starts from; rows that an office has edited are kept."""
    rule_sets: dict[str, RuleSet | None] = {row.code: row for row in RuleSet.objects.all()}
    rule_sets[""] = None
    loader.load_all(
        Option, ["list", "code", "rule_sets"],
        [_option(row) for row in read_csv("reconsideration_options.csv")],
    )  # fmt: skip
    for model, keys, name in (
        (MoveRule, ["verb", "rule_set"], "reconsideration_moves.csv"),
        (Setting, ["code", "rule_set"], "reconsideration_settings.csv"),
    ):
        rows = [row | {"rule_set": rule_sets[row["rule_set"]]} for row in read_csv(name)]
        loader.load_all(model, keys, rows)
    organs = {organ.code: organ for organ in Organ.objects.filter(level=Organ.Level.PROVINCE)}
    patterns = [row | {"organ": organs[row["organ"]]} for row in read_csv("number_patterns.csv")]
    loader.load_all(NumberPattern, ["organ", "kind"], patterns)
    loader.load_all(DocumentKind, ["code"], [_kind(row) for row in read_yaml("documents.yaml")])


def _option(row: dict[str, str]) -> dict[str, Any]:
    numbers = {
        name: int(row[name]) if row[name] else None for name in ("valid_from", "valid_until")
    }
    return row | numbers | {"rank": int(row["rank"])}


def _kind(row: dict[str, Any]) -> dict[str, Any]:
    plain = {"letter": "", "addressee": "", "verbs": "", "rule_sets": "", "is_numbered": True}
    return plain | row | {"body": row["body"].strip()}

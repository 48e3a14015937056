"""Loading lists, rules of moves, settings, documents and number patterns from the fixtures."""

from typing import Any

from lawgov.loading import Loader, read_csv, read_yaml
from lawgov.organs.models import Organ
from lawgov.statutes.models import RuleSet
from reconsideration.models import (
    DocumentKind,
    FormColumn,
    Formula,
    FormVersion,
    MoveRule,
    NumberPattern,
    Option,
    Setting,
)


def load_reconsideration(loader: Loader) -> None:
    """Load what every installation starts from; rows that an office has edited are kept."""
    rule_sets: dict[str, RuleSet | None] = {
        row.code: row for row in RuleSet.objects.all().of_subject("reconsideration")
    }
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
    load_statistics(loader)


def load_statistics(loader: Loader) -> None:
    """Load the versions of the national form, their columns, identities and rates."""
    versions = [_numbered(row, "valid_from", "valid_until") for row in
                read_csv("statistics_forms.csv")]  # fmt: skip
    loader.load_all(FormVersion, ["code"], versions)
    forms: dict[str, FormVersion | None] = {row.code: row for row in FormVersion.objects.all()}
    forms[""] = None
    for model, keys, name in (
        (FormColumn, ["form", "code"], "statistics_columns.csv"),
        (Formula, ["code"], "statistics_formulas.csv"),
    ):
        numbers = [n for n in ("number", "rank", "decimals") if hasattr(model, n)]
        rows = [_numbered(row, *numbers) | {"form": forms[row["form"]]} for row in read_csv(name)]
        loader.load_all(model, keys, rows)


def _option(row: dict[str, str]) -> dict[str, Any]:
    return _numbered(row, "valid_from", "valid_until", "rank")


def _numbered(row: dict[str, str], *names: str) -> dict[str, Any]:
    """A row of a file with some columns as numbers, empty ones as nothing."""
    return row | {name: int(row[name]) if row[name] else None for name in names}


def _kind(row: dict[str, Any]) -> dict[str, Any]:
    plain = {"letter": "", "addressee": "", "verbs": "", "rule_sets": "", "is_numbered": True}
    return plain | row | {"body": row["body"].strip()}

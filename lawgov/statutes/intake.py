"""Loading rule sets, periods and the calendar from the fixtures."""

from typing import Any

from lawgov.loading import Loader, day, read_csv
from lawgov.statutes.models import CalendarDay, CalendarYear, Period, RuleSet


def load_statutes(loader: Loader) -> None:
    """Load the law as data; rows that an office has confirmed or changed are kept."""
    rule_sets: dict[str, RuleSet] = {}
    for row in read_csv("rule_sets.csv"):
        values: dict[str, Any] = {name: row[name] for name in ("subject", "name", "laws", "source")}
        values["effective_from"] = day(row["effective_from"])
        values["effective_until"] = day(row["effective_until"])
        rule_sets[row["code"]] = loader.load(RuleSet, {"code": row["code"]}, values)
    periods = [
        {
            "code": row["code"],
            "rule_set": rule_sets[row["rule_set"]],
            "variant": row["variant"],
            "effective_from": day(row["effective_from"]),
            **_period_values(row),
        }
        for row in read_csv("periods.csv")
    ]
    loader.load_all(Period, ["code", "rule_set", "variant", "effective_from"], periods)
    load_calendar(loader)


def _period_values(row: dict[str, str]) -> dict[str, Any]:
    plain = ("article", "unit", "start_event", "extension_by", "mark", "note", "source")
    return {
        "length": int(row["length"]),
        "is_suspendable": row["is_suspendable"] == "1",
        "is_excludable": row["is_excludable"] == "1",
        "max_extension": int(row["max_extension"]) if row["max_extension"] else None,
        "cap_years": int(row["cap_years"]) if row["cap_years"] else None,
        "counts_back": row["counts_back"] == "1",
        **{name: row[name] for name in plain},
    }


def load_calendar(loader: Loader) -> None:
    """Load the published years and their exceptions."""
    years = [
        {"year": int(row["year"]), "source": row["source"]}
        for row in read_csv("calendar_years.csv")
    ]
    loader.load_all(CalendarYear, ["year"], years)
    days = [row | {"date": day(row["date"])} for row in read_csv("calendar.csv")]
    loader.load_all(CalendarDay, ["date"], days)

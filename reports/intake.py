"""Loading indicators, identities and published reports from the fixtures."""

from decimal import Decimal
from typing import Any

from django.conf import settings

from lawgov.loading import Loader, read_csv, read_yaml
from lawgov.organs.models import Organ
from reports.models import (
    AnnualReport,
    IdentityRule,
    Indicator,
    Line,
    Observation,
    Plan,
    Practice,
    Problem,
    ReportSection,
    Source,
)

PUBLISHED_YEARS = [2013]


def load_reports(loader: Loader) -> None:
    """Load the catalogue, the rules and every published report."""
    load_indicators(loader)
    load_identities(loader)
    for year in PUBLISHED_YEARS:
        load_published(loader, year)


def load_indicators(loader: Loader) -> None:
    """Load the indicators; a ratio's parts come before it in the file."""
    known: dict[str, Indicator] = {}
    rows = list(read_csv("indicators.csv"))
    for row in sorted(rows, key=lambda row: bool(row["numerator"])):
        known[row["code"]] = loader.load(
            Indicator,
            {"code": row["code"], "valid_from": int(row["valid_from"])},
            _indicator_values(row, known),
        )


def _indicator_values(row: dict[str, str], known: dict[str, Indicator]) -> dict[str, Any]:
    plain = ("name", "section", "definition", "unit", "aggregation", "origin", "scope")
    return {
        "valid_until": int(row["valid_until"]) if row["valid_until"] else None,
        "decimals": int(row["decimals"]),
        "minimum": Decimal(row["minimum"]) if row["minimum"] else None,
        "maximum": Decimal(row["maximum"]) if row["maximum"] else None,
        "numerator": known.get(row["numerator"]),
        "denominator": known.get(row["denominator"]),
        "is_subset": row["subset"] == "1",
        "catalogue": row["catalogue"],
        "source": row["source"],
        **{name: row[name] for name in plain},
    }


def load_identities(loader: Loader) -> None:
    """Load the identities that figures are checked against."""
    plain = ("name", "name_en", "left", "relation", "right", "severity", "explanation", "source")
    for row in read_csv("identities.csv"):
        values: dict[str, Any] = {name: row[name] for name in plain}
        values["valid_from"] = int(row["valid_from"])
        values["valid_until"] = int(row["valid_until"]) if row["valid_until"] else None
        loader.load(IdentityRule, {"code": row["code"]}, values)


def load_published(loader: Loader, year: int) -> AnnualReport:
    """Load a published report: its text, figures, practices, problems and plans."""
    head = read_yaml(f"report_{year}.yaml")
    organs = {organ.code: organ for organ in Organ.objects.all()}
    names = ("title", "addressee", "signed_on", "published_on", "document", "source")
    report = loader.load(
        AnnualReport,
        {"year": year, "organ": organs[head["organ"]]},
        {name: head[name] for name in names},
    )
    source = (settings.SEEDS_DIR / head["document"]).read_text(encoding="utf-8")
    for key, (title, text) in cut_into_sections(source, head).items():
        loader.load(ReportSection, {"report": report, "key": key}, {"title": title, "text": text})
    load_observations(loader, report, organs)
    load_items(loader, report, organs)
    return report


def cut_into_sections(source: str, head: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """The sections of a published text as title and text.

    Lines lose the blanks around them and nothing else, so that every
    quotation is found again character for character.
    """
    lines = [line.strip(" \u00a0\t\r") for line in source.split("\n")]
    found: dict[str, tuple[str, list[str]]] = {}
    current: list[str] | None = None
    wanted = list(head["sections"])
    for line in lines:
        if not wanted and line == head["ends"]:
            break
        if wanted and line.startswith(wanted[0]["starts"]):
            section = wanted.pop(0)
            current = []
            heading = section.get("heading", False)
            found[section["key"]] = (line if heading else section["title"], current)
            if heading:
                continue
        if current is not None and line:
            current.append(line)
    if wanted:
        raise ValueError(f"no such section in the text: {wanted[0]['starts']}")
    return {key: (title, "\n".join(text)) for key, (title, text) in found.items()}


def load_observations(loader: Loader, report: AnnualReport, organs: dict[str, Organ]) -> None:
    """Load the printed figures; each is also a line that later years are asked for."""
    indicators = {i.code: i for i in Indicator.objects.in_force(report.year)}
    figures, lines = [], {}
    for row in read_csv(f"observations_{report.year}.csv"):
        asked = {"indicator": indicators[row["indicator"]], "organ": organs[row["organ"]]}
        asked |= {"report": report, "scope": row["scope"]}
        lines[row["indicator"], row["organ"], row["scope"]] = asked
        plain = ("moment", "precision", "section", "quote", "figure", "note")
        figures.append(
            asked
            | {name: row[name] for name in plain}
            | {"year": report.year, "value": Decimal(row["value"]), "source": Source.PUBLISHED}
        )
    key = ["indicator", "organ", "year", "scope", "moment", "source"]
    loader.load_all(Observation, key, figures)
    loader.load_all(Line, ["report", "indicator", "organ", "scope"], list(lines.values()))


def load_items(loader: Loader, report: AnnualReport, organs: dict[str, Organ]) -> None:
    """Load practices, problems and plans."""
    year = report.year
    practices = [
        row | {"report": report, "organ": organs[row["organ"]]}
        for row in read_csv(f"practices_{year}.csv")
    ]
    loader.load_all(Practice, ["report", "section", "organ", "text"], practices)
    problems = [
        row | {"report": report, "number": int(row["number"])}
        for row in read_csv(f"problems_{year}.csv")
    ]
    loader.load_all(Problem, ["report", "number"], problems)
    plans = [
        row | {"report": report, "number": int(row["number"])}
        for row in read_csv(f"plans_{year}.csv")
    ]
    loader.load_all(Plan, ["report", "number"], plans)

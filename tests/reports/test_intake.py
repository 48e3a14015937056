"""The shipped report of 2013: its text and its figures agree."""

import re
from decimal import Decimal

import pytest
from django.core.management import call_command

from lawgov.history import signed
from lawgov.loading import Loader, read_csv
from lawgov.organs.models import Organ
from reports.intake import load_reports
from reports.models import (
    AnnualReport,
    IdentityRule,
    Indicator,
    Observation,
    Plan,
    Practice,
    Problem,
    ReportSection,
)
from reports.tracing import span

MODELS = [Organ, Indicator, IdentityRule, AnnualReport, ReportSection, Observation, Practice,
          Problem, Plan]  # fmt: skip


def texts(report: AnnualReport) -> dict[str, str]:
    return {section.key: section.text for section in report.sections.all()}


def test_every_numeral_of_the_text_is_a_figure_or_explained(report_2013):
    figures = list(report_2013.observations.all())
    explained = list(read_csv("numerals_2013.csv"))

    for key, text in texts(report_2013).items():
        if key in {"problems", "plans"}:
            continue
        covered = set()
        for row in figures:
            if row.section == key:
                covered |= set(range(*span(text, row)))
        for row in explained:
            if row["section"] == key:
                start = text.index(row["context"])
                covered |= set(range(start, start + len(row["context"])))
        missed = [
            m.group() for m in re.finditer(r"\d+", text) if not set(range(*m.span())) <= covered
        ]
        assert missed == [], key


def test_every_figure_stands_once_in_its_quotation_and_section(report_2013):
    sections = texts(report_2013)

    for row in report_2013.observations.all():
        assert sections[row.section].count(row.quote) == 1, row.quote
        assert row.quote.count(row.figure) == 1, row.quote


@pytest.mark.parametrize(
    ("indicator", "organ", "scope", "moment", "value", "precision"),
    [
        ("enforcement.hazards_found", "140000-ajj", "system", "whole", "135000", "exact"),
        ("enforcement.violations_corrected", "140000-ajj", "system", "whole", "780000", "exact"),
        ("enforcement.cases_investigated", "140000-zjj", "system", "whole", "3100", "at_least"),
        ("audit.violating_amount", "140000-sjt", "system", "whole", "58000000000", "exact"),
        ("approval.completion_rate", "140800", "territory", "before", "82", "exact"),
        ("approval.completion_rate", "140800", "territory", "after", "99", "exact"),
        ("openness.satisfaction_rate", "140000-gat", "system", "whole", "98.9", "exact"),
        ("reconsideration.received", "140000", "territory", "whole", "1161", "exact"),
        ("reconsideration.received", "140000", "own", "whole", "134", "exact"),
        ("reconsideration.closed", "140000", "territory", "whole", "1090", "exact"),
        ("reconsideration.closed", "140000", "own", "whole", "116", "exact"),
        ("normative.government_drafts_reviewed", "140000-fzb", "own", "whole", "49", "exact"),
        ("normative.department_drafts_prereviewed", "140000-fzb", "own", "whole", "99", "exact"),
        ("normative.city_documents_filed", "140000-fzb", "own", "whole", "110", "exact"),
        ("inspection.departments", "140000-fzb", "own", "whole", "44", "exact"),
    ],
)
def test_the_printed_figures_are_in_base_units(
    report_2013, indicator, organ, scope, moment, value, precision
):
    row = report_2013.observations.get(
        indicator__code=indicator, organ__code=organ, scope=scope, moment=moment
    )

    assert (row.value, row.precision, row.source) == (Decimal(value), precision, "published")


def test_practices_problems_and_plans_are_in_the_text(report_2013):
    sections = texts(report_2013)

    for practice in report_2013.practices.all():
        assert practice.text in sections[practice.section]
    assert [p.text in sections["problems"] for p in report_2013.problems.all()] == [True] * 4
    assert [p.text in sections["plans"] for p in report_2013.plans.all()] == [True] * 6


def test_every_sentence_of_the_sections_is_kept_in_a_row(report_2013):
    practices = list(report_2013.practices.all())

    for key, text in texts(report_2013).items():
        if key in {"preamble", "problems", "plans"}:
            continue
        kept = set()
        for practice in practices:
            if practice.section == key:
                start = text.index(practice.text)
                kept |= set(range(start, start + len(practice.text)))
        for sentence in re.finditer(r"[^。;\n]+", text):
            assert kept & set(range(*sentence.span())), sentence.group()


def test_loading_the_fixtures_twice_changes_nothing(shipped):
    before = [(model.objects.count(), model.history.count()) for model in MODELS]

    call_command("setup", verbosity=0)

    assert [(model.objects.count(), model.history.count()) for model in MODELS] == before


def test_what_an_office_has_edited_is_kept_by_the_next_load(shipped, clerk):
    indicator = Indicator.objects.get(code="reconsideration.received")
    indicator.definition = "本局核定的口径"
    signed(indicator, by=clerk, reason="核定").save()
    other = Indicator.objects.get(code="reconsideration.accepted")
    published = other.definition
    Indicator.objects.filter(pk=other.pk).update(definition="被程序改坏")

    load_reports(Loader())

    indicator.refresh_from_db()
    other.refresh_from_db()
    assert indicator.definition == "本局核定的口径"
    assert other.definition == published

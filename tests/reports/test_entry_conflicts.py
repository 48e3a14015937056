"""Two clerks at work on one year: nobody's figure is lost, and each is told."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from lawgov.errors import Conflict
from reports.entry import Entry, EntryRefused, record_figures
from reports.models import AnnualReport, Indicator, Line, Observation
from reports.opening import open_next_year


@pytest.fixture
def colleague(make_user):
    """Another person who enters the same figures."""
    return make_user("审核人")


def line(report: AnnualReport, code: str = "received") -> Line:
    return report.lines.get(
        indicator__code=f"reconsideration.{code}", organ__code="140000", scope="territory"
    )


def entry(report, text: str, code: str = "received", version: int = 0) -> Entry:
    row = line(report, code)
    return Entry(row.indicator, row.organ, row.scope, text, version=version)


def record(report, by, *entries: Entry) -> list[Observation]:
    return record_figures(report=report, by=by, entries=entries)


def posted(report, **fields: tuple[str, int]) -> dict[str, str]:
    data = {}
    for code, (text, version) in fields.items():
        pk = line(report, code).pk
        data |= {f"value-{pk}": text, f"note-{pk}": "", f"version-{pk}": str(version)}
    return data


def values(year: int = 2014) -> dict[str, int | None]:
    rows = Observation.objects.filter(year=year).order_by("indicator__code")
    return {row.indicator.code.split(".")[1]: row.value for row in rows.select_related("indicator")}


def test_entering_the_very_figure_that_stands_already_is_no_conflict(report_2014, clerk, colleague):
    record(report_2014, clerk, entry(report_2014, "1200"))

    record(report_2014, colleague, entry(report_2014, "1,200"))

    row = Observation.objects.get(year=2014)
    assert (row.value, row.recorded_by, row.history.count()) == (1200, clerk, 1)


def test_a_conflict_on_one_figure_records_none_of_the_others(report_2014, clerk, colleague):
    record(report_2014, clerk, entry(report_2014, "1200"))

    with pytest.raises(EntryRefused) as refused:
        record(
            report_2014, colleague, entry(report_2014, "1300"), entry(report_2014, "3", "pending")
        )

    assert (list(refused.value.conflicts), refused.value.status) == ([0], 409)
    assert values() == {"received": 1200}


def test_figures_of_others_in_the_section_that_nobody_touched_are_no_conflict(
    client, report_2014, clerk, colleague
):
    record(report_2014, colleague, entry(report_2014, "3", "pending"))
    client.force_login(clerk)

    response = client.post(
        "/reports/2014/entry/?section=disputes",
        posted(report_2014, received=("1200", 0), pending=("", 0)),
    )

    assert response.status_code == 302
    assert values() == {"pending": 3, "received": 1200}


def test_saving_again_does_not_clear_a_figure_that_nobody_touched(
    client, report_2014, clerk, colleague
):
    record(report_2014, colleague, entry(report_2014, "3", "pending"))
    client.force_login(clerk)
    path = "/reports/2014/entry/?section=disputes"
    first = client.post(path, posted(report_2014, received=("1200", 0), pending=("", 0)))
    if first.status_code == 409:
        rows = {row.line.pk: row for row in first.context["sheet"].rows}
        shown = rows[line(report_2014, "pending").pk]
        fields = posted(report_2014, received=("1200", 0), pending=(shown.text, shown.version))
        client.post(path, fields)

    assert values() == {"pending": 3, "received": 1200}


def test_somebody_s_removal_is_a_conflict_and_not_a_loss(report_2014, clerk, colleague):
    record(report_2014, clerk, entry(report_2014, "1200"))
    record(report_2014, colleague, entry(report_2014, "", version=1))

    with pytest.raises(EntryRefused) as refused:
        record(report_2014, clerk, entry(report_2014, "1250", version=1))

    assert refused.value.errors == {0: ["这一数据已被他人删除。您输入的内容已保留。"]}


def test_a_note_without_a_figure_is_not_lost(report_2014, clerk, client):
    client.force_login(clerk)
    pk = line(report_2014).pk
    note = "市里尚未报来"

    client.post(
        "/reports/2014/entry/?section=disputes",
        {f"value-{pk}": "", f"note-{pk}": note, f"version-{pk}": "0"},
    )

    page = client.get("/reports/2014/entry/?section=disputes")
    assert {row.line.pk: row.note for row in page.context["sheet"].rows}[pk] == note


def test_one_figure_twice_in_a_submission_is_refused(report_2014, clerk):
    with pytest.raises(EntryRefused):
        record(report_2014, clerk, entry(report_2014, "1200"), entry(report_2014, "1300"))

    assert values() == {}


def test_a_figure_can_be_changed_after_its_indicator_was_redefined(report_2014, clerk):
    record(report_2014, clerk, entry(report_2014, "1200"))
    old = line(report_2014).indicator
    Indicator.objects.filter(pk=old.pk).update(valid_until=2014)
    new = Indicator.objects.get(pk=old.pk)
    new.pk, new.valid_from, new.valid_until, new.definition = None, 2014, None, "新口径"
    new.save()
    organ = line(report_2014).organ

    record(report_2014, clerk, Entry(new, organ, "territory", "1250", version=1))

    assert values() == {"received": 1250}


def in_two_threads(*acts) -> list[str]:
    """Start the acts at one moment; what each came to, sorted."""
    barrier, found = Barrier(len(acts)), []

    def run(act) -> None:
        try:
            barrier.wait()
            act()
            found.append("done")
        except (Conflict, EntryRefused) as refusal:
            found.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_at_one_moment_one_is_refused(report_2014, clerk, colleague):
    entries = [entry(report_2014, "1200"), entry(report_2014, "1300")]

    found = in_two_threads(
        lambda: record(report_2014, clerk, entries[0]),
        lambda: record(report_2014, colleague, entries[1]),
    )

    assert found == ["EntryRefused", "done"]
    assert Observation.objects.get(year=2014).version == 1


@pytest.mark.django_db(transaction=True)
def test_a_year_opened_twice_at_one_moment_is_open_once(report_2013, clerk, colleague):
    found = in_two_threads(
        *(
            lambda by=by: open_next_year(report=report_2013, by=by, on=report_2013.signed_on)
            for by in (clerk, colleague)
        )
    )

    assert found == ["Conflict", "done"]
    assert AnnualReport.objects.filter(year=2014).count() == 1

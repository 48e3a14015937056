"""A year and a campaign of the size an office meets, from invented documents."""

from datetime import date, timedelta

from lawgov.organs.models import Organ
from normative.cleaning import cleanups
from normative.cleanup_results import lines
from normative.models import Document
from normative.sample import invent_documents
from normative.sample_matters import invent_matters
from normative.statistics import BY_CODE, Question
from normative.statistics.asked import Span
from reports.computed import compute
from tests.normative.clearing import campaign_of
from tests.normative.conftest import TODAY

THREE = {
    "normative.government_drafts_reviewed": "government_reviewed",
    "normative.department_drafts_prereviewed": "department_reviewed",
    "normative.city_documents_filed": "city_registered",
}


def test_a_campaign_over_a_thousand_documents_closes_with_its_lists(head, leader):
    invent_documents(count=2600, seed=5, today=date(2026, 8, 1))
    one = campaign_of(head)
    on = one.opened_on + timedelta(30)
    cleanups.make(one, "add", by=head, on=on, today=TODAY)
    rows = list(one.items.select_related("document"))
    for result, some in (("repeal", rows[:20]), ("lapse", rows[20:40]), ("keep", rows[40:])):
        why = "" if result == "keep" else "已被替代"
        cleanups.make(
            one, "conclude", by=head, on=on, today=TODAY, items=some, result=result, why=why
        )
    one = cleanups.make(one, "close", by=leader, on=on, today=TODAY, published_in="省政府公报")

    ended = Document.objects.filter(pk__in=[row.document_id for row in rows], ended_on=on)
    assert len(rows) >= 1000
    assert (one.state, len(list(lines(one))) >= len(rows)) == ("closed", True)
    assert sorted(ended.values_list("state", flat=True)) == ["lapsed"] * 20 + ["repealed"] * 20


def test_the_three_figures_of_2013_have_counterparts_in_a_sample_year(head):
    office, province = Organ.objects.get(code="140000-fzb"), Organ.objects.get(code="140000")
    today = date(2026, 11, 20)
    invent_documents(count=700, seed=2, today=today)
    invent_matters(count=90, seed=4, today=today, organ=province)

    rows = compute(organ=office, year=2026, scope="own")

    found = {row.indicator.code: row.value for row in rows if row.indicator.code in THREE}
    question = Question(office, Span.of_year(2026), "own")
    listed = {code: len(BY_CODE[column].rows(question)) for code, column in THREE.items()}
    assert found == listed
    assert all(value > 0 for value in found.values()), found

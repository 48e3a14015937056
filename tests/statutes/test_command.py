"""`manage.py deadline`."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def run(*words: str) -> dict:
    out = StringIO()
    call_command("deadline", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_command_answers_in_json(shipped):
    answer = run("decision", "--start", "2013-03-11", "--suspend", "2013-04-01:2013-05-20")

    steps = answer.pop("steps")
    assert answer == {
        "code": "decision",
        "rule_set": "A",
        "article": "行政复议法（1999）第三十一条",
        "days": 60,
        "unit": "calendar_day",
        "start": "2013-03-11",
        "nominal": "2013-06-28",
        "due": "2013-06-28",
        "provisional": False,
    }
    assert [step["kind"] for step in steps] == ["rule", "start", "suspension", "nominal", "due"]
    assert all(step["zh"] and step["en"] for step in steps)


def test_the_day_of_receipt_chooses_the_rule_set(shipped):
    answer = run("respondent_reply", "--start", "2024-01-10", "--received", "2023-12-20")

    assert (answer["rule_set"], answer["due"]) == ("A", "2024-01-22")


@pytest.mark.parametrize(
    "words",
    [
        ["nothing", "--start", "2024-01-02"],
        ["hearing_notice", "--start", "2013-05-06"],
        ["decision", "--start", "2024-01-02", "--extend", "31"],
        ["decision_simplified", "--start", "2024-01-02", "--extend", "1"],
    ],
)
def test_what_the_law_lacks_exits_with_2(words, shipped):
    with pytest.raises(CommandError) as refused:
        run(*words)

    assert refused.value.returncode == 2
    assert str(refused.value)


@pytest.mark.parametrize("bad", ["2024-02-30", "yesterday", "2024-1-1:"])
def test_a_wrong_date_is_refused(bad, shipped):
    with pytest.raises(CommandError):
        run("decision", "--start", bad)

"""The life of a document: each verb from each state, and what it writes down."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from lawgov.lifecycle import IllegalMove, Stale
from normative.matters import MACHINES
from normative.models import Act, Document, MoveRule, State, Verb
from normative.moves import documents

PUBLISHED = {"published_on": None, "published_in": "省政府公报", "number": "并政发〔2024〕80号",
             "effective_on": date(2024, 6, 1)}  # fmt: skip
DATA = {
    Verb.REVISE: {"text": "第一条　另一文本。"},
    Verb.PUBLISH: PUBLISHED,
    Verb.AMEND: {"text": "第一条　修改后的文本。", "basis": "修改决定"},
    Verb.EXTEND: {"expires_on": date(2032, 3, 31)},
    Verb.SUSPEND: {"basis": "省政府决定"},
    Verb.RESTORE: {"basis": "省政府决定"},
    Verb.REPEAL: {"basis": "废止决定"},
    Verb.LAPSE: {"basis": "清理结果"},
    Verb.ANNUL: {"basis": "省政府决定"},
    Verb.VOID: {"basis": "重复登记"},
}
NEXT = {
    State.DRAFT: {"revise": "draft", "publish": "issued", "void": "void"},
    State.ISSUED: {"amend": "issued", "extend": "issued", "suspend": "suspended",
                   "repeal": "repealed", "lapse": "lapsed", "annul": "annulled", "void": "void"},
    State.SUSPENDED: {"amend": "suspended", "restore": "issued", "repeal": "repealed",
                      "lapse": "lapsed", "annul": "annulled", "void": "void"},
    State.REPEALED: {}, State.LAPSED: {}, State.ANNULLED: {}, State.VOID: {},
}  # fmt: skip
WAYS = {State.SUSPENDED: "suspend", State.REPEALED: "repeal", State.LAPSED: "lapse",
        State.ANNULLED: "annul", State.VOID: "void"}  # fmt: skip


@pytest.fixture
def standing_at(enter, in_force, act):
    """A document in a state, by its own moves."""

    def take(state: State) -> Document:
        if state == State.DRAFT:
            return enter(signed_on="2024-02-20")
        one = in_force()
        return one if state == State.ISSUED else act(one, WAYS[state], "2024-04-10",
                                                     **DATA[Verb(WAYS[state])])  # fmt: skip

    return take


@pytest.mark.parametrize("verb", list(documents.rules))
@pytest.mark.parametrize("state", State.values)
def test_each_verb_is_possible_in_its_states_alone(standing_at, act, state, verb):
    one = standing_at(State(state))
    before = one.moves.count()

    if verb in NEXT[State(state)]:
        done = act(one, verb, "2024-05-06", **DATA[Verb(verb)])
        assert (done.state, done.moves.count()) == (NEXT[State(state)][verb], before + 1)
    else:
        with pytest.raises(IllegalMove):
            act(one, verb, "2024-05-06", **DATA[Verb(verb)])
        assert Document.objects.get().moves.count() == before
    assert Document.objects.get().state == NEXT[State(state)].get(verb, state)


def test_the_journal_names_who_when_on_which_day_why_and_by_what(in_force, act, head):
    one = act(in_force(), "repeal", "2025-01-10", basis="并政发〔2025〕1号", reason="被替代",
              ended_on=date(2025, 2, 1))  # fmt: skip

    first, second, third = one.moves.all()
    assert [(m.verb, m.from_state, m.to_state, m.made_on.isoformat()) for m in
            (first, second, third)] == [
        ("register", "", "draft", "2024-02-20"),
        ("publish", "draft", "issued", "2024-03-01"),
        ("repeal", "issued", "repealed", "2025-01-10"),
    ]  # fmt: skip
    assert (third.made_by, third.reason) == (head, "被替代")
    assert third.recorded == {"basis": "并政发〔2025〕1号", "ended_on": "2025-02-01"}
    assert second.article == "国办发〔2018〕37号"
    assert (one.ended_on, one.ends_on) == (date(2025, 2, 1), date(2025, 1, 31))


def test_a_repeal_from_a_later_day_leaves_the_document_in_force_until_then(in_force, act):
    act(in_force(), "repeal", "2025-01-10", basis="决定", ended_on=date(2025, 2, 1))

    days = [date(2025, 1, 31), date(2025, 2, 1)]
    assert [Document.objects.in_force(on).count() for on in days] == [1, 0]


def test_the_document_that_repeals_is_linked(in_force, act):
    old, new = in_force(), in_force()

    act(old, "repeal", "2025-01-10", basis="新办法", by_document=new)

    link = new.links.get()
    assert (link.kind, link.target) == ("repeals", old)
    with pytest.raises(ValidationError):
        act(new, "repeal", "2025-01-10", basis="自身", by_document=new)


def test_an_amendment_adds_a_text_and_keeps_the_first(in_force, act):
    one = act(in_force(), "amend", "2025-01-10", basis="修改决定", text="第一条　新文本。",
              effective_on=date(2025, 2, 1))  # fmt: skip

    texts = [(v.number, v.label, v.effective_on) for v in one.versions.all()]
    assert texts == [(1, "", None), (2, "修改决定", date(2025, 2, 1))]
    assert one.amended_on == date(2025, 2, 1)
    assert "新文本" in Document.objects.get().search_text


@pytest.mark.parametrize(
    ("verb", "on", "data", "field"),
    [
        ("amend", "2025-01-10", {"basis": "x", "text": ""}, "text"),
        ("amend", "2025-01-10", {"basis": "x", "text": "a", "effective_on": "2024-03-31"},
         "effective_on"),
        ("extend", "2029-04-01", {"expires_on": "2032-03-31"}, "on"),
        ("extend", "2025-01-10", {"expires_on": "2029-03-31"}, "expires_on"),
        ("extend", "2025-01-10", {"expires_on": "2032-03-31", "register_number": "?"},
         "register_number"),
        ("repeal", "2025-01-10", {"basis": "x", "ended_on": "2024-02-29"}, "ended_on"),
        ("repeal", "2024-02-29", {"basis": "x"}, "on"),
        ("repeal", "2030-01-02", {"basis": "x"}, "on"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(in_force, act, verb, on, data, field):
    one = in_force()
    values = {k: date.fromisoformat(v) if k.endswith("_on") else v for k, v in data.items()}
    today = date(2030, 1, 1)

    with pytest.raises(ValidationError) as refusal:
        act(one, verb, on, today=today, **values)

    assert list(refusal.value.message_dict) == [field]
    assert (one.moves.count(), one.versions.count()) == (2, 1)


def test_clauses_are_suspended_while_the_rest_stays_in_force(in_force, act):
    one = act(in_force(), "suspend", "2025-01-10", basis="决定", clauses="第二条")
    assert (one.state, one.suspended_clauses) == ("issued", "第二条")
    assert Document.objects.in_force(date(2025, 2, 1)).count() == 1

    with pytest.raises(IllegalMove, match="请先恢复"):
        act(one, "suspend", "2025-01-11", basis="决定")
    one = act(one, "restore", "2025-02-01", basis="决定")

    assert (one.state, one.suspended_clauses, one.suspended_on) == ("issued", "", None)
    with pytest.raises(IllegalMove, match="没有停止执行"):
        act(one, "restore", "2025-02-02")


def test_a_document_without_a_term_cannot_be_given_a_longer_one(in_force, act):
    with pytest.raises(IllegalMove, match="没有标注有效期"):
        act(in_force(expires_on=None), "extend", "2025-01-10", expires_on=date(2030, 1, 1))


def test_a_draft_without_a_text_is_not_published(enter, act):
    with pytest.raises(ValidationError) as refusal:
        act(enter(text=""), "publish", "2026-11-20", **PUBLISHED | {"effective_on": None})

    assert list(refusal.value.message_dict) == ["text"]


def test_a_document_moved_by_somebody_else_is_to_be_looked_at_again(in_force, act, head):
    one = in_force()
    act(one, "suspend", "2025-01-10", basis="决定")

    with pytest.raises(Stale, match=f"{head.name}刚刚办理了“停止执行”"):
        act(one, "repeal", "2025-01-11", basis="决定", version=one.version)


def test_a_move_that_the_rules_of_the_day_do_not_know_is_refused(in_force, act):
    MoveRule.objects.filter(code="suspend").update(effective_from=date(2025, 6, 1))
    one = in_force()

    with pytest.raises(IllegalMove, match="当日的规则没有"):
        act(one, "suspend", "2025-05-31", basis="决定")
    assert act(one, "suspend", "2025-06-01", basis="决定").state == "suspended"


def test_every_verb_but_the_first_has_a_rule_and_a_function(shipped):
    known = set(MoveRule.objects.values_list("code", flat=True))
    tracks = {f"{track}-{verb}" for track, machine in MACHINES.items()
              for verb in [Act.OPEN, *machine.rules]}  # fmt: skip

    assert known == set(Verb.values) | tracks
    assert set(documents.rules) == set(Verb.values) - {"register"}


def test_a_text_that_came_as_a_file_is_named_in_the_journal(enter, act):
    file = SimpleUploadedFile("gai.txt", "第一条　另一文本。".encode())

    one = act(enter(), "revise", "2026-11-20", file=file)

    assert one.moves.last().recorded == {"file": "gai.txt"}
    assert one.versions.count() == 2

"""Every verb of both reviews at every stage, and every refusal, by tables of the law."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lawgov.lifecycle import IllegalMove
from normative.forms.tracks import FORMS_OF
from normative.matters import MACHINES
from normative.matters.parts import set_materials
from normative.models import Act, Matter, MatterMove, MoveRule, Setting
from normative.papers import papers
from tests.normative.conftest import TODAY, option
from tests.normative.review_ways import AGREES, PATHS, Way
from tests.tables import table

MOVES, REFUSALS = table("matter_moves.csv"), table("matter_refusals.csv")
VERBS = [name for name in MOVES[0] if name in Act.values]
TRACKS = ["government", "department"]
URGENT = {"is_urgent": True, "urgency_reason": "抗洪抢险"}
FACTS: dict[str, dict[str, Any]] = {"紧急": URGENT, "与市场有关": {"affects_market": True}}


def no_own_body(way: Way) -> None:
    item = option("material", "m6")
    set_materials(way.matter, {item: ("not_needed", "未设审核机构")}, by=None)


def consent(way: Way) -> None:
    Setting.objects.filter(code="pre_review_silence").update(value="consent")


def found(**other: str) -> Callable[[Way], Any]:
    return lambda way: way.find(**other)


def advised(way: Way) -> None:
    way.advise()
    way.find()


def by_head(way: Way) -> None:
    way.go("assign", 5, reviewer=way.staff["head"])
    way.find()


GIVEN: dict[str, Callable[[Way], Any]] = {
    "": lambda way: None,
    "紧急": lambda way: None,
    "无审核机构": no_own_body,
    "程序已审核": lambda way: way.go("check_procedure", 3, opinion="程序完备"),
    "材料齐备": lambda way: way.complete(),
    "要点查完": lambda way: way.find(),
    "逐条答复": lambda way: way.answer(10),
    "沉默视为同意": consent,
    "与市场有关": lambda way: None,
    "审核人承办": by_head,
    "要点不合格": found(r2="fail"),
    "要点应修改": found(r2="amend"),
    "有修改意见": advised,
    "又有修改意见": lambda way: way.advise(),
}


def at(staff: dict[str, Any], row: dict[str, str], rule_set: str) -> Way:
    """A matter at the stage of a row, with what is given there."""
    facts: dict[str, Any] = dict(FACTS.get(row["given"], {}))
    way = Way(staff, row["track"], rule_set, **facts).to(row["stage"])
    GIVEN[row["given"]](way)
    return way


def data_of(way: Way) -> dict[str, dict[str, Any]]:
    """What each verb is made with, on the sixtieth day."""
    head, reason = way.staff["head"], {"reason": "原因"}
    opinion = option("opinion", AGREES[way.track])
    meeting = {"meeting": "常务会议"}
    return {
        "check_own": {"result": "agreed", "opinion": "同意"}, "meet": meeting,
        "check_procedure": {"opinion": "完备"}, "send_back": reason, "decline": reason,
        "ask_supplement": {"items": "起草说明"}, "return": reason, "withdraw": reason,
        "consult": {"kind": "expert", "addressee": "李教授", "people": 1},
        "propose": {"opinion": opinion, "second_reviewer": head}, "issue": {"opinion": opinion},
        "review_again": reason, "extend": {"days": 5, **reason},
        "assign": {"reviewer": way.staff["leader"]}, "deliberate": {**meeting, "result": "passed"},
        "number": way.numbers(), "archive": {"archive_number": "档1", "filed_on": way.day(40)},
        "publish": {"effective_on": way.day(100), "expires_on": way.day(900)},
    }  # fmt: skip


@pytest.mark.parametrize("row", MOVES, ids=lambda r: f"{r['track']}-{r['stage']}-{r['given']}")
def test_exactly_the_moves_of_the_table_are_made(staff, row):
    for rule_set in row["rule_sets"].split():
        with transaction.atomic():
            way = at(staff, row, rule_set)
            assert way.matter.stage == row["stage"]
            assert way.matter.rule_set.code == rule_set
            for verb in MACHINES[row["track"]].rules:
                expect(way, verb, row[verb])
            transaction.set_rollback(True)


def expect(way: Way, verb: str, cell: str) -> None:
    """A move leads where the cell says, or is refused with the reason that the cell gives."""
    before, data = way.matter, data_of(way).get(verb, {})
    count = MatterMove.objects.count()
    if cell and not cell.startswith("×"):
        with transaction.atomic():
            made = way.go(verb, 60, **data)
            assert (verb, made.stage, made.is_open) == (verb, cell, cell not in ENDS)
            transaction.set_rollback(True)
    else:
        with pytest.raises(IllegalMove) as refusal:
            way.go(verb, 60, **data)
        assert cell.removeprefix("×") in str(refusal.value.message)
        assert MatterMove.objects.count() == count
    way.matter = before


ENDS = {"archived", "withdrawn", "refused"}


def test_the_table_speaks_of_every_stage_of_every_rule_set_and_of_every_verb():
    for track in TRACKS:
        rows = [row for row in MOVES if row["track"] == track]
        told = {(row["stage"], code) for row in rows for code in row["rule_sets"].split()}
        assert told == {(stage, code) for stage in PATHS[track] for code in ("N1", "N2", "N3")}
        used = {verb for row in rows for verb in VERBS if row[verb]}
        assert used == {str(verb) for verb in MACHINES[track].rules}
        named = {rule.to for rule in MACHINES[track].rules.values() if rule.to}
        assert {str(stage) for stage in named} <= set(PATHS[track])


@pytest.mark.parametrize("track", TRACKS)
def test_every_verb_has_a_rule_a_function_and_a_form(shipped, track):
    codes = MoveRule.objects.filter(code__startswith=f"{track}-").values_list("code", flat=True)
    ruled = {code.removeprefix(f"{track}-") for code in codes}
    functions = {str(verb) for verb in MACHINES[track].rules}

    assert ruled == functions | {"open"}
    assert {str(verb) for verb in FORMS_OF[track]} == functions


def typed(way: Way, text: str) -> dict[str, str]:
    """What is typed: `name=value;…`; days as +n after the opening, people by their role."""
    pairs = (pair.partition("=") for pair in text.split(";") if pair)
    people = {"承办人": "handler", "审核人": "head", "签发人": "leader"}
    return {
        name: way.day(int(value)).isoformat() if value.startswith("+")
        else way.staff[people[value]].username if value in people else value
        for name, _sign, value in pairs
    }  # fmt: skip


def sent(way: Way, row: dict[str, str], form: Any) -> None:
    """Make the move that a form describes; raises `ValidationError` like its page."""
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    way.go(row["verb"], int(row["on"]), **form.arguments())


def label(row: dict[str, str]) -> str:
    return f"{row['track']}-{row['verb']}-{row['basis']}"


@pytest.mark.parametrize("row", REFUSALS, ids=label)
def test_bad_input_is_refused_at_its_field_and_leaves_no_trace(staff, row):
    way = at(staff, row, row["rule_set"])
    before = (MatterMove.objects.count(), way.matter.version, way.matter.stage)
    form = FORMS_OF[row["track"]][Act(row["verb"])](
        {"on": way.day(int(row["on"])).isoformat(), **typed(way, row["data"])}, record=way.matter
    )

    with pytest.raises(ValidationError) as refusal:
        sent(way, row, form)

    assert refusal.value.message_dict[row["field"]] == [row["message"]]
    way.matter.refresh_from_db()
    assert (MatterMove.objects.count(), way.matter.version, way.matter.stage) == before


@pytest.mark.parametrize("rule_set", ["N1", "N3"])
@pytest.mark.parametrize("track", TRACKS)
def test_every_paper_of_the_track_reads_after_its_move(staff, track, rule_set):
    way = Way(staff, track, rule_set).to("archived")

    kinds = list(papers.kinds_for(way.matter))

    own = set(track_papers(track, rule_set))
    assert own <= {kind.code for kind in kinds}
    for kind in kinds:
        text = papers.preview(way.matter, kind, on=TODAY)
        assert way.matter.title in text or "{{" in kind.body
        assert "{{" not in text


def track_papers(track: str, rule_set: str) -> list[str]:
    """The papers that a track needs under a rule set."""
    opinion = {"N1": "legality_examination", "N3": "legality_opinion"}[rule_set]
    own = {"government": [opinion, "review_return"],
           "department": ["pre_review_opinion", "pre_review_declined"]}  # fmt: skip
    return ["review_receipt", "review_supplement", "review_consultation", "review_adoption",
            *own[track]]  # fmt: skip


@pytest.mark.parametrize("track", TRACKS)
def test_the_opinion_paper_bears_its_number_kind_points_and_addressee(staff, track):
    way = Way(staff, track).to("answering")
    kind = papers.kinds_for(way.matter).first()

    paper = papers.issue(way.matter, kind, by=way.staff["leader"], on=way.day(9), today=TODAY)
    text = papers.preview(way.matter, kind, on=way.day(9))

    assert (paper.addressee, paper.number) == ("山西省民政厅", "")
    assert f"编号：{way.matter.outcome_number}" in text
    assert str(way.matter.outcome) in text
    assert "1．第二条：期限过长 改为十五日" in text
    assert "与本机关其他文件协调：超越权限" in text


def test_the_drafter_acts_for_itself_and_the_review_body_for_its_own(staff, make_user):
    way = Way(staff, "department", "N1").to("published")
    drafter = make_user("填报员", "140000-mzt")
    stranger = make_user("承办人", "140100")
    machine = MACHINES["department"]

    def may(user: Any) -> set[str]:
        rules = machine.rules.items()
        return {str(verb) for verb, rule in rules if machine.may_make(user, way.matter, rule)}

    assert may(drafter) == {"check_own", "meet", "submit", "take_supplement", "answer",
                            "publish", "withdraw"}  # fmt: skip
    assert may(staff["handler"]) - may(drafter) == {
        "accept", "decline", "ask_supplement", "consult", "resume", "propose", "review_again",
        "number", "archive",
    }  # fmt: skip
    assert may(staff["leader"]) >= {"issue", "return", "assign", "extend"}
    assert "accept" not in may(stranger)
    assert Matter.objects.visible_to(drafter).get() == way.matter
    assert not Matter.objects.visible_to(make_user("填报员", "140000-czt")).exists()

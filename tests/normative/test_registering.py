"""Taking documents into the register: whole or not at all."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from lawgov.organs.models import Organ
from normative import registering
from normative.models import Document, NotNormative, Version
from normative.registering import type_of
from tests.normative.conftest import TODAY, drafted, option


def test_what_follows_from_makers_and_title_is_filled_in(enter):
    one = enter("关于印发《太原市供热管理办法（试行）》的通知", number="并政发 [2024] 012号")

    assert (one.kind, one.level, one.maker_name) == ("government", "prefecture", "太原市人民政府")
    assert (one.title_type.code, one.number, one.state) == (
        "measures", "并政发〔2024〕12号", "draft",
    )  # fmt: skip
    assert (one.city.code, one.province.code, one.county) == ("140100", "140000", None)


def test_a_departments_document_is_a_department_document(enter):
    one = enter("煤炭运销管理办法", organ="140000-jxw")

    assert (one.kind, one.organ.code, one.province.code) == ("department", "140000-jxw", "140000")


def test_several_makers_are_named_in_their_order(handler):
    city, other = (Organ.objects.get(code=code) for code in ("140100", "140200"))

    one = registering.register(drafted(), organ=city, comakers=[other, city], by=handler,
                               today=TODAY)  # fmt: skip

    assert (one.maker_name, list(one.comakers.all())) == ("太原市人民政府、大同市人民政府", [other])


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("太原市供热管理办法", "measures"),
        ("太原市供热实施细则（暂行）", "rules_detailed"),
        ("关于加强供热工作的通知", "notice"),
        ("太原市人民政府关于供热的通告", "announcement"),
        ("关于印发《太原市供热规定》的通知", "provisions"),
        ("太原市供热红线", "other"),
    ],
)
def test_the_type_is_that_of_the_text_itself(shipped, title, code):
    assert type_of(title).code == code


def test_a_published_document_is_published_with_its_registration(in_force):
    one = in_force()

    assert (one.state, one.published_on, one.dated_on) == (
        "issued", date(2024, 3, 1), date(2024, 3, 1),
    )  # fmt: skip
    assert [move.verb for move in one.moves.all()] == ["register", "publish"]


def test_nothing_is_kept_of_a_document_that_is_refused(in_force):
    with pytest.raises(ValidationError):
        in_force(text="")

    assert (Document.objects.count(), Version.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": "太原市供热条例"}, "title"),
        ({"effective_on": "2024-02-28"}, "effective_on"),
        ({"published_on": "2024-02-10"}, "published_on"),
        ({"published_on": "2026-11-21", "signed_on": None, "number": "",
          "effective_on": "2027-01-01"}, "published_on"),
        ({"expires_on": "2024-03-31"}, "expires_on"),
        ({"number": "7"}, "number"),
        ({"register_number": "??"}, "register_number"),
        ({"text": " \n "}, "text"),
        ({"signed_on": "2026-11-21", "published_on": None}, "signed_on"),
    ],
)  # fmt: skip
def test_a_wrong_document_is_refused_at_its_field(in_force, values, field):
    with pytest.raises(ValidationError) as refusal:
        in_force(**values)

    assert list(refusal.value.message_dict) == [field]
    assert not Document.objects.exists()


def aside(**values) -> NotNormative:
    facts = {
        "title": "关于召开供热工作会议的通知",
        "number": "并政办发〔2024〕9号",
        "reason": option("not_normative", "circular"),
        "found_on": date(2024, 5, 1),
    }
    return NotNormative(**{**facts, **values})


def test_a_text_that_is_no_document_is_kept_with_the_reason(handler):
    city = Organ.objects.get(code="140100")

    row = registering.set_aside(aside(number="并政办发[2024]09号"), organ=city, by=handler,
                                today=TODAY)  # fmt: skip

    assert (row.number, row.city, row.found_by) == ("并政办发〔2024〕9号", city, handler)
    assert str(row.reason) == "就特定事项作出的通报"


@pytest.mark.parametrize(
    ("values", "field"), [({}, "title"), ({"found_on": date(2026, 11, 21)}, "found_on")]
)
def test_a_text_is_not_looked_at_twice_nor_tomorrow(handler, values, field):
    city = Organ.objects.get(code="140100")
    registering.set_aside(aside(), organ=city, by=handler, today=TODAY)

    with pytest.raises(ValidationError) as refusal:
        registering.set_aside(aside(**values), organ=city, by=handler, today=TODAY)

    assert list(refusal.value.message_dict) == [field]
    assert NotNormative.objects.count() == 1

"""What invented cases are about: who complains of which act of whom."""

from typing import Any, NamedTuple

from reconsideration.models import Option
from reconsideration.sample.course import Course
from reconsideration.sample.dice import Dice, Wheel
from reconsideration.sample.offices import Office
from reconsideration.sample.sheets import Row, iso
from reconsideration.sample.words import (
    TOWNS,
    initials_of,
    invented_code,
    invented_company,
    invented_id,
    invented_name,
)


class Act(NamedTuple):
    """A kind of act, as it is called and numbered."""

    kind: str
    name: str
    letter: str
    request: str


REVOKE = "请求撤销{respondent}作出的{act}。"
ACTS = {
    "penalty": Act("penalty", "行政处罚决定", "罚决", REVOKE),
    "coercion": Act("coercion", "强制拆除行为", "强拆", "请求确认{respondent}的{act}违法。"),
    "levy": Act("levy", "征收补偿决定", "征补", REVOKE),
    "license": Act("license", "不予行政许可决定", "不许", REVOKE),
    "title": Act("title", "土地权属争议处理决定", "权决", REVOKE),
    "confirmation": Act("confirmation", "不予登记决定", "登决", REVOKE),
    "work_injury": Act("work_injury", "工伤认定决定", "工认", REVOKE),
    "disclosure": Act("disclosure", "政府信息公开答复", "公开答复", REVOKE),
    "report": Act("report", "举报处理答复", "举复", REVOKE),
    "inaction": Act("inaction", "不履行法定职责", "", "请求责令{respondent}履行法定职责。"),
    "agreement": Act(
        "agreement", "不履行行政协议", "", "请求责令{respondent}继续履行协议并予以补偿。"
    ),
    "compensation": Act("compensation", "行政补偿决定", "补决", REVOKE),
    "other": Act("other", "行政处理决定", "处", REVOKE),
}
EVERYWHERE = [("disclosure", 3.0), ("inaction", 2.5), ("report", 1.5), ("other", 0.7)]
# By field of administration: how often, what the department is called, what it mostly does.
FIELDS: dict[str, tuple[float, str, list[tuple[str, float]]]] = {
    "police": (22, "公安", [("penalty", 18), ("coercion", 1)]),
    "labour": (14, "人力资源和社会保障", [("work_injury", 14), ("report", 1)]),
    "land": (12, "自然资源", [("title", 4), ("penalty", 3), ("levy", 2)]),
    "planning": (6, "规划和自然资源", [("penalty", 3), ("license", 3), ("coercion", 2)]),
    "housing_levy": (8, "住房和城乡建设", [("levy", 7), ("coercion", 4), ("compensation", 2)]),
    "real_estate": (6, "不动产登记", [("confirmation", 8)]),
    "commerce_admin": (8, "市场监督管理", [("report", 8), ("penalty", 4)]),
    "food": (4, "市场监督管理", [("report", 6), ("penalty", 5)]),
    "quality": (2, "市场监督管理", [("report", 3), ("penalty", 3)]),
    "transport": (5, "交通运输", [("penalty", 8), ("license", 1)]),
    "environment": (3, "生态环境", [("penalty", 7)]),
    "health": (3, "卫生健康", [("penalty", 4), ("report", 2)]),
    "safety": (1.5, "应急管理", [("penalty", 5)]),
    "civil": (1.5, "民政", [("confirmation", 3)]),
    "forestry": (1, "林业和草原", [("penalty", 3), ("title", 1)]),
    "water": (1, "水利", [("penalty", 3)]),
    "agriculture": (1.5, "农业农村", [("penalty", 2), ("agreement", 1)]),
    "education": (1, "教育", [("confirmation", 1)]),
    "finance": (0.6, "财政", [("report", 2)]),
    "justice": (0.8, "司法行政", [("report", 2)]),
}
USUAL: tuple[float, str, list[tuple[str, float]]] = (0.3, "综合行政执法", [("penalty", 2)])
KINDS = {field: Wheel([*kinds, *EVERYWHERE]) for field, (_share, _name, kinds) in FIELDS.items()}
USUAL_KINDS = Wheel([*USUAL[2], *EVERYWHERE])
# What departments were called before the reform of 2018, carried out by 2019.
REFORM = 2019
BEFORE_REFORM = {
    "land": "国土资源", "planning": "规划", "environment": "环境保护", "health": "卫生",
    "commerce_admin": "工商行政管理", "food": "食品药品监督管理", "quality": "质量技术监督",
    "safety": "安全生产监督管理", "agriculture": "农业", "forestry": "林业",
}  # fmt: skip
# Who is complained of, at an office of each level.
RESPONDENTS = {
    "province": Wheel([("province_department", 62), ("city", 36), ("other", 2)]),
    "prefecture": Wheel([("city_department", 55), ("county", 42), ("other", 3)]),
    "county": Wheel([("county_department", 76), ("town", 23), ("other", 1)]),
}
KNOWN_HOW = ["直接送达", "邮寄送达", "公告送达", "自行查询得知"]
OLD = Wheel([("in_person", 55), ("post", 33), ("oral", 4), ("fax", 2), ("email", 2), ("county", 4)])
NEW = Wheel([("in_person", 34), ("post", 30), ("online", 31), ("oral", 2), ("agency", 3)])
HEADS = Wheel([(1, 88), (2, 5), (3, 2.5), (5, 2), (12, 1.5), (30, 1)])


def fields_in(fields: list[Option], year: int) -> Wheel[Option]:
    """The fields of administration that the form has in a year, by how often they occur."""
    return Wheel(
        (row, FIELDS.get(row.code, FIELDS.get(row.column, USUAL))[0])
        for row in fields
        if (row.valid_from is None or row.valid_from <= year)
        and (row.valid_until is None or year < row.valid_until)
    )


def invent_facts(course: Course, field: Option, received: int, year: int) -> Row:
    """The application: channel, act, respondent, days that fit each other."""
    dice, office = course.dice, course.office
    act = ACTS[KINDS.get(field.column, USUAL_KINDS).spin(dice)]
    if course.ending == "agreement":
        act = ACTS["agreement"]
    name, level, respondent = invent_respondent(dice, office, field, year)
    course.act = act.kind
    made = received - dice.between(*((70, 400) if course.ending == "refusal:late" else (3, 55)))
    known = made + dice.between(0, 3)
    channel = (NEW if course.book.is_revised else OLD).spin(dice)
    if channel == "agency" and act.kind != "penalty":
        channel = "in_person"
    number = loose = ""
    if act.letter:
        begin, serial = f"{name[:1]}{act.letter}", dice.between(1, 3000)
        number, loose = (
            f"{begin}字〔{iso(made)[:4]}〕第{serial}号",
            f"{begin}{iso(made)[:4]}{serial}",
        )
    course.words = [name, act.name, number, loose]
    claims = dice.chance(0.03) or course.ending == "compensate"
    return {
        "channel": channel, "received_on": iso(received), "review_from": iso(received),
        "posted_on": iso(received - dice.between(1, 3)) if channel == "post" else None,
        "respondent_id": respondent, "respondent_name": name, "respondent_level": level,
        "act_name": act.name, "act_number": number, "act_on": iso(made), "known_on": iso(known),
        "known_how": dice.pick(KNOWN_HOW), "field_id": field.pk,
        "act_kind_id": course.law.act_kinds[act.kind].pk,
        "is_real_estate": int(act.kind in {"title", "levy"}),
        "request": act.request.format(respondent=name, act=act.name),
        "facts": tell(act, name, made, known), "claims_compensation": int(claims),
        "compensation_claimed": dice.between(1, 300) * 1000 if claims else None,
        "claims_invalid": int(course.ending == "invalid"),
        "is_mandatory_first": int(act.kind in {"title", "inaction", "disclosure"}
                                  and course.book.is_revised),
    }  # fmt: skip


def tell(act: Act, respondent: str, made: int, known: int) -> str:
    """Facts and reasons, as applicants put them."""
    return (
        f"{iso(made)}，{respondent}作出{act.name}，申请人于{iso(known)}知悉。"
        "申请人认为该行为认定事实不清、证据不足，适用依据错误，程序上未告知陈述、申辩的权利，"
        "侵犯了申请人的合法权益，故依法申请行政复议。"
    )


def invent_respondent(
    dice: Dice, office: Office, field: Option, year: int
) -> tuple[str, str, int | None]:
    """An organ whose acts this office reviews, its column in the form, its row if it has one."""
    level, place = office.organ.level, office.organ.short_name
    kind = RESPONDENTS[level].spin(dice)
    if kind in {"city", "county"}:
        below = [organ for organ in office.below if organ.existed_in(year)]
        if below:
            organ = dice.pick(below)
            return organ.name, kind, organ.pk
        kind = "other"
    if kind == "town":
        return f"{place}{dice.pick(TOWNS)}镇人民政府", kind, None
    department = FIELDS.get(field.column, USUAL)[1]
    if year < REFORM:
        department = BEFORE_REFORM.get(field.column, department)
    if kind == "other":
        return f"{place}{department}服务中心", kind, None
    name = f"{place}{department}{'厅' if level == 'province' else '局'}"
    return name, kind, office.departments.get(name)


def invent_parties(course: Course, place: str, year: int, at: str) -> int:
    """Applicants with identity papers, and representatives where they are many; their number."""
    dice = course.dice
    heads = HEADS.spin(dice)
    named = min(heads, 3)
    if heads == 1 and dice.chance(0.22):
        company = {"being": "organisation", "paper": "uscc"}
        add_party(course, at, name=invented_company(dice, place), role="applicant",
                  paper_number=invented_code(dice), **company)  # fmt: skip
        return heads
    people = [
        {"name": invented_name(dice), "paper": "id_card", "paper_number": invented_id(dice, year),
         "address": f"{place}示例路{dice.between(1, 200)}号"} for _number in range(named)
    ]  # fmt: skip
    above = int(course.book.settings.get("representatives_above") or 0)
    roles = ["applicant", "representative"] if above and heads > above else ["applicant"]
    for role in roles:
        for person in people:
            add_party(course, at, role=role, **person)
    return heads


def add_party(course: Course, at: str, **values: Any) -> Row:
    """A party with its pinyin initials."""
    sheet = course.sheets.parties
    values["initials"] = initials_of(values["name"])
    row = sheet.add({"case_id": course.case["id"], **values})
    sheet.remember(row, "+", at, course.people.get("handle"))
    course.parties.append(row)
    return row

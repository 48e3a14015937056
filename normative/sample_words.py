"""What invented documents are about: titles and texts that read like real ones."""

from random import Random
from typing import NamedTuple

from lawgov.organs.models import Organ

NUMERALS = "零一二三四五六七八九"


class Matter(NamedTuple):
    """A matter of administration."""

    name: str
    drafter: str
    concerns_market: bool
    people: str


MATTERS = [
    Matter("城市供热用热管理", "住房和城乡建设局", True, "供热单位和用户"),
    Matter("农村饮水安全工程运行管理", "水利局", False, "供水单位和用水户"),
    Matter("煤炭运销管理", "经济和信息化委员会", True, "煤炭经营企业"),
    Matter("城镇居民基本医疗保险", "人力资源和社会保障局", False, "参保居民"),
    Matter("廉租住房保障", "住房和城乡建设局", False, "申请家庭"),
    Matter("食品摊贩备案", "市场监督管理局", True, "食品摊贩"),
    Matter("机动车停车服务收费管理", "发展和改革委员会", True, "停车场经营者"),
    Matter("地质灾害防治", "自然资源局", False, "有关单位和个人"),
    Matter("非煤矿山安全生产监督", "应急管理局", True, "矿山企业"),
    Matter("扬尘污染防治", "生态环境局", True, "施工单位"),
    Matter("政府投资项目管理", "发展和改革委员会", False, "项目单位"),
    Matter("招商引资优惠政策兑现", "商务局", True, "投资企业"),
    Matter("失地农民养老保险", "人力资源和社会保障局", False, "被征地农民"),
    Matter("旅游市场秩序管理", "文化和旅游局", True, "旅行社和景区"),
    Matter("养犬管理", "公安局", False, "养犬人"),
    Matter("烟花爆竹燃放管理", "公安局", False, "单位和个人"),
    Matter("建筑垃圾处置", "城市管理局", True, "运输企业"),
    Matter("学前教育发展", "教育局", False, "幼儿园举办者"),
    Matter("医疗救助", "民政局", False, "救助对象"),
    Matter("节约用水", "水利局", True, "用水单位"),
]
TYPES = [
    ("measures", "{matter}办法", 6), ("measures", "{matter}实施办法", 3),
    ("provisions", "{matter}规定", 4), ("rules_detailed", "{matter}实施细则", 2),
    ("opinions", "关于加强{matter}工作的意见", 4),
    ("opinions", "关于进一步规范{matter}的实施意见", 2),
    ("notice", "关于做好{matter}工作有关问题的通知", 4), ("announcement", "关于{matter}的通告", 2),
]  # fmt: skip
WEIGHTS = [weight for _code, _form, weight in TYPES]
CLAUSES = [
    "{people}应当遵守本文件和有关法律、法规、规章的规定。",
    "主管部门应当自收到材料之日起三十日内办结；情况复杂的，经负责人批准可以延长十日。",
    "申请材料不齐全的，应当及时一次告知需要补正的全部内容。",
    "县级以上人民政府应当加强对{matter}的领导，所需经费列入本级财政预算。",
    "主管部门应当建立{people}信用档案，依法向社会公布有关信息。",
    "任何单位和个人有权对违反本文件的行为进行举报，受理机关应当及时核实处理。",
    "乡镇人民政府、街道办事处协助做好辖区内的{matter}工作。",
    "对{people}的监督检查应当有两名以上执法人员参加，并出示执法证件。",
    "{people}对处理决定不服的，可以依法申请行政复议或者提起行政诉讼。",
    "工作人员玩忽职守、滥用职权、徇私舞弊的，依法给予处分。",
    "有关部门应当按照职责分工，密切配合，共同做好{matter}工作。",
    "{people}应当如实提供有关资料，不得隐瞒、拒绝或者阻碍检查。",
    "本文件未作规定的，按照国家和省的有关规定执行。",
]


def title_of(random: Random, organ: Organ, matter: Matter, is_trial: bool) -> tuple[str, str]:
    """The type of a title and the title; a department's has no region in front."""
    code, form, _weight = random.choices(TYPES, WEIGHTS)[0]
    place = organ.short_name if organ.kind == Organ.Kind.GOVERNMENT else ""
    name = form.format(matter=matter.name)
    if form.startswith("关于") and not place:
        place = organ.name
    return code, f"{place}{name}{'（试行）' if is_trial else ''}"


def text_of(random: Random, organ: Organ, matter: Matter, title: str) -> str:
    """The text under a title, article by article."""
    body = random.sample(CLAUSES, random.randint(5, len(CLAUSES)))
    lines = [f"为了规范{matter.name}，根据有关法律、法规，结合{organ.short_name}实际，制定本文件。"]
    lines += [clause.format(matter=matter.name, people=matter.people) for clause in body]
    lines.append("本文件自公布之日起施行。")
    articles = [f"第{numeral(number)}条　{line}" for number, line in enumerate(lines, 1)]
    return "\n".join([title, *articles])


def numeral(number: int) -> str:
    """A number below one hundred in Chinese."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else NUMERALS[tens]) + "十" if tens else ""
    return head + (NUMERALS[ones] if ones or not tens else "")

"""Invented people, organisations and papers: plausible to read, impossible to belong to anyone."""

from functools import cache
from operator import mul

from reconsideration.parties import ID_CHECK, ID_WEIGHTS, USCC_ALPHABET, USCC_WEIGHTS
from reconsideration.sample.dice import Dice
from reconsideration.searching import initials

# A division code that GB/T 2260 does not have: no paper can carry it.
NOWHERE = "149999"
FAMILIES = list("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈")
GIVEN = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "涛", "明", "超",
    "秀英", "秀兰", "建国", "建军", "志强", "志刚", "海燕", "晓红", "玉梅", "玉兰", "文斌", "俊杰",
    "国庆", "爱民", "春生", "桂英", "永强", "小平", "红霞", "晋生", "卫东", "改莲", "二旦", "毛女",
    "雪梅", "慧敏", "宏伟", "振华", "立新", "瑞芳", "福生", "存良", "计生", "变梅", "润香", "喜顺",
]  # fmt: skip
STEMS = ["某甲", "某乙", "某丙", "某丁", "某戊", "某己", "某庚", "某辛", "某壬", "某癸"]
TRADES = [
    "商贸", "煤业", "建筑工程", "房地产开发", "运输", "食品", "农业开发", "物业服务", "餐饮管理",
    "化工", "医药", "广告", "劳务", "机械制造", "环保科技", "矿业",
]  # fmt: skip
TOWNS = ["城关", "河东", "南庄", "北岭", "上庄", "西关", "东山", "柳林堡", "石门", "大王"]

initials_of = cache(initials)


def invented_name(dice: Dice) -> str:
    """A person's name."""
    return dice.pick(FAMILIES) + dice.pick(GIVEN)


def invented_company(dice: Dice, place: str) -> str:
    """An organisation's name, its trade name veiled as in published decisions."""
    trade = dice.between(0, len(TRADES) - 1)
    return f"{place}{STEMS[trade % len(STEMS)]}{TRADES[trade]}有限公司"


def invented_id(dice: Dice, year: int) -> str:
    """A resident identity number with a valid check digit, of a place that does not exist."""
    born = year - dice.between(20, 75)
    bare = f"{NOWHERE}{born}{dice.between(1, 12):02}{dice.between(1, 28):02}"
    bare += f"{dice.between(0, 999):03}"
    total = sum(map(mul, map(int, bare), ID_WEIGHTS))
    return bare + ID_CHECK[total % 11]


def invented_code(dice: Dice) -> str:
    """A unified social credit code with a valid check character, of a place that does not exist."""
    bare = f"91{NOWHERE}MA{dice.between(0, 9_999_999):07}"
    total = sum(map(mul, map(USCC_ALPHABET.index, bare), USCC_WEIGHTS))
    return bare + USCC_ALPHABET[(31 - total % 31) % 31]

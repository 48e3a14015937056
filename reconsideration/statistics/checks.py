"""What must hold of the numbers of a form, and the rates that follow from them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from reconsideration.models import Formula, FormVersion, Setting
from reconsideration.models.statistics import terms
from reconsideration.statistics.counting import Numbers

SIGNS = {"=": ("=", "≠"), "<=": ("≤", ">"), "->": ("⇒", "⇏")}


@dataclass(frozen=True)
class Check:
    """One identity with its numbers, for the total and wherever a row breaks it."""

    code: str
    name: str
    definition: str
    sentence: str
    holds: bool
    broken_rows: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether it holds in total and in every row."""
        return self.holds and not self.broken_rows


@dataclass(frozen=True)
class Rate:
    """A rate with the two numbers it is made of; none where nothing is below the line."""

    code: str
    name: str
    definition: str
    part: int | Decimal
    whole: int | Decimal
    part_sum: str
    whole_sum: str
    decimals: int
    mark: str

    @property
    def percent(self) -> Decimal | None:
        """In per cent, rounded half up once; `None`, never zero, for a rate of nothing."""
        if not self.whole:
            return None
        places = Decimal(1).scaleb(-self.decimals)
        return (Decimal(self.part) / Decimal(self.whole) * 100).quantize(places, ROUND_HALF_UP)

    @property
    def shown(self) -> str:
        """As it is printed."""
        return "—" if self.percent is None else f"{self.percent}%"


def formulas_of(form: FormVersion) -> list[Formula]:
    """The formulas of a version of the form that the office's settings leave in force."""
    rows = [row for row in Formula.objects.order_by("rank", "pk")
            if row.form_id in (None, form.pk)]  # fmt: skip
    wanted = {row.only_if.partition("=")[0] for row in rows if row.only_if}
    values = {code: Setting.read(code) for code in sorted(wanted)}
    return [row for row in rows if not row.only_if or says(row.only_if, values)]


def says(condition: str, values: dict[str, str]) -> bool:
    """Whether the settings are as a formula wants them; a setting that is missing is 0."""
    code, _sign, wanted = condition.partition("=")
    return (values[code] or "0") == wanted


def check(formula: Formula, total: Numbers, rows: Sequence[tuple[str, Numbers]]) -> Check:
    """Whether a formula holds of the total and of each row that has its numbers."""
    known = all(code in numbers for _name, numbers in rows for code in codes_of(formula))
    broken = [f"{name}：{sentence_of(formula, numbers)}" for name, numbers in rows
              if known and not holds(formula, numbers)]  # fmt: skip
    return Check(
        formula.code,
        str(formula),
        formula.definition,
        sentence_of(formula, total),
        holds(formula, total),
        broken,
    )


def codes_of(formula: Formula) -> list[str]:
    return terms(formula.left) + terms(formula.right)


def holds(formula: Formula, numbers: Numbers) -> bool:
    """Whether a formula holds of some numbers."""
    left, right = value(formula.left, numbers), value(formula.right, numbers)
    if formula.relation == Formula.Relation.IMPLIES:
        return not left or bool(right)
    return left <= right if formula.relation == Formula.Relation.AT_MOST else left == right


def sentence_of(formula: Formula, numbers: Numbers) -> str:
    """A formula in numbers: `6200 + 12 = 4955 + 1245 + 12`; what is zero is left out."""
    sign = SIGNS[formula.relation][0 if holds(formula, numbers) else 1]
    return f"{written(formula.left, numbers)} {sign} {written(formula.right, numbers)}"


def value(side: str, numbers: Numbers) -> int | Decimal:
    """The sum that a side stands for."""
    return sum((numbers[code] for code in terms(side)), 0)


def written(side: str, numbers: Numbers) -> str:
    """A side in numbers."""
    parts = [plain(numbers[code]) for code in terms(side) if numbers[code]]
    return " + ".join(parts) or "0"


def plain(number: int | Decimal) -> str:
    """A number in digits, without zeros behind the point."""
    text = f"{number:f}" if isinstance(number, Decimal) else str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def check_rows(total: Numbers, summed: Numbers, columns: Sequence[str]) -> Check:
    """Every column's total is the sum of its rows."""
    wrong = [code for code in columns if total.get(code, 0) != summed.get(code, 0)]
    sentence = " ".join(f"{code}: {total.get(code, 0)} ≠ {summed.get(code, 0)}" for code in wrong)
    held = _("%(count)s columns: total = sum of the rows") % {"count": len(columns)}
    definition = _("The total of each column is the sum of its rows.")
    return Check("i6", _("Total of the rows"), definition, sentence or held, not wrong)


def rate(formula: Formula, total: Numbers) -> Rate:
    """A rate of the total."""
    return Rate(
        formula.code,
        str(formula),
        formula.definition,
        value(formula.left, total),
        value(formula.right, total),
        written(formula.left, total),
        written(formula.right, total),
        formula.decimals,
        str(formula.get_mark_display()),
    )

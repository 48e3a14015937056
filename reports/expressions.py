"""The notation of identities: sums of indicators, read into terms.

`reconsideration.pending@-1 + reconsideration.accepted[own] - x.y?`: `[own]`
fixes the scope, `@-1` takes the figure of the year before, `?` lets a missing
figure count as nothing. `*` stands for any indicator that is summed,
`*.numerator` and `*.denominator` for the parts of any ratio that cannot
exceed the whole.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

TERM = re.compile(
    r"(?P<code>\*(?:\.(?:numerator|denominator))?|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+)"
    r"(?:\[(?P<scope>own|system|territory)\])?(?P<back>@-1)?(?P<optional>\?)?"
)


class BadExpression(ValueError):
    """The text is not a sum of terms; says which part."""


@dataclass(frozen=True)
class Term:
    """One indicator in a sum."""

    code: str
    sign: int = 1
    scope: str = ""
    years_back: int = 0
    is_optional: bool = False

    @property
    def is_wild(self) -> bool:
        return self.code.startswith("*")


@lru_cache(maxsize=500)
def parse(text: str) -> list[Term]:
    """Read one side of an identity; raises `BadExpression`."""
    terms = []
    sign = 1
    for position, word in enumerate(text.split()):
        if position % 2:
            if word not in {"+", "-"}:
                raise BadExpression(word)
            sign = 1 if word == "+" else -1
            continue
        match = TERM.fullmatch(word)
        if match is None:
            raise BadExpression(word)
        terms.append(
            Term(
                code=match["code"],
                sign=sign,
                scope=match["scope"] or "",
                years_back=1 if match["back"] else 0,
                is_optional=bool(match["optional"]),
            )
        )
    if len(text.split()) % 2 == 0:
        raise BadExpression(text)
    return terms

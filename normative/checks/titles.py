"""What a title may and may not say."""

import re

from django.utils.translation import gettext as _

from lawgov.organs.models import Organ
from normative.checks.facts import Facts, Found, rule
from normative.models import Kind

QUOTED = re.compile(r"《[^《》]*》")
TRAILING = re.compile(r"[（(][^（）()]*[）)]$")
TRIAL = re.compile(r"试行|暂行")
ISSUED = re.compile(r"(?:印发|公布|发布|颁布|颁发)《(?P<name>.+)》的(?:通知|决定|公告|通告)$")
IMPLEMENTING = re.compile(r"实施(?:办法|细则|意见|方案|规定|规则)")


def own_title(title: str) -> str:
    """The name of the text itself: of what a notice issues, without “(for trial)” behind it."""
    bare = re.sub(r"\s", "", title)
    issued = ISSUED.search(bare)
    if issued:
        bare = issued["name"]
    if bare.startswith("《") and bare.endswith("》"):
        bare = bare[1:-1]
    return TRAILING.sub("", bare)


def region_names(organ: Organ) -> list[str]:
    """How the region of an organ is called."""
    at: Organ | None = organ
    names: list[str] = []
    while at is not None:
        if at.kind == Organ.Kind.GOVERNMENT:
            names += [at.short_name, re.sub(r"(人民)?政府$", "", at.name)]
        at = at.parent
    return [name for name in dict.fromkeys(names) if name]


def own_names(organ: Organ) -> list[str]:
    """How an organ itself is called."""
    names = [organ.name, organ.short_name, *organ.aliases.split("|")]
    return [name.strip() for name in names if name.strip()]


@rule
def title_regulation(facts: Facts) -> Found:
    if own_title(facts.document.title).endswith("条例"):
        return "title", _("A normative document may not be called a regulation.")
    return None


@rule
def title_region(facts: Facts) -> Found:
    one = facts.document
    if one.kind != Kind.DEPARTMENT:
        return None
    title = own_title(one.title)
    if title.startswith(tuple(own_names(one.organ))):
        return None
    for name in region_names(one.organ):
        if title.startswith(name):
            message = _("The title of a department's document does not open with “%(region)s”.")
            return "title", message % {"region": name}
    return None


@rule
def title_implementing(facts: Facts) -> Found:
    one = facts.document
    if not IMPLEMENTING.search(QUOTED.sub("", own_title(one.title))):
        return None
    if one.pk and (one.bases.exists() or one.links.filter(kind="implements").exists()):
        return None
    return "title", _("The title says that it implements something: enter its basis in upper law.")


@rule
def title_type(facts: Facts) -> Found:
    if facts.document.title_type_id and facts.document.title_type.code == "other":
        return "title_type", _("The title does not end with one of the usual types.")
    return None


@rule
def trial_unmarked(facts: Facts) -> Found:
    says_so = bool(TRIAL.search(facts.document.title))
    if says_so and not facts.document.is_trial:
        return "is_trial", _("The title says that the document is for trial or provisional.")
    if facts.document.is_trial and not says_so:
        return "is_trial", _("The title does not say that the document is for trial.")
    return None

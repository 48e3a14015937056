"""Re-projection of matters: the page that all records share."""

from lawgov.reprojectpages import ReprojectPage
from normative.reprojection import MATTERS

PAGE = ReprojectPage(MATTERS, detail="normative:matter", sees="normative.view_matter")

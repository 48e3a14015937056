"""Re-projection of cases: the page that all records share."""

from lawgov.reprojectpages import ReprojectPage
from reconsideration.reprojection import CASES

PAGE = ReprojectPage(CASES, detail="reconsideration:case", sees="reconsideration.view_case")

"""Invented cases for demonstrations and measurements, by legal moves and consistent dates."""

from reconsideration.sample.invent import invent_cases

__all__ = ["invent_cases"]

"""Score, plan and risk rules as calculators: the arithmetic of reviews on inputs of any origin."""

from __future__ import annotations

from collections.abc import Mapping

from pillars.analysis.calculator import Calculator

from .plan import PLAN
from .risk_rules import RISK_RULES
from .score import SCORE

CALCULATORS: Mapping[str, Calculator] = {one.name: one for one in (SCORE, PLAN, RISK_RULES)}

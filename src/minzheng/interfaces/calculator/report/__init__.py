"""The report of a simulation: what a change of numbers costs, and whom it reaches."""

from minzheng.interfaces.calculator.report.model import (
    BenefitChange,
    ChangeBand,
    Counted,
    CountyChange,
    DistanceBand,
    IncomeBand,
    ParameterChange,
    SimulationReport,
    ThresholdChart,
)
from minzheng.interfaces.calculator.report.page import simulation_html, write_simulation_report

__all__ = [
    "BenefitChange",
    "ChangeBand",
    "Counted",
    "CountyChange",
    "DistanceBand",
    "IncomeBand",
    "ParameterChange",
    "SimulationReport",
    "ThresholdChart",
    "simulation_html",
    "write_simulation_report",
]

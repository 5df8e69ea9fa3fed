"""Complaints and reports about assistance (信访举报核查): items, no rules."""

from minzheng.catalogue.line import Line

LINE = Line(
    slug="complaints",
    title="信访举报核查",
    law="《信访工作条例》; 当地社会救助投诉举报核查制度",
)

"""Departments for demonstrations and tests: everybody and everything they tell is invented."""

from minzheng.adapters.departments.demo import DemoDepartment, demo_departments
from minzheng.adapters.departments.manners import Manner, Manners

__all__ = ["DemoDepartment", "Manner", "Manners", "demo_departments"]

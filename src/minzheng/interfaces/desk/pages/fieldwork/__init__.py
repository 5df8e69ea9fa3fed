"""Visits, inquiries, appraisals, assessments and notices."""

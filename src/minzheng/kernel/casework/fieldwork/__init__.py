"""What is found outside the office: visits, inquiries, appraisals, assessments."""

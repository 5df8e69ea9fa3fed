"""Relief of people without a living on the street (流浪乞讨人员救助): items, no rules."""

from minzheng.catalogue.line import Line

LINE = Line(
    slug="vagrant_assistance",
    title="流浪乞讨人员救助",
    law="国务院令第381号; 民发〔2015〕158号; 《中华人民共和国社会救助法》第52条",
)

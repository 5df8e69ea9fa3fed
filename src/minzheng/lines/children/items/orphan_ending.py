"""The allowance of an orphan is to end (孤儿基本生活费终止), chapter 4.

The child is of age, was adopted, or a parent was found.
"""

from minzheng.catalogue.casework.language import ending_of
from minzheng.lines.children.items import orphan

ITEMS = ending_of(orphan.ITEMS[-1], "children.orphan_ending", basis=("国办发〔2010〕54号",))

import traceback
from minzheng.kernel.access import commands
orig=commands.NotAllowed
class N(orig):
    def __init__(self,p,*a):
        print("NOTALLOWED",p); traceback.print_stack(limit=8); super().__init__(p,*a)
commands.NotAllowed=N

"""For the faces: notices at the desk, and what strangers read of them."""

from minzheng.kernel.casework.publicity.board import (
    Over,
    ShownNotice,
    TooMany,
    drop_objection,
    notice_on_board,
    notices_in,
    object_publicly,
)
from minzheng.kernel.casework.publicity.openness import Openness, openness
from minzheng.kernel.casework.publicity.periods import moment_after
from minzheng.kernel.casework.publicity.posting import (
    Draft,
    board_photo,
    post_notice,
    restart_notice,
    withdraw_notice,
)
from minzheng.kernel.casework.publicity.reading import (
    NoticeFile,
    NoticeRow,
    notice_draft,
    notice_file,
    notices,
    notices_of,
    printout,
)

__all__ = [
    "Draft",
    "NoticeFile",
    "NoticeRow",
    "Openness",
    "Over",
    "ShownNotice",
    "TooMany",
    "board_photo",
    "drop_objection",
    "moment_after",
    "notice_draft",
    "notice_file",
    "notice_on_board",
    "notices",
    "notices_in",
    "notices_of",
    "object_publicly",
    "openness",
    "post_notice",
    "printout",
    "restart_notice",
    "withdraw_notice",
]

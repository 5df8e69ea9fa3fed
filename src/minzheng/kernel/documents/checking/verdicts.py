"""What can be wrong with a file, and what an examined one is."""

from dataclasses import dataclass
from enum import Enum


class Objection(Enum):
    """Why a file is refused: `name` is the stable code, `value` the sentence for the person."""

    TYPE = "只接受照片（JPG、PNG等）、PDF、Word文档（docx）和Excel表格（xlsx）。"
    EMPTY = "文件是空的，请重新选择。"
    SIZE = "文件太大，请压缩或拆分后再上传。"
    BROKEN = "文件已损坏或不完整，请确认能正常打开后再上传。"
    PIXELS = "图片的像素太多，请缩小后再上传。"
    PAGES = "图片含有多页，请转成PDF后再上传。"
    OLD_OFFICE = "是旧版或加密的Office文件，请去掉密码并另存为docx或xlsx后再上传。"
    LOCKED = "文件有密码，请去掉密码后再上传。"
    SCRIPT = "文件含有脚本或自动执行的动作，请另存为不含脚本的文件后再上传。"
    MACRO = "文件含有宏，请另存为不含宏的文件后再上传。"
    EMBEDDED = "文件里嵌有其他文件，请去掉后再上传。"
    EXTERNAL = "文件引用了外部内容，请去掉外部链接后再上传。"
    ENTITIES = "文件的内部结构含有不允许的定义，请重新另存后再上传。"
    BOMB = "文件解压后太大，请拆分后再上传。"
    MEMBERS = "文件的内部结构不正常，请重新另存后再上传。"
    MIXED = "文件夹带了其他类型的内容，请重新另存后再上传。"
    VIRUS = "文件被识别为恶意程序，已拒绝。"
    TIME = "文件太复杂，没能在规定时间内检查完，请简化或拆分后再上传。"


class Objected(Exception):
    """Raised while a file is examined; it goes no further."""

    def __init__(self, objection: Objection) -> None:
        super().__init__(objection.value)
        self.objection = objection


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file that is kept."""

    media_type: str
    extension: str


JPEG = FileType("image/jpeg", "jpg")
PNG = FileType("image/png", "png")
PDF = FileType("application/pdf", "pdf")
WORD = FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
EXCEL = FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
KEPT_TYPES = (JPEG, PNG, PDF, WORD, EXCEL)


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept: its type by content, and the bytes to keep."""

    type: FileType
    content: bytes

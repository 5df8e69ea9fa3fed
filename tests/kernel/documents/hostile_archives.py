"""Office files that wish us ill, and what is answered to each."""

from minzheng.kernel.documents.checking.verdicts import Objection
from tests.kernel.documents import office_files as office
from tests.kernel.documents.hostile import Hostile

VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
MACRO_EXCEL = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"

ARCHIVES = {
    "a zip bomb": Hostile(
        lambda: office.word_with("word/media/a.bin", bytes(90 << 20)), Objection.BOMB
    ),
    "a zip bomb in many members": Hostile(
        lambda: office.packed(
            {**office.word_parts(), **{f"word/{n}.bin": bytes(1 << 20) for n in range(150)}}
        ),
        Objection.BOMB,
    ),
    "a zip bomb whose directory lies": Hostile(
        lambda: office.lying_about_size("word/media/a.bin", bytes(90 << 20), 1_000),
        Objection.BROKEN,
    ),
    "a zip bomb of members that overlap": Hostile(
        lambda: office.overlapping(50), Objection.MEMBERS
    ),
    "an archive in an archive": Hostile(
        lambda: office.word_with("word/media/image1.png", office.word()), Objection.EMBEDDED
    ),
    "an archive with thousands of members": Hostile(
        lambda: office.packed({**office.word_parts(), **{f"a/{n}": "" for n in range(3_000)}}),
        Objection.MEMBERS,
    ),
    "a path upwards": Hostile(
        lambda: office.word_with("../../../etc/cron.d/x", "x"), Objection.MEMBERS
    ),
    "a path from the root": Hostile(
        lambda: office.word_with("/etc/passwd", "x"), Objection.MEMBERS
    ),
    "a path of Windows": Hostile(
        lambda: office.word_with("..\\..\\windows\\x.dll", "x"), Objection.MEMBERS
    ),
    "a name with NUL": Hostile(
        lambda: office.with_other_name(
            office.word_with("word/media/a_png.exe", "x"),
            b"word/media/a_png.exe",
            b"word/media/a.png\x00exe",
        ),
        Objection.MEMBERS,
    ),
    "a name that turns the direction": Hostile(
        lambda: office.word_with("word/media/\u202egnp.exe", "x"), Objection.MEMBERS
    ),
    "a name of three hundred characters": Hostile(
        lambda: office.word_with("word/" + "长" * 300, "x"), Objection.MEMBERS
    ),
    "two members with one name": Hostile(
        lambda: office.word_with("WORD/document.xml", "x"), Objection.MEMBERS
    ),
    "a link to a file of the machine": Hostile(office.symbolic_link, Objection.MEMBERS),
    "an archive behind the beginning of another one": Hostile(
        lambda: b"PK\x03\x04" + bytes(60) + office.word(), Objection.MEMBERS
    ),
    "encrypted members": Hostile(lambda: office.encrypted_flag(office.word()), Objection.LOCKED),
    "half an archive": Hostile(lambda: office.word()[:300], Objection.BROKEN),
    "an archive that is no Office file": Hostile(
        lambda: office.packed({"run.bat": "del *"}), Objection.TYPE
    ),
}
OFFICE = {
    "a billion laughs in Word": Hostile(
        lambda: office.word(prolog=office.DEFINITIONS, body="<w:p>&a9;</w:p>"), Objection.ENTITIES
    ),
    "a billion laughs in Excel": Hostile(
        lambda: office.packed(office.excel_parts(prolog=office.DEFINITIONS, cells="<c>&a9;</c>")),
        Objection.ENTITIES,
    ),
    "a file of the machine as an entity": Hostile(
        lambda: office.word(
            prolog='<!DOCTYPE w [<!ENTITY x SYSTEM "file:' + '///etc/passwd">]>',
            body="<w:p>&x;</w:p>",
        ),
        Objection.ENTITIES,
    ),
    "entities in another encoding": Hostile(
        lambda: office.word_with(
            "word/other.xml",
            f"<?xml version='1.0' encoding='utf-16'?>{office.DEFINITIONS}<w/>".encode("utf-16"),
        ),
        Objection.ENTITIES,
    ),
    "entities in the list of types": Hostile(
        lambda: office.packed(
            {**office.word_parts(), "[Content_Types].xml": office.DEFINITIONS + "<Types/>"}
        ),
        Objection.ENTITIES,
    ),
    "a Word file with macros": Hostile(
        lambda: office.word_with("word/vbaProject.bin", b"\x00"), Objection.MACRO
    ),
    "an Excel file with macros": Hostile(
        lambda: office.excel_with("xl/vbaProject.bin", b"\x00"), Objection.MACRO
    ),
    "macros that are only said to be there": Hostile(
        lambda: office.word(main=MACRO_WORD), Objection.MACRO
    ),
    "an Excel file that is said to have macros": Hostile(
        lambda: office.packed(office.excel_parts(main=MACRO_EXCEL)), Objection.MACRO
    ),
    "a macro sheet of Excel 4": Hostile(
        lambda: office.excel_with("xl/macrosheets/sheet1.xml", "<x/>"), Objection.MACRO
    ),
    "an ActiveX control": Hostile(
        lambda: office.word_with("word/activeX/activeX1.bin", b"\x00"), Objection.MACRO
    ),
    "an embedded object": Hostile(
        lambda: office.word_with("word/embeddings/oleObject1.bin", b"\x00"), Objection.EMBEDDED
    ),
    "a program as a picture": Hostile(
        lambda: office.word_with("word/media/image1.png", b"MZ\x90\x00"), Objection.EMBEDDED
    ),
    "the test virus in a member": Hostile(
        lambda: office.word_with("word/media/image1.png", bytes(70_000) + VIRUS), Objection.VIRUS
    ),
    "a template at an address": Hostile(
        lambda: office.word_with(
            "word/_rels/settings.xml.rels",
            office.relation("attachedTemplate", "http://127.0.0.1/a.dotm", "External"),
        ),
        Objection.EXTERNAL,
    ),
    "a picture at an address": Hostile(
        lambda: office.word_with(
            "word/_rels/document.xml.rels",
            office.relation("image", "http://169.254.169.254/latest", "external"),
        ),
        Objection.EXTERNAL,
    ),
    "a link to a file of the network": Hostile(
        lambda: office.word_with(
            "word/_rels/document.xml.rels",
            office.relation("hyperlink", "file://host/share/a.exe", "External"),
        ),
        Objection.EXTERNAL,
    ),
    "a link to another workbook": Hostile(
        lambda: office.excel_with("xl/externalLinks/externalLink1.xml", "<x/>"),
        Objection.EXTERNAL,
    ),
    "a connection to a database": Hostile(
        lambda: office.excel_with("xl/connections.xml", "<connections/>"), Objection.EXTERNAL
    ),
    "a formula that calls an address": Hostile(
        lambda: office.formula("WEBSERVICE(&quot;http://127.0.0.1/&quot;)"), Objection.EXTERNAL
    ),
    "a formula that starts a program": Hostile(
        lambda: office.formula("cmd|'/C calc'!A0"), Objection.EXTERNAL
    ),
    "a field that starts a program": Hostile(
        lambda: office.field("DDEAUTO c:\\\\windows\\\\cmd.exe"), Objection.EXTERNAL
    ),
    "a field that fetches a picture": Hostile(
        lambda: office.spread_field("INCLUDE", "PICTURE http://127.0.0.1/"), Objection.EXTERNAL
    ),
    "XML that does not end": Hostile(
        lambda: office.word_with("word/other.xml", "<w:document>"), Objection.BROKEN
    ),
}

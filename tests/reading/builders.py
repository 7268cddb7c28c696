"""Small documents for tests: PDF files line by line, Word files from their XML."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


# --- PDF ----------------------------------------------------------------------------------------------


def pdf(*pages, extra="", catalog="", objects=None):
    """A PDF in Courier. A page is a list of lines: text, (x, y, text) or (x, y, text, size); y counts from below."""
    objects = (objects or {}) | {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        3: "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    }
    kids = []
    for place, lines in enumerate(pages):
        page, content = 10 + 2 * place, 11 + 2 * place
        kids.append(f"{page} 0 R")
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {content} 0 R "
            f"/Resources << /Font << /F 3 0 R >> >> {extra} >>"
        )
        objects[content] = stream(lines if isinstance(lines, str) else "\n".join(_drawn(lines)))
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _file(objects)


def stream(content, entries=""):
    return f"<< {entries} /Length {len(content)} >>\nstream\n{content}\nendstream"


def paragraph(text, *, y, x=72, width=60, leading=14):
    """The lines of a paragraph, each `width` letters long at most, as Courier at 10 points sets them."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [(x, y - leading * place, text) for place, text in enumerate([*lines, line])]


def _drawn(lines):
    for place, line in enumerate(lines):
        x, y, text, size = (72, 700 - 28 * place, line, 10) if isinstance(line, str) else (*line, 10)[:4]
        text = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        yield f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET"


def _file(objects):
    out, places = b"%PDF-1.7\n", {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        out += f"{number} 1\n{place:010} 00000 n \n".encode()
    trailer = f"trailer\n<< /Size {max(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out + trailer.encode()


# --- Word ---------------------------------------------------------------------------------------------


def docx(body, **parts):
    """A Word file with this body; further parts (styles, numbering, footnotes ...) by name, without their root."""
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in parts}),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {SPACES}>{content}</w:{name}>"
    return archive(files)


def archive(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for path, content in files.items():
            target.writestr(path, content)
    return packed.getvalue()


def _relations(targets):
    lines = (f'<Relationship Id="{k}" Type="{KINDS}/{k}" Target="{target}"/>' for k, target in targets.items())
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(lines)}</Relationships>'


def p(*content, style=None, list_id=None, level=None, mark="", more=""):
    """A paragraph. Plain text becomes a run; text that begins with "<" is XML already."""
    numbering = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    numbering += "" if list_id is None else f'<w:numId w:val="{list_id}"/>'
    properties = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + (f"<w:numPr>{numbering}</w:numPr>" if numbering else "")
        + more
        + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    )
    inside = "".join(piece if piece.startswith("<") else r(piece) for piece in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def r(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(kind, inside=""):
    """The begin, separate or end of a field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def note(identifier):
    """A reference to a footnote."""
    return f'<w:r><w:footnoteReference w:id="{identifier}"/></w:r>'


def control(content):
    return f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def style(identifier, properties="", based_on=None, more=""):
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:styleId="{identifier}"{more}>{base}<w:pPr>{properties}</w:pPr></w:style>'


def in_list(list_id):
    return f'<w:numPr><w:numId w:val="{list_id}"/></w:numPr>'


def table(*rows):
    """Rows of cells; a cell is text or, when it begins with "<", XML."""
    return f"<w:tbl>{''.join(f'<w:tr>{cells(*row)}</w:tr>' for row in rows)}</w:tbl>"


def cells(*contents):
    return "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in contents)


def definition(identifier, *levels, more=""):
    """A way of numbering: each level is its text, or (text, format), or (text, format, further XML)."""
    content = ""
    for place, level in enumerate(levels):
        text, kind, extra = (*([level, "decimal"] if isinstance(level, str) else level), "")[:3]
        content += (
            f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{extra}'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )
    return f'<w:abstractNum w:abstractNumId="{identifier}">{more}{content}</w:abstractNum>'


def a_list(identifier, definition_id, overrides=""):
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{definition_id}"/>{overrides}</w:num>'


def start_at(level, number):
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{number}"/></w:lvlOverride>'

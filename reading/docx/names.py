"""The namespaces of the format, in the form lxml uses, and the way to ask an element for its value."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OFF = {"0", "false", "off", "none"}


def value(parent, *path):
    """The value of the child at the end of `path`, or None: value(properties, "numPr", "ilvl")."""
    for step in path:
        if parent is None:
            return None
        parent = parent.find(W + step)
    return None if parent is None else parent.get(f"{W}val")


def number(parent, *path):
    """The same as a whole number; None when there is none."""
    text = value(parent, *path)
    try:
        return int(text)
    except (TypeError, ValueError):
        return None


def is_on(parent, name):
    """Is a switch such as <w:vanish/> there, and not turned off? None when it is not there."""
    child = parent.find(W + name) if parent is not None else None
    if child is None:
        return None
    return child.get(f"{W}val", "true") not in OFF

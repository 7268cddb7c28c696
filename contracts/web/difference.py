"""The words in which two papers differ, ready to be drawn as a redline."""

from reading.compare import Kind, Op

SHOWN = 200
LABELS = {
    Kind.EDITED: "Edited",
    Kind.ADDED: "Added",
    Kind.REMOVED: "Removed",
    Kind.MOVED: "Moved",
    Kind.SPLIT: "Split",
    Kind.MERGED: "Merged",
    Kind.RENUMBERED: "Renumbered",
}


def redlines_of(comparison):
    """[(label, [[keep, insert or delete, words]])] of what is not the same in both, in the order of the text."""
    old, new = comparison.old.reading.text, comparison.new.reading.text
    changes = [change for change in comparison.all_changes() if change.kind in LABELS]
    return [(LABELS[change.kind], _pieces(change, old, new)) for change in changes]


def _pieces(change, old, new):
    pieces = []
    for operation in change.operations:
        before, after = old[operation.old_start : operation.old_end], new[operation.new_start : operation.new_end]
        if operation.op == Op.KEEP or before == after:
            pieces.append(["keep", after])
        else:
            pieces += [[op, words] for op, words in (("delete", before), ("insert", after)) if words]
    return pieces

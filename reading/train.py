"""Train the reading model: `python -m reading.train ../shared/data/contracts`.

The command learns, prints how good the model is on contracts it did not see (cross-validation by contract), then learns
from all contracts and writes reading/model.npz. The same data give the same file, to the bit: seeds are fixed, the data
are sorted, and the arithmetic is held to one thread and one set of instructions.
"""

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from reading.classify import MODEL
from reading.evaluate import report
from reading.model import save
from reading.training.build import build, calibrate, hold_out
from reading.training.corrections import load_corrections
from reading.training.plain import samples as plain_samples
from reading.training.samples import load

PLAIN = Path(__file__).parents[1] / "tests" / "reading" / "plain_contracts"

# Set before numpy is loaded: other processors choose other instructions, which round differently.
SAME_ARITHMETIC = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OPENBLAS_CORETYPE": "Haswell",
    "NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR",
    "PYTHONHASHSEED": "0",
}


def train(folder, path, *, plain=None, corrections=None, size=None, say=print):
    """Learn from the data in `folder`, from labelled everyday papers and from corrections; write the model to `path`.

    Returns the hash of the file.
    """
    samples = load(folder)
    say(f"{len(samples):,} passages from {folder}")
    if plain:
        everyday = plain_samples(plain)
        say(f"{len(everyday):,} everyday passages, of the half that may be learned from, from {plain}")
        samples += everyday
    if corrections:
        corrected = load_corrections(corrections)
        say(f"{len(corrected):,} passages that people looked at, from {corrections}")
        samples += corrected
    held_out = hold_out(samples, size, progress=say)
    model = calibrate(build(samples, size), samples, held_out)
    for line in report(folder, samples, held_out, model):
        say(line)
    save(model, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    say(f"{path.name}: {path.stat().st_size:,} bytes, sha256 {digest}")
    return digest


def main(arguments):
    parser = argparse.ArgumentParser(prog="python -m reading.train", description="Train the reading model.")
    parser.add_argument("folder", type=Path, help="holds contracts.jsonl and the other data files")
    parser.add_argument("--corrections", type=Path, help="lines that manage.py export_corrections wrote")
    parser.add_argument("--plain", type=Path, default=PLAIN, help="the labelled everyday papers (tests/reading)")
    options = parser.parse_args(arguments)
    train(options.folder, MODEL, plain=options.plain, corrections=options.corrections)


if __name__ == "__main__":
    if any(os.environ.get(name) != value for name, value in SAME_ARITHMETIC.items()):
        again = [sys.executable, "-m", "reading.train", *sys.argv[1:]]
        sys.exit(subprocess.run(again, env=os.environ | SAME_ARITHMETIC).returncode)
    main(sys.argv[1:])

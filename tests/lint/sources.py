#!/usr/bin/env python3
"""What stands twice in src, and how many lines each floor has.

Counts the runs of six lines (blanks and comments left out) that stand somewhere else already. Fails above LIMIT, the number
reached: whoever brings it down writes the new one there. With --worst N also says where the N longest are, with --all every
one. Run by ./dev lint.
"""
import argparse
import collections
import pathlib
import re
import sys

RUN = 6
LIMIT = 24

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "src"
COMMENT_OR_TEXT = re.compile(r'//[^\n]*|/\*.*?\*/|R"\((?:.*?)\)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)

LABEL = re.compile(r"case [\w:]+:")


def code_lines(path):
    """(number, text) of each line that is more than a comment, a blank or a label of a switch, which names every value."""

    def without_comment(match):
        text = match.group()
        return "\n" * text.count("\n") if text.startswith("/") else text

    code = COMMENT_OR_TEXT.sub(without_comment, path.read_text(encoding="utf-8"))
    lines = ((number, line.strip()) for number, line in enumerate(code.split("\n"), 1))
    return [(number, line) for number, line in lines if line and not LABEL.fullmatch(line)]


def repeated_runs(files):
    """Of each run that stands elsewhere already: (file, place) and where it stood first."""
    first, repeated = {}, {}
    for path, lines in files.items():
        for place in range(len(lines) - RUN + 1):
            run = tuple(text for _, text in lines[place : place + RUN])
            if run in first:
                repeated[path, place] = first[run]
            else:
                first[run] = (path, place)
    return repeated


def joined(repeated, files):
    """Runs that go on in the next line as one: (lines, where, where it stood first), the longest first."""
    stretches = []
    for (path, place), (other, there) in repeated.items():
        if repeated.get((path, place - 1)) == (other, there - 1):
            continue
        length = 1
        while repeated.get((path, place + length)) == (other, there + length):
            length += 1
        at = f"{path.relative_to(SOURCES.parent)}:{files[path][place][0]}"
        from_ = f"{other.relative_to(SOURCES.parent)}:{files[other][there][0]}"
        stretches.append((length + RUN - 1, at, from_))
    return sorted(stretches, key=lambda stretch: (-stretch[0], stretch[1]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    paths = sorted(path for path in SOURCES.rglob("*") if path.suffix in (".h", ".cpp"))
    floors = collections.Counter()
    for path in paths:
        floors[path.relative_to(SOURCES).parts[0]] += len(path.read_text(encoding="utf-8").splitlines())
    print("Lines: " + ", ".join(f"{floor} {count}" for floor, count in floors.items()) + f", src {sum(floors.values())}.")
    files = {path: code_lines(path) for path in paths}
    repeated = repeated_runs(files)
    stretches = joined(repeated, files)
    for length, at, from_ in stretches if options.all else stretches[: options.worst]:
        print(f"{length:4} lines  {at}  as  {from_}")
    print(f"Runs of {RUN} equal lines: {len(repeated)}, in {len(stretches)} places; at most {LIMIT} may be.")
    return 1 if len(repeated) > LIMIT else 0


sys.exit(main())

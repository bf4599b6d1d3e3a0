#!/usr/bin/env python3
"""Reads the workflows as YAML: every step's script passes shellcheck and calls nothing but ./dev and presets, every command of
./dev and every preset that is named exists, and every job ends in time. What is wrong is said, and the exit code is 1.

workflows.py [FOLDER]: those of the project, or those in FOLDER.
"""
import json
import pathlib
import re
import subprocess
import sys

import yaml

project = pathlib.Path(__file__).resolve().parents[2]
allowed = re.compile(r"^(\./dev |cmake --preset |cmake --build --preset |ctest --preset )")
after_preset = re.compile(r"--preset[ =](\S+)")


def known_presets():
    document = json.loads((project / "CMakePresets.json").read_text(encoding="utf-8"))
    return {
        command: {preset["name"] for preset in document.get(kind, []) if not preset.get("hidden")}
        for command, kind in (("--preset", "configurePresets"), ("--build", "buildPresets"), ("ctest", "testPresets"))
    }


def known_commands():
    script = (project / "dev").read_text(encoding="utf-8")
    return set(re.findall(r"^    ([a-z-]+)\)", script, re.MULTILINE))


def trouble_with_line(line):
    if not allowed.match(line):
        return f"calls something else than ./dev and presets: {line}"
    if line.startswith("./dev "):
        command = line.split()[1]
        return None if command in known_commands() else f"there is no ./dev {command}"
    words = line.split()
    presets = known_presets()["ctest" if words[0] == "ctest" else words[1]]
    named = after_preset.findall(line)
    return None if named and named[0] in presets else f"there is no such preset: {line}"


def trouble_with_script(script):
    for line in script.splitlines():
        if line.strip() and not line.strip().startswith("#"):
            trouble = trouble_with_line(line.strip())
            if trouble:
                yield trouble
    # What GitHub puts in is one word to the shell.
    told = subprocess.run(
        ["shellcheck", "--shell=bash", "-"], input=re.sub(r"\$\{\{.*?\}\}", "word", script), text=True, capture_output=True)
    if "${{" in script:
        yield "puts an expression into a script: hand it in as a variable"
    if told.returncode != 0:
        yield told.stdout.strip()


def trouble_with(document):
    if not isinstance(document, dict) or not isinstance(document.get("jobs"), dict) or not document["jobs"]:
        yield "has no jobs"
        return
    if "permissions" not in document:
        yield "does not say what it may do"
    for name, job in document["jobs"].items():
        if "timeout-minutes" not in job:
            yield f"{name}: has no end"
        for step in job.get("steps", []):
            if ("run" in step) == ("uses" in step):
                yield f"{name}: a step neither runs nor uses something, or does both"
            for trouble in trouble_with_script(step.get("run", "")) if "run" in step else ():
                yield f"{name}: {trouble}"


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else project / ".github" / "workflows"
    files = sorted(folder.glob("*.y*ml"))
    troubles = [] if files else [f"{folder}: no workflows"]
    for file in files:
        try:
            document = yaml.safe_load(file.read_text(encoding="utf-8"))
            troubles += [f"{file.name}: {trouble}" for trouble in trouble_with(document)]
        except yaml.YAMLError as error:
            troubles.append(f"{file.name}: {error}")
    for trouble in troubles:
        print(trouble)
    print(f"{len(files)} workflows, {len(troubles)} troubles")
    return 1 if troubles else 0


sys.exit(main())

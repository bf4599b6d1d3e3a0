#!/usr/bin/env python3
"""Reads what makes the installers for Windows and macOS, of which most runs elsewhere only: property lists and manifests are
well-formed, scripts pass shellcheck, presets name files that are there, vcpkg's baseline is pinned, and the page for macOS
lists each source with a part for it. What is wrong is said, and the exit code is 1.

installers.py [PROJECT]
"""
import json
import pathlib
import plistlib
import re
import subprocess
import sys
import xml.etree.ElementTree

project = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]
installer = project / "installer"


def property_lists():
    for file in sorted(installer.rglob("*.plist*")):
        try:
            content = plistlib.loads(file.read_bytes())
        except Exception as error:  # whatever expat or plistlib says
            yield f"{file.name}: {error}"
            continue
        if file.name == "entitlements.plist":
            for key, granted in content.items():
                if granted:
                    yield f"{file.name}: {key} is granted"
            continue
        for key in ("CFBundleIdentifier", "CFBundleExecutable", "CFBundleShortVersionString", "LSMinimumSystemVersion"):
            if not content.get(key):
                yield f"{file.name}: no {key}"
        exported = {each["UTTypeIdentifier"] for each in content.get("UTExportedTypeDeclarations", [])}
        opened = {name for each in content.get("CFBundleDocumentTypes", []) for name in each["LSItemContentTypes"]}
        if exported != opened or not opened:
            yield f"{file.name}: types that are opened are not those that are declared"


def manifests():
    for file in sorted(installer.rglob("*.manifest")):
        try:
            text = "".join(xml.etree.ElementTree.parse(file).getroot().itertext())
        except xml.etree.ElementTree.ParseError as error:
            yield f"{file.name}: {error}"
            continue
        for wanted in ("UTF-8", "true", "PerMonitorV2"):
            if wanted not in text:
                yield f"{file.name}: no {wanted}"


def scripts():
    files = sorted(installer.rglob("*.sh")) + sorted((project / "tests" / "package").glob("*.sh"))
    told = subprocess.run(
        ["shellcheck", "-x", *(str(file) for file in files)], cwd=project, text=True, capture_output=True)
    if told.returncode != 0:
        yield told.stdout.strip()
    for file in files:
        text = file.read_text(encoding="utf-8")
        for named in re.findall(r'"\$here/([\w./-]+)"', text):
            if not (file.parent / named).exists():
                yield f"{file.name}: {named} is not there"


def presets():
    document = json.loads((project / "CMakePresets.json").read_text(encoding="utf-8"))
    systems = set()
    for preset in document["configurePresets"]:
        systems.add(preset.get("condition", {}).get("rhs"))
        for value in re.findall(r"\$\{sourceDir\}/([\w./-]+)", json.dumps(preset)):
            if not value.startswith("build/") and not (project / value).exists():
                yield f"preset {preset['name']}: {value} is not there"
    for system in {"Windows", "Darwin"} - systems:
        yield f"no preset for {system}"


def baseline():
    manifest = json.loads((installer / "windows" / "vcpkg.json").read_text(encoding="utf-8"))
    if not re.fullmatch(r"[0-9a-f]{40}", manifest.get("builtin-baseline", "")):
        yield "vcpkg.json: the baseline is not pinned"


def parts_for_macos():
    page = (installer / "macos" / "README.md").read_text(encoding="utf-8")
    for file in sorted((project / "src").rglob("*")):
        if file.suffix in (".cpp", ".h") and re.search(r"Q_OS_(MACOS|DARWIN)", file.read_text(encoding="utf-8")):
            name = str(file.relative_to(project))
            if name not in page:
                yield f"installer/macos/README.md does not list {name}"


def main():
    troubles = [
        trouble
        for look in (property_lists, manifests, scripts, presets, baseline, parts_for_macos)
        for trouble in look()
    ]
    for trouble in troubles:
        print(trouble)
    print(f"{len(troubles)} troubles")
    return 1 if troubles else 0


sys.exit(main())

"""Judges a bill of materials as CycloneDX's own library does, and prints what is wrong with it as a JSON list."""

import json
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.spdx import is_expression
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL


def components(document):
    for component in document["components"]:
        yield component
        yield from component.get("components", [])


def of_schema(text):
    errors = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text, all_errors=True)
    return [str(error) for error in errors or []]


def of_addresses(document):
    for component in components(document):
        address = component.get("purl")
        if address is None:
            continue
        told = PackageURL.from_string(address)
        if (told.name, told.version) != (component["name"], component["version"]):
            yield f"{address} is not {component['name']} {component['version']}"


def of_licences(document):
    for component in components(document):
        for licence in component.get("licenses", []):
            if not is_expression(licence["expression"]):
                yield f"{component['bom-ref']}: {licence['expression']} is no SPDX expression"


text = Path(sys.argv[1]).read_text()
document = json.loads(text)
json.dump([*of_schema(text), *of_addresses(document), *of_licences(document)], sys.stdout)

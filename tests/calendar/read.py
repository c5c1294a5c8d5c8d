"""Reads the calendar files of a folder with icalendar and prints what each holds as one JSON object."""

import json
import sys
from datetime import UTC
from pathlib import Path

from icalendar import Calendar


def instant(event, name):
    found = event.get(name)
    return found and found.dt.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def text(event, name):
    found = event.get(name)
    return None if found is None else str(found)


def read(path):
    [event] = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    if event.errors:
        sys.exit(f"{path.name}: {event.errors}")
    texts = "UID SUMMARY LOCATION DESCRIPTION STATUS CLASS TRANSP".split()
    times = "DTSTAMP LAST-MODIFIED DTSTART DTEND".split()
    found = {name: text(event, name) for name in texts}
    found |= {name: instant(event, name) for name in times}
    found["SEQUENCE"] = int(event["SEQUENCE"])
    return {name: value for name, value in found.items() if value is not None}


files = sorted(Path(sys.argv[1]).glob("*.ics"))
json.dump({path.name: read(path) for path in files}, sys.stdout)

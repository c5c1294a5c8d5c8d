"""Writes the services a server tells into a SQLite file with an index of their words.

    rows.py URL FILE

The index is what `sqlite-utils enable-fts` makes; Datasette finds it by itself.
"""

import json
import sqlite3
import sys
import urllib.request

COLUMNS = "name, description, organization"


def rows(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        for line in answer:
            service = json.loads(line)
            organization = service.get("organization") or {}
            yield (
                service["id"],
                service["name"],
                service.get("description"),
                organization.get("name"),
            )


def main(url, file):
    database = sqlite3.connect(file)
    database.executescript(
        # Datasette knows the index of a table by how its name is quoted here.
        f"""
        CREATE TABLE services (id TEXT PRIMARY KEY, name TEXT, description TEXT, organization TEXT);
        CREATE VIRTUAL TABLE services_fts USING fts5({COLUMNS}, content="services");
        """
    )
    database.executemany("INSERT INTO services VALUES (?, ?, ?, ?)", rows(url))
    database.execute(
        f"INSERT INTO services_fts (rowid, {COLUMNS}) SELECT rowid, {COLUMNS} FROM services"
    )
    database.execute("INSERT INTO services_fts (services_fts) VALUES ('optimize')")
    database.commit()
    database.execute("VACUUM")
    print(database.execute("SELECT count(*) FROM services").fetchone()[0])


main(*sys.argv[1:])

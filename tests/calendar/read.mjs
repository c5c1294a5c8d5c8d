/* Reads the calendar files of a folder with ical.js and prints what each holds as one JSON object.
   node read.mjs PATH-OF-ICAL.JS FOLDER */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , library, folder] = process.argv;
const { default: ICAL } = await import(pathToFileURL(library));
const instants = ['DTSTAMP', 'LAST-MODIFIED', 'DTSTART', 'DTEND'];
const names = ['UID', 'SUMMARY', 'LOCATION', 'DESCRIPTION', 'STATUS', 'CLASS', 'TRANSP', 'SEQUENCE', ...instants];

function read(name) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(folder, name), 'utf8')));
  const [event, ...more] = calendar.getAllSubcomponents('vevent');
  if (more.length) throw new Error(`${name}: more than one entry`);
  const value = (property) => {
    const found = event.getFirstPropertyValue(property.toLowerCase());
    if (found === null || !instants.includes(property)) return found;
    return found.toJSDate().toISOString().replace('.000Z', 'Z');
  };
  const all = names.map((property) => [property, value(property)]);
  return Object.fromEntries(all.filter(([, found]) => found !== null));
}

const files = readdirSync(folder).filter((name) => name.endsWith('.ics')).sort();
process.stdout.write(JSON.stringify(Object.fromEntries(files.map((name) => [name, read(name)]))));

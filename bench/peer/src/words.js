/* The portal's words, the centre's playbook, and dates, in one language. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

const isolated = value => `\u2068${value}\u2069`;
const formats = new Map();

function format(locale, options) {
  const key = locale + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, options));
  return formats.get(key);
}

export class Reader {
  constructor(language, texts, book, zone) {
    Object.assign(this, { language, texts, book, zone, locale: texts['_meta.locale'] });
    this.plurals = new Intl.PluralRules(this.locale);
    this.sources = [];
  }

  t(key, values = {}) {
    const { n } = values;
    const exact = n === undefined ? key : `${key}.${this.plurals.select(n)}`;
    const text = this.texts[exact] ?? this.texts[`${key}.other`] ?? '';
    return text.replace(/\{(\w+)\}/g, (_, name) => isolated(values[name]));
  }

  /** A text of the playbook by its path; nothing where there is none. */
  raw(...path) {
    return path.reduce((at, key) => at?.[key], this.book);
  }

  /** The same without the marks of hard words. */
  plain(...path) {
    return this.raw(...path)?.replace(/\[\[([^\]|]*)\|?([^\]]*)\]\]/g, (_, key, words) =>
      words || this.raw('glossary', key, 'word') || '');
  }

  date(iso, options) {
    const moment = iso.length > 10;
    const timeZone = moment ? this.zone : 'UTC';
    return format(this.locale, { timeZone, ...options }).format(new Date(moment ? iso : `${iso}T12:00:00Z`));
  }

  day(iso) { return this.date(iso, { weekday: 'long', month: 'long', day: 'numeric' }); }
  short(iso) { return this.date(iso, { month: 'long', day: 'numeric' }); }
  time(iso) { return this.date(iso, { hour: 'numeric', minute: '2-digit' }); }

  inDays(days) {
    if (days === 0) return this.t('when.today');
    if (days === 1) return this.t('when.tomorrow');
    if (days === -1) return this.t('when.yesterday');
    return days > 0 ? this.t('when.in_days', { n: days }) : this.t('when.days_ago', { n: -days });
  }

  source(id) { return this.sources.find(source => source.agency === id); }
  agency(id) { return this.source(id)?.name ?? this.t('agency.unknown'); }

  children(children) {
    const names = children.map(child => child.first_name).filter(Boolean);
    const unnamed = children.length - names.length;
    if (unnamed) names.push(this.t(unnamed === 1 ? 'child.yours' : 'child.yours_all'));
    return names.length && this.t('child.about', { children: new Intl.ListFormat(this.locale).format(names) });
  }
}

export const Reading = createContext(null);
export const useReader = () => useContext(Reading);

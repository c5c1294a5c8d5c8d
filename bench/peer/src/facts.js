/* Facts of the API become cards: steps, visits, what is late. */
import { dial } from './ui.jsx';

const ENDED = ['done', 'closed_no_action'];
const isOpen = step => !ENDED.includes(step.state) && step.state !== 'not_started';
const CALLS = ['waiting_family', 'late', 'no_date', 'paused', 'closed_no_action', 'cannot_say', 'source_down'];

/** A person as a call; nothing without a number. */
export function call(r, contact, first) {
  if (!contact?.phone) return null;
  const { name, role, agency, phone, extension } = contact;
  return {
    text: r.t(first ? 'call.first' : 'call.next', { name }),
    who: [r.plain('roles', role, 'title'), r.source(agency)?.name].filter(Boolean).join(' · '),
    number: extension ? r.t('phone.extension', { number: phone, extension }) : phone,
    href: dial(phone, extension),
    first,
  };
}

function calls(r, agency, contact, next) {
  const source = r.source(agency);
  const office = !contact?.phone && source && { name: source.name, phone: source.phone };
  const all = [office, contact, ...next].filter(person => person?.phone);
  const unique = all.filter((person, at) => all.findIndex(other => dial(other.phone, other.extension) === dial(person.phone, person.extension)) === at);
  return unique.map((person, at) => call(r, person, at === 0));
}

function badge(r, step) {
  const agency = r.agency(step.agency);
  const day = () => (step.promised_by ? r.day(step.promised_by) : '');
  const on = (date, key, bare) => (date ? r.t(key, { on: r.short(date) }) : r.t(bare));
  switch (step.state) {
    case 'not_started': return { icon: 'circle', text: r.t('state.not_started'), tone: 'quiet' };
    case 'waiting_family': return { icon: 'person', text: r.t('state.waiting_family'), tone: 'action' };
    case 'in_progress': return { icon: 'clock', text: r.t('state.in_progress', { agency }) };
    case 'due_soon': return { icon: 'clock', text: r.t('state.due_soon', { day: day() }) };
    case 'late': return { icon: 'alert', text: r.t('state.late', { day: day() }), tone: 'late' };
    case 'no_date': return { icon: 'clock', text: on(step.asked_on, 'state.no_date_asked', 'state.no_date') };
    case 'paused': return { icon: 'pause', text: r.t('state.paused') };
    case 'done': return { icon: 'check', text: on(step.done_on, 'state.done_on', 'state.done'), tone: 'good' };
    case 'closed_no_action': return { icon: 'check', text: r.t('state.closed'), tone: 'quiet' };
    case 'cannot_say': return { icon: 'lock', text: r.t('state.cannot_say', { agency }) };
    default: return { icon: 'info', text: step.last_confirmed_on ? r.t('source.down', { agency, day: r.short(step.last_confirmed_on) }) : r.t('source.never', { agency }) };
  }
}

function stepLines(r, step, quiet) {
  const lines = [];
  if (step.state === 'late' && step.days_late) lines.push({ icon: 'clock', text: r.t('days.late', { n: step.days_late }), tone: 'late' });
  if (quiet) lines.push({ icon: 'bell', text: r.t('quiet.days', { n: step.days_quiet }), tone: 'late' });
  const about = r.children(step.children);
  if (about) lines.push({ icon: 'person', text: about });
  if (isOpen(step) && step.promised_by) {
    const said = { law: 'promise.law', policy: 'promise.policy', worker: 'promise.worker' }[step.promise_source] || 'promise.plain';
    lines.push({ icon: 'calendar', text: r.t(said, { agency: r.agency(step.agency), day: r.day(step.promised_by) }) });
    if (step.due_in_days >= 0) lines.push({ icon: 'clock', text: r.inDays(step.due_in_days) });
    if (step.promise?.first_by) lines.push({ icon: 'info', text: r.t('promise.moved', { day: r.day(step.promise.first_by) }), tone: 'quiet' });
  }
  if (step.state === 'no_date' && step.asked_by) lines.push({ icon: 'person', text: r.t('asked.by', { name: step.asked_by.name }) });
  if (step.next_check_on) lines.push({ icon: 'calendar', text: r.t(step.state === 'paused' ? 'next.review' : 'next.check', { day: r.day(step.next_check_on) }) });
  return lines;
}

function right(r, key) {
  const text = ['means', 'you_do'].map(field => r.raw('rights', key, field)).filter(Boolean).join(' ');
  return [r.plain('rights', key, 'title'), text];
}

export function stepCard(r, step, href) {
  const quiet = isOpen(step) && step.days_quiet != null;
  const pressing = step.state === 'late' || quiet;
  const part = (key, field) => [r.t(key), r.raw('steps', step.kind, field)];
  const rights = Object.keys(r.book.rights).filter(key => r.raw('rules', 'rights', key, 'steps')?.includes(step.kind));
  const texts = [
    step.reason && [r.plain('reasons', step.reason, 'title'), `${r.raw('reasons', step.reason, 'means')} ${r.raw('reasons', step.reason, 'you_do') ?? ''}`],
    isOpen(step) && part('you_do.title', 'you_do'),
    pressing && part('say.title', 'say'),
    ENDED.includes(step.state) && part('next.title', 'next'),
    ...(pressing ? rights.filter(key => key !== 'complain').map(key => right(r, key)) : []),
  ];
  const usual = step.state === 'waiting_family' ? r.raw('rules', 'steps', step.kind, 'bring') ?? [] : [];
  return {
    title: r.plain('steps', step.kind, 'title') ?? r.t('step.unknown'),
    href,
    badge: badge(r, step),
    lines: stepLines(r, step, quiet),
    bring: usual.map(key => r.raw('bring', key)).filter(Boolean),
    texts: texts.filter(text => text && text[1]),
    folded: [part('means.title', 'means')].filter(([, text]) => text),
    calls: CALLS.includes(step.state) || quiet ? calls(r, step.agency, step.contact, step.escalation) : [],
    tone: pressing ? 'late' : step.state === 'waiting_family' ? 'action' : isOpen(step) ? 'plain' : 'quiet',
  };
}

export function nextCard(r, overview) {
  const { next_step: step, advocate } = overview;
  if (!step) return { title: r.t('home.nothing_to_do'), lines: [{ icon: 'info', text: r.t('home.we_will_say') }], calls: [call(r, advocate, true)].filter(Boolean) };
  const card = stepCard(r, step, '/steps');
  return { ...card, calls: card.calls.slice(0, 1) };
}

export function lateCards(r, { late, quiet }) {
  const short = card => ({ ...card, texts: [], folded: card.texts.filter(([heading]) => heading === r.t('say.title')), calls: card.calls.slice(0, 2), href: '/steps' });
  const silent = quiet.filter(q => !late.some(step => step.id === q.step_id)).map(q => ({
    title: r.plain('steps', q.step_kind, 'title') ?? r.t('step.unknown'),
    badge: { icon: 'bell', text: r.t('quiet.days', { n: q.days }), tone: 'late' },
    lines: [{ icon: 'clock', text: r.t('quiet.since', { agency: r.agency(q.agency), day: r.short(q.last_confirmed_on) }) }],
    texts: [[r.t('say.title'), r.raw('steps', q.step_kind, 'say')]].filter(([, text]) => text),
    calls: calls(r, q.agency, q.contact, q.escalation),
    tone: 'late',
  }));
  const cards = [...late.map(step => stepCard(r, step)), ...silent].map(short);
  return cards.length ? cards : [{ badge: { icon: 'check', text: r.t('home.nothing_late'), tone: 'good' } }];
}

export const isAhead = visit => !['fulfilled', 'cancelled', 'noshow'].includes(visit.status) && (visit.in_days ?? 0) >= 0;

const STATUS = {
  proposed: ['clock', 'visit.proposed', 'plain'], pending: ['clock', 'visit.pending', 'plain'],
  booked: ['check', 'visit.booked', 'good'], arrived: ['check', 'visit.checked_in', 'good'],
  'checked-in': ['check', 'visit.checked_in', 'good'], fulfilled: ['check', 'visit.done', 'quiet'],
  cancelled: ['info', 'visit.cancelled', 'late'], noshow: ['info', 'visit.missed', 'late'],
  waitlist: ['clock', 'visit.waitlist', 'plain'],
};

function changed(r, { what, on, from, reason }) {
  const values = { on: r.short(on), day: from && r.day(from), time: from && r.time(from) };
  const text = r.t(what === 'moved' && from ? 'changed.moved_from' : `changed.${what}`, values);
  const why = reason && r.plain('reasons', reason, 'title');
  return { icon: 'alert', text: why ? `${text} ${why}.` : text, tone: 'late' };
}

export function visitCard(r, visit, href) {
  const ahead = isAhead(visit);
  const [icon, key, tone] = STATUS[visit.status];
  const lines = [];
  if (visit.differs) lines.push({ icon: 'alert', text: r.t('differs.title'), tone: 'late' });
  if (visit.changed && ahead) lines.push(changed(r, visit.changed));
  if (visit.place) lines.push({ icon: 'place', text: visit.place.name });
  const about = r.children(visit.children);
  if (about) lines.push({ icon: 'person', text: about });
  if (ahead && visit.interpreter !== 'not_needed') lines.push({ icon: 'speech', text: r.t(`interpreter.${visit.interpreter}`) });
  const time = visit.starts_at && r.time(visit.starts_at);
  return {
    title: r.plain('appointments', visit.kind, 'title') ?? r.t('visit.unknown'),
    href,
    lead: time ? [r.day(visit.starts_at), visit.in_days == null ? time : r.t('visit.when', { time, in_days: r.inDays(visit.in_days) })] : [r.t('visit.no_time')],
    badge: { icon, text: r.t(key), tone },
    lines,
    tone: ahead ? 'plain' : 'quiet',
  };
}

export const noVisit = r => ({ title: r.t('home.no_visit'), lines: [{ icon: 'info', text: r.t('home.no_visit_how') }] });

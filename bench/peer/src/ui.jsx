/* Cards, lines, buttons and icons, with the markup that the portal's style sheets are for. */
import { useState } from 'preact/hooks';
import { useReader } from './words.js';

const ICONS = {
  home: 'M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6',
  steps: 'M6 5v14M6 5h.01M6 12h.01M6 19h.01M11 5h8M11 12h8M11 19h8',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v5M16 3v5',
  heart: 'M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.4 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10z',
  people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.500a3.5 3.5 0 0 1 0 6M18 14.500c2.2.8 3.5 2.7 3.5 5.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  place: 'M12 21s-7-6.2-7-11.500a7 7 0 0 1 14 0C19 14.8 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  phone: 'M5 4h4l2 5-2.5 1.500a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A15 15 0 0 1 3 6a2 2 0 0 1 2-2z',
  person: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 21c0-4.5 3.3-7 7.5-7s7.5 2.5 7.5 7',
  bag: 'M5 8h14l1 12H4zM9 8V6a3 3 0 0 1 6 0v2',
  speech: 'M4 5h16v11H11l-4 4v-4H4z',
  check: 'M5 12.500l4.5 4.500L19 7.5',
  alert: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  circle: 'M12 19a7 7 0 1 0 0-14 7 7 0 0 0 0 14z',
  pause: 'M9 6v12M15 6v12',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 8h.01',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.500h4',
  arrow: 'M9 6l6 6-6 6',
  globe: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
};

export const Icon = ({ name }) => (
  <svg class={/arrow|steps/.test(name) ? 'icon icon-points' : 'icon'} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={ICONS[name]} />
  </svg>
);

export const Line = ({ icon, text, tone = 'plain' }) => (
  <p class="line" data-tone={tone}><Icon name={icon} /><span>{text}</span></p>
);

/** A hard word that can be touched to hear it said simply. */
function Term({ word, means }) {
  const [open, set] = useState(false);
  return (
    <>
      <button type="button" class="term" aria-expanded={open} onClick={() => set(!open)}>{word}</button>
      <span class="term-means" role="status">{open && means}</span>
    </>
  );
}

/** A text of the playbook, its marks `[[key|words]]` as terms. */
export function Prose({ text }) {
  const reader = useReader();
  return text.split(/(\[\[[^\]]*\]\])/).map(part => {
    if (!part.startsWith('[[')) return part;
    const [key, words] = part.slice(2, -2).split('|');
    const { word, means } = reader.raw('glossary', key) || {};
    return means ? <Term word={words || word} means={means} /> : words || word;
  });
}

const digits = text => text.replace(/[^0-9+]/g, '');
export const dial = (number, extension) => `tel:${digits(number)}${extension ? `,${digits(extension)}` : ''}`;

export const Calls = ({ calls }) => calls.length > 0 && (
  <ul class="calls">
    {calls.map(call => (
      <li key={call.href}>
        <a class={call.first ? 'call call-first' : 'call'} href={call.href}>
          <Icon name="phone" />
          <span class="call-words"><b>{call.text}</b> <small>{call.who}</small> <bdi dir="ltr">{call.number}</bdi></span>
        </a>
      </li>
    ))}
  </ul>
);

export function Card({ card }) {
  const { lead = [], title, href, badge, lines = [], bring = [], texts = [], folded = [], calls = [], small = [], tone = 'plain' } = card;
  const reader = useReader();
  return (
    <article class={href ? 'card card-link' : 'card'} data-tone={tone}>
      {lead.map(text => <p class="lead">{text}</p>)}
      {title && <h3>{href ? <a href={href}>{title} <Icon name="arrow" /></a> : title}</h3>}
      {badge && <div class="badge"><Line {...badge} /></div>}
      {lines.map(line => <Line {...line} />)}
      {bring.length > 0 && (
        <dl class="facts">
          <div class="fact">
            <dt><Icon name="bag" />{reader.t('visit.bring')}</dt>
            {bring.map(thing => <dd><bdi>{thing}</bdi></dd>)}
          </div>
        </dl>
      )}
      {texts.length > 0 && (
        <dl class="texts">{texts.map(([heading, text]) => <><dt>{heading}</dt><dd><Prose text={text} /></dd></>)}</dl>
      )}
      {folded.map(([heading, text]) => <details><summary>{heading}</summary><p><Prose text={text} /></p></details>)}
      <Calls calls={calls} />
      {small.map(text => <p class="small">{text}</p>)}
    </article>
  );
}

export const Section = ({ title, cards }) => (
  <section><h2>{title}</h2>{cards.map(card => <Card card={card} />)}</section>
);

export const Skeleton = ({ cards }) => (
  <>
    <p class="visually-hidden" role="status">{useReader()?.t('loading')}</p>
    {Array.from({ length: cards }, () => <div class="card skeleton" aria-hidden="true"><i /><i /><i /></div>)}
  </>
);

export const Notice = ({ icon, tone = 'plain', texts: [title, ...texts], calls = [], button }) => (
  <div class="notice" data-tone={tone}>
    <p class="notice-title"><Icon name={icon} /><b>{title}</b></p>
    {texts.map(text => <p>{text}</p>)}
    <Calls calls={calls} />
    {button && <button type="button" class="button" onClick={button[1]}>{button[0]}</button>}
  </div>
);

/* The two private screens: home and visits. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useGet } from './api.js';
import { isAhead, lateCards, nextCard, noVisit, visitCard } from './facts.js';
import { Line, Notice, Section, Skeleton } from './ui.jsx';
import { useReader } from './words.js';

let welcomed = false;

/** The heading, which gets the focus, and before the first private screen the note about leaving. */
export function Page({ title, privately, children }) {
  const r = useReader();
  const heading = useRef();
  const [read, set] = useState(welcomed);
  useEffect(() => heading.current.focus(), []);
  const texts = ['welcome.title', 'welcome.how', 'welcome.limits'].map(key => r.t(key));
  const understood = () => { welcomed = true; set(true); };
  return (
    <>
      <h1 tabindex="-1" ref={heading}>{r.t(title)}</h1>
      {privately && !read && <Notice icon="info" tone="action" texts={texts} button={[r.t('welcome.ok'), understood]} />}
      {children}
    </>
  );
}

/** Private facts while they load, when they failed, and with their age below them. */
function Facts({ path, children }) {
  const r = useReader();
  const [answer, error] = useGet(path);
  if (error !== undefined) return <Notice icon="alert" tone="late" texts={[r.t('failed.title'), r.t('failed.call')]} />;
  if (!answer || !r.book) return <Skeleton cards={3} />;
  r.sources = answer.sources;
  const news = ({ name, last_confirmed: on, ok }) =>
    on ? r.t(ok ? 'source.news' : 'source.down', { agency: name, day: r.short(on) }) : r.t(ok ? 'source.no_news' : 'source.never', { agency: name });
  return (
    <>
      {children(answer)}
      {answer.sources.filter(source => !source.ok).map(source => <Line icon="info" tone="late" text={news(source)} />)}
      <details class="age">
        <summary>{r.t('facts.as_of', { day: r.short(answer.as_of), time: r.time(answer.as_of) })}</summary>
        <p>{r.t('facts.from')}</p>
        <ul>{answer.sources.map(source => <li>{news(source)}</li>)}</ul>
      </details>
    </>
  );
}

export function Home() {
  const r = useReader();
  return (
    <Page title="home.title" privately>
      <Facts path="/api/v1/me/overview">
        {overview => (
          <>
            <Section title={r.t('home.next')} cards={[nextCard(r, overview)]} />
            <Section title={r.t('home.visit')} cards={[overview.next_appointment ? visitCard(r, overview.next_appointment, '/visits') : noVisit(r)]} />
            <Section title={r.t('home.late')} cards={lateCards(r, overview)} />
          </>
        )}
      </Facts>
    </Page>
  );
}

export function Visits() {
  const r = useReader();
  return (
    <Page title="visits.title" privately>
      <Facts path="/api/v1/me/appointments">
        {({ appointments }) => {
          const ahead = appointments.filter(isAhead).map(visit => visitCard(r, visit));
          const earlier = appointments.filter(visit => !isAhead(visit)).map(visit => visitCard(r, visit));
          return (
            <>
              <Section title={r.t('visits.ahead')} cards={ahead.length ? ahead : [noVisit(r)]} />
              {earlier.length > 0 && <details><summary>{r.t('visits.earlier', { n: earlier.length })}</summary><Section cards={earlier} /></details>}
            </>
          );
        }}
      </Facts>
    </Page>
  );
}

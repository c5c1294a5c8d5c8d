/* The frame of every screen, the words, and the table from address to screen. */
import { render } from 'preact';
import lazy from 'preact-iso/lazy';
import { LocationProvider, Route, Router, useLocation } from 'preact-iso/router';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { get, useGet } from './api.js';
import { Home, Visits } from './screens.jsx';
import { Calls, dial, Icon } from './ui.jsx';
import { Reader, Reading } from './words.js';

const Help = lazy(() => import('./help.jsx'));
const DOORS = [['/', 'home', 'nav.home'], ['/visits', 'calendar', 'nav.visits'], ['/help', 'heart', 'nav.help']];
const { locales } = window.boot;
const page = document.getElementById('app').dataset;

function Header({ r, center, choose }) {
  return (
    <header class="top">
      <p class="brand">{center?.name ?? page.center}</p>
      <div class="top-actions">
        <label class="language">
          <Icon name="globe" />
          <span class="visually-hidden">{r.t('language.label')}</span>
          <select autocomplete="off" value={r.language} onChange={event => choose(event.currentTarget.value)}>
            {Object.keys(locales).map(tag => (
              <option value={tag} lang={tag}>{new Intl.DisplayNames(tag, { type: 'language' }).of(tag)}</option>
            ))}
          </select>
        </label>
      </div>
    </header>
  );
}

function Nav({ r }) {
  const { path } = useLocation();
  return (
    <nav class="nav" aria-label={r.t('nav.label')}>
      <ul>
        {DOORS.map(([href, icon, key]) => (
          <li><a href={href} aria-current={path === href ? 'page' : undefined}><Icon name={icon} /><span>{r.t(key)}</span></a></li>
        ))}
      </ul>
    </nav>
  );
}

function App({ first }) {
  const [language, choose] = useState(window.boot.language);
  const [other] = useGet(language === window.boot.language ? null : locales[language]);
  const texts = other ?? first;
  const { path } = useLocation();
  const [book] = useGet(path === '/help' ? null : `/api/v1/playbook/${language}`);
  const [center] = useGet('/api/v1/center');
  const [session, refused] = useGet('/api/v1/session');
  const reader = useMemo(() => new Reader(texts['_meta.locale'].split('-')[0], texts, book, center?.time_zone), [texts, book, center]);
  useEffect(() => {
    document.documentElement.lang = reader.language;
    document.documentElement.dir = texts['_meta.dir'];
  }, [reader]);
  const phone = center?.phone ?? page.phone;
  const calls = [
    { text: reader.t('emergency'), href: dial('911') },
    { text: reader.t('call.center', { name: center?.name ?? page.center }), number: phone, href: dial(phone) },
  ];
  return (
    <Reading.Provider value={reader}>
      <Header r={reader} center={center} choose={choose} />
      <Nav r={reader} />
      <main id="main">
        {(session || refused || path === '/help') && (
          <Router>
            <Route path="/" component={Home} />
            <Route path="/visits" component={Visits} />
            <Route path="/help" component={Help} />
          </Router>
        )}
      </main>
      <footer><Calls calls={calls} /></footer>
    </Reading.Provider>
  );
}

/* What stands in the page stays until the first words are here. */
get(locales[window.boot.language]).then(first => {
  const root = document.getElementById('app');
  root.replaceChildren();
  render(<LocationProvider><App first={first} /></LocationProvider>, root);
});

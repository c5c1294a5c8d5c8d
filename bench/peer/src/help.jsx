/* Finding help: the directory is fetched and indexed when somebody touches the field. */
import MiniSearch from 'minisearch';
import { useMemo, useState } from 'preact/hooks';
import { Page } from './screens.jsx';
import { Card, dial, Notice } from './ui.jsx';
import { useReader } from './words.js';

const SHOWN = 20;
let directory;

async function load() {
  const response = await fetch('/hsds/v3/services?format=ndjson&full=true');
  if (!response.ok) throw response.status;
  const services = (await response.text()).trim().split('\n').map(line => JSON.parse(line));
  const index = new MiniSearch({
    fields: ['name', 'description', 'organization'],
    extractField: (service, field) => (field === 'organization' ? service.organization?.name : service[field]),
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { name: 3 } },
  });
  await index.addAllAsync(services, { chunkSize: 100 });
  return { index, services: new Map(services.map(service => [service.id, service])) };
}

const card = r => service => {
  const number = service.phones?.[0]?.number;
  return {
    title: service.name,
    lines: [{ icon: 'place', text: service.organization?.name ?? '' }],
    calls: number ? [{ text: r.t('call.place'), number, href: dial(number), first: true }] : [],
  };
};

export default function Help() {
  const r = useReader();
  const [ready, set] = useState();
  const [text, type] = useState('');
  const want = () => (directory ??= load()).then(set);
  const found = useMemo(() => {
    if (!ready) return null;
    return text ? ready.index.search(text).map(({ id }) => ready.services.get(id)) : [...ready.services.values()];
  }, [ready, text]);
  return (
    <Page title="help.title">
      <p class="intro">{r.t('help.intro')}</p>
      <div class="field" role="search">
        <label for="search">{r.t('help.search')}</label>
        <input id="search" type="search" autocomplete="off" spellcheck={false} value={text} onFocus={want} onInput={event => type(event.currentTarget.value)} />
      </div>
      {found && (
        <>
          <div role="status"><h2>{r.t('help.count', { n: found.length })}</h2></div>
          <div class="directory">{found.slice(0, SHOWN).map(card(r)).map(card => <Card card={card} />)}</div>
        </>
      )}
      <Notice icon="phone" texts={[r.t('help.211')]} calls={[{ text: r.t('help.211_call'), number: '211', href: 'tel:211' }]} />
    </Page>
  );
}

// Our search beside MiniSearch, in one page of one browser: the same records, the same fields, the
// same questions, typed turn by turn. Then the sixty judged searches with both.
//
// `cargo xtask bench --only search` bundles and serves this, and takes what it sends back.

import MiniSearch from "minisearch";
import judged from "../../crates/portal-search/tests/judged.json";
import english from "../../crates/portal-search/words/en.tsv";
import spanish from "../../crates/portal-search/words/es.tsv";

/** The words for needs that both get: those of a screen in English. */
const words = english + spanish;

/** Opens a pack; its words for needs come with the language of a search. */
const open = (pack) => portal_search.Search.open(pack, 'en');

const UNKNOWN = -2147483648;
const TUESDAY = 2040;
const SEEN = 5;
const LIMIT = 30;
const ROUNDS = 5;
/** Where the positions begin in an answer: after the total, 16 needs and 8 filters. */
const POSITIONS = 25;
/** How much is built in one go, as the page does it. */
const SLICE = 500;

const lines = words.trim().split("\n").map((line) => line.split("\t"));
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const fillers = new Set(lines.filter(([needs]) => needs === "0").map(([, word]) => word));
/** Lets the browser do what it has to, so that it does not do it in between. */
const pause = () => new Promise((resume) => setTimeout(resume));

function timed(list, work) {
  const before = performance.now();
  const result = work();
  list.push(performance.now() - before);
  return result;
}

function spread(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5), p95: at(0.95), max: sorted.at(-1) };
}

/** Our search over a pack, and how long it took to be ready. */
async function ours(file) {
  const pack = new Uint8Array(await (await fetch(file)).arrayBuffer());
  const slices = [];
  const search = timed(slices, () => open(pack));
  while (!timed(slices, () => search.build_some(SLICE)));
  return { search, ready: slices.reduce((sum, slice) => sum + slice, 0), slice: Math.max(...slices) };
}

/** What MiniSearch gets of an entry: the same fields, and all words for its needs as one more. */
function records(search) {
  return Array.from({ length: search.size }, (_, at) => {
    const [name, organization, town, zip] = search.texts(at).split("\n");
    const needs = search.facts(at, UNKNOWN, UNKNOWN)[0];
    const own = lines.filter(([bits]) => (Number(bits) & needs) !== 0);
    return { id: at, name, organization, town, zip, needs: own.map((line) => line[1]).join(" ") };
  });
}

function theirs(documents) {
  const mini = new MiniSearch({
    fields: ["name", "organization", "town", "zip", "needs"],
    processTerm: (term) => (fillers.has(fold(term)) ? null : fold(term)),
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { name: 3, organization: 2 } },
  });
  mini.addAll(documents);
  return mini;
}

const find = (search, text, limit, minute) =>
  search.search(text, 0, 0, "en", minute, UNKNOWN, UNKNOWN, limit);

async function speed() {
  const { search, ready, slice } = await ours("large.pack");
  const documents = records(search);
  const building = [];
  const mini = timed(building, () => theirs(documents));
  const ways = {
    ours: (key) => find(search, key, LIMIT, TUESDAY),
    or: (key) => mini.search(key),
    and: (key) => mini.search(key, { combineWith: "AND" }),
  };
  const times = { ours: [], or: [], and: [] };
  // The first round is thrown away: the browser compiles what runs often.
  for (let round = 0; round <= ROUNDS; round += 1) {
    if (round === 1) Object.values(times).forEach((list) => list.splice(0));
    for (const { query } of judged) {
      // A question is typed to its end before it is the next one's turn: nobody has two searches
      // that push each other's memory out of the processor between two keystrokes.
      for (const [name, way] of Object.entries(ways)) {
        await pause();
        for (let length = 1; length <= query.length; length += 1) {
          timed(times[name], () => way(query.slice(0, length)));
        }
      }
    }
  }
  return {
    services: search.size, keystrokes: times.ours.length / ROUNDS, rounds: ROUNDS,
    ready, slice, ready_theirs: building[0],
    ours: spread(times.ours), or: spread(times.or), and: spread(times.and),
  };
}

/** The same measure as in `judged.rs`: results seen that answer, the first weighing most. */
function quality(found, ids) {
  const right = new Set(ids);
  let reached = 0;
  let possible = 0;
  for (let place = 0; place < Math.min(SEEN, right.size); place += 1) {
    possible += 1 / (place + 1);
    if (right.has(found[place])) reached += 1 / (place + 1);
  }
  return reached / possible;
}

async function top() {
  const { search } = await ours("small.pack");
  const mini = theirs(records(search));
  const mean = (found) =>
    judged.reduce((sum, { query, ids }) =>
      sum + quality(found(query).slice(0, SEEN).map((at) => search.id(at)), ids), 0) / judged.length;
  const seen = (options) => (query) => mini.search(query, options).map((result) => result.id);
  return {
    services: search.size, queries: judged.length,
    ours: mean((query) => [...find(search, query, SEEN, UNKNOWN).slice(POSITIONS)]),
    or: mean(seen()), and: mean(seen({ combineWith: "AND" })),
  };
}

async function compare() {
  // Without these headers a clock of the browser is twenty times coarser.
  if (!crossOriginIsolated) throw new Error("the page is not isolated");
  await portal_search("portal-search_bg.wasm");
  return { speed: await speed(), top: await top() };
}

compare()
  .catch((problem) => ({ problem: `${problem}\n${problem?.stack}` }))
  .then((result) => fetch("result", { method: "POST", body: JSON.stringify(result) }));

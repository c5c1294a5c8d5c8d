// Our search beside MiniSearch: the same records, the same fields, the same keystrokes, one
// process, turn by turn. Then the sixty judged searches with both.
//
//   node compare.mjs MIAMI.pack LARGE.pack FOLDER
//
// The packs come from `cargo run --example pack -p portal-search`, the folder holds
// `search.js` and `search.wasm` as wasm-bindgen and wasm-opt make them.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import MiniSearch from "minisearch";

const TESTS = new URL("../../crates/portal-search/tests/", import.meta.url);
const UNKNOWN = -2147483648;
const TUESDAY = 2040;
const SEEN = 5;
const LIMIT = 30;
const ROUNDS = 5;
/** Where the positions begin in an answer: after the total, 16 needs and 8 filters. */
const POSITIONS = 25;

const [small, large, folder] = process.argv.slice(2);
if (![small, large, folder].every((path) => path && existsSync(path))) {
  console.log("packs and wasm are not there; nothing is compared");
  process.exit(0);
}

const words = readFileSync(new URL("words.tsv", TESTS), "utf8");
const judged = JSON.parse(readFileSync(new URL("judged.json", TESTS), "utf8"));

/** Evaluates the glue as a page would, where `wasm_bindgen` becomes a global. */
function load() {
  const glue = readFileSync(join(folder, "search.js"), "utf8");
  const bindgen = vm.runInThisContext(`${glue};wasm_bindgen`);
  bindgen.initSync({ module: readFileSync(join(folder, "search.wasm")) });
  return bindgen.Search;
}

/** What MiniSearch gets of an entry: the same fields, and all words for its needs as one more. */
function records(ours) {
  const lines = words.trim().split("\n").map((line) => line.split("\t"));
  return Array.from({ length: ours.size }, (_, at) => {
    const [name, organization, town, zip] = ours.texts(at).split("\n");
    const needs = ours.facts(at, UNKNOWN, UNKNOWN)[0];
    const own = lines.filter(([bits]) => (Number(bits) & needs) !== 0);
    return { id: at, name, organization, town, zip, needs: own.map((line) => line[1]).join(" ") };
  });
}

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const fillers = new Set(words.split("\n").filter((l) => l.startsWith("0\t")).map((l) => l.slice(2)));

function theirs(documents) {
  const mini = new MiniSearch({
    fields: ["name", "organization", "town", "zip", "needs"],
    processTerm: (term) => (fillers.has(fold(term)) ? null : fold(term)),
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { name: 3, organization: 2 } },
  });
  mini.addAll(documents);
  return mini;
}

function built(Search, path, synonyms = words) {
  const slices = [];
  const began = performance.now();
  const ours = Search.open(readFileSync(path), synonyms);
  const opened = performance.now() - began;
  for (let whole = false; !whole; ) {
    const start = performance.now();
    whole = ours.build_some(500);
    slices.push(performance.now() - start);
  }
  return { ours, opened, slices, took: performance.now() - began };
}

const find = (ours, text, limit, minute) =>
  ours.search(text, 0, 0, "en", minute, UNKNOWN, UNKNOWN, limit);
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const times = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  return { p50: at(sorted, 0.5), p95: at(sorted, 0.95), max: sorted.at(-1) };
};
const show = ({ p50, p95, max }) =>
  `p50 ${p50.toFixed(3)}  p95 ${p95.toFixed(3)}  max ${max.toFixed(3)} ms`;

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

function speed(Search) {
  const { ours, opened, slices, took } = built(Search, large);
  const documents = records(ours);
  const start = performance.now();
  const mini = theirs(documents);
  const builtTheirs = performance.now() - start;
  const keys = judged.flatMap(({ query }) =>
    Array.from({ length: query.length }, (_, length) => query.slice(0, length + 1)));
  const [a, or, and] = [[], [], []];
  const timed = (list, work) => {
    const before = performance.now();
    work();
    list.push(performance.now() - before);
  };
  keys.forEach((key) => find(ours, key, LIMIT, TUESDAY));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const key of keys) {
      timed(a, () => find(ours, key, LIMIT, TUESDAY));
      timed(or, () => mini.search(key));
      timed(and, () => mini.search(key, { combineWith: "AND" }));
    }
  }
  console.log(`${ours.size} services, ${keys.length} keystrokes, ${ROUNDS} rounds`);
  const longest = Math.max(...slices).toFixed(1);
  console.log(`build, ours     ${took.toFixed(1)} ms (open ${opened.toFixed(1)}, longest slice ${longest})`);
  console.log(`MiniSearch      ${builtTheirs.toFixed(1)} ms`);
  console.log(`ours            ${show(times(a))}`);
  for (const [name, list] of [["MiniSearch OR ", or], ["MiniSearch AND", and]]) {
    const [mine, other] = [times(a), times(list)];
    console.log(`${name}  ${show(other)}  ratio p50 ${(other.p50 / mine.p50).toFixed(0)}, p95 ${(other.p95 / mine.p95).toFixed(0)}`);
  }
}

function top5(Search) {
  const { ours } = built(Search, small);
  // Without the directory's names for things, which MiniSearch has no place for.
  const plain = words.split("\n").map((line) => line.split("\t").slice(0, 2).join("\t"));
  const bare = built(Search, small, plain.join("\n")).ours;
  const mini = theirs(records(ours));
  const mean = (search) =>
    judged.reduce((sum, { query, ids }) =>
      sum + quality(search(query).slice(0, SEEN).map((one) => ours.id(one)), ids), 0) / judged.length;
  const seen = (results) => results.map((result) => result.id);
  console.log(`top ${SEEN} of ${judged.length} judged searches over ${ours.size} services`);
  const top = (search) => (query) => [...find(search, query, SEEN, UNKNOWN).slice(POSITIONS)];
  console.log(`ours            ${mean(top(ours)).toFixed(3)}`);
  console.log(`ours, needs only ${mean(top(bare)).toFixed(3)}`);
  console.log(`MiniSearch OR   ${mean((q) => seen(mini.search(q))).toFixed(3)}`);
  console.log(`MiniSearch AND  ${mean((q) => seen(mini.search(q, { combineWith: "AND" }))).toFixed(3)}`);
}

const Search = load();
speed(Search);
top5(Search);

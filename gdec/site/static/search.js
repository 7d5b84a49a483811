// Finds things by their names and articles by their words, in the files of search/; nothing leaves the site.
"use strict";

const MANY_SHARDS = 8; // a beginning that more shards than this have is looked up as a whole word
const AT_ONCE = 20;
const PLAIN = { ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i" };
const WITHOUT_SPACES = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3134f}";
const RUNS = new RegExp(`[${WITHOUT_SPACES}]+|[^${WITHOUT_SPACES}]+`, "gu");
const IS_WITHOUT_SPACES = new RegExp(`^[${WITHOUT_SPACES}]`, "u");

const input = document.getElementById("q");
const status = document.getElementById("found");
const results = document.getElementById("results");
const fetched = new Map();
let asked = 0;

function folded(text) {
  const bare = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return bare.replace(/[ßøłđðþæœı]/g, (letter) => PLAIN[letter]);
}

// The words of a question as the index has them; of a run without spaces its pairs, of a single character itself.
function words(text) {
  const found = [];
  for (const word of folded(text).match(/[\p{L}\p{N}]+/gu) ?? []) {
    for (const run of word.match(RUNS)) {
      const letters = [...run];
      if (!IS_WITHOUT_SPACES.test(run)) found.push(letters.slice(0, 40).join(""));
      else if (letters.length === 1) found.push(run);
      else for (let at = 0; at + 1 < letters.length; at++) found.push(letters[at] + letters[at + 1]);
    }
  }
  return [...new Set(found)];
}

function load(name) {
  if (!fetched.has(name)) {
    const coming = fetch(`search/${name}.json`).then((answer) => {
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return answer.json();
    });
    coming.catch(() => fetched.delete(name));
    fetched.set(name, coming);
  }
  return fetched.get(name);
}

// The shards that can hold words between two words, both included.
function shardsBetween(first, low, high) {
  const shards = [];
  for (let at = 0; at < first.length; at++) {
    if (first[at] <= high && (at + 1 === first.length || first[at + 1] > low)) shards.push(at);
  }
  return shards;
}

// The numbers of the documents that have a word, or one that begins so.
async function documentsWith(word, first) {
  const beginning = shardsBetween(first, word, `${word}\uffff`);
  const isWhole = beginning.length > MANY_SHARDS;
  const shards = isWhole ? shardsBetween(first, word, word) : beginning;
  const found = new Set();
  for (const shard of await Promise.all(shards.map((at) => load(`words-${at}`)))) {
    for (const [each, steps] of Object.entries(shard)) {
      if (each !== word && (isWhole || !each.startsWith(word))) continue;
      let number = 0;
      for (const step of steps) found.add((number += step));
    }
  }
  return found;
}

async function search(text) {
  const index = await load("index");
  const common = new Set(index.common);
  const given = words(text);
  const wanted = given.filter((word) => !common.has(word));
  const found = await Promise.all(wanted.map((word) => documentsWith(word, index.first)));
  const [fewest, ...others] = found.sort((one, other) => one.size - other.size);
  const numbers = [...(fewest ?? [])].filter((number) => others.every((each) => each.has(number)));
  numbers.sort((one, other) => one - other);
  // The documents are numbered things first.
  const cut = numbers.findIndex((number) => number >= index.things);
  const things = cut < 0 ? numbers : numbers.slice(0, cut);
  const passages = numbers.slice(things.length);
  return { each: index.each, things, passages, leftOut: given.filter((word) => common.has(word)) };
}

async function documentOf(number, each) {
  const { of, documents } = await load(`documents-${Math.floor(number / each)}`);
  const [href, text, lang, at] = documents[number % each];
  return { href, text, lang, of: of[at], isPassage: href.includes("#") };
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function item({ href, text, lang, of, isPassage }) {
  const link = element("a", { href, lang, dir: "auto" }, isPassage ? of : text);
  if (!isPassage) return element("li", {}, link, " ", element("span", { class: "quiet" }, of));
  const quote = element("blockquote", { class: "words" }, element("p", {}, element("mark", { dir: "auto" }, text)));
  return element("li", {}, quote, element("p", { class: "source" }, "in ", link));
}

// Lays out one list, a number of entries at a time; the later ones come when they are asked for.
async function list(title, numbers, each) {
  const entries = element("ul", {});
  const more = element("button", { type: "button" }, "Show more");
  let shown = 0;
  const show = async () => {
    const some = numbers.slice(shown, (shown += AT_ONCE));
    const items = (await Promise.all(some.map((number) => documentOf(number, each)))).map(item);
    entries.append(...items);
    more.hidden = shown >= numbers.length;
    return items;
  };
  more.addEventListener("click", async () => (await show())[0].querySelector("a").focus());
  await show();
  const count = element("span", { class: "number" }, numbers.length.toLocaleString("en"));
  return element("section", { class: "list" }, element("h2", {}, `${title} `, count), entries, more);
}

async function answer() {
  const number = ++asked;
  const text = input.value.trim();
  results.classList.toggle("asked", text !== "");
  const made = [];
  let said = "";
  try {
    if (text) {
      const { things, passages, each, leftOut } = await search(text);
      if (things.length) made.push(await list("Things", things, each));
      if (passages.length) made.push(await list("Words of articles", passages, each));
      const count = (of, one, many) => `${of.toLocaleString("en")} ${of === 1 ? one : many}`;
      said = `${count(things.length, "thing", "things")} and ${count(passages.length, "passage", "passages")} found`;
      if (leftOut.length) said += `; in too many places to look for: ${leftOut.join(", ")}`;
    }
  } catch {
    said = "The index cannot be read. Search works where the site is served from a web address.";
  }
  if (number !== asked) return;
  results.replaceChildren(...made);
  status.textContent = said;
}

input.value = new URLSearchParams(location.search).get("q") ?? "";
input.addEventListener("input", answer);
input.form.addEventListener("submit", (event) => {
  event.preventDefault();
  const query = new URLSearchParams({ q: input.value.trim() });
  history.replaceState(null, "", input.value.trim() ? `?${query}` : location.pathname);
  answer();
});
if (input.value) answer();
else input.focus({ preventScroll: true });

// What page and server say to each other: one request at a time changes the script; what cannot be sent is kept and sent when the server is back.

export const one = (what, where = document) => where.querySelector(what);
export const clock = (ms) => {
  const s = Math.floor(ms / 1000), two = (n) => String(n).padStart(2, "0"), minutes = Math.floor(s / 60);
  return minutes < 60 ? `${minutes}:${two(s % 60)}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(s % 60)}`;
};
export const make = (tag, attributes = {}, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...inside.filter((each) => each != null));
  return element;
};

// Keys that are one letter can be turned off, for those who speak to their computer.
const letters = one("#single");
try { letters.checked = localStorage.getItem("episode.studio.letters") !== "off"; } catch { /* they are on */ }
letters.onchange = () => { try { localStorage.setItem("episode.studio.letters", letters.checked ? "on" : "off"); } catch { /* until the page is closed */ } };
export const single = () => letters.checked;

// An attribute, written only where it changes: what is not touched is not laid out anew.
export const stays = (element, name, value) => { if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value); };
// A box with its cursor at a letter, and that letter in view.
export const lookAt = (box, at) => { box.setSelectionRange(at, at); box.blur(); box.focus(); };

export class Refused extends Error {
  constructor(error, status, told) { super([error.where, error.message].filter(Boolean).join(": ")); this.remedy = error.remedy || ""; this.where = error.where || ""; this.held = error.held === true; this.status = status; this.told = told; }
}
export class Away extends Error {}

export const ask = async (path, body) => {
  let answer;
  try {
    answer = await fetch(path, body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch { throw new Away("the studio does not answer"); }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(said.error || { message: `the studio answers ${answer.status}` }, answer.status, said);
  return said;
};

// Two hands changed the same: both texts are shown, and one of the two functions is called.
export const settle = (mine, theirs, keep, drop) => {
  const dialog = one("#conflict");
  one("#conflict-mine").value = mine;
  one("#conflict-theirs").value = theirs;
  one("#conflict-keep").onclick = () => { dialog.close(); keep(one("#conflict-mine").value); };
  one("#conflict-drop").onclick = () => { dialog.close(); drop(); };
  dialog.oncancel = (event) => event.preventDefault();
  dialog.showModal();
  let at = 0;
  while (at < mine.length && mine[at] === theirs[at]) at += 1;
  for (const box of [one("#conflict-theirs"), one("#conflict-mine")]) lookAt(box, at);
};

// What was written and is not saved yet: kept over a reload, too, by each page of each script for itself. A page that is open holds a lock of its
// name, where the browser has locks; what one left that has gone goes to the next that asks.
const PLACE = `episode.studio.page.${document.body.dataset.script}`;
const holds = (name) => new Promise((told) => {
  if (!navigator.locks) told(true);
  else navigator.locks.request(name, { ifAvailable: true }, (lock) => { told(lock !== null); return lock && new Promise(() => { /* as long as the page is there */ }); }).catch(() => told(true));
});
const own = async () => {
  let name = null;
  try { name = sessionStorage.getItem(PLACE); } catch { /* it has a new name after a reload */ }
  if (name && await holds(`${PLACE}.${name}`)) return name; // a tab that was doubled has the name of the other
  name = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  await holds(`${PLACE}.${name}`);
  try { sessionStorage.setItem(PLACE, name); } catch { /* as above */ }
  return name;
};
const PAGE = await own();
const kept = (name) => { try { return JSON.parse(localStorage.getItem(name) || "null"); } catch { return null; } };
const shelf = (kind) => {
  const all = `episode.studio.${kind}.${document.body.dataset.script}.`, mine = all + PAGE;
  return {
    read: () => kept(mine),
    keep: (what) => { try { localStorage.setItem(mine, JSON.stringify({ ...what, at: Date.now() })); } catch { /* the page still has it */ } },
    drop: (name = mine) => { try { localStorage.removeItem(name); } catch { /* there was none */ } },
    left: async () => { // (where, what) of the pages that have gone, the newest first
      const asked = await navigator.locks?.query().catch(() => null), open = new Set((asked?.held ?? []).map((lock) => all + lock.name.slice(PLACE.length + 1)));
      let names = [];
      try { names = Object.keys(localStorage).filter((name) => name.startsWith(all) && name !== mine && !open.has(name)); } catch { /* there are none */ }
      return names.map((name) => [name, kept(name)]).filter(([, found]) => found).sort(([, one], [, other]) => other.at - one.at);
    },
  };
};
const script = shelf("unsaved"), templates = shelf("templates");
export const unsaved = {
  ...script,
  inherit: async (text) => { // the newest that pages left, but for what the script says already
    if (script.read()) return;
    const left = await script.left();
    for (const [name] of left.filter(([, found]) => found.text === text)) script.drop(name);
    const newest = left.find(([, found]) => found.text !== text);
    if (!newest) return;
    script.keep(newest[1]);
    if (script.read()) script.drop(newest[0]);
  },
};
export const drafts = { // of templates, by their names
  all: () => templates.read()?.of ?? {},
  put: (name, draft) => { const of = drafts.all(); if (draft) of[name] = draft; else delete of[name]; if (Object.keys(of).length) templates.keep({ of }); else templates.drop(); },
  inherit: async () => { // of each template the newest that pages left
    for (const [name, { of }] of await templates.left()) {
      templates.keep({ of: { ...of, ...drafts.all() } });
      templates.drop(name);
    }
  },
};

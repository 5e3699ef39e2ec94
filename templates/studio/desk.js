// What page and server say to each other: one request at a time changes the script; what cannot be sent is kept and sent when the server is back.

export const one = (what, where = document) => where.querySelector(what);
export const clock = (ms) => { const s = Math.round(ms / 1000); return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`; };
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
};

// What was written and could not be saved yet: kept over a reload, too.
const KEY = "episode.studio.unsaved";
export const unsaved = {
  read: () => { try { return JSON.parse(localStorage.getItem(KEY) || "null"); } catch { return null; } },
  keep: (text) => { try { localStorage.setItem(KEY, JSON.stringify(text)); } catch { /* the page still has it */ } },
  drop: () => { try { localStorage.removeItem(KEY); } catch { /* there was none */ } },
};

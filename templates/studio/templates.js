// The studio's templates: one of the show's is edited beside the script that it makes of the day. A preview writes nothing; saving is asked for.
import { Away, ask, drafts, make, one, settle } from "./desk.js";

const PAUSE_MS = 300; // between the last letter and the preview
const LOOK_MS = 1000; // and before a mistake out of sight is scrolled to: the view stays still under who writes on

const view = one("#templates"), pick = one("#template"), box = one("#template-text"), numbers = one("#template-lines"), note = one("#template-note");
const band = one("#template-band"), fault = one("#template-fault"), preview = one("#preview"), about = one("#preview-about"), save = one("#template-save"), revert = one("#template-revert");
let held = null, base = null, wrong = null, trying = false, again = false, saving = false, timer = 0, looking = 0;

const unix = (text) => text.replace(/\r\n/g, "\n");
const dirty = () => held && box.value !== held.text;

// ── the lines ──
const height = () => parseFloat(getComputedStyle(box).lineHeight);
const edge = () => parseFloat(getComputedStyle(box).paddingTop);
const place = () => {
  numbers.firstElementChild.style.transform = `translateY(${-box.scrollTop}px)`;
  const line = wrong && wrong.line;
  band.hidden = !line;
  box.setAttribute("aria-invalid", wrong ? "true" : "false");
  if (!line) { fault.style.top = ""; fault.style.bottom = "0"; return; }
  const top = edge() + (line - 1) * height() - box.scrollTop;
  band.style.transform = `translateY(${top}px)`;
  const below = top + height(), room = box.clientHeight - fault.offsetHeight;
  fault.style.bottom = "";
  fault.style.top = `${Math.max(0, below <= room ? below : Math.min(top - fault.offsetHeight, room))}px`;
};
const number = () => {
  const count = box.value.split("\n").length;
  if (numbers.firstElementChild.childElementCount !== count) numbers.firstElementChild.replaceChildren(...Array.from({ length: count }, (_, n) => make("span", {}, String(n + 1))));
  for (const [n, each] of [...numbers.firstElementChild.children].entries()) each.classList.toggle("bad", n + 1 === wrong?.line);
  place();
};
const look = () => {
  const at = edge() + (wrong.line - 1) * height();
  if (at < box.scrollTop || at + 3 * height() > box.scrollTop + box.clientHeight) box.scrollTop = Math.max(0, at - box.clientHeight / 3);
};
const blame = (error) => {
  wrong = error;
  fault.hidden = !error;
  const elsewhere = error && error.where && !error.where.startsWith(held.name) ? error.where : "";
  fault.textContent = error ? [error.line ? `Line ${error.line}` : "", elsewhere, error.message].filter(Boolean).join(": ") : "";
  clearTimeout(looking);
  if (error?.line) looking = setTimeout(look, LOOK_MS - PAUSE_MS);
  number();
};

// ── the script that it makes ──
const draw = (text, form) => {
  const known = base && new Set(base.split("\n"));
  const all = text.split("\n"), head = all.indexOf("---", 1); // the header has its checksums, which always change
  const lines = all.map((line, n) => (known && n > head && line && !known.has(line) ? make("mark", {}, `${line}\n`) : `${line}\n`));
  const top = preview.scrollTop;
  preview.replaceChildren(...lines);
  preview.classList.remove("stale");
  preview.scrollTop = top;
  const first = one("mark", preview);
  if (first && (first.offsetTop < top || first.offsetTop > top + preview.clientHeight - 40)) preview.scrollTop = first.offsetTop - preview.clientHeight / 3;
  about.textContent = `The day as a ${form}; ${first ? "what is new is marked" : "nothing is written"}.`;
};
const attempt = async () => {
  clearTimeout(timer);
  if (trying) { again = true; return; }
  trying = true;
  const name = held.name, text = box.value;
  try {
    const done = await ask("api/template/preview", { name, text });
    if (name !== held.name) again = true;
    else if (text === box.value) { // else the next one is on its way
      if (done.error) {
        preview.classList.add("stale");
        about.textContent = preview.textContent ? "As it was before the mistake." : "Nothing can be rendered.";
      } else {
        if (text === held.text) base = done.text;
        draw(done.text, done.form);
      }
      blame(done.error || null);
    }
  } catch (error) {
    about.textContent = error instanceof Away ? "The studio does not answer: what you write is kept here." : error.message;
  } finally {
    trying = false;
    if (again) { again = false; attempt(); }
  }
};

// ── which one ──
const tell = (text, ...more) => note.replaceChildren(text, ...more);
const state = () => {
  save.disabled = !held || !held.path || (held.own && !dirty());
  save.textContent = held && !held.own ? "Save a copy" : "Save";
  revert.disabled = !dirty();
};
const describe = () => {
  if (!held.path) { tell("built-in; here is no show to save a copy in: episode init makes one"); state(); return; }
  const folder = held.path.slice(0, held.path.lastIndexOf("/") + 1);
  tell(`${held.own ? held.path : `built-in: a copy will be made in ${folder} when you save`}${dirty() ? "; not saved" : ""}`);
  state();
};
const list = async () => {
  const found = await ask("api/templates");
  const group = (label, own) => { const some = found.filter((each) => each.own === own); return some.length ? make("optgroup", { label }, ...some.map((each) => make("option", { value: each.name }, each.name))) : null; };
  pick.replaceChildren(...[group("The show’s own", true), group("Built-in", false)].filter(Boolean));
  if (held) pick.value = held.name;
  return found;
};
const take = (found) => { held = { ...found, text: unix(found.text) }; pick.value = held.name; };
const open = async (name) => {
  take(await ask(`api/template/${encodeURIComponent(name)}`));
  base = null;
  preview.replaceChildren();
  box.value = held.text;
  box.scrollTop = 0;
  blame(null);
  const draft = drafts.all()[name];
  if (draft && draft.text !== held.text) {
    await attempt(); // what it makes as it is saved, to tell what is new
    box.value = draft.text;
    held.version = draft.version; // where it was changed since, saving says so
  }
  describe();
  number();
  await attempt();
};

// ── saving ──
const became = (script) => {
  const words = {
    rendered: " The day’s script was rendered anew.", unchanged: " The day’s script reads as before.",
    edited: " The day’s script was edited by hand and stays. To render it anew (the old one is kept): ",
    failed: ` The day’s script could not be rendered: ${script.error?.message}`,
  };
  return [`Saved as ${held.path}.${words[script.how]}`, script.command ? make("code", {}, script.command) : ""];
};
const keep = async () => {
  if (save.disabled || saving) return;
  saving = true;
  tell("Saving…");
  const name = held.name, text = box.value;
  try {
    const done = await ask(`api/template/${encodeURIComponent(name)}`, { version: held.version, text });
    take(done.template);
    if (box.value === text) drafts.put(name, null); else drafts.put(name, { text: box.value, version: held.version });
    await list();
    state();
    tell(...became(done.script));
    attempt();
  } catch (error) {
    if (error.status === 409) clash(text, error.told.template);
    else tell(error instanceof Away ? "Not saved: the studio does not answer. What you write is kept here." : `Not saved: ${error.message}. ${error.remedy || ""}`);
  } finally { saving = false; }
};
const clash = (mine, theirs) => {
  tell("It was changed elsewhere meanwhile.");
  settle(mine, theirs.text, (text) => { take(theirs); box.value = text; state(); number(); attempt(); save.disabled = false; return keep(); }, () => renew(theirs));
};
const renew = (theirs) => { drafts.put(theirs.name, null); take(theirs); box.value = held.text; number(); describe(); attempt(); };

box.addEventListener("input", () => {
  drafts.put(held.name, dirty() ? { text: box.value, version: held.version } : null);
  clearTimeout(looking);
  number();
  describe();
  clearTimeout(timer);
  timer = setTimeout(attempt, PAUSE_MS);
});
box.addEventListener("scroll", place);
box.addEventListener("keydown", (event) => { if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); keep(); } });
new ResizeObserver(place).observe(box);
const safely = (work) => async (...given) => { try { await work(...given); } catch (error) { tell(error.message); } };
pick.onchange = safely(() => open(pick.value));
save.onclick = keep;
revert.onclick = safely(async () => { drafts.put(held.name, null); await open(held.name); });

// ── the tab ──
export const templates = (events, form) => {
  const tabs = { script: one("#tab-script"), templates: one("#tab-templates") };
  const change = safely(async (which) => {
    view.hidden = which !== "templates";
    document.body.classList.toggle("templating", !view.hidden);
    for (const [name, tab] of Object.entries(tabs)) tab.setAttribute("aria-pressed", name === which ? "true" : "false");
    history.replaceState(null, "", which === "templates" ? "#templates" : location.pathname);
    if (which !== "templates" || held) { place(); return; }
    await drafts.inherit();
    const found = await list();
    await open((found.find((each) => each.name === `${form()}.md.j2`) || found[0]).name);
  });
  for (const [name, tab] of Object.entries(tabs)) tab.onclick = () => change(name);
  events.addEventListener("template", safely(async (event) => {
    if (!held || saving) return;
    await list();
    const { name } = JSON.parse(event.data), unsaved = dirty();
    if (name !== held.name) { attempt(); return; }
    const found = await ask(`api/template/${encodeURIComponent(name)}`);
    if (found.version === held.version || saving) return;
    if (unsaved) { tell("It was changed elsewhere meanwhile: you are asked which counts when you save."); return; }
    const top = box.scrollTop;
    renew(found);
    box.scrollTop = top;
    tell(`${held.path}, as it was changed elsewhere`);
  }));
  for (const name of ["day", "open"]) events.addEventListener(name, () => { if (held && !view.hidden && !saving) attempt(); });
  if (location.hash === "#templates") change("templates");
};

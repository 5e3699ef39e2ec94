// The studio's page. The script's file is the truth: everything here is drawn from the day that the server gives, and every change is saved at once.
import { Away, ask, clock, lookAt, make, one, settle, single, unsaved } from "./desk.js";
import { sheet } from "./draw.js";
import { hearing } from "./hear.js";
import { marking } from "./mark.js";
import { order } from "./order.js";
import { onAir } from "./air.js";
import { paragraphs } from "./paragraph.js";
import { speed } from "./speed.js";
import { stories } from "./story.js";
import { templates } from "./templates.js";
import { titles } from "./title.js";
import { mending } from "./word.js";

const state = one("#state"), trouble = one("#trouble");
let day = null, away = false, fresh = true;
let aside = null; // what could not be saved: the text with all of it, of which version, and the day before it
let shown = 0, turn = Promise.resolve(); // how often a day was shown; what changes the script goes one after the other
const undo = [], redo = [];
const inTurn = (work) => { turn = turn.then(work, work); return turn; };

const say = (text, bad = false, aloud = true) => { // `aloud`: read out to who does not see it
  state.setAttribute("aria-live", aloud ? "polite" : "off");
  state.textContent = text;
  state.classList.toggle("bad", bad);
};
const complain = (error, ...more) => {
  const isAway = error instanceof Away; // that is told at the head
  trouble.hidden = !error || isAway;
  trouble.replaceChildren();
  if (isAway) gone();
  if (trouble.hidden) return;
  const n = paragraphAt(error.where);
  trouble.append(make("span", {}, error.remedy ? `${error.message.replace(/\.$/, "")}. ${error.remedy}` : error.message),
    ...(n ? [make("button", { type: "button", class: "small", onclick: () => goTo(n) }, `Go to paragraph ${n}`)] : []), ...more,
    make("button", { type: "button", class: "small sign", title: "Close", "aria-label": "Close this message", onclick: () => complain(null) }, "×"));
};
const lineOf = (where) => (day && where?.startsWith(`${day.path}:`) ? Number(where.slice(day.path.length + 1)) : 0); // of a place such as scripts/2026-11-27.md:12
const paragraphAt = (where) => {
  const line = lineOf(where), spoken = /^segment (\d+)$/.exec(where ?? ""); // what could not be spoken
  if (spoken) return Number(spoken[1]);
  return line ? day.parts.filter((each) => each.kind === "segment" && each.line <= line).at(-1)?.n : undefined;
};
const goTo = (n) => { select(n); const there = one(`.segment[data-n="${n}"]`); there?.scrollIntoView({ block: "center" }); there?.focus({ preventScroll: true }); };

// ── changing the script ──
// What `more` says: what is done at `once` when it is saved (with its version), `before` it is drawn and `then` (with what was sent and what was answered); `lost`, the whole
// text of it for where it cannot be saved, and `later` the day that then stands on the page; and what to send `again` where the script was changed elsewhere, nothing where that is in doubt.
// Told is how it went: saved, refused, away or conflict.
const change = (path, body, more) => { const { version } = day; say("Saving…"); return inTurn(() => send(path, { version, ...body }, more)); };
const SLOW_MS = 8000;
const send = async (path, body, more = {}) => {
  const { once, before, then, lost, later, again } = more, was = day.text, text = path === "api/text" ? body.text : lost;
  if (aside && !text) { // it may be meant for other places than there will be
    const done = await flush();
    if (done !== "saved") return done;
    say("What you wrote meanwhile is saved now: look, and do it again", true);
    return "refused";
  }
  const [to, sent] = aside ? ["api/text", { text }] : [path, body];
  complain(null);
  say("Saving…");
  const slow = setTimeout(() => say("Not saved yet: the studio takes its time; what you wrote is kept here", true), SLOW_MS);
  try {
    let now = await ask(to, { version: day.version, ...sent, ...(once && !aside && { brief: true }) });
    if (text) unsaved.drop(); // else it is of something else, that waits
    if (once) once(body, now.version);
    if (!now.text) now = await latest();
    const stood = aside ? aside.from.text : was;
    if (now.text !== stood) { undo.push(stood); redo.length = 0; }
    aside = null;
    before?.();
    show(now);
    say("Saved");
    then?.(body, now);
    return "saved";
  } catch (error) {
    if (error instanceof Away) {
      if (text) unsaved.keep({ text, version: day.version });
      before?.();
      if (later) { const written = later(); aside = { text, version: day.version, from: aside?.from ?? day }; show(written); }
      gone();
      return "away";
    }
    if (error.status !== 409) { say("Not saved", true); complain(error); return "refused"; }
    const now = error.told.day, asked = aside ? null : again?.(now);
    aside = null;
    if (asked) { show(now); return send(path, { ...asked, version: now.version }, { ...more, again: null }); }
    before?.();
    if (text) { conflict(text, now); return "conflict"; }
    show(now);
    say("It was changed elsewhere: look, and do it again", true);
    return "refused";
  } finally { clearTimeout(slow); }
};
const flush = async () => { // upon the day as it was before
  const kept = aside, written = day;
  [day, aside] = [kept.from, null];
  const done = await send("api/text", { text: kept.text });
  if (done === "away" || done === "refused") { aside = kept; show(written); }
  return done;
};
const goBack = () => inTurn(async () => {
  if (aside) { const { from } = aside; aside = null; unsaved.drop(); show(from); gone(); return; } // what is not saved is taken back first
  if (!undo.length) return;
  const there = undo.pop(), here = day.text, later = [...redo];
  if (await send("api/text", { text: there }) === "saved") { undo.pop(); redo.push(...later, here); } else undo.push(there);
  buttons();
});
const goOn = () => inTurn(async () => {
  if (!redo.length || aside) return;
  const there = redo.pop(), later = [...redo];
  if (await send("api/text", { text: there }) === "saved") redo.push(...later); else redo.push(there);
  buttons();
});
const buttons = () => { one("#undo").disabled = !undo.length && !aside; one("#redo").disabled = !redo.length; };

const conflict = (mine, theirs) => {
  say("Changed elsewhere", true);
  settle(mine, theirs.text, (text) => { day = theirs; return change("api/text", { text }); }, () => { unsaved.drop(); show(theirs); say("Saved"); });
};

// ── drawing ──
const { select, play, hear, stretch, pause, toggle, said, unsaid, leads, drawn } = hearing({ now: () => day, complain, isWritten: () => paragraph.isWritten() });
const paragraph = paragraphs({
  now: () => day, change: (...asked) => change(...asked), mend: (...asked) => mend(...asked), conflict: (lost) => conflict(lost, day), say,
  select, hear, stretch, toggle, dropped: () => { if (aside) unsaved.keep(aside); else unsaved.drop(); }, left: () => { say("Saved"); reload(); }, // what came while it was written
});
const mend = mending({ show: (now) => show(now), say, change: (...asked) => change(...asked), hear, play, whole: paragraph.whole, edit: paragraph.edit });
const named = titles({ now: () => day, change: (...asked) => change(...asked), say });
const draw = sheet({ paragraph, stretch, rename: named.rename });
const marks = marking({ now: () => day, show: (now) => show(now), complain, say, said, goTo, stretch });
const running = order({ now: () => day, change: (...asked) => change(...asked), show: (now) => show(now), complain, say });
const air = onAir({ now: () => day, saved: () => turn, isWritten: paragraph.isWritten, focus: paragraph.focus, say, complain, show: (now) => show(now), goTo });
const others = stories({ now: () => day, change: (...asked) => change(...asked), say });
const show = (now) => {
  const goOnWriting = paragraph.held(), focus = document.activeElement?.closest?.(".segment")?.dataset.n, on = one(".segment.on")?.dataset.n;
  air.draw(now);
  day = now;
  shown += 1;
  draw(day);
  named.draw();
  running.draw();
  marks.draw();
  others.draw();
  const tenths = (value) => Number(value).toFixed(1).replace("-", "−");
  one("#built").textContent = day.built ? `${clock(day.built.duration_ms)}, ${tenths(day.built.loudness_lufs)} LUFS, true peak ${tenths(day.built.true_peak_dbtp)} dBTP${day.built.current ? "" : ". Script or lexicon has changed since: build it anew."}` : "Not built yet.";
  for (const name of ["#episode", "#would"]) one(name).hidden = !day.built;
  buttons();
  if (!day.fault) drawn();
  if (on && !one(".segment.on")) select(on);
  if (day.fault) { complain(day.fault); openText(day.fault); } else if (goOnWriting) goOnWriting();
  else if (focus && document.activeElement === document.body) one(`.segment[data-n="${focus}"]`)?.focus({ preventScroll: true });
};

// ── names ──
const doubtful = (way) => { // the next word that a voice may say wrong, or the one before
  const all = [...document.querySelectorAll("#script mark button")], focus = document.activeElement;
  const from = focus.closest("#script .segment") ? focus : one(".segment.on") ?? one("#script"), lies = (each) => from.compareDocumentPosition(each);
  const next = way > 0 ? all.find((each) => lies(each) & Node.DOCUMENT_POSITION_FOLLOWING) ?? all[0] : all.findLast((each) => lies(each) & Node.DOCUMENT_POSITION_PRECEDING && !each.contains(from)) ?? all.at(-1);
  if (!next) { say("No word is doubtful"); return; }
  select(next.closest(".segment").dataset.n);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
};

// ── the whole text, the gate, the build ──
const openText = (fault) => {
  one("#text-all").value = day.text;
  one("#text-fault").textContent = fault ? [fault.where, fault.message, fault.remedy].filter(Boolean).join(" ") : "";
  if (one("#text").open) return;
  one("#text").showModal();
  const on = day.parts.find((each) => each.kind === "segment" && String(each.n) === one(".segment.on")?.dataset.n);
  const first = fault ? lineOf(fault.where) : on?.line;
  lookAt(one("#text-all"), one("#text-all").value.split("\n").slice(0, (first || 1) - 1).join("").length + (first || 1) - 1);
};
one("#raw").onclick = () => openText(null);
one("#text-save").onclick = async () => {
  if (await change("api/text", { text: one("#text-all").value }) === "saved") one("#text").close();
  else one("#text-fault").textContent = trouble.textContent;
};
one("#keys-ask").onclick = () => one("#keys").showModal();
one("#undo").onclick = goBack;
one("#redo").onclick = goOn;
one("#whole").onclick = () => stretch(1, 0, "The whole");
one("#episode").onclick = () => play(`audio?v=${day.version}`, "The finished episode", "episode", day.built.current);
one("#script").addEventListener("keydown", (event) => { // from where the first link leads
  if (event.target !== event.currentTarget || event.key !== "ArrowDown" || !day.chapters.length) return;
  event.preventDefault();
  (one(".segment.on") ?? one(".segment"))?.focus();
});
addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, dialog") || !one("#templates").hidden) return;
  const letter = !event.ctrlKey && !event.metaKey && !event.altKey && single() && { m: marks.mark, p: pause, "<": () => speed(-1), ">": () => speed(1), "?": () => one("#keys").showModal(), w: () => doubtful(1), W: () => doubtful(-1) }[event.key];
  if (letter) { event.preventDefault(); letter(); return; }
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
  event.preventDefault();
  if (event.shiftKey) goOn(); else goBack();
});

// ── other editors, other pages, a server that goes and comes ──
const gone = () => { away = true; say("The studio does not answer; what you write is kept here", true); };
const latest = async () => { // an answer that was on its way while another was shown may be older than that one
  for (;;) { const before = shown, now = await ask("api/day"); if (before === shown) return now; }
};
const reload = async (all) => {
  let now;
  try { now = await latest(); } catch (error) { complain(error); return; }
  const back = away, other = !day || now.version !== day.version;
  away = false;
  if (aside) {
    await inTurn(async () => { if (!aside) return; if (now.version === day.version) await flush(); else { const { text } = aside; aside = null; show(now); conflict(text, now); } });
    named.again();
    return;
  }
  if (!paragraph.standsIn(now)) { say("Changed elsewhere, in this paragraph: you are asked which counts when you save", true); return; }
  if (all === true || other || back || now.built?.current !== day.built?.current) show(now);
  if (paragraph.isWritten()) { if (other || back) say(other ? "Changed elsewhere, and shown here" : "The studio is back"); return; }
  await inTurn(async () => { // not while a save is on its way: what it sends is unsaved only until it is answered
    if (paragraph.isWritten()) return;
    if (other || back) say("Saved"); // else what was said last stays
    if (fresh) { fresh = false; await unsaved.inherit(day.text); }
    const left = unsaved.read();
    if (!left || left.text === day.text) unsaved.drop();
    else if (left.version === day.version) await send("api/text", { text: left.text });
    else conflict(left.text, day);
  });
  named.again();
};
const answered = (work) => async (event) => { await turn; work(event); }; // what is told of a save of one's own comes before its answer
const events = new EventSource("api/events");
events.addEventListener("open", reload);
events.addEventListener("error", gone);
events.addEventListener("day", answered((event) => { if (JSON.parse(event.data).version !== day?.version) reload(); }));
events.addEventListener("kept", answered(() => reload(true)));
let stageTold = "";
events.addEventListener("progress", (event) => { // each stage is read out once, whatever is said in between
  const { stage, share } = JSON.parse(event.data);
  say(`Building: ${stage} ${Math.round(100 * (share || 0))} %`, false, stage !== stageTold);
  stageTold = stage;
});
events.addEventListener("built", async () => { show(await latest()); say("Built"); });
events.addEventListener("note", (event) => say(JSON.parse(event.data).text));
events.addEventListener("begins", (event) => leads(JSON.parse(event.data)));
events.addEventListener("unsaid", (event) => unsaid(JSON.parse(event.data)));
events.addEventListener("fault", (event) => { say("Not built", true); complain(JSON.parse(event.data)); });
templates(events, () => day?.format);

// ── room ──
new ResizeObserver(([{ target }]) => document.documentElement.style.setProperty("--head", getComputedStyle(target).position === "static" ? "0px" : `${target.offsetHeight}px`)).observe(one("header"));
const narrow = matchMedia("(max-width: 44rem)");
const reach = () => { (narrow.matches ? one("#mark") : one("#redo")).before(one("#undo")); }; // on a phone the head is far away: what was done is undone at the thumb
narrow.addEventListener("change", reach);
reach();
if (matchMedia("(max-width: 70rem)").matches) one("#order-box").open = false;

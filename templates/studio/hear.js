// Hearing: a paragraph, a stretch, the whole; what is heard is marked in the script, and what cannot be heard is told.
import { ask, one } from "./desk.js";
import { strip } from "./strip.js";

const LATE_MS = 800; // a finger is so much behind the ear
const LONG_MS = 400, HAVE_SOUND = 3; // silence of so long is explained; `readyState` from which on something is heard
const player = one("#player"), about = one("#playing");

export const hearing = ({ now, complain, isWritten }) => {
  let along = false, alone = 0, waits = 0; // whether more than one paragraph plays; the one that does

  const select = (n) => {
    for (const each of document.querySelectorAll(".segment.on")) each.classList.remove("on");
    one(`.segment[data-n="${n}"]`)?.classList.add("on");
  };
  const play = (address, what, where = null, many = false, only = 0) => { // `where` it begins in the programme, asked for at any time, ms; null for what stands nowhere
    along = many;
    alone = only;
    player.src = address; // it waits from now on
    line.playing(where);
    about.textContent = what;
    player.onwaiting = () => { // for the first sound, or for what comes
      clearTimeout(waits);
      waits = setTimeout(() => { if (player.readyState < HAVE_SOUND && !player.error && where !== "episode") about.textContent = `${what}: being spoken …`; }, LONG_MS);
    };
    player.onplaying = () => { clearTimeout(waits); about.textContent = what; };
    player.play().catch(() => { /* the browser wants a gesture first: the controls are there */ });
  };
  const begins = (n, skip = 0) => { const part = now().parts.find((each) => each.n === n); return part ? part.start_ms + skip : null; };
  const hear = (n, version = "") => { // with a version: after a change of it
    if (version && !one("#at-once").checked) return;
    select(n);
    play(`api/clip/${n}.wav?v=${version || now().version}`, `Paragraph ${n}`, () => begins(n), false, n);
  };
  const stretch = (from, to, what, skip = 0) => play(`api/stretch.wav?from=${from}${to ? `&to=${to}` : ""}${skip ? `&skip_ms=${skip}` : ""}&v=${now().version}`, what, () => begins(from, skip), true);
  const said = () => { // the sentence that is heard, or just was
    const ms = line.at();
    if (ms === null || (!along && !alone)) return null;
    const own = now().parts.filter((each) => each.kind === "segment" && (!alone || each.n === alone)), first = begins(alone) ?? 0, heard = Math.max(first, ms - LATE_MS * player.playbackRate);
    const part = own.findLast((each) => each.start_ms <= heard) ?? own[0], at = part ? part.sentences.findLastIndex((each) => each.start_ms <= heard) : 0;
    return part && { n: part.n, part: Math.max(0, at), text: part.sentences[Math.max(0, at)].text, chapter: now().chapters.find((each) => each.k === part.k).title };
  };
  const leads = ({ address, lead_ms }) => { if (player.getAttribute("src") === address) line.leads(lead_ms); }; // what is heard before the first word
  const pause = () => { if (player.paused) player.play().catch(() => { /* there is nothing to go on with */ }); else player.pause(); };
  const toggle = (n) => { // what is heard of it, or of all, goes on where it was left; what was changed since, or is over, is heard anew
    const goesOn = one(".segment.on")?.dataset.n === String(n) && player.src.includes(`v=${now().version}`) && !player.ended && !player.error;
    if (goesOn) pause(); else hear(n);
  };
  const line = strip(player, (n, skip) => {
    select(n);
    if (!isWritten()) one(".segment.on")?.scrollIntoView({ block: "nearest" });
    stretch(n, 0, `From paragraph ${n}`, skip);
  });

  player.addEventListener("timeupdate", () => { // what is heard is marked, and stays in view for whoever looks at it
    const ms = player.paused || !along ? null : line.at(), before = one(".segment.on");
    const part = ms === null ? null : now().parts.findLast((each) => each.kind === "segment" && each.start_ms <= ms);
    if (!part || before?.dataset.n === String(part.n)) return;
    const there = before?.getBoundingClientRect(), withIt = !there || (there.bottom > 0 && there.top < innerHeight);
    select(part.n);
    if (withIt && !isWritten()) one(".segment.on").scrollIntoView({ block: "nearest" });
  });
  player.addEventListener("error", async () => {
    const address = player.getAttribute("src");
    if (!address) return;
    about.textContent = "This cannot be played.";
    try { await ask(address); } catch (error) { complain(error); } // why, which the player does not tell
  });
  const unsaid = (fault) => { // a sentence behind the first of what plays could not be spoken: what comes before it plays
    if (player.getAttribute("src") !== fault.address) return;
    player.onplaying = player.onwaiting = null;
    about.textContent = "Not all of it could be spoken.";
    complain(fault);
  };
  return { select, play, hear, stretch, pause, toggle, said, unsaid, leads, drawn: line.day };
};

// The strip over the player: the programme's levels, its chapters, and where the sound is. A click goes there.
import { ask, clock, one } from "./desk.js";

const STEP_MS = 5000; // of an arrow key
const LATER_MS = 400; // the strip waits: what was changed is to be heard first
const canvas = one("#strip"), told = one("#strip-at");

export const strip = (player, from) => {
  let shown = null, of = "", begins = null, lead = 0, due = 0, later = 0, pointed = null;

  const at = () => { // milliseconds of what is shown, or null where something else plays
    const from = player.getAttribute("src") ? begins?.() ?? null : null;
    return from === null ? null : from - lead + player.currentTime * 1000;
  };
  const chapter = (ms) => shown.chapters.filter((each) => each.start_ms <= ms).at(-1)?.title || "";
  const draw = () => {
    const wide = canvas.clientWidth, high = canvas.clientHeight, dots = devicePixelRatio || 1;
    if (!shown || !wide) return;
    canvas.width = wide * dots;
    canvas.height = high * dots;
    const pen = canvas.getContext("2d"), style = getComputedStyle(canvas), colour = (name) => style.getPropertyValue(name).trim();
    const x = (ms) => (ms / shown.length_ms) * wide, now = at();
    pen.scale(dots, dots);
    const bar = 3, count = Math.floor(wide / bar), each = shown.levels.length / count;
    const means = Array.from({ length: count }, (_, n) => {
      const known = shown.levels.slice(Math.floor(n * each), Math.max(Math.floor((n + 1) * each), Math.floor(n * each) + 1)).filter((level) => level !== null);
      return known.length ? known.reduce((sum, level) => sum + level, 0) / known.length : null; // null: never spoken
    });
    const highest = Math.max(1, ...means);
    for (const [n, mean] of means.entries()) {
      const tall = Math.max(2, ((mean || 0) / highest) * (high - 12));
      pen.fillStyle = colour(mean === null ? "--rule" : now !== null && x(now) > n * bar ? "--accent" : "--soft");
      pen.fillRect(n * bar, 10 + (high - 10 - tall) / 2, bar - 1, tall);
    }
    pen.fillStyle = colour("--accent");
    for (const each of shown.chapters) { pen.beginPath(); pen.moveTo(x(each.start_ms), 0); pen.lineTo(x(each.start_ms) + 7, 0); pen.lineTo(x(each.start_ms), 8); pen.fill(); }
    pen.fillStyle = colour("--ink");
    if (now !== null) pen.fillRect(Math.min(wide - 2, x(now)), 0, 2, high);
    const ms = pointed ?? now ?? 0;
    told.textContent = [clock(ms), chapter(ms)].filter(Boolean).join(" · ");
    canvas.setAttribute("aria-valuemax", Math.round(shown.length_ms / 1000));
    canvas.setAttribute("aria-valuenow", Math.round(Math.min(shown.length_ms, now ?? 0) / 1000));
    canvas.setAttribute("aria-valuetext", [clock(now ?? 0), chapter(now ?? 0)].filter(Boolean).join(", "));
  };
  const load = async (which) => {
    of = which;
    due += 1;
    const mine = due;
    try {
      const found = await ask(`api/strip${which ? `?of=${which}` : ""}`);
      if (mine === due) { shown = found; draw(); }
    } catch { /* what cannot be drawn can still be heard */ }
  };
  const go = (ms) => {
    if (!shown) return;
    const there = Math.max(0, Math.min(ms, shown.length_ms - 500));
    if (of === "episode") { player.currentTime = there / 1000; player.play().catch(() => {}); return; }
    const part = shown.paragraphs.filter((each) => each.start_ms <= there).at(-1) || shown.paragraphs[0];
    if (part) from(part.n, Math.max(0, Math.round(there - part.start_ms)));
  };

  const under = (event) => (event.offsetX / canvas.clientWidth) * shown.length_ms;
  canvas.addEventListener("click", (event) => { if (shown) go(under(event)); });
  canvas.addEventListener("pointermove", (event) => { if (shown) { pointed = under(event); draw(); } });
  canvas.addEventListener("pointerleave", () => { pointed = null; draw(); });
  canvas.addEventListener("keydown", (event) => {
    if (!shown) return;
    const now = at() ?? 0, starts = shown.chapters.map((each) => each.start_ms);
    const to = {
      ArrowRight: now + STEP_MS, ArrowLeft: now - STEP_MS, Home: 0, End: shown.length_ms,
      PageDown: starts.find((each) => each > now + 500), PageUp: starts.filter((each) => each < now - 1500).at(-1) ?? 0,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  });
  for (const name of ["timeupdate", "seeked", "play", "pause"]) player.addEventListener(name, draw);
  const soon = () => { clearTimeout(later); later = setTimeout(() => { if (of === "") load(""); }, LATER_MS); };
  new ResizeObserver(draw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

  return {
    // What plays begins here in the programme: a function that gives milliseconds, as they are known better while it is spoken; null for what
    // stands nowhere, "episode" for the finished file.
    playing: (where) => { lead = 0; begins = where === "episode" ? () => 0 : where; const which = where === "episode" ? "episode" : ""; if (which !== of) load(which); else draw(); },
    leads: (ms) => { lead = ms; draw(); },
    day: soon,
    at,
  };
};

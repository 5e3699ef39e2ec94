// The page's own script: plays, follows the words, and remembers speed and light. Without it the page is read and the browser's own player plays.
(() => {
  "use strict";
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const one = (what, where = document) => where.querySelector(what);
  const root = document.documentElement;
  const BACK_MS = 10000, ARROW_MS = 5000;
  const LEAST_MS = 5; // a sound that waits to be loaded is not asked for more often

  // What is remembered; a browser that keeps nothing is no error.
  const keep = (name, value) => { try { localStorage.setItem(`episode.${name}`, value); } catch { /* it keeps nothing */ } };
  const kept = (name) => { try { return localStorage.getItem(`episode.${name}`); } catch { return null; } };

  // Dark or light: as the system says, until somebody says otherwise.
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const shine = (theme) => { if (theme === "dark" || theme === "light") root.dataset.theme = theme; };
  shine(kept("theme"));
  for (const button of all('[data-do="theme"]')) {
    button.hidden = false;
    button.addEventListener("click", () => { shine(dark() ? "light" : "dark"); keep("theme", root.dataset.theme); });
  }

  const audio = one("audio");
  if (!audio) return;
  const controls = one(".controls"), range = one(".bar input"), select = one(".speed select"), dialog = one("dialog.help");
  const start = (element) => Number(element.dataset.start);
  const spans = all(".s").sort((a, b) => start(a) - start(b)), starts = spans.map(start);
  const chapters = all(".chapters a"), opens = chapters.map(start);
  const length = Number(range.max);

  // The last of the sorted times that has come; −1 before the first.
  const last = (times, ms) => {
    let low = 0, high = times.length;
    while (low < high) { const middle = (low + high) >> 1; if (times[middle] <= ms) low = middle + 1; else high = middle; }
    return low - 1;
  };
  const clock = (seconds) => {
    const s = Math.floor(seconds), parts = [Math.floor(s / 60) % 60, s % 60], hours = Math.floor(s / 3600);
    return hours ? `${hours}:${String(parts[0]).padStart(2, "0")}:${String(parts[1]).padStart(2, "0")}` : `${parts[0]}:${String(parts[1]).padStart(2, "0")}`;
  };
  const spoken = (seconds) => {
    const s = Math.floor(seconds), minutes = Math.floor(s / 60);
    return `${minutes ? `${minutes} minute${minutes === 1 ? "" : "s"} ` : ""}${s % 60} second${s % 60 === 1 ? "" : "s"}`;
  };

  controls.hidden = false;
  audio.controls = false;
  audio.hidden = true;
  document.body.classList.add("live");

  // ── the words follow the sound ──
  // A sentence says when each of its words begins, and with "-" that one goes with the word before it. As an element each would make
  // the page of an hour's programme three times as long.
  for (const span of all(".s[data-words]")) {
    const at = span.dataset.words.split(" "), parts = [];
    span.textContent.split(" ").forEach((word, n) => {
      if (at[n] === "-" && parts.length) parts[parts.length - 1][0] += ` ${word}`; else parts.push([word, at[n]]);
    });
    span.replaceChildren(...parts.flatMap(([word, ms], n) => {
      const made = document.createElement("span");
      made.textContent = word;
      if (ms !== "-") { made.className = "w"; made.dataset.at = ms; }
      return n ? [" ", made] : [made];
    }));
  }
  let current = -1, chapter = -1, word = null, words = [], times = [], timer = 0;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const room = () => innerHeight - controls.parentElement.offsetHeight;
  const seen = (element) => { const box = element.getBoundingClientRect(); return box.bottom > 0 && box.top < room(); };
  const follow = (element) => { // whoever reads elsewhere is left there: see `show`
    const box = element.getBoundingClientRect();
    if (box.top < room() * 0.12 || box.bottom > room() * 0.82)
      scrollTo({ top: scrollY + box.top - room() * 0.3, behavior: calm.matches ? "auto" : "smooth" });
  };

  const mark = (element, on) => {
    if (on) element.setAttribute("aria-current", "true"); else element.removeAttribute("aria-current");
    const turn = element.closest(".turn");
    for (const place of (element.dataset.places || "").split(" ").filter(Boolean)) one(`[data-place="${place}"]`, turn)?.classList.toggle("on", on);
  };
  const show = (lead = false) => { // `lead`: somebody asked for this place
    const seconds = audio.currentTime, ms = seconds * 1000;
    const n = last(starts, ms + 1);
    if (n !== current) {
      const withIt = !spans[current] || seen(spans[current]);
      if (spans[current]) mark(spans[current], false);
      current = n;
      words = spans[n] ? all(".w", spans[n]) : [];
      times = words.map((each) => Number(each.dataset.at));
      if (spans[n]) { mark(spans[n], true); if (!audio.paused && withIt) follow(spans[n]); }
    }
    if (lead === true && spans[n]) follow(spans[n]);
    const said = words[last(times, ms + 1)] || null;
    if (said !== word) { word?.classList.remove("on"); said?.classList.add("on"); word = said; }
    const c = last(opens, ms + 1);
    if (c !== chapter) {
      chapters[chapter]?.removeAttribute("aria-current");
      chapters[c]?.setAttribute("aria-current", "true");
      one(".where").textContent = chapters[c] ? one(".title", chapters[c]).textContent : "";
      chapter = c;
    }
    const text = clock(seconds);
    if (one(".now .at").textContent !== text) { one(".now .at").textContent = text; range.setAttribute("aria-valuetext", `${spoken(seconds)} of ${spoken(length)}`); }
    if (document.activeElement !== range || !audio.paused) range.value = String(seconds);
    one(".heard-part").setAttribute("width", String(Math.min(1, seconds / length) * 1000));
    wake(ms);
  };
  // A tab behind others gets no frames, and a busy one few: a timer wakes it where the next sentence, word or chapter begins.
  const next = (moments, ms) => moments[last(moments, ms + 1) + 1] ?? Infinity;
  const wake = (ms) => {
    clearTimeout(timer);
    const at = Math.min(next(starts, ms), next(times, ms), next(opens, ms));
    if (!audio.paused && at < Infinity) timer = setTimeout(() => show(), Math.max(LEAST_MS, (at - ms) / audio.playbackRate));
  };
  const frame = () => { show(); if (!audio.paused) requestAnimationFrame(frame); };
  audio.addEventListener("play", () => { document.body.classList.add("playing"); one(".play").setAttribute("aria-label", "Pause"); show(true); frame(); });
  audio.addEventListener("pause", () => { document.body.classList.remove("playing"); one(".play").setAttribute("aria-label", "Play"); show(); });
  for (const event of ["seeking", "seeked", "playing", "ratechange", "timeupdate", "loadedmetadata"]) audio.addEventListener(event, () => show());

  // ── going somewhere ──
  let wanted = null;
  const seek = (ms) => {
    wanted = Math.max(0, Math.min(length, ms / 1000));
    if (audio.readyState < 1) return; // as soon as its length is known
    audio.currentTime = wanted;
    show(true); // the next key may come before the browser says that it seeks
  };
  audio.addEventListener("loadedmetadata", () => { if (wanted !== null && Math.abs(audio.currentTime - wanted) > 0.05) audio.currentTime = wanted; });
  const play = () => audio.play().catch(() => { /* the browser wants a gesture first: the button is there */ });
  const at = (ms) => { try { history.replaceState(null, "", `#t=${(ms / 1000).toFixed(1).replace(/\.0$/, "")}`); } catch { /* not everywhere */ } };
  const go = (ms) => { seek(ms); at(ms); play(); };
  const toggle = () => (audio.paused ? play() : audio.pause());
  const by = (ms) => { seek(audio.currentTime * 1000 + ms); at(wanted * 1000); };
  const step = (by) => { const n = Math.max(0, Math.min(spans.length - 1, current + by)); if (spans[n]) { seek(starts[n]); at(starts[n]); } };

  const deep = () => {
    const found = /^#t=(?:(\d+):)?(?:(\d+):)?(\d+(?:\.\d+)?)$/.exec(location.hash);
    if (!found) return;
    const parts = found.slice(1).filter((part) => part !== undefined).map(Number);
    seek(parts.reduce((sum, part) => sum * 60 + part, 0) * 1000);
    spans[last(starts, wanted * 1000 + 1)]?.scrollIntoView({ block: "center", behavior: "auto" });
  };
  addEventListener("hashchange", deep);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-start]"), span = event.target.closest(".s");
    if (link && !event.metaKey && !event.ctrlKey) {
      if (!link.closest(".chapters")) event.preventDefault();
      setTimeout(() => go(start(link))); // the browser goes to the heading first
    } else if (span && !event.target.closest("a") && getSelection().isCollapsed) go(start(span));
  });
  const doing = { play: toggle, back: () => by(-BACK_MS), on: () => by(BACK_MS), here: () => show(true), help: () => dialog.showModal() };
  for (const button of all("[data-do]", controls)) button.addEventListener("click", doing[button.dataset.do]);
  range.addEventListener("input", () => seek(Number(range.value) * 1000));
  range.addEventListener("change", () => at(Number(range.value) * 1000));
  const hasten = (rate) => { if ([...select.options].some((option) => option.value === rate)) { select.value = rate; audio.playbackRate = audio.defaultPlaybackRate = Number(rate); } };
  select.addEventListener("change", () => { hasten(select.value); keep("speed", select.value); });
  hasten(kept("speed"));

  // ── the keys; they can be turned off, for those who speak to their computer ──
  const single = one("input", dialog);
  single.checked = kept("keys") !== "off";
  single.addEventListener("change", () => keep("keys", single.checked ? "on" : "off"));
  const list = one(".chapters details");
  const keys = {
    " ": toggle, ArrowLeft: () => by(-ARROW_MS), ArrowRight: () => by(ARROW_MS),
    j: () => step(1), k: () => step(-1), "?": doing.help,
    c: () => { if (list) { list.open = true; (chapters[Math.max(0, chapter)] || chapters[0]).focus(); } },
  };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || dialog.open || event.defaultPrevented) return;
    if (event.target.closest("input, select, textarea, [contenteditable]") || (event.key === " " && event.target.closest("button, a, summary"))) return;
    const does = keys[event.key];
    if (!does || (!single.checked && event.key.length === 1 && event.key !== " ")) return;
    event.preventDefault();
    does();
  });

  // Where the chapters have a column of their own they stand open; elsewhere they would push the words away.
  if (list && matchMedia("(min-width: 62rem)").matches) list.open = true;

  if ("mediaSession" in navigator && "MediaMetadata" in window) {
    navigator.mediaSession.metadata = new MediaMetadata({ title: one("h1").textContent, artist: one(".masthead .show").textContent.trim() });
    const handle = { seekbackward: doing.back, seekforward: doing.on, previoustrack: () => step(-1), nexttrack: () => step(1) };
    for (const [action, does] of Object.entries(handle)) try { navigator.mediaSession.setActionHandler(action, does); } catch { /* not known here */ }
  }
  deep();
  show();
})();

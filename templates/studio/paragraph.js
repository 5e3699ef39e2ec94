// The paragraphs of the script: shown with their sources, heard, changed in place, added and left out.
import { clock, make, one, single, stays, unsaved } from "./desk.js";
import { wordAt } from "./word.js";

const HIDDEN = /\s*\[\^[^\]]+\]|\{([^|{}]+)\|[^{}]*\}/g; // marks, and sounds but for their words
const shown = (text) => text.replace(HIDDEN, (_, word = "") => word);
const written = (text) => { // of each letter that is shown, where in the text what stands for it begins and ends
  const found = [];
  let at = 0;
  const up = (to) => { for (; at < to; at += 1) found.push([at, at + 1]); };
  for (const each of text.matchAll(HIDDEN)) {
    up(each.index);
    at += each[0].length;
    found.push(...Array.from({ length: each[1]?.length ?? 0 }, () => [each.index, at]));
  }
  up(text.length);
  return found;
};
const PACES = [["", "usual"], ["slower", "slower"], ["faster", "faster"]];
const at = (n) => one(`.segment[data-n="${n}"]`);
const head = (role, settings) => `**${role}${settings.length ? ` (${settings.join(", ")})` : ""}:** `;
const lined = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean).join("\n");

// Where a paragraph stands in another day: the one of as many that have its words; nothing where one of those went or came.
const among = (day, words) => day.parts.filter((each) => each.kind === "segment" && each.text === words);
const followed = (from, to, n, words) => {
  const before = among(from, words), after = among(to, words);
  return before.length === after.length ? after[before.findIndex((each) => each.n === n)] : undefined;
};

export const paragraphs = ({ now, change, mend, select, hear, stretch, toggle, dropped, left, conflict, say }) => {
  let editing = null; // what is being written: where (`own`), its words as they were, its boxes, and whether it is a new paragraph

  const whole = (n, text, { role, settings, fresh } = {}) => { // the file's text with one paragraph changed or added, for what could not be saved
    const part = now().parts.find((each) => each.kind === "segment" && each.n === n), lines = now().text.split("\n");
    const there = lines.slice(part.line - 1, part.end - 1).map((line) => line.replace(/\r$/, "")).join("\n");
    if (fresh) { if (lined(text)) lines.splice(part.end - 1, 0, "", head(role, settings) + lined(text)); return lines.join("\n"); }
    const as = role === undefined || (role === part.role && settings.join() === part.settings.join()) ? there.slice(0, there.length - part.text.length) : head(role, settings);
    lines.splice(part.line - 1, part.end - part.line, as + (lined(text) || part.text)); // without words nothing is changed
    return lines.join("\n");
  };
  const later = (n, given, fresh) => { // the day as it stands with what could not be saved: what is written next is written into that
    const day = now(), text = whole(n, given.text, { ...given, fresh }), more = text.split("\n").length - day.text.split("\n").length;
    const counted = (at) => (fresh && at > n ? at + 1 : at);
    const parts = day.parts.flatMap((each) => {
      const own = each.kind === "segment" && each.n === n, line = each.line + (each.line > day.parts.find((one) => one.n === n).line ? more : 0);
      if (!own) return [{ ...each, line, ...(each.end && { end: each.end + line - each.line, n: counted(each.n) }) }];
      const as = { ...each, ...given, risky: [], estimated: true };
      return fresh ? [each, { ...as, n: n + 1, line: each.end + 1, end: each.end + more, passages: [] }] : [{ ...as, end: each.end + more }];
    });
    return { ...day, text, parts, chapters: day.chapters.map((each) => ({ ...each, first: counted(each.first), last: fresh && each.last >= n ? each.last + 1 : each.last })) };
  };
  const write = (said, part) => { // its words, and buttons of those that are doubtful
    said.replaceChildren();
    let from = 0;
    for (const risk of part.risky) {
      if (risk.start < from) continue;
      said.append(shown(part.text.slice(from, risk.start)));
      const button = make("button", { type: "button", class: risk.kind, title: `said ${risk.says}: ${risk.why}`, onclick: (event) => { event.stopPropagation(); mend(risk, now().parts.find((each) => each.n === Number(button.closest(".segment").dataset.n))); } }, risk.word);
      said.append(make("mark", {}, button));
      from = risk.end;
    }
    said.append(shown(part.text.slice(from)));
  };
  const sources = (part) => {
    const from = make("div", { class: "from", dir: "auto" }), all = part.passages.flatMap((passage) => passage.sources.map((source) => [`${source.name}:${source.line}`, source.words]));
    for (const [place, words] of new Map(all)) from.append(make("p", {}, make("b", {}, place), " ", words)); // each once
    if (!from.childNodes.length) from.append("The show’s own words.");
    return from;
  };

  // ── writing one ──
  const form = (label, text, role, settings, save, giveUp, ask) => {
    const box = make("textarea", { dir: "auto", "aria-label": label, rows: "4" }), who = make("input", { list: "roles", value: role, autocomplete: "off", size: "20" });
    const paces = PACES.some(([value]) => value === settings.join()) ? PACES : [...PACES, [settings.join(), settings.join(", ")]];
    const pace = make("select", {}, ...paces.map(([value, word]) => make("option", { value, selected: value === settings.join() }, word)));
    box.value = text;
    const stay = (event) => event.preventDefault(); // the box keeps the focus: leaving it would save
    const element = make("div", {
      class: "writing",
      onkeydown: (event) => {
        event.stopPropagation();
        if (event.key === "Escape") { event.preventDefault(); giveUp(); }
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !event.target.closest("button, select")) { event.preventDefault(); save(); }
      },
      onfocusout: (event) => { if (!element.contains(event.relatedTarget)) save(); },
    }, box, make("p", { class: "row" },
      make("label", {}, "Spoken by ", who), make("label", {}, "Pace ", pace),
      make("button", { type: "button", class: "small main", onmousedown: stay, onclick: () => save() }, "Save"),
      make("button", { type: "button", class: "small", onmousedown: stay, onclick: () => giveUp() }, "Cancel"),
      make("button", { type: "button", class: "small", title: "The word at the cursor", onmousedown: stay, onclick: () => ask() }, "How is it said?"),
      make("span", { class: "hint keys" }, "Enter saves, Shift+Enter begins a line, Esc gives up.")));
    return { element, box, given: () => ({ text: lined(box.value), role: who.value.trim() || role, settings: pace.value ? pace.value.split(",") : [] }) };
  };
  const begin = (own, place, fresh) => {
    if (editing) return;
    const was = own.part, role = fresh && was.role.startsWith("Voice") ? now().roles[0]?.name ?? was.role : was.role;
    one("#roles").replaceChildren(...now().roles.map((each) => make("option", { value: each.name })));
    let busy = false;
    const end = () => { busy = true; if (editing === mine) editing = null; };
    const stale = () => { if (!fresh) boxes.element.closest(".segment").dataset.stale = ""; };
    const giveUp = () => {
      end();
      dropped();
      if (fresh) boxes.element.closest(".segment").remove(); else boxes.element.replaceWith(place);
      at(own.part.n)?.focus();
      left();
    };
    const save = async () => {
      if (busy) return "refused";
      const given = boxes.given(), { n } = own.part;
      if (!given.text || (!fresh && given.text === lined(was.text) && given.role === was.role && given.settings.join() === was.settings.join())) { giveUp(); return "saved"; }
      end();
      boxes.element.setAttribute("aria-busy", "true");
      const asked = { n, ...given, ...(fresh && { op: "insert" }) };
      const done = await change(fresh ? "api/segments" : "api/segment", asked, {
        before: stale, lost: whole(n, given.text, { ...given, fresh }), later: () => later(n, given, fresh),
        once: (sent, version) => hear(sent.n + fresh, version), // a new one stands behind it
        then: (sent) => {
          const saved = sent.n + fresh;
          if (fresh) select(saved);
          if (document.activeElement === document.body) at(saved)?.focus({ preventScroll: true });
        },
        again: (day) => { const there = followed(now(), day, n, was.text); return there && { ...asked, n: there.n }; }, // others changed other paragraphs
      });
      boxes.element.removeAttribute("aria-busy");
      if (done !== "refused") return done;
      busy = false;
      editing ??= mine;
      if (document.activeElement === document.body) boxes.box.focus();
      return done;
    };
    const ask = async () => { // how the word at the cursor is said: of what is saved
      const text = boxes.box.value, [from, to] = wordAt(boxes.box), word = text.slice(from, to), { n } = own.part;
      if (!/\p{L}/u.test(word)) { say("Put the cursor into the word that is said wrong", true); boxes.box.focus(); return; }
      const before = text.slice(0, from).split(word).length; // which of as many
      if (await save() !== "saved") return;
      const part = now().parts.find((each) => each.kind === "segment" && each.n === n + fresh), start = part?.text.split(word).slice(0, before).join(word).length;
      if (part?.text.startsWith(word, start)) mend({ word, start, end: start + word.length, ways: [] }, part);
    };
    const boxes = form(fresh ? `New paragraph below ${was.n}` : `Paragraph ${was.n}`, fresh ? "" : was.text, role, fresh ? [] : was.settings, save, giveUp, ask);
    boxes.box.addEventListener("input", () => unsaved.keep({ text: whole(own.part.n, boxes.box.value, { ...boxes.given(), fresh }), version: now().version }));
    const mine = { own, was: was.text, fresh, boxes, pause: (on) => { busy = on; }, end };
    editing = mine;
    if (fresh) place.after(make("article", { class: "segment fresh" }, boxes.element)); else place.replaceWith(boxes.element);
    boxes.box.focus();
  };
  const edit = (own) => begin(own, one(".said", at(own.part.n)), false);
  const editThere = (own) => { // at the word that was clicked
    const said = one(".said", at(own.part.n)), chosen = getSelection(), range = said && chosen.rangeCount && chosen.containsNode(said, true) ? chosen.getRangeAt(0) : null;
    const before = range && said.contains(range.startContainer) ? new Range() : null;
    before?.setStart(said, 0);
    before?.setEnd(range.startContainer, range.startOffset);
    const from = before?.toString().length, letters = written(own.part.text), word = range?.toString().trimEnd();
    edit(own);
    if (before && word && editing?.own === own) editing.boxes.box.setSelectionRange(letters[from]?.[0] ?? 0, letters[from + word.length - 1]?.[1] ?? 0);
  };
  const move = ({ part }, way) => {
    if (now().parts.find((each) => each.n === part.n + way)?.k !== part.k) { say("Its chapter ends here"); return; }
    change("api/segments", { op: "move", n: part.n, way }, { then: () => { say("Moved"); select(part.n + way); at(part.n + way)?.focus(); } });
  };
  const add = (own) => begin(own, at(own.part.n), true);
  const leaveOut = ({ part }) => change("api/arrange", { paragraphs: [part.n] }, { then: () => { say("Left out: it waits below the running order"); (at(part.n) ?? at(part.n - 1))?.focus(); } });

  // ── one of them ──
  const segment = (part) => {
    const own = { part }, time = make("span", { class: "time" }), said = make("p", { dir: "auto", class: `said${part.role.startsWith("Voice") ? " quote" : ""}` });
    let marked = null;
    const button = (does, word, label, onclick, more = {}) => make("button", { type: "button", class: `small ${does}`, "data-label": label, onclick, ...more }, word);
    const buttons = [
      button("play", "Play", "Play paragraph", () => hear(own.part.n)),
      button("from-here", "From here", "From here: paragraph", () => stretch(own.part.n, 0, `From paragraph ${own.part.n}`)),
      button("edit", "Edit", "Edit paragraph", () => edit(own)),
      button("sign", "+", "Add below paragraph", () => add(own), { title: "Add a paragraph below" }),
      button("sign", "×", "Leave out paragraph", () => leaveOut(own), { title: "Leave it out" }),
      button("sign step", "↑", "Move up paragraph", () => move(own, -1), { title: "Move it up" }),
      button("sign step", "↓", "Move down paragraph", () => move(own, 1), { title: "Move it down" }),
    ];
    const element = make("article", {
      class: "segment", tabindex: "0",
      onkeydown: (event) => {
        const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (event.target !== element || event.ctrlKey || event.metaKey || (event.altKey && !way)) return;
        if (event.altKey) { event.preventDefault(); move(own, way); return; }
        const does = { " ": () => toggle(own.part.n), Enter: () => edit(own), ...(single() && { n: () => add(own) }), Delete: () => leaveOut(own), ...(way && { [event.key]: () => at(own.part.n + way)?.focus() }) }[event.key];
        if (does) { event.preventDefault(); does(); }
      },
      onclick: (event) => { if (!event.target.closest("button, .writing")) select(own.part.n); },
      ondblclick: (event) => { if (!event.target.closest("button, .writing")) editThere(own); },
    }, make("div", { class: "who" }, make("strong", {}, [part.role, ...part.settings.map((each) => `(${each})`)].join(" ")), time, ...buttons), said, sources(part));
    const renew = (part) => {
      own.part = part;
      const told = `${clock(part.start_ms)} · ${part.estimated ? "about " : ""}${clock(part.length_ms)}`;
      if (time.textContent !== told) time.textContent = told;
      const doubtful = JSON.stringify(part.risky);
      if (marked !== doubtful) { marked = doubtful; write(said, part); }
      if (element.dataset.n === String(part.n)) return;
      element.dataset.n = part.n;
      stays(element, "aria-label", `Paragraph ${part.n}, ${part.role}`);
      stays(said, "id", `said-${part.n}`);
      stays(element, "aria-describedby", `said-${part.n}`); // whoever does not see it hears its words on the way
      for (const each of buttons) stays(each, "aria-label", `${each.dataset.label} ${part.n}`);
    };
    return { element, renew };
  };
  const cue = (part) => {
    const own = { part }, element = make("span", { class: "cue" }, part.text,
      make("button", { type: "button", "aria-label": `Take out ${part.text}`, onclick: () => change("api/cue", { line: own.part.line, text: null }) }, "×"));
    return { element, renew: (part) => { own.part = part; } };
  };

  // ── while another day is drawn ──
  const held = () => { // what is being written, and what becomes of it there
    if (!editing) return null;
    const from = now(), { own, was, fresh, boxes, pause, end } = editing, { n } = own.part, text = boxes.box.value, given = boxes.given();
    const lost = whole(n, text, { ...given, fresh }), cursor = [boxes.box.selectionStart, boxes.box.selectionEnd], focused = document.activeElement === boxes.box;
    pause(true); // its box may go with what is drawn anew: that saves nothing
    return () => {
      if (!editing) return; // it was what was saved
      if (boxes.element.isConnected) pause(false);
      else {
        end();
        const part = followed(from, now(), n, was);
        if (!part) { if (text.trim() !== (fresh ? "" : was)) conflict(lost); return; }
        (fresh ? add : edit)({ part });
        editing.boxes.box.value = text;
        editing.boxes.box.setSelectionRange(...cursor);
      }
      if (focused) editing.boxes.box.focus();
      if (text !== (fresh ? "" : was)) unsaved.keep({ text: whole(editing.own.part.n, text, { ...given, fresh }), version: now().version });
    };
  };
  return {
    draw: (part) => (part.kind === "cue" ? cue(part) : segment(part)), held, whole,
    below: (element) => (editing?.fresh && editing.boxes.element.isConnected && Number(element.dataset.n) === editing.own.part.n ? [editing.boxes.element.parentElement] : []),
    edit: (part, from, to) => { edit({ part }); if (editing?.own.part === part) editing.boxes.box.setSelectionRange(from, to); },
    isWritten: () => editing !== null, focus: () => editing?.boxes.box.focus(),
    standsIn: (day) => !editing || followed(now(), day, editing.own.part.n, editing.was) !== undefined,
  };
};

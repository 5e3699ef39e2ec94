// The paragraphs of the script: shown with their sources, heard, and edited in place.
import { clock, make, one, unsaved } from "./desk.js";

const MARK = /\s*\[\^[^\]]+\]/g, SOUND = /\{([^|{}]+)\|[^{}]*\}/g;

export const paragraphs = ({ now, isAway, change, show, mend, select, hear, stretch, toggle, left }) => {
  let editing = null; // the one that is being written: its number, its text as it was, the box, and what gives it up

  const whole = (n, text) => { // the file's text with one paragraph changed, for what could not be saved: found by its lines, as the same words may stand elsewhere
    const part = now().parts.find((each) => each.kind === "segment" && each.n === n), lines = now().text.split("\n");
    const there = lines.slice(part.line - 1, part.end - 1).map((line) => line.replace(/\r$/, "")).join("\n");
    const words = text.split("\n").map((line) => line.trim()).filter(Boolean).join("\n") || part.text; // without words nothing is changed
    lines.splice(part.line - 1, part.end - part.line, there.slice(0, there.length - part.text.length) + words);
    return lines.join("\n");
  };
  const spoken = (part) => {
    const said = make("p", { class: `said${part.role.startsWith("Voice") ? " quote" : ""}` });
    const plain = (text) => text.replace(MARK, "").replace(SOUND, "$1");
    let at = 0;
    for (const risk of part.risky) {
      if (risk.start < at) continue;
      said.append(plain(part.text.slice(at, risk.start)));
      const button = make("button", { type: "button", class: risk.kind, title: `said ${risk.says}: ${risk.why}`, onclick: (event) => { event.stopPropagation(); mend(risk, part); } }, risk.word);
      said.append(make("mark", {}, button));
      at = risk.end;
    }
    said.append(plain(part.text.slice(at)));
    return said;
  };
  const sources = (part) => {
    const from = make("div", { class: "from" });
    for (const passage of part.passages) for (const source of passage.sources)
      from.append(make("p", {}, make("b", {}, `${source.name}:${source.line}`), " ", source.words));
    if (!from.childNodes.length) from.append("The show’s own words.");
    return from;
  };
  const edit = (part) => {
    if (editing) return;
    const box = make("textarea", { "aria-label": `Paragraph ${part.n}`, rows: "4" });
    box.value = part.text;
    let done = false;
    editing = { n: part.n, was: part.text, box, stop: () => { done = true; editing = null; } };
    const save = async () => {
      if (done) return;
      editing.stop();
      const text = box.value.trim();
      if (text && text !== part.text) {
        if (!(await change("api/segment", { n: part.n, text }, { then: () => hear(part.n, true), lost: whole(part.n, text) })) && !isAway()) write(part, text);
      } else { show(now()); left(); }
      if (!editing) one(`.segment[data-n="${part.n}"]`)?.focus();
    };
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { box.value = part.text; save(); }
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); save(); }
      event.stopPropagation();
    });
    box.addEventListener("input", () => unsaved.keep({ text: whole(part.n, box.value), version: now().version }));
    box.addEventListener("blur", save);
    one(`.segment[data-n="${part.n}"] :is(.said, textarea)`).replaceWith(box); // a box, where its text was refused
    box.focus();
  };
  const write = (part, text) => { // as it was being written
    if (one("#conflict").open) return;
    edit(part);
    editing.box.value = text;
  };
  const segment = (part) => {
    const element = make("article", {
      class: "segment", tabindex: "0", "data-n": part.n, "aria-label": `Paragraph ${part.n}, ${part.role}`,
      onkeydown: (event) => {
        if (event.target !== element) return;
        const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (event.key === " ") { event.preventDefault(); toggle(part.n); }
        else if (event.key === "Enter") { event.preventDefault(); edit(part); }
        else if (way && !event.altKey) { event.preventDefault(); one(`.segment[data-n="${part.n + way}"]`)?.focus(); }
      },
      onclick: (event) => { if (!event.target.closest("button, textarea")) select(part.n); },
      ondblclick: () => edit(part),
    });
    element.append(
      make("div", { class: "who" }, make("strong", {}, [part.role, ...part.settings.map((each) => `(${each})`)].join(" ")),
        `${clock(part.start_ms)} · ${part.estimated ? "about " : ""}${clock(part.length_ms)}`,
        make("button", { type: "button", class: "small", "aria-label": `Play paragraph ${part.n}`, onclick: () => hear(part.n) }, "Play"),
        make("button", { type: "button", class: "small", "aria-label": `From here: paragraph ${part.n}`, onclick: () => stretch(part.n, 0, `From paragraph ${part.n}`) }, "From here"),
        make("button", { type: "button", class: "small", "aria-label": `Edit paragraph ${part.n}`, onclick: () => edit(part) }, "Edit")),
      spoken(part), sources(part));
    return element;
  };
  const cue = (part) => make("span", { class: "cue" }, part.text,
    make("button", { type: "button", "aria-label": `Take out ${part.text}`, onclick: () => change("api/cue", { line: part.line, text: null }) }, "×"));

  const held = () => { // what is being written while a newer day is drawn, and how to go on with it there
    if (!editing) return null;
    const { n, was, box, stop } = editing, lost = whole(n, box.value), at = [box.selectionStart, box.selectionEnd];
    stop(); // the box goes with the page that is drawn anew: that saves nothing
    return (conflict) => {
      const same = now().parts.filter((each) => each.kind === "segment" && each.text === was);
      const part = same.find((each) => each.n === n) ?? same[0];
      if (!part) { if (box.value.trim() !== was) conflict(lost); return; }
      edit(part);
      editing.box.value = box.value;
      editing.box.setSelectionRange(...at);
      if (box.value !== was) unsaved.keep({ text: whole(part.n, box.value), version: now().version });
    };
  };
  return { draw: (part) => (part.kind === "cue" ? cue(part) : segment(part)), held, whole, isWritten: () => editing !== null };
};

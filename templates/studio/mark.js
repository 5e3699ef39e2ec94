// Sentences that are marked as wrong while one listens, for whoever mends them later: a key or a button marks what is heard.
import { Away, ask, make, one } from "./desk.js";
import { put } from "./draw.js";

const CUT = 60;
const cut = (text) => (text.length > CUT ? `${text.slice(0, CUT).replace(/\s+\S*$/, "")} …` : text);

export const marking = ({ now, show, complain, say, said, goTo, stretch }) => {
  const list = one("#marked-list"), waiting = []; // what could not be told to the studio yet

  const tell = async (path, mark, word) => {
    complain(null);
    try { show(await ask(path, mark)); say(word); } catch (error) {
      if (error instanceof Away) waiting.push([path, mark, word]);
      complain(error);
      if (!(error instanceof Away)) say("Not marked", true);
    }
  };
  const mark = () => {
    const found = said();
    if (!found) { say("Nothing is heard: a sentence is marked while it plays", true); return; }
    const { chapter, text } = found, word = `Marked as wrong: “${cut(text)}”`;
    if (now().marked.some((each) => each.n === found.n && each.part === found.part)) { say(word); return; }
    tell("api/mark", { chapter, text, note: "" }, word);
  };
  const hear = ({ n, part }) => {
    const there = now().parts.find((each) => each.n === n);
    stretch(n, n, `Paragraph ${n}, what is marked`, Math.max(0, there.sentences[part].start_ms - there.start_ms));
  };
  const entry = (each) => {
    const { chapter, text } = each, called = cut(text);
    return make("li", { "data-key": `${chapter} ${text}` },
      make("button", { type: "button", class: "cut", onclick: () => goTo(each.n), title: "Go to it" }, text),
      make("label", {}, make("span", { class: "words" }, `What is wrong with “${called}”`),
        make("input", { value: each.note, placeholder: "What is wrong?", autocomplete: "off", onchange: (event) => tell("api/mark", { chapter, text, note: event.target.value }, "Noted") })),
      make("span", { class: "row" },
        make("button", { type: "button", class: "small", "aria-label": `Hear “${called}”`, onclick: () => hear(each) }, "Hear"),
        make("button", { type: "button", class: "small", "aria-label": `Resolved: “${called}”`, onclick: () => tell("api/unmark", { chapter, text }, "Resolved").then(() => (one("#marked-list button") ?? one("#mark")).focus()) }, "Resolved")));
  };

  // The words of a sentence in a paragraph, whatever stands around them.
  const ranges = ({ n, text }) => {
    const words = one(`.segment[data-n="${n}"] .said`), at = words ? words.textContent.replace(/\s/g, " ").indexOf(text) : -1;
    if (at < 0) return [];
    const range = new Range(), walk = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
    let from = 0, begun = false;
    while (walk.nextNode()) {
      const node = walk.currentNode, to = from + node.length;
      if (!begun && at < to) { range.setStart(node, at - from); begun = true; }
      if (begun && at + text.length <= to) { range.setEnd(node, at + text.length - from); return [range]; }
      from = to;
    }
    return [];
  };
  const draw = () => {
    const all = now().marked, kept = new Map([...list.children].map((each) => [each.dataset.key, each]));
    one("#marked").hidden = !all.length && !now().marked_fault;
    one("#marked-fault").textContent = now().marked_fault ? [now().marked_fault.where, now().marked_fault.message, now().marked_fault.remedy].join(" ") : "";
    one("#marked-count").textContent = all.length;
    put(list, all.map((each) => {
      const there = kept.get(`${each.chapter} ${each.text}`), box = there && one("input", there);
      return box && (box.defaultValue === each.note || box === document.activeElement) ? there : entry(each); // what is being written stays
    }));
    for (const each of document.querySelectorAll(".segment")) each.classList.toggle("marked", all.some(({ n }) => String(n) === each.dataset.n));
    if (window.Highlight && CSS.highlights) CSS.highlights.set("marked", new Highlight(...all.flatMap(ranges)));
    if (waiting.length) { const [first, ...rest] = waiting.splice(0); waiting.push(...rest); tell(...first); }
  };
  one("#mark").onclick = mark;
  return { mark, draw };
};

// The running order: chapters moved, pinned, left out and put back, and a length to be met.
import { ask, clock, make, one } from "./desk.js";

const NEAR_MS = 5000;

export const order = ({ now, change, show, complain, say }) => {
  let dragged = 0;

  const move = (k, to, key = "") => {
    const all = now().chapters.map((each) => each.k);
    if (to < 0 || to >= all.length || to === k - 1) return;
    all.splice(to, 0, ...all.splice(k - 1, 1));
    change("api/order", { chapters: all }, { then: () => one(`#order li:nth-child(${to + 1}) ${key || "button"}`)?.focus() });
  };
  const kept = async (path, body) => { // what changes no file: pins and the target
    complain(null);
    try { show(await ask(path, body)); } catch (error) { complain(error); }
  };
  const drop = (chapter) => change("api/arrange", { chapters: [chapter.k] }, { then: () => {
    say(`Left out: ${chapter.title}`);
    one("#left summary").focus();
  } });
  const back = (left) => change("api/arrange", { back: [left.id] }, { then: () => say(`Back in: ${left.title}`) });

  const entry = (chapter) => {
    const item = make("li", {
      draggable: "true", ondragstart: () => { dragged = chapter.k; }, ondragover: (event) => { event.preventDefault(); item.classList.add("over"); },
      ondragleave: () => item.classList.remove("over"), ondrop: (event) => { event.preventDefault(); item.classList.remove("over"); move(dragged, chapter.k - 1); },
    });
    const step = (way, sign, word) => make("button", {
      type: "button", class: `step ${word}`, "data-key": `${word} ${chapter.title}`, "aria-label": `Move ${chapter.title} ${word}`,
      disabled: way < 0 ? chapter.k === 1 : chapter.k === now().chapters.length, onclick: () => move(chapter.k, chapter.k - 1 + way, `.${word}`),
    }, sign);
    item.append(
      make("button", {
        type: "button", class: "title", dir: "auto", "data-key": `title ${chapter.title}`, onclick: () => { one(`#chapter-${chapter.k}`).scrollIntoView(); if (chapter.first) one(`.segment[data-n="${chapter.first}"]`).focus({ preventScroll: true }); },
        onkeydown: (event) => { const way = { ArrowDown: 1, ArrowUp: -1 }[event.key]; if (event.altKey && way) { event.preventDefault(); move(chapter.k, chapter.k - 1 + way); } },
      }, chapter.title),
      make("span", { class: "at" }, `${chapter.estimated ? "~" : ""}${clock(chapter.length_ms)}`),
      step(-1, "↑", "up"), step(1, "↓", "down"),
      make("button", {
        type: "button", class: "pin", "data-key": `pin ${chapter.title}`, "aria-pressed": String(chapter.pinned), "aria-label": `Pin ${chapter.title}`,
        title: chapter.pinned ? "Pinned: Fit leaves it as it is" : "Pin it: Fit then leaves it as it is", onclick: () => kept("api/pin", { title: chapter.title, pinned: !chapter.pinned }),
      }),
      make("button", { type: "button", class: "out", "data-key": `out ${chapter.title}`, title: "Leave it out", "aria-label": `Leave out ${chapter.title}`, disabled: now().chapters.length < 2, onclick: () => drop(chapter) }, "×"));
    return item;
  };
  const what = (each) => (each.kind === "chapter" ? make("span", {}, each.title)
    : make("span", {}, make("span", { class: "cut" }, each.text), make("span", { class: "hint" }, `in ${each.title}`)));
  const gone = (left) => make("li", {},
    what(left),
    make("span", { class: "at" }, clock(left.length_ms)),
    make("button", { type: "button", class: "small", "data-key": `back ${left.id}`, "aria-label": `Put back ${left.kind === "chapter" ? left.title : left.text}`, onclick: () => back(left) }, "Put back"));

  const draw = () => {
    const day = now(), focus = document.activeElement?.closest?.("nav")?.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    one("#order").replaceChildren(...day.chapters.map(entry));
    one("#left").hidden = !day.left.length;
    one("#left-count").textContent = day.left.length;
    one("#left-out").replaceChildren(...[...day.left].reverse().map(gone));
    if (focus) [...document.querySelectorAll("nav [data-key]")].find((each) => each.dataset.key === focus)?.focus();
    one("#length").textContent = `${day.estimated ? "about " : ""}${clock(day.length_ms)}`;
    const over = day.target_ms ? day.length_ms - day.target_ms : 0;
    one("#over").textContent = !day.target_ms ? "" : Math.abs(over) <= NEAR_MS ? "It meets the target." : `${clock(Math.abs(over))} ${over > 0 ? "too long" : "too short"}.`;
    one("#gauge").hidden = !day.target_ms;
    one("#gauge").classList.toggle("long", over > NEAR_MS);
    if (day.target_ms) {
      const most = Math.max(day.length_ms, day.target_ms);
      one("#gauge-is").style.width = `${(100 * Math.min(day.length_ms, day.target_ms)) / most}%`;
      one("#gauge-over").style.width = `${(100 * Math.max(0, over)) / most}%`;
    }
    one("#fit-ask").disabled = !day.target_ms || Math.abs(over) <= NEAR_MS;
    if (document.activeElement !== one("#target")) one("#target").value = day.target_ms ? clock(day.target_ms) : "";
  };

  // ── the length ──
  one("#target").onchange = () => kept("api/target", { length: one("#target").value });
  const told = (each) => make("li", {}, what(each), make("span", { class: "at" }, clock(each.length_ms)));
  one("#fit-ask").onclick = async () => {
    complain(null);
    let plan;
    try { plan = await ask("api/fit", { version: now().version }); } catch (error) { complain(error); return; }
    const nothing = !plan.out.length && !plan.back.length;
    one("#fit-sum").textContent = nothing
      ? plan.length_ms < plan.target_ms ? "There is nothing to put back: what was left out by hand comes back by hand." : "There is nothing more to leave out: what is left is pinned, or the show’s own."
      : `${clock(plan.length_ms)} becomes ${clock(plan.becomes_ms)}; the target is ${clock(plan.target_ms)}.${plan.meets ? "" : " Nearer it does not come."}`;
    for (const way of ["out", "back"]) {
      one(`#fit-${way}-head`).hidden = !plan[way].length;
      one(`#fit-${way}`).replaceChildren(...plan[way].map(told));
    }
    one("#fit-do").disabled = nothing;
    one("#fit-do").onclick = async () => {
      one("#fit").close();
      await change("api/arrange", { ...plan.ask, version: plan.version }, { then: () => say(`${clock(now().length_ms)}: fitted. Undo takes it back`) });
    };
    one("#fit").showModal();
  };
  return { draw };
};

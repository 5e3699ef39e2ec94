// Titles, of the programme and of its chapters: shown where they stand, and changed there.
import { make, one } from "./desk.js";

const lined = (text) => text.replace(/\s+/g, " ").trim();

export const titles = ({ now, change, say }) => {
  const box = one("#title");
  let shown = "", waits = false; // whether the studio was away when it was to be saved

  const call = (k, title, was) => change("api/title", { k, title }, {
    then: () => say(`It is called “${title}” now`),
    again: (day) => { const there = k ? day.chapters.find((each) => each.title === was) : { k }; return there && { k: there.k, title }; }, // others changed something else
  });
  const save = async () => {
    const title = lined(box.value);
    waits = false;
    if (!title || title === now().title) { box.value = now().title; return; }
    waits = await call(0, title) === "away";
    if (waits) box.value = title;
  };
  box.onchange = save;
  box.onkeydown = (event) => {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    if (event.key === "Escape") box.value = now().title;
    one("#script").focus({ preventScroll: true });
  };

  const rename = ({ k, title }, heading) => { // in the place of its heading
    const input = make("input", { class: "retitle", dir: "auto", value: title, "aria-label": `Title of chapter ${k}`, autocomplete: "off" });
    let busy = false;
    const end = () => { busy = true; input.replaceWith(heading); };
    const keep = async () => {
      if (busy) return;
      const words = lined(input.value);
      busy = true;
      if (!words || words === title || await call(k, words, title) === "saved") end();
      busy = !input.isConnected;
    };
    input.onkeydown = async (event) => {
      if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
      event.preventDefault();
      if (event.key === "Escape") end(); else await keep();
      if (!input.isConnected) one(`#chapter-${k}`)?.parentElement.querySelector(".rename").focus();
    };
    input.onblur = keep;
    heading.replaceWith(input);
    input.select();
  };
  const again = () => { if (waits) save(); };
  const draw = () => {
    if (!waits && (document.activeElement !== box || box.value === shown)) box.value = now().title;
    shown = now().title;
  };
  return { rename, draw, again };
};

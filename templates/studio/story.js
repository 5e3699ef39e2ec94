// The day's other stories, where the programme tells one in depth: one of them is told instead.
import { ask, make, one } from "./desk.js";

export const stories = ({ now, change, say }) => {
  let known = "";

  const tell = ({ about }) => change("api/tell", { about }, { then: (sent, { kept }) => {
    say("Undo brings the other story back");
    one("#stories-note").textContent = kept ? `What you had changed is kept as ${kept}.` : "";
    one("#player").pause(); // what is heard stands there no more
    one("#script").focus();
  } });
  const entry = (each) => make("li", {}, make("span", {}, each.title),
    make("button", { type: "button", class: "small", "aria-label": `Tell ${each.title}`, onclick: () => tell(each) }, "Tell it"));

  const draw = async () => {
    const day = now(), of = day.text.split("\n---")[0]; // the script's header: its text, and what it is about
    if (of === known || day.fault) return;
    known = of;
    let found = [];
    if (day.format === "story") try { found = (await ask("api/stories")).stories; } catch { /* what is told stays as it is */ }
    if (of !== known) return;
    one("#others").hidden = !found.length;
    one("#stories").replaceChildren(...found.map(entry));
  };
  return { draw };
};

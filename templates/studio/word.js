// How a word is said: mended for this place or for good, whether it is marked as doubtful or was only heard to be wrong.
import { ask, make, one } from "./desk.js";

const LETTER = /[\p{L}\p{M}\p{N}’'-]/u;

// The word at the cursor of a box, or what is selected in it: (first letter, end).
export const wordAt = ({ value, selectionStart, selectionEnd }) => {
  let from = selectionStart, to = selectionEnd;
  if (from === to) {
    while (from > 0 && LETTER.test(value[from - 1])) from -= 1;
    while (to < value.length && LETTER.test(value[to])) to += 1;
  }
  const said = value.slice(from, to);
  return [from + said.length - said.trimStart().length, to - (said.length - said.trimEnd().length)];
};

export const mending = ({ show, say, change, hear, play, whole, edit }) => (risk, part) => { // `risk` without a `why`: nobody but the listener doubts it
  const dialog = one("#fix"), complain = (error) => { one("#fix-fault").textContent = [error.message, error.remedy].filter(Boolean).join(" "); };
  one("#fix-word").textContent = risk.word;
  one("#fix-said").hidden = !risk.why;
  one("#fix-says").textContent = risk.says;
  one("#fix-why").textContent = risk.why ? `Why it is marked: ${risk.why}.` : "";
  one("#fix-fault").textContent = "";
  for (const name of ["#fix-alias", "#fix-ipa"]) one(name).value = "";
  const given = () => ({ ipa: one("#fix-ipa").value.trim(), alias: one("#fix-alias").value.trim() });
  one("#fix-hear").onclick = async () => {
    const { ipa, alias } = given();
    try { play((await ask("api/say", { text: ipa ? `{${risk.word}|${ipa}}` : alias || risk.word, role: part.role })).wav, risk.word); } catch (error) { complain(error); }
  };
  const here = async (ipa) => { // the sounds of this one place, written into the script
    if (!ipa) { complain({ message: "Write its sounds in IPA: a respelling goes to the lexicon." }); return; }
    const text = `${part.text.slice(0, risk.start)}{${risk.word}|${ipa}}${part.text.slice(risk.end)}`;
    dialog.close();
    await change("api/segment", { n: part.n, text }, { once: (sent, version) => hear(sent.n, version), lost: whole(part.n, text) });
  };
  one("#fix-here").onclick = () => here(given().ipa);
  one("#fix-ways").hidden = !risk.ways.length;
  one("#fix-ways").replaceChildren(...risk.ways.map((way) => make("button", { type: "button", onclick: () => here(way.ipa) }, make("b", {}, way.ipa), ` ${way.sense}${way.now ? " (as now)" : ""}`)));
  const figure = risk.kind === "figure", spelt = figure || risk.ways.length > 0; // in the lexicon it would be said so everywhere
  for (const name of ["#fix-respelt", "#fix-save"]) one(name).hidden = spelt;
  for (const name of ["#fix-sounds", "#fix-hear", "#fix-here"]) one(name).hidden = figure;
  one("#fix-words").hidden = !figure;
  one("#fix-words").onclick = () => { dialog.close(); edit(part, risk.start, risk.end); };
  one("#fix-save").onclick = async () => {
    try {
      const done = await ask("api/lexicon", { word: risk.word, ...given(), replace: true });
      dialog.close();
      show(done.day);
      say(`${risk.word} is in the lexicon`);
      hear(part.n, done.day.version);
    } catch (error) { complain(error); }
  };
  dialog.onkeydown = (event) => { // else the form would be closed, and what was written lost
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
    event.preventDefault();
    one(spelt ? "#fix-here" : "#fix-save").click();
  };
  dialog.showModal();
};

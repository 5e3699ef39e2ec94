// On air: the gate's verdict, the build, and what goes out.
import { ask, make, one } from "./desk.js";

export const onAir = ({ now, saved, isWritten, focus, say, complain, show, goTo }) => {
  let looked = ""; // the version that the gate looked at

  const verdict = (done) => {
    const bad = done.findings.filter((each) => each.severity === "error").length;
    one("#verdict").textContent = done.ok ? `Nothing stands in the way${done.findings.length ? `; ${done.findings.length} to look at` : ""}.` : `${bad} ${bad === 1 ? "error stands" : "errors stand"} in the way.`;
    const together = [], kind = (each) => each.code.split(".")[0]; // what is wrong with one paragraph in one regard
    for (const each of done.findings) {
      const [last] = together.at(-1) ?? [];
      if (last?.n && last.n === each.n && last.severity === each.severity && kind(last) === kind(each)) together.at(-1).push(each); else together.push([each]);
    }
    one("#findings").replaceChildren(...together.map((all) => make("li", {}, `${all[0].severity}: ${all.map((each) => each.message).join("; ")} `,
      all[0].n ? make("button", { type: "button", class: "small", onclick: () => goTo(all[0].n) }, `Paragraph ${all[0].n}`) : all[0].where, make("br"), [...new Set(all.map((each) => each.remedy))].join(" "))));
  };
  const allSaved = async () => { // what is being written is saved by leaving it; what is refused is not there for a build
    await saved();
    if (!isWritten()) return true;
    complain({ message: "A paragraph is not saved yet", remedy: "Save it with Enter, or give it up with Esc." });
    focus();
    return false;
  };
  one("#check").onclick = async () => {
    if (!await allSaved()) return;
    one("#verdict").textContent = "Looking…";
    const { version } = now();
    try { verdict(await ask("api/check", {})); looked = version; if (now().version !== version) show(now()); } catch (error) { one("#verdict").textContent = "Not looked at."; complain(error); }
  };
  one("#build").onclick = async () => {
    if (!await allSaved()) return;
    complain(null);
    try { await ask("api/build", {}); say("Building…"); } catch (error) { complain(error); }
  };
  const publish = async (force) => {
    if (!await allSaved()) return;
    complain(null);
    say("Publishing…");
    try {
      const done = await ask("api/publish", force ? { force } : {});
      say(`Published: ${done.changed.length} changed`);
      one("#published").textContent = `Published to ${done.to}: ${done.episodes} ${done.episodes === 1 ? "episode" : "episodes"} in ${done.feed}`;
    } catch (error) {
      say("Not published", true);
      complain(error, ...(error.held && !force ? [make("button", { type: "button", class: "small", onclick: () => {
        one("#force-why").textContent = error.message;
        one("#force").showModal();
      } }, "Publish anyway…")] : []));
    }
  };
  one("#publish").onclick = () => publish(false);
  one("#would").onclick = async () => {
    if (!await allSaved()) return;
    complain(null);
    one("#published").textContent = "Looking…";
    try {
      const { to, changed, removed } = await ask("api/publish", { dry_run: true });
      one("#published").textContent = `To ${to} would go: ${changed.join(", ") || "nothing, it stands there as it is"}.${removed.length ? ` Taken away would be: ${removed.join(", ")}.` : ""}`;
    } catch (error) { one("#published").textContent = ""; complain(error); }
  };
  one("#force-do").onclick = () => { one("#force").close(); publish(true); };
  const draw = (day) => {
    if (!looked || looked === day.version) return;
    one("#verdict").textContent = "The script has changed since it was looked at.";
    one("#findings").replaceChildren();
    looked = "";
  };
  return { draw };
};

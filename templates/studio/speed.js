// How fast the player plays: chosen beside it, by a key or in the browser's own menu; kept for the next sound, which would begin at 1× again, and for the next day.
import { one } from "./desk.js";

const NAME = "episode.studio.speed";
const player = one("#player"), select = one("#speed");
const rates = [...select.options].map((option) => option.value);

const hasten = (rate) => {
  if (!rates.includes(rate)) return; // the browser's menu may have others: they last as long as the sound
  select.value = rate;
  player.defaultPlaybackRate = player.playbackRate = Number(rate); // the first is what each new sound begins with
};
const choose = (rate) => {
  hasten(rate);
  try { localStorage.setItem(NAME, select.value); } catch { /* until the page is closed */ }
};
export const speed = (by) => choose(rates[rates.indexOf(select.value) + by]);

select.onchange = () => choose(select.value);
player.addEventListener("ratechange", () => { const rate = String(player.playbackRate); if (rate !== select.value) choose(rate); });
try { hasten(localStorage.getItem(NAME)); } catch { /* as everybody hears it */ }

// The script on the page: chapters and their parts. What says the same as before stays where it is, with its focus, whatever changes around it.
import { make, one, stays } from "./desk.js";

export const put = (parent, wanted) => { // its children, in order; those that are there already are not moved
  const all = new Set(wanted);
  for (const each of [...parent.children]) if (!all.has(each)) each.remove();
  let at = parent.firstElementChild;
  for (const each of wanted) if (each === at) at = at.nextElementSibling; else parent.insertBefore(each, at);
};
const says = ({ kind, role, settings, text, passages }) => JSON.stringify([kind, role, settings, text, passages]);

export const sheet = ({ paragraph, stretch, rename }) => {
  const main = one("#script"), above = [...main.children];
  let drawn = new Map();

  const chapter = () => {
    const title = document.createTextNode(""), play = make("button", { type: "button", class: "small", onclick: () => stretch(now.first, now.last, now.title) }, "Play the story");
    const again = make("button", { type: "button", class: "small rename", onclick: () => rename(now, heading) }, "Rename");
    const heading = make("h2", { dir: "auto", ondblclick: () => rename(now, heading) }, title), head = make("div", { class: "head" }, heading, play, again), element = make("section", { class: "chapter" }, head);
    let now = null;
    const renew = (chapter) => {
      now = chapter;
      stays(heading, "id", `chapter-${chapter.k}`);
      stays(element, "aria-labelledby", `chapter-${chapter.k}`);
      if (title.data !== chapter.title) title.data = chapter.title;
      stays(play, "aria-label", `Play the story ${chapter.title}`);
      stays(again, "aria-label", `Rename ${chapter.title}`);
      play.hidden = !chapter.first;
    };
    return { element, head, renew };
  };

  return (day) => {
    const before = drawn; // without those that show what does not stand in the script
    for (const [key, all] of before) before.set(key, all.filter(({ element }) => !element.dataset.stale));
    const parts = new Map(day.chapters.map(({ k }) => [k, []]));
    drawn = new Map();
    const same = (key, fresh, told) => {
      const found = before.get(key)?.shift() ?? fresh();
      if (!drawn.has(key)) drawn.set(key, []);
      drawn.get(key).push(found);
      found.renew(told);
      return found;
    };
    for (const part of day.parts) {
      const { element } = same(says(part), () => paragraph.draw(part), part);
      parts.get(part.k).push(element, ...paragraph.below(element));
    }
    put(main, [...above, ...day.chapters.map((told) => {
      const { element, head } = same(`# ${told.title}`, chapter, told);
      put(element, [head, ...parts.get(told.k)]);
      return element;
    })]);
  };
};

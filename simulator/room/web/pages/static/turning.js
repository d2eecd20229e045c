// More than one page of something to see: each as full as it may be, turned by itself or by hand.

import { $, el } from "./shown.js";

const TURNED_AFTER = 20000; // ms; a key or a click turns, too, and from then on only those do

let byItself = !matchMedia("(prefers-reduced-motion: reduce)").matches;
let shown = null; // what showPages was last given
let pages = [];
let at = { of: "", place: 0 };

// Shows sections, each [title, make, note]: make returns something with [data-items], whose children
// may stand on several pages. of: what they are of; while it stays, so does the page. place: a
// function that returns an empty element on the stage whose size is not that of what is in it.
export function showPages(of, sections, place) {
  if (at.of !== of) at = { of, place: 0 };
  shown = { sections, place };
  const node = place();
  pages = sections.flatMap((section) => laidOut(section, node));
  draw(node);
}

// Lets go of what was shown.
export function endPages() {
  shown = null;
}

function draw(node) {
  at.place = pages.length ? (at.place + pages.length) % pages.length : 0;
  node.replaceChildren();
  if (!pages.length) return;
  const { section, from, to, tight } = pages[at.place];
  const count = pages.length > 1 ? `${at.place + 1} of ${pages.length}` : "";
  const items = put(section, node, tight, count);
  items.slice(0, from).concat(items.slice(to)).forEach((item) => item.remove());
}

function put([title, make, note], node, tight, count) {
  const head = title || count ? [el("h2", {}, `${title} `, el("span", { class: "small" }, count))] : [];
  const body = make();
  node.classList.toggle("tight", tight);
  node.replaceChildren(...head, ...(note ? [el("p", { class: "small" }, note)] : []), body);
  const list = body.matches("[data-items]") ? body : body.querySelector("[data-items]");
  return list ? Array.from(list.children) : [];
}

// First with room between, then closer, then on several pages.
function laidOut(section, node) {
  const over = () => node.scrollHeight > node.clientHeight;
  for (const tight of [false, true]) {
    const items = put(section, node, tight, "10 of 10");
    if (!over()) return [{ section, from: 0, to: items.length, tight }];
    if (tight) return split(section, items, over);
  }
}

function split(section, items, over) {
  const found = [];
  let from = 0;
  items.forEach((item) => { item.hidden = true; });
  items.forEach((item, to) => {
    item.hidden = false;
    if (to > from && over()) {
      found.push({ section, from, to, tight: true });
      items.slice(from, to).forEach((one) => { one.hidden = true; });
      from = to;
    }
  });
  return [...found, { section, from, to: items.length, tight: true }];
}

function turn(by) {
  if (!shown || pages.length < 2) return;
  at.place += by;
  draw(shown.place());
}

setInterval(() => byItself && turn(1), TURNED_AFTER);
addEventListener("resize", () => shown && showPages(at.of, shown.sections, shown.place));
addEventListener("keydown", ({ key }) => {
  const by = { ArrowRight: 1, " ": 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[key];
  if (!by) return;
  byItself = false;
  turn(by);
});
addEventListener("click", () => {
  byItself = false;
  turn(1);
});

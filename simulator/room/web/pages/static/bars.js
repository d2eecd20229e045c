// Bars, and what has room on a screen that nobody scrolls.

import { el } from "./shown.js";

// rows: [label, share of the bar from 0 to 1, what is written at its end, whether it leads]. items:
// whether they may be shown without one another.
export function bars(rows, items = true) {
  return el("ul", { class: "bars", "data-items": items }, ...rows.map(([label, share, end, leads]) => {
    const bar = el("span", { class: "bar" });
    bar.style.width = `${share * 100}%`;
    return el("li", { class: leads && "leading" }, bar, el("span", {}, label), el("strong", {}, end));
  }));
}

// Takes away the last items that would hang over the edge of a place, and says how many.
export function fit(place) {
  const items = place.querySelector("[data-items]");
  const more = el("p", { class: "small" });
  place.append(more);
  for (let left = 1; items?.children.length > 1 && place.scrollHeight > place.clientHeight; left++) {
    items.lastElementChild.remove();
    more.textContent = `and ${left} more`;
  }
}

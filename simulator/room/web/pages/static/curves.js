// How feelings went with one counterpart: all conversations over one another, a figure a feeling.

import { el } from "./shown.js";

const SVG = "http://www.w3.org/2000/svg";

function drawn(name, given, ...inside) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(given)) node.setAttribute(key, value);
  node.append(...inside);
  return node;
}

const KEY = [
  ["median", "middle of all", ({ median }) => median.length],
  ["way", "each", ({ curves }) => curves.some(({ main }) => main)],
  ["other", "way left", ({ curves }) => curves.some(({ main }) => !main)],
];

// all: overlays of one persona.
export function curves(all) {
  const kinds = KEY.filter(([, , there]) => all.some(there));
  const key = el("p", { class: "key small" }, ...kinds.map(([kind, words]) => el("span", {}, sample(kind), ` ${words}`)));
  return el("div", { class: "timelines" }, key, el("div", { class: "figures", "data-items": true }, ...all.map(figure)));
}

function sample(kind) {
  return drawn("svg", { class: "curves sample", viewBox: "0 0 40 10", "aria-hidden": "true" },
    drawn("path", { class: kind, d: "M0 5L40 5" }));
}

function figure({ label, curves: every, median }) {
  const turns = Math.max(2, ...every.map(({ first, levels }) => first + levels.length)) - 1;
  const path = (levels, first, kind) => drawn("path", {
    class: kind,
    d: levels.map((level, n) => `${n ? "L" : "M"}${((first + n) / turns) * 400} ${(1 - level) * 100}`).join(""),
  });
  const chart = drawn("svg", {
    class: "curves", viewBox: "-4 -4 408 108", preserveAspectRatio: "none", role: "img",
    "aria-label": `${label} in ${every.length} conversations, from the first line to the last`,
  }, drawn("path", { class: "half", d: "M0 50L400 50" }),
    ...every.map(({ levels, first, main }) => path(levels, first, main ? "way" : "other")), path(median, 0, "median"));
  return el("figure", {}, el("figcaption", {}, label),
    el("div", { class: "axes" }, el("span", { class: "high" }, "high"), el("span", { class: "low" }, "low"), chart,
      el("span", { class: "first" }, "start"), el("span", { class: "last" }, `line ${turns}`)));
}

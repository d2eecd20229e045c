// The debrief of the group at one step of its guided sequence: what to ask, and one thing to see.

import { bars, fit } from "./bars.js";
import { $, el } from "./shown.js";

const TURNED_AFTER = 20000; // ms; a key or a click turns, too, and from then on only those do

const SECTIONS = {
  endings: ["How they ended", endings],
  timelines: ["How it went", timelines],
  turning: ["Lines that turned it", turning],
  branches: ["Where ways parted", branches],
  steps: ["Steps that were reached", steps],
  moves: ["What was done most", moves],
  items: ["What was reached", items],
  acts: ["Done by the facilitator", acts],
  answers: ["Before and after", answers],
  bookmarks: ["To come back to", bookmarks],
};

const COMPARES = new Set(["endings", "timelines", "steps", "items"]);

let shown = []; // what showDebrief was last given
let at = { step: "", place: 0 };
let byItself = !matchMedia("(prefers-reduced-motion: reduce)").matches;

// wanted: the name of the step; the first for a name that is not in the sequence.
export function showDebrief(debrief, wanted) {
  shown = [debrief, wanted];
  const step = debrief.guide.find(({ name }) => name === wanted) ?? debrief.guide[0];
  if (at.step !== step.name) at = { step: step.name, place: 0 };
  const names = step.shows.filter((name) => debrief[name]?.length);
  const questions = el("div", {}, el("h1", {}, step.title),
    el("ul", { class: "ask" }, ...step.questions.map((question) => el("li", {}, question))));
  if (!names.length) return $("stage").replaceChildren(questions);
  at.place = (at.place + names.length) % names.length;
  const [title, make] = SECTIONS[names[at.place]];
  const count = names.length > 1 ? el("span", { class: "small" }, ` ${at.place + 1} of ${names.length}`) : "";
  const few = debrief.few && COMPARES.has(names[at.place]) ? el("p", { class: "small" }, debrief.few) : "";
  const seen = el("section", { class: "seen" }, el("h2", {}, title, count),
    few, make(debrief[names[at.place]]));
  $("stage").replaceChildren(el("div", { class: "with debrief" }, questions, seen));
  fit(seen);
}

function turn(by) {
  if (!document.querySelector(".debrief")) return;
  at.place += by;
  showDebrief(...shown);
}

setInterval(() => byItself && turn(1), TURNED_AFTER);
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

// Each of the sections.

function counted(rows) {
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return bars(rows.map(([label, count]) => [label, count / most, String(count)]));
}

function endings(all) { return counted(all.map(({ title, count }) => [title, count])); }

function moves(all) { return counted(all.map(([name, count]) => [name.replaceAll("_", " "), count])); }

function steps(all) { return bars(all.map(({ title, reached, of }) => [title, reached / of, `${reached} of ${of}`])); }

const SVG = "http://www.w3.org/2000/svg";

function drawn(name, given, ...inside) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(given)) node.setAttribute(key, value);
  node.append(...inside);
  return node;
}

function timelines(all) {
  const several = all.some(({ persona }) => persona !== all[0].persona);
  return el("div", { class: "figures", "data-items": true }, ...all.map(({ persona, label, curves, median }) => {
    const turns = Math.max(2, ...curves.map(({ first, levels }) => first + levels.length)) - 1;
    const path = (levels, first, kind) => drawn("path", {
      class: kind,
      d: levels.map((level, n) => `${n ? "L" : "M"}${((first + n) / turns) * 400} ${(1 - level) * 100}`).join(""),
    });
    return el("figure", {}, el("figcaption", {}, several ? `${label}, ${persona}` : label), drawn("svg", {
      class: "curves", viewBox: "-4 -4 408 108", preserveAspectRatio: "none", role: "img",
      "aria-label": `${label} in ${curves.length} conversations, from the first line to the last`,
    }, ...curves.map(({ levels, first, main }) => path(levels, first, main ? "way" : "other")), path(median, 0, "median")));
  }));
}

// quotes: [words, what is said about them]
function quotes(all) {
  return el("div", { class: "quotes", "data-items": true }, ...all.map(([words, about]) =>
    el("blockquote", {}, el("p", {}, words), about ? el("p", { class: "small" }, about) : "")));
}

function turning(all) {
  const [better, worse] = [all.filter(({ weight }) => weight > 0), all.filter(({ weight }) => weight <= 0)];
  const both = all.flatMap((_, n) => [better[n], worse[n]]).filter(Boolean); // room is for a few
  return quotes(both.map(({ line, quote, weight, because, by }) =>
    [`“${quote || line}”`, `${weight > 0 ? "For the better" : "For the worse"}: ${because}${by ? ` (${by})` : ""}`]));
}

function branches(all) {
  return quotes(all.flatMap(({ label, at: after, ways }) =>
    ways.map(({ line, ending }) => [`“${line}”`, `${label}, after line ${after}: ${ending || "not finished"}`])));
}

const DONE = { answer: "answered", prompt: "prompted", nudge: "moved a feeling" };

function acts(all) {
  return quotes(all.map(({ label, turn: n, acts: done, said }) =>
    [said, `${label}, line ${n}: ${done.map((kind) => DONE[kind] ?? kind).join(", ")}`]));
}

function bookmarks(all) {
  return quotes(all.map(({ quote, note, by }) => [quote, [note, by].filter(Boolean).join(" – ")]));
}

function table(heads, rows) {
  const cells = (row, kind) => row.map((text, column) => el(kind, { class: column && "number" }, text));
  return el("table", {}, el("thead", {}, el("tr", {}, ...cells(heads, "th"))),
    el("tbody", { "data-items": true }, ...rows.map((row) => el("tr", {}, ...cells(row, "td")))));
}

function items(all) {
  return table(["", "reached", "tells apart"], all.map(({ title, reached, of, discrimination }) =>
    [title, `${reached} of ${of}`, discrimination === null ? "–" : discrimination.toFixed(2)]));
}

function answers(all) {
  const told = (time) => (!time ? "–" : time.median !== null ? String(time.median)
    : time.counts.map(([name, count]) => `${name} ${count}`).join(", ") || time.texts.join(" · "));
  return table(["", "before", "after"], all.map(({ text, before, after }) => [text, told(before), told(after)]));
}

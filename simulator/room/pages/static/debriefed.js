// The debrief of the group, at one step of its guided sequence, as the projector shows it.

import { el } from "./shown.js";

const MOST = 4; // of anything that is read: the last row reads no long lists

export function debriefed(debrief) {
  const { step, few } = debrief;
  const ask = el("ul", { class: "ask" }, ...step.questions.map((question) => el("li", {}, question)));
  const sections = Object.entries(SECTIONS)
    .filter(([name]) => debrief[name]?.length)
    .map(([name, [title, make]]) => el("section", {}, el("h2", {}, title), ...make(debrief[name], debrief)));
  return [
    el("h1", {}, step.title), ask, ...(few && sections.length ? [el("p", { class: "small" }, few)] : []),
    ...(sections.length ? [el("div", { class: "columns" }, ...sections)] : []),
  ];
}

const SECTIONS = {
  endings: ["How they ended", endings],
  timelines: ["How it went", timelines],
  turning: ["Lines that turned them", turning],
  branches: ["Where ways parted", branches],
  steps: ["Steps", steps],
  moves: ["What was done most", moves],
  items: ["What was reached", items],
  acts: ["Done by the facilitator", acts],
  answers: ["Before and after", answers],
  bookmarks: ["To come back to", bookmarks],
};

function bars(rows) {
  const most = Math.max(1, ...rows.map(([, count, of]) => of ?? count));
  return el("ul", { class: "bars" }, ...rows.map(([label, count, of]) => {
    const bar = el("span", { class: "bar" });
    bar.style.width = `${(count / (of || most)) * 100}%`;
    return el("li", {}, bar, el("span", {}, label), el("strong", {}, of === undefined ? String(count) : `${count} of ${of}`));
  }));
}

function endings(all) { return [bars(all.map(({ title, count }) => [title, count]))]; }

function steps(all) { return [bars(all.map(({ title, reached, of }) => [title, reached, of]))]; }

function moves(all) { return [bars(all.slice(0, MOST + 2).map(([name, count]) => [name.replaceAll("_", " "), count]))]; }

const SVG = "http://www.w3.org/2000/svg";

function drawn(name, given, ...inside) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(given)) node.setAttribute(key, value);
  node.append(...inside);
  return node;
}

function timelines(all) {
  return all.slice(0, MOST).map(({ persona, label, curves, median }) => {
    const turns = Math.max(2, ...curves.map(({ first, levels }) => first + levels.length)) - 1;
    const path = (levels, first, kind) => drawn("path", {
      class: kind,
      d: levels.map((level, place) => `${place ? "L" : "M"}${((first + place) / turns) * 400} ${100 - level * 100}`).join(""),
    });
    return el("figure", {}, el("figcaption", { class: "small" }, `${label} (${persona})`),
      drawn("svg", { class: "curves", viewBox: "-4 -4 408 108", preserveAspectRatio: "none", role: "img",
        "aria-label": `${label} in ${curves.length} conversations, from the first line to the last` },
      ...curves.map(({ levels, first, main }) => path(levels, first, main ? "way" : "aside-way")),
      path(median, 0, "median")));
  });
}

function quoted(line, ...lines) {
  return el("blockquote", {}, el("p", {}, line), ...lines.filter(Boolean).map((each) => el("p", { class: "small" }, each)));
}

function turning(all) {
  return all.slice(0, MOST).map(({ line, quote, weight, because, by }) =>
    quoted(`“${quote || line}”`, `${weight > 0 ? "Better" : "Worse"}: ${because}${by ? ` (${by})` : ""}`));
}

function branches(all) {
  return all.slice(0, MOST).flatMap(({ label, at, ways }) => [
    el("h3", {}, `${label}, after line ${at}`),
    ...ways.map(({ line, ending }) => quoted(`“${line}”`, ending || "still open")),
  ]);
}

function items(all) {
  const share = (value) => (value === null ? "–" : value.toFixed(2));
  return [el("table", {},
    el("tr", {}, el("th", {}, ""), el("th", { class: "number" }, "reached"), el("th", { class: "number" }, "tells apart")),
    ...all.slice(0, MOST + 4).map(({ title, reached, of, discrimination }) => el("tr", {}, el("td", {}, title),
      el("td", { class: "number" }, `${reached} of ${of}`), el("td", { class: "number" }, share(discrimination)))))];
}

function acts(all) {
  return all.slice(0, MOST).map(({ label, turn, acts: done, said }) => quoted(said, `${label}, line ${turn}: ${done.join(", ")}`));
}

function answers(all) {
  const told = (time, { counts, median, answers: number }) =>
    `${time}: ${median !== null ? `median ${median}` : counts.map(([name, count]) => `${name} ${count}`).join(", ") || `${number} answers`}`;
  return all.slice(0, MOST).map(({ text, before, after }) =>
    el("div", {}, el("p", {}, text), el("p", { class: "small" },
      [before && told("Before", before), after && told("after", after)].filter(Boolean).join("; "))));
}

function bookmarks(all) {
  return all.slice(0, MOST).map(({ quote, note, by }) => quoted(quote, [note, by].filter(Boolean).join(" – ")));
}

// The debrief of the group at one step of its guided sequence: what to ask, and one thing to see.

import { answerBlocks } from "./answered.js";
import { bars } from "./bars.js";
import { curves } from "./curves.js";
import { $, el } from "./shown.js";
import { showPages } from "./turning.js";

const SECTIONS = {
  endings: ["How they ended", endings],
  turning: ["Lines that turned it", turning],
  branches: ["Where ways parted", branches],
  steps: ["Steps that were reached", steps],
  moves: ["What was done most", moves],
  items: ["What was reached", items],
  acts: ["Done by the facilitator", acts],
  answers: ["Before and after", answerBlocks],
  bookmarks: ["To come back to", bookmarks],
};

const COMPARES = new Set(["endings", "timelines", "steps", "items"]);
const LOOKS_BACK = "answers"; // the step that an exercise closes with: nothing but these

// wanted: the name of the step; the first for a name that is not in the sequence.
export function showDebrief(debrief, wanted, phase) {
  if (wanted === LOOKS_BACK) return lookBack(debrief, phase);
  const step = debrief.guide.find(({ name }) => name === wanted) ?? debrief.guide[0];
  const questions = el("div", {}, el("h1", {}, step.title),
    el("ul", { class: "ask" }, ...step.questions.map((question) => el("li", {}, question))));
  const sections = step.shows.flatMap((name) => sectionsOf(debrief, name));
  if (!sections.length) return $("stage").replaceChildren(el("div", { class: "alone debrief" }, questions));
  $("stage").replaceChildren(el("div", { class: "with debrief" }, questions, el("section", { class: "seen" })));
  showPages(step.name, sections, seen);
}

function lookBack({ answers }, phase) {
  const title = answers.length ? "Before and after" : phase;
  $("stage").replaceChildren(el("div", { class: "with alone debrief" },
    el("section", { class: "seen" }, el("h1", {}, title))));
  if (answers.length) showPages(LOOKS_BACK, [[title, () => answerBlocks(answers)]], seen);
}

function seen() {
  return document.querySelector(".seen");
}

function sectionsOf(debrief, name) {
  const all = debrief[name];
  const note = debrief.few && COMPARES.has(name) ? debrief.few : "";
  if (!all?.length) return [];
  if (name === "answers" && !all.some(({ after }) => after)) return []; // nobody was asked after yet
  if (name === "timelines") return timelines(all, note);
  const [title, make] = SECTIONS[name];
  return [[title, () => make(all), note]];
}

// Each of the sections.

function timelines(all, note) {
  const personas = [...new Set(all.map(({ persona }) => persona))];
  return personas.map((persona) =>
    [`How it went: ${persona}`, () => curves(all.filter((one) => one.persona === persona)), note]);
}

function counted(rows) {
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return bars(rows.map(([label, count]) => [label, count / most, String(count)]));
}

function endings(all) { return counted(all.map(({ title, count }) => [title, count])); }

function moves(all) { return counted(all.map(([name, count]) => [name.replaceAll("_", " "), count])); }

function steps(all) { return bars(all.map(({ title, reached, of }) => [title, reached / of, `${reached} of ${of}`])); }

// quotes: [words, what is said about them]; without words there is only what is said about it.
function quotes(all) {
  return el("div", { class: "quotes", "data-items": true }, ...all.map(([words, about]) =>
    el("blockquote", {}, words ? el("p", {}, `“${words}”`) : "", about ? el("p", { class: "small" }, about) : "")));
}

function turning(all) {
  const [better, worse] = [all.filter(({ weight }) => weight > 0), all.filter(({ weight }) => weight <= 0)];
  const both = all.flatMap((_, n) => [better[n], worse[n]]).filter(Boolean); // of each, first the weightiest
  return quotes(both.map(({ line, quote, weight, because, by }) =>
    [quote || line, `${weight > 0 ? "For the better" : "For the worse"}: ${because}${by ? ` (${by})` : ""}`]));
}

function branches(all) {
  return quotes(all.flatMap(({ label, at, line, ways }) => ways.map((way) => {
    const after = !at ? "from the beginning" : line ? `after “${line}”` : `after line ${at}`;
    return [way.line, `${label}, ${after}: ${way.ending || "not finished"}`];
  })));
}

const DONE = { answer: "answered", prompt: "prompted", nudge: "moved a feeling" };

function acts(all) {
  return quotes(all.map(({ label, turn: n, acts: done, said }) =>
    [said, `${label}, line ${n}: ${done.map((kind) => DONE[kind] ?? kind).join(", ")}`]));
}

function bookmarks(all) {
  return quotes(all.map(({ quote, note, by }) => [quote, [note, by].filter(Boolean).join(" – ")]));
}

function items(all) {
  const several = new Set(all.map(({ persona }) => persona)).size > 1;
  const cells = (row, kind) => row.map((text, column) => el(kind, { class: column && "number" }, text));
  const rows = all.map(({ persona, title, reached, of, discrimination }) =>
    [several ? `${title} (${persona})` : title, `${reached} of ${of}`, discrimination === null ? "–" : discrimination.toFixed(2)]);
  return el("table", {}, el("thead", {}, el("tr", {}, ...cells(["", "reached", "tells apart"], "th"))),
    el("tbody", { "data-items": true }, ...rows.map((row) => el("tr", {}, ...cells(row, "td")))));
}

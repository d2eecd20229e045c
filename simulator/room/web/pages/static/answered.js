// What was answered to the exercise's questions, before beside after. Nobody's name stands there.

import { bars } from "./bars.js";
import { el } from "./shown.js";

const SENTENCES = 4; // of one question in a block; what does not fit follows on the next page

const TIMES = [["before", "Before"], ["after", "After"]];

// all: questions with what was answered; a block each, those in words as many as they need.
export function answerBlocks(all) {
  return el("div", { class: "answers", "data-items": true }, ...all.flatMap((one) =>
    (one.kind === "text" ? inWords(one) : [block(one, sides(one, one.kind === "scale" ? scale : choice))])));
}

function block({ text }, ...inside) {
  return el("section", {}, el("h3", {}, text), ...inside);
}

function sides(one, make) {
  const times = TIMES.filter(([time]) => one[time]);
  return el("div", { class: times.length > 1 ? "sides" : "sides only" }, ...times.map(([time, title]) =>
    el("div", {}, el("p", { class: "small" }, title), make(one, one[time]))));
}

// A column for each step; what the ends mean stands under them.
function scale({ low, high, most }, { counts, answers }) {
  const highest = Math.max(1, ...counts.map(([, count]) => count));
  return el("div", { class: "scale" },
    el("ol", { "aria-label": `${answers} answers from 1 to ${most}` }, ...counts.map(([level, count]) => {
      const column = el("i", {});
      column.style.height = `${(count / highest) * 100}%`;
      return el("li", {}, el("b", {}, count ? `${count}×` : ""), el("span", {}, column), el("strong", {}, level));
    })),
    el("p", { class: "ends small" }, el("span", {}, low ? `1: ${low}` : ""), el("span", {}, high ? `${most}: ${high}` : "")));
}

function choice(_, { counts }) {
  const most = Math.max(1, ...counts.map(([, count]) => count));
  return bars(counts.map(([option, count]) => [option, count / most, String(count)]), false);
}

function inWords(one) {
  const times = TIMES.filter(([time]) => one[time]?.texts.length);
  return times.flatMap(([time, title]) => {
    const { texts } = one[time];
    const few = (from) => el("ul", { class: "sentences" },
      ...texts.slice(from, from + SENTENCES).map((words) => el("li", {}, `“${words}”`)));
    const chunks = Array.from({ length: Math.ceil(texts.length / SENTENCES) }, (_, n) => few(n * SENTENCES));
    return chunks.map((chunk, n) => block(one,
      el("p", { class: "small" }, n ? `${title}, more` : title), chunk));
  });
}

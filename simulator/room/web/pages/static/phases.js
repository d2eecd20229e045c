// A phase in which people look at their own screens: what is asked of them, with whom, how long yet.

import { $, Countdown, el } from "./shown.js";
import { showPages } from "./turning.js";

const ASKS = {
  questions: "Answer on your own screen. No name stands beside an answer.",
  brief: "Read your brief, to the end. Nobody speaks yet.",
  fishbowl: "One conversation for all of us. Propose the next line on your own screen.",
  breakout: "What is yours to do stands on your own screen.",
  debrief: "We look back together.",
  after: "Answer once more, on your own screen.",
  close: "Thank you. Your own debrief is on your own screen.",
};
const SIT = "Find your group and sit together. Then read your brief. Nobody speaks yet.";
const MANY = 4; // tables that have room beside large words and a large clock
const PARTS = { speaker: "speaks", coach: "coaches", observer: "observes" };

const passes = el("span", { role: "timer" }, el("span"));
const round = el("p", { class: "round" }, el("span"), passes);
const passing = new Countdown(passes, undefined, "");

// clock: the element that counts down. It is the largest thing, unless there are tables to find.
export function showPhase(view, clock) {
  const { room, tables: told } = view;
  const over = room.mode === "closed";
  const { title, kind } = over ? { title: "The exercise is over", kind: "close" } : room.phases[room.phase];
  const tables = told?.tables ?? [];
  const sitting = tables.length > 0;
  const asks = kind === "brief" && sitting ? SIT : ASKS[sitting && kind !== "brief" ? "breakout" : kind] ?? "";
  const words = el("div", { class: "asks" }, el("h1", {}, title), el("p", {}, asks));
  if (told?.of) words.append(el("p", { class: "count" }, `${told.answered} of ${told.of} have answered`));
  if (inRounds(view.clock)) words.append(round);
  const place = el("div", { class: "tables" });
  const looks = `phase${sitting ? " sitting" : ""}${tables.length > MANY ? " many" : ""}`;
  $("stage").replaceChildren(el("section", { class: looks },
    words, clock, ...(sitting ? [place] : [])));
  if (sitting) {
    showPages("tables", [["", () => grid(tables)]], () => $("stage").querySelector(".tables"));
  }
}

function inRounds(clock) {
  if (!clock?.rounds) return false;
  const { round: now, rounds, passes: ends } = clock;
  const last = now === rounds ? "" : ", parts move on in ";
  round.firstChild.textContent = `Round ${now} of ${rounds}${ends ? last : ""}`;
  passing.set(ends && last ? { ...clock, ends, left: null } : null);
  return true;
}

function grid(tables) {
  return el("ul", { "data-items": true }, ...tables.map(({ label, persona, people }) =>
    el("li", {}, el("h2", {}, `${persona} `, el("span", { class: "small" }, label)),
      el("ul", {}, ...people.map(({ called, part, here }) => el("li", { class: !here && "away" },
        el("strong", {}, called), " ", el("span", {}, here ? PARTS[part] ?? "" : "is away")))))));
}

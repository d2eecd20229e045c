// The projector: shows what the facilitator chose. Nothing is done here.

import { bars, fit } from "./bars.js";
import { Line, kept } from "./line.js";
import { $, Countdown, el, fold, keep, said, spoken } from "./shown.js";
import { showDebrief } from "./debriefed.js";
import { showPhase } from "./phases.js";
import { endPages } from "./turning.js";

const page = document.body.dataset;
const view = {};
const stage = $("stage");
const clock = new Countdown($("clock"), undefined, "");
let shown = "";

new Line({
  path: page.ws,
  token: page.token,
  store: kept(`detente.${page.ws}.`),
  on: {
    state(state) {
      const lost = view.room?.mode === "closed" ? "The exercise is over." : "Connection lost. Trying again …";
      $("state").textContent = state === "up" ? "Connected" : lost;
      $("state").classList.toggle("up", state === "up");
    },
    changed(parts) {
      for (const [name, part] of Object.entries(parts)) {
        view[name] = name === "turns" ? fold(view.turns, part) : part;
      }
      if ("clock" in parts) clock.set(parts.clock);
      show();
    },
    done() {},
    refused(_, told) { $("state").textContent = told.message; },
    over(told) {
      $("state").classList.remove("up");
      $("state").textContent = told.message;
    },
  },
});

const SCREENS = { join, fishbowl: conversation, conversation, votes, clock: () => showPhase(view, $("clock")), debrief };

// A conversation stays and grows, so that only what is new is read out; the rest is made anew.
function show() {
  if (!view.screen || !view.room) return;
  const what = view.screen.show;
  $("title").textContent = view.room.title;
  $("paused").hidden = !view.room.paused || what === "blank";
  document.body.className = `projector shows-${what}`;
  late(what);
  endPages();
  document.querySelector("header").append($("clock"));
  if (what !== shown || !["fishbowl", "conversation"].includes(what)) stage.replaceChildren();
  shown = what;
  SCREENS[what]?.();
}

function address() {
  return view.screen.join.url.replace(/^https?:\/\//, "").replace(/\/$/, "");
}

// For those who come late, where they would not find it else.
function late(what) {
  const { mode, locked } = view.room;
  $("late").hidden = locked || mode === "closed" || ["join", "blank"].includes(what);
  $("late").replaceChildren("Join: ", el("strong", {}, address()), " code ", el("strong", {}, view.screen.join.code));
}

function join() {
  const { code } = view.screen.join;
  const people = view.room?.people ?? 0;
  stage.append(el("section", { class: "join" },
    el("img", { src: `${page.qr}?${encodeURIComponent(code)}`, alt: "QR code of the address" }),
    el("div", {},
      el("p", {}, "Open"), el("p", { class: "address" }, address()),
      el("p", {}, "and type"), el("p", { class: "letters" }, code),
      el("p", { class: "small" }, people === 1 ? "1 person is here" : `${people} people are here`))));
}

function conversation() {
  const told = view.conversation;
  if (!told || !view.turns) return;
  if (!stage.querySelector(".talk")) {
    stage.append(el("h1", {}), el("div", { class: "gauges" }), el("div", { class: "with" },
      el("div", {}, el("div", { class: "talk", role: "log" })), el("section", { class: "beside" })));
  }
  stage.querySelector("h1").textContent = told.persona;
  const gauges = Object.entries(view.screen.gauges ? told.gauges ?? {} : {});
  stage.querySelector(".gauges").replaceChildren(...gauges.map(([label, level]) =>
    bars([[label, level, String(Math.round(level * 100))]])));
  const items = spoken(view.turns.turns, told).slice(-12);
  const last = items.filter(({ n }) => n !== undefined).slice(-2);
  keep(stage.querySelector(".talk"), items.map((item) => ({ ...item, latest: last.includes(item) })), (item) => {
    const node = said(item);
    node.classList.toggle("latest", item.latest);
    return node;
  });
  const beside = shown === "fishbowl" ? proposals() : [];
  stage.querySelector(".with").classList.toggle("alone", !beside.length);
  const place = stage.querySelector(".beside");
  place.hidden = !beside.length;
  place.replaceChildren(...beside);
  fit(place);
}

function votes() {
  const place = el("section", { class: "votes" }, ...proposals());
  stage.append(place);
  fit(place);
}

function proposals() {
  const { open, revealed, proposals: told = [], voted, of, leading } = view.proposals ?? {};
  if (!told.length && !open) return [];
  const count = ({ votes: number }) => number ?? 0;
  const most = Math.max(1, ...told.map(count));
  const lines = revealed ? [...told].sort((one, other) => count(other) - count(one)) : told;
  const title = open ? `${voted} of ${of} have voted` : revealed ? "How the vote stands" : "Proposed lines";
  return [el("h2", {}, title), bars(lines.map((line) =>
    [line.text, count(line) / most, line.votes === undefined ? "" : String(line.votes), line.proposal === leading]))];
}

function debrief() {
  const { debrief: told, step } = view.screen;
  if (told) showDebrief(told, step, view.room.phases[view.room.phase].title);
}

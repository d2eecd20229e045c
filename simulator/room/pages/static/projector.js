// The projector: shows what the facilitator chose. Nothing is done here.

import { Line, kept } from "./line.js";
import { $, Countdown, el, fold, keep, said, spoken } from "./shown.js";
import { debriefed } from "./debriefed.js";

const page = document.body.dataset;
const view = {};
const stage = $("stage");
const clock = new Countdown($("clock"));
let shown = "";

new Line({
  path: page.ws,
  token: page.token,
  store: kept("detente.projector."),
  on: {
    state(state) {
      $("state").textContent = state === "up" ? "Connected" : "Connection lost. Trying again …";
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

const SCREENS = { join, fishbowl, conversation, votes, debrief };

// A conversation stays and grows, so that only what is new is read out; the rest is made anew.
function show() {
  if (!view.screen) return;
  const what = view.screen.show;
  $("title").textContent = view.room?.paused ? `${view.room.title} – paused` : view.room?.title ?? "";
  $("clock").classList.toggle("big", what === "clock");
  document.querySelector(what === "clock" ? "main" : "header").append($("clock"));
  if (what !== shown || !["fishbowl", "conversation"].includes(what)) {
    stage.replaceChildren(...(what === "clock" ? [$("clock")] : []));
  }
  shown = what;
  SCREENS[what]?.();
}

function join() {
  const { url, code } = view.screen.join;
  const address = url.replace(/^https?:\/\//, "").replace(/\/$/, "");
  const people = view.room?.people ?? 0;
  stage.append(el("section", { class: "join" },
    el("img", { src: `${page.qr}?${encodeURIComponent(code)}`, alt: "QR code of the address" }),
    el("div", {},
      el("p", {}, "Open"), el("p", { class: "address" }, address),
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
  stage.querySelector(".gauges").replaceChildren(...gauges.map(([label, level]) => gauge(label, level)));
  const items = spoken(view.turns.turns, told).slice(-12);
  const last = items.filter(({ n }) => n !== undefined).slice(-2);
  keep(stage.querySelector(".talk"), items.map((item) => ({ ...item, latest: last.includes(item) })), (item) => {
    const node = said(item);
    node.classList.toggle("latest", item.latest);
    return node;
  });
  const beside = shown === "fishbowl" ? proposals() : [];
  const place = stage.querySelector(".beside");
  place.hidden = !beside.length;
  place.parentNode.classList.toggle("with", beside.length > 0);
  place.parentNode.classList.toggle("talk-only", !beside.length);
  place.replaceChildren(...beside);
}

function fishbowl() { conversation(); }

function votes() { stage.append(...proposals()); }

function gauge(label, level) {
  const bar = el("span", { class: "bar" });
  bar.style.width = `${Math.round(level * 100)}%`;
  return el("div", { class: "bars" }, el("li", {}, bar, el("span", {}, label), el("span", {}, `${Math.round(level * 100)}`)));
}

function proposals() {
  const { open, proposals: lines = [], voted, of, leading } = view.proposals ?? {};
  if (!lines.length && !open) return [];
  const most = Math.max(1, ...lines.map((each) => each.votes ?? 0));
  const items = lines.map(({ proposal, text, votes: count }) => {
    const bar = el("span", { class: "bar" });
    bar.style.width = `${((count ?? 0) / most) * 100}%`;
    return el("li", { class: proposal === leading && "leading" }, bar, el("span", {}, text),
      el("strong", {}, count === undefined ? "" : String(count)));
  });
  return [el("h2", {}, open ? `Vote: ${voted} of ${of}` : "Proposed lines"), el("ul", { class: "bars" }, ...items)];
}

function debrief() {
  if (view.screen.debrief) stage.append(...debriefed(view.screen.debrief));
}

// The page of a participant or an observer: sends what is typed and chosen here. The hub decides
// what may be done; what it refuses is said where it was asked, and the text is back in its box.

import { Line, kept } from "./line.js";
import { $, Countdown, el, fold } from "./shown.js";
import { DOES, bottom, lostFocus, put, showParts } from "./parts.js";
import { answers } from "./questions.js";

const page = document.body.dataset;
const store = kept(`detente.${page.ws}.${page.seat}.`);
const view = {}; // the parts by name, and the choice that the hub has not told yet
let voting = 0;
const clock = new Countdown($("clock"), announce);
const passes = new Countdown($("passes"), announce);
passes.at = [[60, "The parts move on in one minute."]];
const line = new Line({
  path: page.ws,
  token: page.token,
  store,
  on: { state: showState, changed, done, refused, over },
});

// What the hub tells.

function changed(parts) {
  for (const [name, part] of Object.entries(parts)) {
    view[name] = name === "turns" ? fold(view.turns, part) : part;
  }
  if (parts.me && !voting && !line.waiting("vote").length) view.choice = undefined;
  if (parts.clock) {
    const { now, round, rounds, passes: ends } = parts.clock;
    clock.set(parts.clock);
    passes.set(ends ? { now, ends } : null);
    $("round").hidden = !rounds;
    $("round").firstElementChild.textContent = rounds ? `Round ${round} of ${rounds}${ends ? "," : ""}` : "";
  }
  soon();
}

function done({ type }) {
  refuse(type, "");
  if (type === "bookmark") announce("Kept, to come back to.");
  if (type === "advise") announce("Whispered.");
  if (type === "leave") line.end({ message: "You have left the exercise." });
  soon();
}

const BOXES = { say: "box", propose: "box", advise: "advise-box", bookmark: "note-box" };

function refused(message, told) {
  const { type } = message ?? {};
  refuse(type, told.message);
  if (type === "bookmark") note(message);
  if (type === "vote") view.choice = undefined;
  const box = $(BOXES[type]);
  const text = type === "bookmark" ? message.note : message?.text;
  if (box && text) write(box, box.value ? `${text}\n${box.value}` : text);
  soon();
}

function over(told) {
  store.set("pending", []);
  $("why").textContent = told.message;
  $("state").textContent = "Not connected";
  $("state").classList.remove("up");
  for (const id of ["wait", "safe", "foot", "own"]) $(id).hidden = true;
  $("retry").replaceWith(el("a", { class: "button", href: "/" }, "To the door"));
  $("lost").hidden = false;
  for (const each of document.querySelectorAll("main button, main input")) each.disabled = true;
}

function showState(state, next) {
  const up = state === "up";
  $("state").textContent = up ? "Connected" : "No connection";
  $("state").classList.toggle("up", up);
  $("lost").hidden = up;
  $("why").textContent = up ? "" : "Connection lost.";
  clearInterval(showState.timer);
  if (up) return soon();
  const count = () => {
    const seconds = Math.ceil((next - Date.now()) / 1000);
    $("wait").textContent = seconds > 0 ? `Trying again in ${seconds} s.` : "Trying again …";
  };
  showState.timer = setInterval(count, 250);
  count();
}

let planned = false;
function soon() {
  if (planned) return;
  planned = true;
  const show = () => {
    planned = false;
    const part = takePart();
    showParts(view, line, store, announce, part);
    showUnsent();
    if (part && lostFocus()) $("turned-text").focus();
    markTitle();
  };
  if (document.hidden) setTimeout(show);
  else requestAnimationFrame(show);
}

function announce(text) {
  const tell = (what) => { $("said").textContent = what; };
  clearTimeout(announce.timer);
  tell("");
  setTimeout(tell, 50, text);
  announce.timer = setTimeout(tell, 6000, ""); // what was so then is not found there later
}

// In a tab that nobody looks at, the title says that there is something new.
const NEW = "(!) ";
let known;
function markTitle() {
  const { room, me, turns, notices } = view;
  if (!me) return;
  const now = JSON.stringify([room?.phase, me.part, me.may_say, me.whispers, turns?.turns.length, notices?.notices.at(-1)]);
  if (document.hidden && known && now !== known) document.title = NEW + document.title.replace(NEW, "");
  known = now;
}
document.addEventListener("visibilitychange", () => { document.title = document.title.replace(NEW, ""); });

// Says that one has another part now; returns whether that has just come.
function takePart() {
  if (!view.me) return false;
  const { part } = view.me;
  const before = store.get("part", "");
  if (part !== before) {
    calm();
    store.set("part", part);
    store.set("turned", before && part && `You ${DOES[part][0]} now.`);
  }
  const turned = ["brief", "breakout"].includes(view.room?.mode) && store.get("turned", "");
  $("turned").hidden = !turned;
  put($("turned-text"), turned || "");
  return part !== before && turned;
}

function acted() {
  store.set("turned", "");
  soon();
}

// What was typed in a box that is no longer there is offered, and never put into another by itself.
const boxes = (hidden) => [$("box"), $("advise-box")].filter((box) => box.form.hidden === hidden);
const lost = () => boxes(true).filter((box) => box.value.trim());
function showUnsent() {
  const words = lost().map(({ value }) => value).join("\n");
  $("unsent").hidden = !words || !["fishbowl", "breakout"].includes(view.room?.mode);
  $("unsent-text").textContent = words;
  $("put").hidden = !boxes(false).length;
  return words;
}

const REFUSED_AT = {
  say: "say", propose: "say", vote: "vote", withdraw: "vote", advise: "advise",
  bookmark: "note", answers: "questions",
};

function refuse(type, text) {
  const place = $(`${REFUSED_AT[type] ?? "acts"}-refused`);
  place.textContent = text;
  place.hidden = !text;
}

// What is done here.

function on(id, kind, act) {
  $(id).addEventListener(kind, (event) => {
    if (kind === "submit") event.preventDefault();
    act(event);
  });
}

function send(message) {
  refuse(message.type, "");
  line.send(message);
  soon();
}

const drafts = store.get("drafts", {});

function write(box, text) {
  box.value = text;
  drafts[box.id] = text;
  store.set("drafts", drafts);
  measure(box);
}

const MOST = 2000; // characters, as the hub counts them

// Nothing is cut off: who types too much is told so, and cannot send it.
function measure(box) {
  if (box.type !== "textarea") return;
  const left = MOST - [...box.value].length;
  const told = left < 0 ? `Too long by ${-left}: ${MOST} characters are the most.` : left < 200 ? `Room for ${left} more.` : "";
  box.setCustomValidity(left < 0 ? told : "");
  const [label] = box.labels;
  if (!label.nextElementSibling.matches(".small")) label.after(el("p", { class: "small", role: "status" }));
  put(label.nextElementSibling, told);
}
addEventListener("input", ({ target }) => measure(target));

const touch = matchMedia("(pointer: coarse)"); // there, Enter is the only way to a new line
for (const id of ["box", "advise-box", "note-box"]) {
  write($(id), drafts[id] ?? "");
  on(id, "input", () => write($(id), $(id).value));
  on(id, "keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || touch.matches) return;
    event.preventDefault();
    $(id).form.querySelector("button.main").click();
  });
}

function typed(form, box, message) {
  on(form, "submit", () => {
    const text = $(box).value.trim();
    const whole = text && message(text);
    if (!whole) return;
    write($(box), "");
    acted();
    $(box).focus();
    scrollTo(0, bottom());
    send(whole);
  });
}

typed("say", "box", (text) => {
  const { type } = $("say").dataset;
  return type === "say" ? { type, conversation: view.me.conversation, text } : type && { type, text };
});
typed("advise", "advise-box", (text) => ({ type: "advise", text }));

on("questions", "submit", ({ target }) => {
  const { when, questions } = view.questions;
  send({ type: "answers", when, answers: answers(questions, target) });
});
on("questions", "input", () => {
  const { when, questions } = view.questions;
  const found = Object.entries(answers(questions, $("questions")));
  store.set("answers", Object.fromEntries(found.map(([name, value]) => [`${when}-${name}`, value])));
});

function vote(proposal, after) {
  clearTimeout(voting);
  view.choice = proposal ?? "";
  voting = setTimeout(() => {
    voting = 0;
    send({ type: "vote", proposal });
  }, after);
}

on("proposals", "change", ({ target }) => vote(target.value, 300)); // arrow keys pass by the others
on("unvote", "click", () => vote(null, 0));

for (const id of ["hand", "help"]) {
  on(id, "click", () => {
    send({ type: "hand", up: $(id).getAttribute("aria-pressed") === "true" ? "" : id });
    setTimeout(soon, 1100);
  });
}

// Everybody's part changes with it: it asks first, and a double tap is no answer.
const [PASS, REALLY] = ["Pass the parts on", "Really? Everybody's part changes"];
let asking;
function calm() {
  clearTimeout(asking);
  $("rotate").textContent = PASS;
}
on("rotate", "click", () => {
  const sure = $("rotate").textContent === REALLY;
  calm();
  if (sure) return send({ type: "rotate", conversation: view.me.conversation });
  asking = setTimeout(() => {
    announce($("rotate").textContent = REALLY);
    asking = setTimeout(calm, 6000);
  }, 400);
});
on("rotate", "blur", calm);

on("turned-seen", "click", acted);
on("put", "click", () => {
  const [box] = boxes(false);
  write(box, [box.value, showUnsent()].filter(Boolean).join("\n"));
  $("drop").click();
  box.focus();
});
on("drop", "click", () => {
  for (const box of lost()) write(box, "");
  soon();
});

on("again", "click", () => {
  const { conversation, turns } = view.turns;
  const { n, line: text } = turns.at(-1);
  if (!$("box").value) write($("box"), text);
  send({ type: "branch", conversation, at: n - 1, why: "retry" });
  $("box").focus();
});

let marking; // the bookmark that a note is being written for, and the button it came from

function note(mark, from) {
  marking = { ...mark, from };
  store.set("marking", mark);
  $("note").hidden = false;
  $("quote").textContent = mark.quote;
  $("note-box").focus();
}
if (store.get("marking")) note(store.get("marking"));

function noted() {
  $("note").hidden = true;
  store.set("marking", null);
  write($("note-box"), "");
  marking.from?.focus();
}

on("log", "click", ({ target }) => {
  if (!target.dataset.turn) return;
  const words = target.parentNode.querySelector(".words");
  const chosen = getSelection();
  const quote = (words.contains(chosen.anchorNode) && String(chosen).trim()) || words.textContent.trim();
  const { conversation } = view.conversation;
  refuse("bookmark", "");
  note({ conversation, turn: Number(target.dataset.turn), quote: quote.slice(0, 2000) }, target);
});
on("note", "submit", () => {
  const { conversation, turn, quote } = marking;
  send({ type: "bookmark", conversation, turn, quote, note: $("note-box").value.trim() });
  acted();
  noted();
});
on("note-off", "click", noted);

on("notice-seen", "click", () => {
  store.set("seen", view.notices.notices.at(-1).at);
  soon();
});
on("retry", "click", () => line.retry());
on("leave", "click", () => {
  $("sure").hidden = false;
  $("stay").focus();
});
on("stay", "click", () => {
  $("sure").hidden = true;
  $("leave").focus();
});
on("go", "click", () => send({ type: "leave" }));

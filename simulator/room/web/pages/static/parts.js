// Shows the parts of a seat's view, as the hub last told them, and what is still on the way to it.

import { $, el, keep, said, spoken } from "./shown.js";
import { ask } from "./questions.js";

let begun = ""; // the phase and conversation shown last, to notice the next
let unsaid = false; // nothing had been said in it

// Whoever is typing goes on typing; whose place is gone is led to where it goes on.
export function lostFocus() {
  const at = document.activeElement;
  return !at || at === document.body || !at.getClientRects().length;
}

// Leaves alone what is so already, so that nothing is read out twice.
export function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// How far the page is scrolled where the latest line and the box below it are seen.
export function bottom() {
  const dock = document.querySelector(".dock").offsetHeight;
  return document.querySelector(".middle").getBoundingClientRect().bottom + scrollY + dock + 12 - innerHeight;
}

// turned: one has just got another part.
export function showParts(view, line, store, announce, turned) {
  const { room, me } = view;
  if (!room || !me) return;
  const low = scrollY > bottom() - 100;
  const before = bottom();
  showMe(view, line);
  showBriefs(view);
  showNotice(view, store);
  showQuestions(view, line, store);
  showTalk(view, line);
  showProposals(view, line);
  showBox(view);
  showMarks(me, line);
  const next = showPhase(view, store, announce);
  // Who reads the latest goes on doing so; who has scrolled up is left there.
  const top = next && ($("brief").open || $("talk").hidden || !$("told").open);
  if (top) scrollTo(0, 0);
  else if (next || turned || (low && bottom() !== before)) scrollTo(0, bottom());
}

const HINTS = {
  brief: "Read your brief. It begins soon.",
  debrief: "Look up: the debrief is on the screen in front.",
  close: "The exercise is over. Thank you.",
};

function hint({ room, me }) {
  if (room.paused) return "The facilitator has paused the exercise.";
  const kind = room.mode === "closed" ? "close" : room.phases[room.phase].kind;
  const here = room.people === 1 ? "You are the first." : `${room.people} people are here.`;
  if (kind === "lobby") return `You are in. Wait here until it begins. ${here}`;
  const placed = me.conversation || !["fishbowl", "breakout"].includes(kind);
  return HINTS[kind] ?? (placed ? "" : "You get a place soon.");
}

export const DOES = { speaker: ["speak", "speaks"], coach: ["coach", "coaches"], observer: ["observe", "observes"] };

// Who is at one's table, and what they do there.
function table({ room, me, conversation }) {
  if (!me.part || !["brief", "breakout"].includes(room.mode) || conversation.seats.length < 2) return "";
  const others = conversation.seats.filter(({ seat }) => seat !== me.seat);
  const who = others.map(({ called, part, here }) => `${called} ${DOES[part][1]}${here === false ? " (away)" : ""}`);
  return `You ${DOES[me.part][0]}. With you: ${who.join(", ")}.`;
}

function showMe({ room, me, conversation, turns }, line) {
  $("called").textContent = me.called;
  $("part").textContent = me.part || (me.role === "observer" ? "observer" : "");
  $("title").textContent = room.title;
  $("hint").textContent = hint({ room, me });
  $("hint").classList.toggle("paused", room.paused);
  put($("with"), table({ room, me, conversation }));
  const asked = line.waiting("hand").at(-1);
  const unsent = asked && (!line.up || Date.now() - line.asked > 1000);
  for (const [id, label] of [["hand", "Hand up"], ["help", "Ask for help"]]) {
    $(id).setAttribute("aria-pressed", (asked && !unsent ? asked.up : me.hand) === id);
    $(id).textContent = unsent && [asked.up, me.hand].includes(id) ? "Not sent yet" : label;
  }
  const breakout = room.mode === "breakout" && conversation?.kind === "breakout";
  $("again").hidden = !(me.part === "speaker" && breakout && turns?.turns.length > 1 && !turns.turns.at(-1).waiting);
  $("rotate").hidden = !(me.part && breakout && conversation.seats.length > 1);
  const over = ["debrief", "closed"].includes(room.mode);
  $("own").hidden = !(turns && (over || (breakout && conversation.seats.length < 2 && turns.turns.at(-1)?.ending)));
  const place = over ? $("hint") : $("held");
  if (place.nextElementSibling !== $("own")) place.after($("own"));
}

const BRIEF = {
  general: "", part: "Your part", situation: "The situation", role: "Who you are", know: "What you know",
  want: "What you want",
};

function brief({ key, what }) {
  const title = BRIEF[key] ?? key[0].toUpperCase() + key.slice(1).replaceAll("_", " ");
  const text = Array.isArray(what) ? el("ul", {}, ...what.map((each) => el("li", {}, each))) : el("p", {}, what);
  return el("div", {}, ...(title ? [el("h3", {}, title)] : []), text);
}

function showBriefs({ room, me, conversation }) {
  const { confidential, ...open } = me.brief;
  const all = Object.entries({ ...open, ...conversation?.brief }).filter(([, what]) => what?.length);
  $("brief").hidden = !all.length && !confidential;
  keep($("general"), all.map(([key, what]) => ({ key, what })), brief);
  $("secret").hidden = !confidential;
  $("confidential").textContent = confidential ?? "";
  const [last, ...older] = [...new Set([...me.whispers].reverse())];
  const [latest, before] = $("whispers").querySelectorAll("ul");
  const item = ({ key }) => el("li", {}, key);
  $("whispers").hidden = !last;
  before.parentNode.hidden = !older.length;
  keep(latest, last ? [{ key: last }] : [], item);
  keep(before, older.map((key) => ({ key })), item);
  $("advise").hidden = !(me.part === "coach" && me.conversation && room.mode === "breakout");
}

function showNotice({ notices }, store) {
  const last = notices?.notices.at(-1);
  const text = last && last.at !== store.get("seen", "") ? last.text : "";
  put($("notice-text"), text);
  $("notice").hidden = !text;
  const seen = (notices?.notices ?? []).filter((each) => !text || each !== last);
  $("notes").hidden = !seen.length;
  keep($("notes").lastElementChild, seen.map((each) => ({ key: each.at, ...each })), (each) => el("li", {}, each.text));
}

function showQuestions({ me, questions: part }, line, store) {
  const { when, questions = [] } = part ?? {};
  const done = me.answered.includes(when);
  const form = $("questions");
  form.hidden = !questions.length;
  form.lastElementChild.hidden = done || line.waiting("answers").length > 0;
  const items = done ? [{ key: "done" }] : questions.map((each) => ({ key: `${when}-${each.question}`, ...each }));
  keep(form.children[1], items, (item) =>
    (item.question ? ask(item, store.get("answers", {})[item.key]) : el("p", {}, "Thank you. Your answers are kept.")));
}

function showTalk({ room, me, conversation, turns }, line) {
  const shown = conversation && turns?.conversation === conversation.conversation;
  $("talk").hidden = !shown;
  if (!shown) return $("log").replaceChildren();
  const over = ["debrief", "closed"].includes(room.mode);
  $("talk-title").textContent = over ? `What was said with ${conversation.persona}` : `With ${conversation.persona}`;
  const marks = me.role === "observer" || ["coach", "observer"].includes(me.part);
  const items = spoken(turns.turns, conversation, me.seat);
  const text = ({ parts }) => parts.map(([kind, each]) => (kind === "direction" ? `(${each})` : each)).join(" ");
  const kept = (item) => me.bookmarks.some(({ conversation: at, turn, quote }) =>
    at === conversation.conversation && turn === item.n && text(item).includes(quote));
  keep($("log"), items.map((item) => (marks && item.n !== undefined ? { ...item, marks, kept: kept(item) } : item)), (item) => {
    const node = said(item);
    if (item.marks) {
      const label = item.kept ? "Marked" : "Mark";
      const words = item.parts.map(([, text]) => text).join(" ").slice(0, 50);
      node.append(el("button", { type: "button", class: "mark", "data-turn": item.n, "aria-label": `${label}: ${words}` }, label));
      node.classList.add("marked", ...(item.kept ? ["kept"] : []));
    }
    return node;
  });
  keep($("sending"), line.waiting("say", "propose").map(({ id, text }) => ({ key: id, text })), ({ text }) =>
    el("li", {}, `On its way: ${text}`));
}

function showProposals({ room, me, proposals: part, choice = me.vote }, line) {
  const { open, revealed, proposals = [], voted, of, leading } = part ?? {};
  $("proposals").hidden = room.mode !== "fishbowl" || (!proposals.length && !open);
  const votes = open && !room.paused && me.role === "participant";
  $("proposals-title").textContent = open ? "Vote for the next line" : revealed ? "How the vote stands" : "Proposed lines";
  const offer = ({ proposal, text }) => offered(text, proposal, () => line.send({ type: "withdraw", proposal }));
  keep($("proposals").querySelector("ul"), proposals.map((each) => ({ key: each.proposal, ...each })), offer, (node, item) => {
    const [radio] = node.getElementsByTagName("input");
    radio.hidden = !open || me.role !== "participant";
    radio.disabled = !votes;
    radio.checked = item.proposal === choice;
    const ahead = item.proposal === leading;
    node.classList.toggle("leading", ahead);
    node.querySelector(".count").textContent = item.votes === undefined ? ""
      : `${item.votes} ${item.votes === 1 ? "vote" : "votes"}${ahead ? ", ahead" : ""}`;
    node.querySelector("button").hidden = open || !me.proposals.includes(item.proposal);
  });
  const change = choice && " You can change your vote while it is open.";
  $("voted").textContent = open ? `${voted} of ${of} have voted.${change}` : "";
  $("unvote").hidden = !votes || !choice;
}

function offered(text, value, back) {
  return el("li", {},
    el("label", { class: "choice" }, el("input", { type: "radio", name: "vote", value }), el("span", {}, text)),
    el("span", { class: "count small" }),
    el("button", { type: "button", onclick: back, "aria-label": `Take back: ${text}` }, "Take back"));
}

const STAYS = " What you type stays in the box.";

// What the box is for now (type), whether it stays though it is for nothing (mine), and why that is.
function toSay({ room, me, conversation, turns, proposals }) {
  const last = turns?.turns.at(-1);
  if (conversation && room.mode === "brief") return { away: true, why: "It begins with the next phase." };
  if (!conversation || !["fishbowl", "breakout"].includes(room.mode)) return { away: true };
  const among = conversation.seats.length > 1 ? " Talk it over, or pass the parts on." : "";
  if (last?.ending) return { why: `The conversation has ended.${among}` };
  const baton = conversation.kind === "fishbowl" && conversation.speaker === me.called;
  if (me.may_say) return { mine: true, type: "say", why: baton ? batonOf(me) : "" };
  if (me.may_propose && proposals?.open) return { mine: true, why: `The vote is on.${STAYS}` };
  if (me.may_propose && !baton) return { mine: true, type: "propose" };
  const mine = me.part === "speaker" || (conversation.kind === "fishbowl" && me.role === "participant");
  const stays = mine ? STAYS : "";
  const typing = mine || me.part === "coach" ? "; your words are kept" : "";
  if (room.paused) return { mine, why: `The facilitator has paused everything${typing}.` };
  if (conversation.frozen) return { mine, why: `The facilitator holds this conversation.${stays}` };
  if (last?.waiting) return { mine, why: `${conversation.persona} is about to answer.` };
  const away = conversation.seats.some(({ part, here }) => part === "speaker" && here === false);
  const still = away ? ", but is away. Anybody can pass the parts on." : ".";
  return { mine, why: mine || !conversation.speaker ? "" : `${conversation.speaker} speaks${still}` };
}

function batonOf(me) {
  const more = me.brief.part ? " Your brief has something for you alone." : "";
  return `You have the baton: what you type is said.${more}`;
}

function showBox(view) {
  const { away, mine, type = "", why = "" } = toSay(view);
  const { conversation } = view;
  const proposing = type ? type === "propose" : conversation?.kind === "fishbowl" && conversation.speaker !== view.me.called;
  $("held").textContent = why;
  $("held").hidden = !why;
  $("held").classList.toggle("paused", view.room.paused || Boolean(conversation?.frozen));
  $("say").hidden = Boolean(away) || !mine;
  $("say").dataset.type = type;
  $("box-label").textContent = proposing ? "Propose the next line" : "Your line";
  $("send").textContent = proposing ? "Propose" : "Say";
  $("send").disabled = !type;
}

function showMarks({ bookmarks }, line) {
  $("marks").hidden = !bookmarks.length;
  $("marks").querySelector(".tag").textContent = bookmarks.length;
  keep($("marks").lastElementChild, bookmarks.map((each) => ({ key: each.bookmark, ...each })), ({ bookmark, quote, note }) => {
    const away = () => line.send({ type: "unbookmark", bookmark });
    return el("li", {}, el("blockquote", {}, quote), el("p", {}, note),
      el("button", { type: "button", onclick: away, "aria-label": `Remove the mark: ${quote.slice(0, 50)}` }, "Remove"));
  });
}

// Returns whether this is another phase or conversation than before, or the first line in it.
function showPhase({ room, me, conversation, turns }, store, announce) {
  const now = `${room.phase} ${room.mode} ${conversation?.conversation}`;
  const spoken = turns?.turns.length > 1;
  const first = unsaid && spoken;
  if (first) $("brief").open = false;
  unsaid = Boolean(conversation) && !spoken;
  if (now === begun) return first;
  const phase = room.phases[room.phase];
  const title = room.mode === "closed" ? "The end" : phase.title;
  $("phase").textContent = title;
  document.title = `${title} – detente`;
  // Who we are is in it: it stands open where one first meets a counterpart, and is out of the way of what is said and asked.
  const fresh = Boolean(conversation) && store.get("met", "") !== conversation.conversation;
  if (fresh) store.set("met", conversation.conversation);
  $("brief").open = fresh ? !(spoken && me.part === "speaker") : ["lobby", "brief"].includes(phase.kind) && !spoken;
  $("told").open = !["debrief", "closed"].includes(room.mode);
  if (lostFocus()) $("phase").focus();
  if (begun) announce(`Now: ${title}. ${$("hint").textContent}`);
  begun = now;
  return true;
}

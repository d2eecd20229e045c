// What the seats' page and the projector's show alike. Text goes in as text nodes only.

export const $ = (id) => document.getElementById(id);

export function el(name, given = {}, ...inside) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...inside);
  return node;
}

// Makes the children of a list those of the items, by key, and leaves alone what stays: so that
// nothing is read out twice and nothing loses the focus. Whatever differs is made anew.
export function keep(list, items, make, update) {
  const old = new Map(Array.from(list.children, (node) => [node.dataset.key, node]));
  const wanted = new Set(items.map(({ key }) => String(key)));
  for (const [key, node] of old) if (!wanted.has(key)) node.remove();
  items.forEach((item, place) => {
    let node = old.get(String(item.key));
    const told = JSON.stringify(item);
    if (!node || (!update && node.told !== told)) {
      const made = make(item);
      if (node?.isConnected) node.replaceWith(made);
      node = made;
      node.dataset.key = item.key;
      node.told = told;
    }
    if (update) update(node, item);
    if (list.children[place] !== node) list.insertBefore(node, list.children[place] ?? null);
  });
}

// The turns held so far, with those told now in the place of what was there from `first` on.
export function fold(held, told) {
  if (!told) return null;
  const stays = held?.conversation === told.conversation ? held.turns : [];
  return { ...told, turns: [...stays.filter(({ n }) => n < told.first), ...told.turns] };
}

const BACK = {
  rewind: (at) => `We went back to line ${at}.`,
  retry: (at) => `We try again from line ${at} on.`,
  branch: (at) => `Another way, from line ${at} on.`,
};

// A conversation's turns as items for a log, one by one as they are read out.
export function spoken(turns, conversation, me) {
  const branch = conversation.branches.find((each) => each.branch === conversation.branch);
  const items = [];
  for (const turn of turns) {
    const { n } = turn;
    if (turn.line !== null) {
      const own = me !== undefined && turn.seat === me;
      const by = own ? "You" : turn.by;
      items.push({ key: `${n}-line`, kind: own ? "line own" : "line", n, by, parts: turn.line ? [["speech", turn.line]] : [["direction", "says nothing"]] });
    }
    if (turn.parts.length) {
      const done = turn.acts.includes("answer") ? "answered by the facilitator"
        : turn.acts.includes("prompt") ? "prompted by the facilitator" : "";
      items.push({ key: `${n}-reply`, kind: "reply", n, by: conversation.persona, done, parts: turn.parts });
    }
    if (turn.waiting) items.push({ key: `${n}-wait`, kind: "waiting", by: conversation.persona });
    if (turn.ending) items.push({ key: `${n}-end`, kind: "ending", ending: turn.ending });
    if (branch?.parent && branch.at === n) {
      const text = branch.why === "round" ? "A new round: it begins again."
        : n ? (BACK[branch.why] ?? BACK.branch)(n) : "We begin again.";
      items.push({ key: `${branch.branch}-back`, kind: "back", text });
    }
  }
  return items;
}

export function said(item) {
  if (item.kind === "back") return el("p", { class: "back" }, item.text);
  if (item.kind === "waiting") {
    const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    return el("p", { class: "waiting" }, dots, el("span", { class: "aside" }, `${item.by} is about to answer.`));
  }
  if (item.kind === "ending") {
    const { title, epilogue } = item.ending;
    return el("div", { class: "ending" }, el("h3", {}, title), el("p", {}, epilogue ?? ""));
  }
  const words = item.parts.flatMap(([kind, text]) => [
    kind === "direction" ? el("em", {}, `(${text})`) : el("span", {}, text), " ",
  ]);
  const by = item.by ? [el("p", { class: "by" }, item.by, item.done ? el("span", { class: "tag" }, item.done) : "")] : [];
  return el("div", { class: item.kind }, ...by, el("p", { class: "words" }, ...words));
}

const SPOKEN_AT = [[300, "Five minutes left."], [60, "One minute left."], [0, "Time is up."]];

// Shows what is left, by the hub's time, and says it aloud only where it matters.
export class Countdown {
  // held: what is said beside a clock that stands.
  constructor(node, aloud = () => {}, held = " (held)") {
    Object.assign(this, { node, aloud, held, part: null, before: null });
    setInterval(() => this.tick(), 500);
  }

  set(part) {
    if (part) this.ahead = Date.parse(part.now) - Date.now();
    if (part?.ends !== this.part?.ends) this.before = null;
    this.part = part;
    this.tick();
  }

  left() {
    if (this.part?.ends) {
      return Math.max(0, Math.ceil((Date.parse(this.part.ends) - Date.now() - this.ahead) / 1000));
    }
    return this.part?.left == null ? null : Math.max(0, Math.ceil(this.part.left));
  }

  tick() {
    const left = this.left();
    this.node.hidden = left === null;
    if (left === null) return;
    const minutes = String(Math.floor(left / 60)).padStart(2, "0");
    const text = `${minutes}:${String(left % 60).padStart(2, "0")}${this.part.ends ? "" : this.held}`;
    const shown = this.node.lastElementChild;
    if (shown.textContent !== text) shown.textContent = text;
    this.node.classList.toggle("late", left <= 60);
    for (const [at, words] of this.at ?? SPOKEN_AT) if (this.before > at && left <= at) this.aloud(words);
    this.before = Math.min(this.before ?? left, left);
  }
}

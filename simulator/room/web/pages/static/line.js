// The line to the hub: it opens again by itself, goes on where it was, and sends again, with the
// same id, what was not acknowledged. The hub does nothing twice.

const LONGEST_WAIT = 15000; // ms between two tries
const QUIET = 4000; // ms without a word, after which the hub is asked whether it is there
const PATIENCE = 5000; // ms that it may take to answer
const LONG = 8000; // ms that it may take where something was to be done
const HOPELESS = ["no_seat", "no_room", "expired", "old_version"];

// What the tab keeps over a reload; without storage (private windows) it lasts as long as the page.
export function kept(prefix) {
  const page = {};
  return {
    get(name, otherwise) {
      try {
        page[name] = JSON.parse(sessionStorage.getItem(prefix + name)) ?? page[name];
      } catch { /* as long as the page */ }
      return page[name] ?? otherwise;
    },
    set(name, value) {
      page[name] = value;
      try {
        sessionStorage.setItem(prefix + name, JSON.stringify(value));
      } catch { /* as long as the page */ }
    },
  };
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12)); // randomUUID would need https
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// on: changed(parts), state(state, next try), done(message, result), refused(message, told), over(told)
export class Line {
  constructor({ path, token, store, on }) {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    Object.assign(this, { url: `${scheme}//${location.host}${path}`, token, store, on });
    Object.assign(this, { pos: 0, tries: 0, up: false, over: false });
    this.pending = store.get("pending", []);
    setInterval(() => this.look(QUIET), 1000);
    addEventListener("offline", () => this.look(0));
    addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => document.hidden || this.look(0));
    this.open();
  }

  open() {
    clearTimeout(this.timer);
    const socket = new WebSocket(this.url);
    this.socket = socket;
    this.ask();
    socket.onopen = () => this.put({ type: "hello", v: 1, token: this.token, pos: this.pos });
    socket.onmessage = ({ data }) => {
      this.heard = Date.now();
      this.unanswered = false;
      this.take(JSON.parse(data));
    };
    socket.onclose = () => this.lost();
  }

  lost() {
    if (this.socket) this.socket.onclose = this.socket.onmessage = null;
    this.socket?.close();
    this.socket = null;
    this.up = false;
    if (this.over) return;
    // Doubled each time, and scattered: a whole room comes back after the hub was away.
    const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** this.tries++) * (0.5 + Math.random() / 2);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), wait);
    this.on.state("lost", Date.now() + wait);
  }

  retry() {
    if (!this.socket && !this.over) this.open();
  }

  // A phone that slept has a line that only looks open.
  look(quiet) {
    if (!this.socket) return quiet ? undefined : this.retry();
    if (this.unanswered && Date.now() - this.asked > this.patience) this.lost();
    else if (!this.unanswered && Date.now() - this.heard >= quiet) {
      this.ask(PATIENCE);
      this.put({ type: "ping", id: newId() });
    }
  }

  ask(patience = LONG) {
    this.patience = patience;
    this.asked = Date.now();
    this.unanswered = true;
  }

  put(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  send(message) {
    const whole = { id: newId(), ...message };
    this.pending.push(whole);
    this.store.set("pending", this.pending);
    if (!this.up) return;
    if (!this.unanswered) this.ask(); // the answer to this will do
    this.put(whole);
  }

  waiting(...types) {
    return this.pending.filter(({ type }) => types.includes(type));
  }

  settle(id) {
    const message = this.pending.find((each) => each.id === id);
    this.pending = this.pending.filter((each) => each !== message);
    this.store.set("pending", this.pending);
    return message;
  }

  take(told) {
    if (told.type === "welcome") {
      Object.assign(this, { up: true, tries: 0 });
      this.on.state("up");
      this.pending.forEach((each) => this.put(each));
    } else if (told.type === "changed") {
      this.pos = told.pos;
      this.on.changed(told.parts);
    } else if (told.type === "ack") {
      const message = this.settle(told.id);
      if (message) this.on.done(message, told.result);
    } else if (told.type === "refused") {
      if (!this.up && HOPELESS.includes(told.code)) this.end(told);
      else this.on.refused(this.settle(told.id), told);
    } else if (told.type === "bye") {
      if (told.again) this.lost();
      else this.end(told);
    }
  }

  end(told) {
    this.over = true;
    this.lost();
    this.on.over(told);
  }
}

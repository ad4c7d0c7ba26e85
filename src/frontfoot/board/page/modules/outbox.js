// Entries wait here until the service has acknowledged them: a lost connection, a reload or a crash of the page loses
// nothing. The service records an entry once, so sending it again does no harm.

const RETRY = 1000;
const MOST = 100;

export function identifier() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return "p" + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  constructor(tie, { refused, changed }) {
    this.tie = tie;
    this.refused = refused;
    this.changed = changed;
    this.prefix = `frontfoot-outbox:${tie}:`;
    this.key = this.prefix + identifier();
    this.waiting = [];
    this.timer = null;
    this.sending = false;
    this.most = MOST;
    for (let place = localStorage.length - 1; place >= 0; place--) {
      const key = localStorage.key(place);
      if (!key.startsWith(this.prefix)) continue;
      try {
        this.waiting.push(...JSON.parse(localStorage.getItem(key)));
      } catch {
        // Not ours: left as it is.
        continue;
      }
      localStorage.removeItem(key);
    }
    this.keep();
    this.flush();
  }

  put(entry) {
    const whole = { id: identifier(), ...entry };
    this.waiting.push(whole);
    this.keep();
    this.flush();
    return whole;
  }

  keep() {
    try {
      if (this.waiting.length) localStorage.setItem(this.key, JSON.stringify(this.waiting));
      else localStorage.removeItem(this.key);
    } catch {
      // No room in the browser's store: the entries are still in memory and on their way.
    }
    this.changed(this.waiting.length);
  }

  async flush() {
    if (this.sending || !this.waiting.length) return;
    this.sending = true;
    clearTimeout(this.timer);
    const batch = this.waiting.slice(0, this.most);
    let answered = false;
    let again = RETRY;
    try {
      const answer = await fetch(`/api/v1/ties/${encodeURIComponent(this.tie)}/entries`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ entries: batch, author: "page" }),
      });
      if (answer.ok || answer.status === 409) {
        answered = true;
      } else if ([400, 413, 422].includes(answer.status)) {
        // The service takes a batch whole or not at all: one by one, so that only the entry it cannot take is dropped.
        if (batch.length > 1) {
          this.most = 1;
          again = 0;
        } else {
          answered = true;
          this.refused(await refusalOf(answer), batch[0]);
        }
      } else if (answer.status === 401) {
        this.refused({ problem: "The session has ended", remedy: "Sign in again; the entries wait here" });
      } else if ([403, 404].includes(answer.status)) {
        const { problem } = await refusalOf(answer);
        this.refused({ problem, remedy: "The entries wait here until the board takes them" });
      }
    } catch {
      // No connection: again in a moment.
    }
    this.sending = false;
    if (answered) {
      const done = new Set(batch.map((entry) => entry.id));
      this.waiting = this.waiting.filter((entry) => !done.has(entry.id));
      this.keep();
    }
    if (!this.waiting.length) this.most = MOST;
    else this.timer = setTimeout(() => this.flush(), answered ? 0 : again);
  }
}

function refusalOf(answer) {
  return answer.json().catch(() => ({ problem: `Refused (${answer.status})`, remedy: "" }));
}

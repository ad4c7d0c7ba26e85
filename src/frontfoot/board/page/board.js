import {
  Controls,
  Decision,
  Entries,
  EntryDialog,
  entryText,
  FrontFoot,
  instant,
  kickers,
  NextGoal,
  nextWhistle,
  Odds,
  OddsCurve,
  Outbox,
  Scoreline,
  shownClock,
  span,
  writing,
  written,
} from "frontfoot-board";

const FORMS = {
  g: "goal",
  v: "var",
  y: "yellow card",
  s: "second yellow",
  r: "red card",
  n: "note",
  t: "clock",
  "+": "stoppage",
};
const TOAST = 12000;
const RECONNECT = 1000;

// A tie, live: what the service tells goes to the parts of the page, what is tapped or typed becomes an entry.
export default {
  components: { Controls, Decision, Entries, EntryDialog, FrontFoot, NextGoal, Odds, OddsCurve, Scoreline },

  template: `
<section class="ff-board" :class="{compact}" :data-revision="revision" :data-tie="tie"
  :data-decision="decision ? decision.revision : 0" @focusin="activate" @pointerdown="activate"
  :aria-label="head ? head.home + ' against ' + head.away : 'Tie'">
  <p v-if="!head" class="ff-wait" role="status">{{ lost ? "No connection to the board; trying again." : "Loading the tie" }}</p>
  <template v-else>
  <Scoreline :head="head" :skew="skew" />
  <p v-if="waiting" class="ff-alert" role="status">{{ waiting }} {{ waiting === 1 ? "entry waits" : "entries wait" }} to be recorded.</p>
  <p v-if="lost" class="ff-alert" role="status">No connection to the board. What you tap is kept here and sent as soon as it is back.</p>
  <p v-for="problem in head.problems" :key="problem" class="ff-alert">{{ problem }}</p>
  <p v-if="notice" class="ff-alert" role="alert">{{ notice }} <button type="button" @click="notice = ''">Close</button></p>
  <Controls v-if="writes && head.phase !== 'over'" :head="head" :undoable="undoable" :toast="toast" @blow="blow" @clock="toggleClock"
    @undo="undo" @goal="goal" @kick="kick" @open="open" @edit="edit" @remove="remove" />
  <div class="ff-left">
    <Odds :head="head" :interval="interval" :stale="waiting > 0" />
    <OddsCurve v-if="line" :head="line.head" :line="line.data" :stale="behind" />
    <FrontFoot v-if="measures.length" :head="head" :measures="measures" />
    <Entries ref="entries" :tie="tie" :writes="writes" :history="history" @edit="edit" @remove="remove" />
  </div>
  <div class="ff-right">
    <NextGoal v-if="head.next.length" :head="head" :stale="waiting > 0" />
    <Decision :decided="decided" :stale="stale || waiting > 0" :last="head.last" :compact="compact" @turn="turn" />
  </div>
  <EntryDialog ref="dialog" :head="head" :skew="skew" @put="put" @write="write" />
  </template>
</section>`,

  props: { tie: String, writes: Boolean, compact: Boolean, first: Boolean },

  data() {
    return {
      head: null,
      line: null,
      measures: [],
      history: [],
      told: 0,
      decision: null,
      other: null,
      own: [],
      lost: false,
      waiting: 0,
      notice: "",
      skew: 0,
      toast: null,
      active: this.first,
    };
  },

  computed: {
    revision() {
      return this.head ? this.head.revision : 0;
    },
    decided() {
      return this.other || (this.decision && this.decision.data);
    },
    stale() {
      return this.decision !== null && this.decision.revision < this.revision;
    },
    // The curve does not yet account for the last entry.
    behind() {
      return this.waiting > 0 || this.told < this.revision;
    },
    interval() {
      const weighed = this.decision && this.decision.data;
      if (!weighed || weighed.reason || !weighed.usual || weighed.payoff === "points" || this.stale) return "";
      return `; ${weighed.club} ${span(weighed.usual.low, weighed.usual.high)}% over uncertain strengths`;
    },
    undoable() {
      return this.own.length > 0 || this.history.some(mine);
    },
  },

  created() {
    this.otherActive = (event) => {
      if (event.detail !== this.tie) this.active = false;
    };
    globalThis.document.addEventListener("frontfoot-active", this.otherActive);
  },

  mounted() {
    this.outbox = new Outbox(this.tie, {
      refused: (refusal, entry) => {
        const what = entry ? `Not recorded: ${entryText(entry, this.history)}. ` : "";
        this.notice = `${what}${refusal.place ? refusal.place + ": " : ""}${refusal.problem}. ${refusal.remedy || ""}`;
      },
      changed: (count) => (this.waiting = count),
    });
    globalThis.document.addEventListener("keydown", this.key);
    this.connect();
  },

  beforeUnmount() {
    globalThis.document.removeEventListener("frontfoot-active", this.otherActive);
    globalThis.document.removeEventListener("keydown", this.key);
    this.closed = true;
    if (this.socket) this.socket.close();
  },

  methods: {
    connect() {
      const scheme = location.protocol === "https:" ? "wss" : "ws";
      this.socket = new WebSocket(`${scheme}://${location.host}/api/v1/ties/${encodeURIComponent(this.tie)}/live`);
      this.socket.onopen = () => {
        this.lost = false;
        this.outbox.flush();
      };
      this.socket.onmessage = (message) => this.receive(JSON.parse(message.data));
      this.socket.onclose = async () => {
        if (this.closed) return;
        this.lost = true;
        // A refused WebSocket does not say why; a request does.
        const answer = await fetch(`/api/v1/ties/${encodeURIComponent(this.tie)}/entries?most=1`).catch(() => null);
        if (answer && answer.status === 401) {
          this.notice = "The session has ended. Sign in again; what you tapped is kept.";
        }
        setTimeout(() => this.connect(), RECONNECT);
      };
    },

    // A part is replaced as a whole, never changed: frozen, nothing in it is watched.
    receive({ part, revision, data }) {
      if (part === "hello") this.skew = data.now - Date.now() / 1000;
      else if (part === "head") this.head = Object.freeze(data);
      else if (part === "line") this.line = Object.freeze({ head: this.head, data });
      else if (part === "strip") this.measures = Object.freeze(data);
      else if (part === "told") this.told = data;
      else if (part === "history") this.history = Object.freeze(data);
      else if (part === "decision") {
        this.decision = Object.freeze({ revision, data });
        if (this.other) this.ask(this.other.club);
      }
    },

    // An entry of the match shown.
    put(entry) {
      return this.write({ leg: this.head.leg, ...entry });
    },

    write(entry) {
      const whole = this.outbox.put(entry);
      this.own.push(whole);
      return whole;
    },

    shown() {
      return shownClock(this.head.clock, Date.now() / 1000 + this.skew);
    },

    goal(side) {
      const entry = this.put({ kind: "goal", club: this.head[side], minute: written(this.shown()) });
      this.toast = { text: `Goal, ${this.head[side]}.`, entry };
      clearTimeout(this.toastTimer);
      this.toastTimer = setTimeout(() => (this.toast = null), TOAST);
    },

    kick(side, converted) {
      if (!kickers(this.head).includes(side)) return;
      const taken = this.head.shoot_out ? this.head.shoot_out.taken[0] + this.head.shoot_out.taken[1] : 0;
      this.put({ kind: "kick", club: this.head[side], converted, number: taken + 1 });
    },

    blow() {
      const { period, state } = nextWhistle(this.head);
      this.put({ kind: "period", period, state, at: instant(this.skew) });
    },

    toggleClock() {
      const { period, second } = this.shown();
      this.put({ kind: "clock", period, second, running: !this.head.clock.running, at: instant(this.skew) });
    },

    // The last entry: one of this page's own that the history does not show yet, or the latest that counts.
    undo() {
      const there = new Set(this.history.map((row) => row.entry.id));
      const taken = new Set(this.own.filter((entry) => entry.kind === "removal").map((entry) => entry.of));
      const open = (entry) => entry.kind !== "removal" && !taken.has(entry.id);
      const fresh = this.own.findLast((entry) => !there.has(entry.id) && open(entry));
      const last = fresh || this.history.find((row) => mine(row) && open(row.entry))?.entry;
      if (last) this.remove(last.id);
    },

    remove(id) {
      this.write({ kind: "removal", of: id });
      this.toast = null;
    },

    open(kind, side) {
      this.$refs.dialog.open(kind, this.shown(), side);
    },

    edit(entry) {
      this.toast = null;
      this.$refs.dialog.edit(entry);
    },

    // Whose decision: the club the board takes, or the other.
    async turn() {
      const club = this.decided.opponent;
      if (this.other && this.decision && this.decision.data.club === club) this.other = null;
      else await this.ask(club);
    },

    async ask(club) {
      const answer = await fetch(
        `/api/v1/ties/${encodeURIComponent(this.tie)}/decision?club=${encodeURIComponent(club)}`,
      ).catch(() => null);
      if (answer && answer.ok) this.other = Object.freeze(await answer.json());
    },

    activate() {
      globalThis.document.dispatchEvent(new CustomEvent("frontfoot-active", { detail: this.tie }));
      this.active = true;
    },

    key(event) {
      if (!this.active || !this.head || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
      const act = this.meaning(event);
      if (!act) return;
      event.preventDefault();
      act();
    },

    // What a key does now; nothing where it means nothing.
    meaning(event) {
      const { key } = event;
      const { entries } = this.$refs;
      if (key === "?") return () => this.open("help");
      if (key === "x") return () => entries.export();
      if (key === "e") return () => entries.enter();
      if (key === "c") return this.decided && this.decided.club ? () => this.turn() : null;
      const onList = entries.meaning(event);
      if (onList || !this.writes) return onList;
      if (key === "u") return () => this.undo();
      if (this.head.phase === "over") return null;
      const side = { 1: "home", 2: "away", 3: "home", 4: "away" }[key];
      if (side && this.head.phase === "shoot-out") return () => this.kick(side, key < 3);
      if (side) return key < 3 ? () => this.goal(side) : null;
      if (FORMS[key]) return () => this.open(FORMS[key]);
      if (key === "p" && nextWhistle(this.head)) return () => this.blow();
      const onButton = event.target.closest("button, a, summary");
      return key === " " && this.head.phase === "play" && !onButton ? () => this.toggleClock() : null;
    },
  },
};

// Whether a row is an entry that can be taken out.
function mine(row) {
  return row.counts && !["tie", "removal"].includes(row.entry.kind);
}

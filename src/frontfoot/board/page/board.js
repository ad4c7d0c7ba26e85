import { Outbox, curve, minuteOf, nearest, percent, points, shownClock, span, strip, writing, written } from "frontfoot-board";

const NAMES = ["", "First half", "Second half", "Extra time, first half", "Extra time, second half"];
const KEYS = [
  ["1 / 2", "goal of the home / away side; in a shoot-out: scored"],
  ["3 / 4", "in a shoot-out: missed by the home / away side"],
  ["g", "goal, with scorer"],
  ["v", "VAR: the last goal is taken back"],
  ["y / s / r", "yellow, second yellow, red card"],
  ["n", "note"],
  ["p", "next whistle: kick-off, half-time, full-time"],
  ["space", "stop or start the clock"],
  ["t", "set the clock"],
  ["+", "announced stoppage time"],
  ["u", "undo the last entry"],
  ["e", "list of entries: arrow keys, Enter edits, Delete takes out"],
  ["c", "whose decision"],
  ["d", "dark or light"],
  ["x", "exports"],
  ["?", "this list"],
];
const KINDS = {
  goal: "Goal",
  var: "Goal taken back (VAR)",
  "yellow card": "Yellow card",
  "second yellow": "Second yellow",
  "red card": "Red card",
  note: "Note",
  kick: "Kick",
  period: "Whistle",
  clock: "Clock",
  stoppage: "Stoppage",
  correction: "Correction",
  removal: "Taken out",
  tie: "Tie opened",
};
const DRAWING = { width: 720, height: 170, left: 38, top: 18 };
const NARROW = { width: 360, height: 150, left: 38, top: 18 };
const LANES = { width: 720, lane: 64, left: 38, top: 16, gap: 26 };

export default {
  template: `
<section class="ff-board" :class="{compact}" ref="root" :data-revision="revision" :data-tie="tie"
  :data-decision="decision ? decision.revision : 0" @focusin="activate" @pointerdown="activate"
  :aria-label="head ? head.home + ' against ' + head.away : 'Tie'">
  <p v-if="!head" class="ff-wait" role="status">{{ lost ? "No connection to the board; trying again." : "Loading the tie" }}</p>
  <template v-else>
  <header class="ff-score">
    <h2 class="ff-team home">{{ head.home }}<small v-if="head.men[0] < 11">{{ head.men[0] }} men</small></h2>
    <div class="ff-goals">
      <div class="ff-figure" aria-live="polite" :data-score="head.score.join('–')"><span class="ff-sr">{{ head.home }} </span>{{ head.score[0] }}<i>–</i>{{ head.score[1] }}<span class="ff-sr"> {{ head.away }}</span></div>
      <div class="ff-clock">
        <b>{{ clockText }}</b>
        <span v-if="announced !== null"> +{{ announced }}</span>
        <span class="ff-phase">{{ phaseText }}</span>
      </div>
      <div v-if="head.legs.length === 2" class="ff-aggregate">{{ head.aggregate[0] }}–{{ head.aggregate[1] }} on aggregate</div>
      <div v-if="head.shoot_out && (head.shoot_out.begun || head.phase === 'shoot-out')" class="ff-aggregate">shoot-out {{ head.shoot_out.scored[0] }}–{{ head.shoot_out.scored[1] }}</div>
    </div>
    <h2 class="ff-team away">{{ head.away }}<small v-if="head.men[1] < 11">{{ head.men[1] }} men</small></h2>
  </header>
  <p v-if="waiting" class="ff-alert" role="status">{{ waiting }} {{ waiting === 1 ? "entry waits" : "entries wait" }} to be recorded.</p>
  <p v-if="lost" class="ff-alert" role="status">No connection to the board. What you tap is kept here and sent as soon as it is back.</p>
  <p v-for="problem in head.problems" :key="problem" class="ff-alert">{{ problem }}</p>
  <p v-if="said" class="ff-alert ff-said" role="alert">{{ said }} <button type="button" @click="said = ''">Close</button></p>

  <section v-if="writes && head.phase !== 'over'" class="ff-controls" aria-label="Entries">
    <div class="ff-whistle">
      <button v-if="whistle" type="button" class="ff-main" @click="blow" data-action="whistle">{{ whistle.name }}</button>
      <button v-if="ticking" type="button" @click="toggleClock" data-action="clock">{{ head.clock.running ? "Stop clock" : "Start clock" }}</button>
      <button type="button" @click="open('clock')" data-action="set-clock">Set clock</button>
      <button v-if="ticking" type="button" @click="open('stoppage')" data-action="stoppage">Stoppage</button>
      <button type="button" @click="open('note')" data-action="note">Note</button>
      <button type="button" @click="undo" :disabled="!undoable" data-action="undo">Undo</button>
    </div>
    <div v-if="head.phase === 'shoot-out'" class="ff-kicks">
      <template v-for="side in kickers" :key="side">
        <div :class="side"><b>{{ head[side] }}</b>
          <button type="button" class="ff-goal" @click="kick(side, true)" :data-action="'scored-' + side">Scored</button>
          <button type="button" @click="kick(side, false)" :data-action="'missed-' + side">Missed</button></div>
      </template>
    </div>
    <div v-else class="ff-sides">
      <div v-for="side in ['home', 'away']" :key="side" :class="side">
        <button type="button" class="ff-goal" @click="goal(side)" :data-action="'goal-' + side">Goal {{ head[side] }}</button>
        <button type="button" @click="open('var', side)" :data-action="'var-' + side" :aria-label="'VAR, goal of ' + head[side] + ' taken back'">VAR</button>
        <button type="button" @click="open('yellow card', side)" :data-action="'yellow-' + side" :aria-label="'Yellow card for ' + head[side]">Yellow</button>
        <button type="button" @click="open('second yellow', side)" :data-action="'second-' + side" :aria-label="'Second yellow for ' + head[side]">2nd yellow</button>
        <button type="button" @click="open('red card', side)" :data-action="'red-' + side" :aria-label="'Red card for ' + head[side]">Red</button>
      </div>
    </div>
    <p v-if="toast" class="ff-toast" role="status">{{ toast.text }} <button type="button" @click="edit(toast.entry)">Add scorer or minute</button> <button type="button" @click="remove(toast.entry.id)">Undo</button></p>
  </section>
  <div class="ff-left">
  <section class="ff-odds" :aria-label="head.settles ? 'Odds of going through' : 'Odds of winning'">
    <template v-if="head.through">
      <div class="ff-two">
        <div class="ff-big home"><b>{{ pc(head.through[head.home]) }}</b><span>{{ verb(head.home) }}</span></div>
        <div v-if="head.draw > 0" class="ff-big draw"><b>{{ pc(head.draw) }}</b><span>draw</span></div>
        <div class="ff-big away"><b>{{ pc(head.through[head.away]) }}</b><span>{{ verb(head.away) }}</span></div>
      </div>
      <div class="ff-bar" aria-hidden="true"><i class="home" :style="{width: 100 * head.through[head.home] + '%'}"></i><i class="draw" :style="{width: 100 * head.draw + '%'}"></i><i class="away" :style="{width: 100 * head.through[head.away] + '%'}"></i></div>
      <table v-if="head.settles && ways.length" class="ff-ways">
        <thead><tr><th scope="col">Going through by</th><th scope="col" class="num home">{{ head.home }}</th><th scope="col" class="num away">{{ head.away }}</th></tr></thead>
        <tbody><tr v-for="way in ways" :key="way.name"><th scope="row">{{ way.name }}</th><td class="num">{{ pc(way.home) }}</td><td class="num">{{ pc(way.away) }}</td></tr></tbody>
      </table>
    </template>
    <p v-else>{{ head.winner ? head.winner + " go through." : "The odds cannot be told now." }}</p>
    <p class="ff-small">{{ head.rules }} {{ head.rules_checked ? "" : "These rules are believed, not checked. " }}Odds at the mean of the strengths ({{ head.rates_from }}){{ interval }}.</p>
  </section>
  <section class="ff-line" aria-label="Odds through the tie">
    <h3>{{ head.clubs[0] }} {{ head.settles ? "go through" : "win" }}</h3>
    <svg v-if="panels.length" :viewBox="'0 0 ' + drawing.width + ' ' + (drawing.height + 38)" role="img" tabindex="0" :aria-label="curveLabel" @pointermove="hover" @pointerleave="pointed = null" @keydown="step">
      <template v-for="panel in panels" :key="panel.leg">
        <rect :x="panel.x" :y="panel.top" :width="panel.wide" :height="panel.height" class="ff-ground"/>
        <line v-for="level in [0.25, 0.5, 0.75]" :key="level" :x1="panel.x" :x2="panel.x + panel.wide" :y1="panel.top + level * panel.height" :y2="panel.top + level * panel.height" class="ff-grid"/>
        <text v-for="tick in panel.ticks" :key="tick.minute" :x="tick.x" :y="panel.top + panel.height + 15" class="ff-tick" text-anchor="middle">{{ tick.minute }}</text>
        <text :x="panel.x + 4" :y="panel.top - 5" class="ff-tick">{{ panel.leg }}. {{ head.legs[panel.leg - 1].home }} - {{ head.legs[panel.leg - 1].away }}</text>
        <path :d="panel.area" class="ff-area"/>
        <path :d="panel.path" class="ff-curve"/>
        <g v-for="(mark, place) in panel.marks" :key="place">
          <title>{{ mark.minute }} {{ mark.kind }}, {{ mark.club }} {{ mark.player }}: {{ pc(mark.before) }} to {{ pc(mark.after) }}</title>
          <rect v-if="mark.kind.includes('card') || mark.kind.includes('yellow')" :x="mark.x - 3" :y="mark.y - 5" width="7" height="10" :class="mark.kind === 'yellow card' ? 'ff-yellow' : 'ff-red'"/>
          <circle v-else :cx="mark.x" :cy="mark.y" r="5" :class="['ff-ball', mark.club === head.clubs[0] ? 'first' : 'second', mark.kind]"/>
          <text v-if="Math.abs(mark.after - mark.before) >= 0.005" :x="mark.x + 7" :y="mark.y + (mark.after > 0.8 ? 15 : -6)" class="ff-change">{{ pts(mark.after - mark.before, 0) }}</text>
        </g>
        <circle v-if="panel.leg === head.leg" :cx="panel.end[0]" :cy="panel.end[1]" r="4" class="ff-now"/>
      </template>
      <text v-for="level in [0, 0.5, 1]" :key="level" x="33" :y="drawing.top + (1 - level) * drawing.height + 4" class="ff-tick" text-anchor="end">{{ 100 * level }}%</text>
      <line v-if="pointed" :x1="pointed.x" :x2="pointed.x" y1="18" :y2="drawing.top + drawing.height" class="ff-pointer"/>
    </svg>
    <p class="ff-small" aria-live="polite">{{ pointedText }}</p>
  </section>
  <section v-if="foot" class="ff-foot" aria-label="Front-foot strip">
    <h3>On the front foot</h3>
    <svg viewBox="0 0 720 190" role="img" :aria-label="'Front-foot index of ' + head.home + ' ' + foot.lanes[0].last.value.toFixed(2) + ' and of ' + head.away + ' ' + foot.lanes[1].last.value.toFixed(2) + ' now'">
      <template v-for="lane in foot.lanes" :key="lane.side">
        <rect x="38" :y="lane.top" width="678" height="64" class="ff-ground"/>
        <line x1="38" x2="716" :y1="lane.zero" :y2="lane.zero" class="ff-zero"/>
        <text x="33" :y="lane.zero + 4" class="ff-tick" text-anchor="end">0</text>
        <text x="42" :y="lane.top - 4" :class="['ff-lane', lane.side]">{{ head[lane.side] }} {{ lane.last.value >= 0 ? "+" : "−" }}{{ Math.abs(lane.last.value).toFixed(2) }}</text>
        <g v-for="(run, place) in lane.paths" :key="place" :class="lane.side"><path :d="run.band" class="ff-band"/><path :d="run.line" class="ff-stroke"/></g>
      </template>
      <text v-for="tick in foot.ticks" :key="tick.minute" :x="tick.x" y="186" class="ff-tick" text-anchor="middle">{{ tick.minute }}</text>
    </svg>
    <p class="ff-small">Standard deviations from the league average (0), with 90% intervals, each minute from the play so far.</p>
  </section>
  <section class="ff-entries" aria-label="What was entered">
    <h3>Entries <button type="button" class="ff-link" @click="all = !all" :aria-pressed="all ? 'true' : 'false'">{{ all ? "what counts" : "whole history" }}</button>
      <span class="ff-exports"><a v-for="file in exports" :key="file" :href="'/api/v1/ties/' + encodeURIComponent(tie) + '/exports/' + file" :download="file" :data-export="file">{{ file }}</a></span></h3>
    <ol ref="entries">
      <li v-for="row in rows" :key="row.sequence" :class="{gone: !row.counts}">
        <span class="ff-when">{{ row.when }}</span>
        <span class="ff-what">{{ row.what }}<small v-if="!row.counts"> taken out</small><small v-if="row.corrected_by"> corrected</small><small v-if="all"> · {{ row.author }}, {{ row.recorded.slice(11, 19) }} UTC</small></span>
        <span v-if="writes && row.removable" class="ff-edit"><button v-if="row.editable" type="button" @click="edit(row.entry)" :aria-label="'Edit: ' + row.what">Edit</button><button type="button" @click="remove(row.entry.id)" :aria-label="'Take out: ' + row.what">Take out</button></span>
        <span v-else-if="writes && !row.counts" class="ff-edit"><button type="button" @click="restore(row.entry.id)" :aria-label="'Put back: ' + row.what">Put back</button></span>
      </li>
    </ol>
  </section>
  </div>
  <div class="ff-right">
  <section v-if="head.next.length" class="ff-next" :aria-label="head.phase === 'shoot-out' ? 'After the next kick' : 'After the next goal'">
    <h3>{{ head.phase === "shoot-out" ? "After the next kick" : "After the next goal" }}</h3>
    <table>
      <thead><tr><th scope="col">{{ head.phase === "shoot-out" ? "Kick" : "Scorer" }}</th><th scope="col" class="num">likely</th><th scope="col" class="num home">{{ head.home }}</th><th scope="col" class="num away">{{ head.away }}</th></tr></thead>
      <tbody>
        <tr v-for="(item, place) in head.next" :key="place"><th scope="row">{{ item.club || "missed" }}</th><td class="num">{{ pc(item.probability, 0) }}</td><td class="num">{{ pc(item.through[head.home]) }}</td><td class="num">{{ pc(item.through[head.away]) }}</td></tr>
        <tr v-if="none !== null"><th scope="row">none in the time left</th><td class="num">{{ pc(none, 0) }}</td><td></td><td></td></tr>
      </tbody>
    </table>
  </section>
  <section class="ff-decision" aria-label="Press, hold or drop">
    <h3>Press, hold or drop<template v-if="decided && decided.club">: {{ decided.club }} decide </template>
      <button v-if="decided && decided.club && head.clubs.length === 2" type="button" class="ff-link" @click="turn">{{ decided.opponent }}?</button></h3>
    <p v-if="!decided" role="status">Being weighed.</p>
    <p v-else-if="decided.reason">{{ decided.reason }}.</p>
    <template v-else>
      <p class="ff-verdict"><b>{{ decided.verdict }}</b><span v-if="stale" class="ff-small"> being weighed anew</span></p>
      <table class="ff-plans">
        <thead><tr><th scope="col">Plan</th><th scope="col" class="num">{{ decided.payoff_points ? "points" : head.settles ? "goes through" : "wins" }}</th><th scope="col" class="num">90% interval</th><th scope="col"><span class="ff-sr">drawn</span></th></tr></thead>
        <tbody><tr v-for="plan in plans" :key="plan.name"><th scope="row">{{ plan.name }}</th><td class="num">{{ plan.value }}</td><td class="num">{{ plan.interval }}</td><td class="ff-whisker"><svg viewBox="0 0 120 14" aria-hidden="true"><line :x1="plan.low" :x2="plan.high" y1="7" y2="7"/><circle :cx="plan.at" cy="7" r="4"/></svg></td></tr></tbody>
      </table>
      <p>{{ decided.sentence }}</p>
      <p class="ff-small">Stake: at most {{ decided.payoff_points ? decided.stake.toFixed(2) + " league points" : (100 * decided.stake).toFixed(1) + " points of probability" }}. {{ decided.condition }} <template v-if="decided.flips.length">It would change {{ decided.flips.join("; ") }}.</template></p>
      <details class="ff-chart" :open="!compact"><summary>Break-even chart</summary><div v-html="decided.chart"></div>
      <p class="ff-small">On the line both are worth the same, exactly. Crosses are the {{ decided.ladder.length }} designs (200 draws of each), the main one in colour: associations in league matches of 2017/18, not proven effects.</p></details>
    </template>
  </section>
  </div>
  </template>

  <dialog ref="dialog" class="ff-dialog" aria-labelledby="ff-dialog-title" @close="form = null">
    <form v-if="form" method="dialog" @submit.prevent="save">
      <h3 id="ff-dialog-title">{{ form.title }}</h3>
      <template v-if="form.kind === 'help'">
        <dl class="ff-keys"><template v-for="[key, what] in keys" :key="key"><dt>{{ key }}</dt><dd>{{ what }}</dd></template></dl>
        <div class="ff-row"><button type="button" class="ff-main" @click="close">Close</button></div>
      </template>
      <template v-else>
        <fieldset v-if="form.club !== undefined" class="ff-row"><legend>Club</legend>
          <label><input type="radio" name="club" :value="head.home" v-model="form.club" ref="first">{{ head.home }}</label>
          <label><input type="radio" name="club" :value="head.away" v-model="form.club">{{ head.away }}</label></fieldset>
        <label v-if="form.minute !== undefined">Minute <input v-model.trim="form.minute" required maxlength="12" placeholder="38, 45+2, ET 105" ref="minute"></label>
        <label v-if="form.minutes !== undefined">Minutes announced <input type="number" min="0" max="30" v-model.number="form.minutes" required ref="minutes"></label>
        <label v-if="form.player !== undefined">Player <input v-model.trim="form.player" maxlength="100" autocomplete="off" ref="player"></label>
        <label v-if="form.note !== undefined">Note <input v-model.trim="form.note" maxlength="500" autocomplete="off" :required="form.kind === 'note'" ref="note"></label>
        <label v-if="form.running !== undefined" class="ff-check"><input type="checkbox" v-model="form.running"> the clock runs</label>
        <p v-if="form.wrong" class="ff-alert" role="alert">{{ form.wrong }}</p>
        <div class="ff-row"><button type="submit" class="ff-main" data-action="save">Record</button><button type="button" @click="close">Cancel</button></div>
      </template>
    </form>
  </dialog>
</section>`,

  props: { tie: String, writes: Boolean, compact: Boolean, first: Boolean },

  data() {
    return {
      head: null,
      line: { points: [], swings: [] },
      measures: [],
      history: [],
      own: [],
      decision: null,
      other: null,
      lost: false,
      waiting: 0,
      said: "",
      now: Date.now() / 1000,
      skew: 0,
      pointed: null,
      form: null,
      toast: null,
      all: false,
      active: this.first,
      narrow: false,
      keys: KEYS,
      exports: ["report.html", "picture.png", "tie.toml", "ledger.jsonl"],
    };
  },

  computed: {
    revision() {
      return this.head ? this.head.revision : 0;
    },
    shown() {
      return shownClock(this.head.clock, this.now + this.skew);
    },
    clockText() {
      if (this.head.phase === "over") return "Full-time";
      if (this.head.phase === "shoot-out") return "Shoot-out";
      if (this.head.phase === "break") return this.head.clock.label;
      return minuteOf(this.shown);
    },
    phaseText() {
      if (this.head.phase === "before") return "before kick-off";
      if (this.head.phase === "over") return this.head.winner ? `${this.head.winner} through: ${this.head.way}` : this.head.way || "";
      if (this.head.phase !== "play") return "";
      return this.head.clock.running ? NAMES[this.head.clock.period].toLowerCase() : "clock stands";
    },
    announced() {
      const minutes = this.head.stoppage[String(this.head.clock.period)];
      return this.head.phase === "play" && minutes !== undefined ? minutes : null;
    },
    ticking() {
      return this.head.phase === "play";
    },
    ways() {
      return Object.entries(this.head.by)
        .map(([way, clubs]) => ({
          name: way === "regulation" ? "90 minutes" : way,
          home: clubs[this.head.home],
          away: clubs[this.head.away],
        }))
        .filter((way) => way.home + way.away > 0.0005);
    },
    none() {
      if (this.head.phase === "shoot-out") return null;
      return Math.max(1 - this.head.next.reduce((sum, item) => sum + item.probability, 0), 0);
    },
    interval() {
      const told = this.decision && this.decision.data;
      if (!told || told.reason || told.payoff_points || this.stale) return "";
      return `; ${told.club} ${span(told.hold.low, told.hold.high)}% over uncertain strengths and effects`;
    },
    decided() {
      return this.other || (this.decision && this.decision.data);
    },
    stale() {
      return this.decision !== null && this.decision.revision < this.revision;
    },
    plans() {
      const told = this.decided;
      const names = ["press", "hold", "drop"];
      const low = Math.min(...names.map((name) => told[name].low));
      const high = Math.max(...names.map((name) => told[name].high));
      const x = (value) => (high > low ? 6 + (108 * (value - low)) / (high - low) : 60);
      return names.map((name) => {
        const plan = told[name];
        const inPoints = told.payoff_points;
        return {
          name,
          value: inPoints ? plan.through.toFixed(2) : percent(plan.through),
          interval: inPoints ? `${plan.low.toFixed(2)} to ${plan.high.toFixed(2)}` : span(plan.low, plan.high),
          low: x(plan.low),
          high: x(plan.high),
          at: x(plan.through),
        };
      });
    },
    panels() {
      const points = this.line.points.filter((row) => !this.narrow || row[0] === this.head.leg);
      return points.length ? curve({ ...this.line, points }, this.head, this.narrow ? NARROW : DRAWING) : [];
    },
    drawing() {
      return this.narrow ? NARROW : DRAWING;
    },
    curveLabel() {
      const last = this.line.points.at(-1);
      return `Odds of ${this.head.clubs[0]}, now ${percent(last[5])}; arrow keys move along the curve`;
    },
    pointedText() {
      if (!this.pointed) return "";
      const [leg, period, second, home, away, odds] = this.pointed.row;
      const match = this.head.legs[leg - 1];
      return `${match.home} ${home}–${away} ${match.away}, ${minuteOf({ period, second }).replace(/:\d\d$/, "'")}: ${this.head.clubs[0]} ${percent(odds)}`;
    },
    foot() {
      return strip(this.measures, this.head.leg, LANES);
    },
    whistle() {
      const clock = this.head.clock;
      if (this.head.phase === "before") return { name: "Kick-off", period: 1, state: "start" };
      if (this.head.phase === "break") {
        const name = ["", "", "Second half", "Extra time", "Second half of extra time"][clock.period];
        return { name, period: clock.period, state: "start" };
      }
      if (this.head.phase === "play") {
        const name = ["", "Half-time", "Full-time", "Half-time of extra time", "End of extra time"][clock.period];
        return { name, period: clock.period, state: "end" };
      }
      return null;
    },
    kickers() {
      const kicks = this.head.shoot_out;
      if (!kicks || !kicks.begun) return ["home", "away"];
      return [kicks.home_next ? "home" : "away"];
    },
    undoable() {
      return this.own.length > 0 || this.history.some((row) => row.counts && this.mine(row));
    },
    rows() {
      const corrections = new Map(this.history.map((row) => [row.entry.id, row.entry]));
      return this.history
        .filter((row) => this.all || (row.counts && !["correction", "removal", "clock", "tie"].includes(row.entry.kind)))
        .map((row) => {
          const correction = row.corrected_by && corrections.get(row.corrected_by);
          const entry = correction && !this.all ? { ...correction.entry, id: row.entry.id } : row.entry;
          return {
            ...row,
            entry,
            when: entry.minute ? entry.minute.replace(/(\.\d+)?$/, "'").replace("HT'", "HT") : "",
            what: this.told(entry),
            removable: row.counts && !["tie", "removal"].includes(entry.kind),
            editable: row.counts && ["goal", "var", "yellow card", "second yellow", "red card", "note"].includes(entry.kind),
          };
        });
    },
  },

  mounted() {
    this.outbox = new Outbox(this.tie, {
      refused: (said, entry) => {
        const what = entry ? `Not recorded: ${this.told(entry)}. ` : "";
        this.said = `${what}${said.place ? said.place + ": " : ""}${said.problem}. ${said.remedy || ""}`;
      },
      changed: (count) => (this.waiting = count),
    });
    const media = matchMedia("(max-width: 600px)");
    this.narrow = media.matches;
    media.addEventListener("change", (event) => (this.narrow = event.matches));
    this.clockTimer = setInterval(() => (this.now = Date.now() / 1000), 250);
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey);
    this.connect();
  },

  beforeUnmount() {
    clearInterval(this.clockTimer);
    document.removeEventListener("keydown", this.onKey);
    this.closed = true;
    if (this.socket) this.socket.close();
  },

  methods: {
    pc: percent,
    pts: points,

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
        if (answer && answer.status === 401) this.said = "The session has ended. Sign in again; what you tapped is kept.";
        setTimeout(() => this.connect(), 1000);
      };
    },

    receive({ part, revision, data }) {
      if (part === "hello") this.skew = data.now - Date.now() / 1000;
      else if (part === "head") this.head = data;
      else if (part === "line") this.line = data;
      else if (part === "strip") this.measures = data;
      else if (part === "history") this.remember(data);
      else if (part === "decision") {
        this.decision = { revision, data };
        if (this.other) this.ask(this.other.club);
      }
    },

    // Where the line with the focus goes, the one in its place takes it: the keyboard never falls out of the list.
    remember(history) {
      const line = this.$refs.entries && document.activeElement?.closest("li");
      const at = line ? [...this.$refs.entries.children].indexOf(line) : -1;
      this.history = history;
      if (at < 0) return;
      this.$nextTick(() => {
        if (line.isConnected && line.contains(document.activeElement)) return;
        const lines = [...this.$refs.entries.children];
        const next = lines.slice(at).concat(lines.slice(0, at).reverse()).find((other) => other.querySelector("button"));
        if (next) next.querySelector("button").focus();
      });
    },

    verb(club) {
      if (!this.head.settles) return "to win";
      if (this.head.phase === "over") return club === this.head.winner ? "went through" : "out";
      return "to go through";
    },

    moment() {
      return written(this.shown);
    },

    put(entry) {
      return this.write({ leg: this.head.leg, ...entry });
    },

    write(entry) {
      const whole = this.outbox.put(entry);
      this.own.push(whole);
      return whole;
    },

    stamp() {
      return new Date((Date.now() / 1000 + this.skew) * 1000).toISOString();
    },

    goal(side) {
      const entry = this.put({ kind: "goal", club: this.head[side], minute: this.moment() });
      this.show(`Goal, ${this.head[side]}.`, entry);
    },

    show(text, entry) {
      this.toast = { text, entry };
      clearTimeout(this.toastTimer);
      this.toastTimer = setTimeout(() => (this.toast = null), 12000);
    },

    kick(side, converted) {
      const taken = this.head.shoot_out ? this.head.shoot_out.taken[0] + this.head.shoot_out.taken[1] : 0;
      this.put({ kind: "kick", club: this.head[side], converted, number: taken + 1 });
    },

    blow() {
      const { period, state } = this.whistle;
      this.put({ kind: "period", period, state, at: this.stamp() });
    },

    toggleClock() {
      const { period, second } = this.shown;
      this.put({ kind: "clock", period, second, running: !this.head.clock.running, at: this.stamp() });
    },

    // The last entry: one of this page's own that the history does not show yet, or the latest that counts.
    undo() {
      const there = new Set(this.history.map((row) => row.entry.id));
      const taken = new Set(this.own.filter((entry) => entry.kind === "removal").map((entry) => entry.of));
      const open = (entry) => entry.kind !== "removal" && !taken.has(entry.id);
      const fresh = this.own.findLast((entry) => !there.has(entry.id) && open(entry));
      const last = fresh || this.history.find((row) => row.counts && this.mine(row) && open(row.entry))?.entry;
      if (last) this.remove(last.id);
    },

    mine(row) {
      return !["tie", "removal"].includes(row.entry.kind);
    },

    remove(id) {
      this.write({ kind: "removal", of: id });
      this.toast = null;
    },

    restore(id) {
      const removal = this.history.find((row) => row.entry.kind === "removal" && row.entry.of === id && row.counts);
      if (removal) this.write({ kind: "removal", of: removal.entry.id });
    },

    open(kind, side) {
      const club = this.head[side || "home"];
      const minute = written({ ...this.shown, second: 6 * Math.ceil(this.shown.second / 6) });
      const forms = {
        goal: { club, minute, player: "", note: "" },
        var: { club, minute, note: "" },
        "yellow card": { club, minute, player: "", note: "" },
        "second yellow": { club, minute, player: "", note: "" },
        "red card": { club, minute, player: "", note: "" },
        note: { minute, note: "" },
        clock: { minute, running: this.head.clock.running },
        stoppage: { minutes: 3 },
        help: {},
      };
      const titles = { clock: "Set the clock", stoppage: "Stoppage time announced", help: "Keys" };
      this.launch({ kind, title: titles[kind] || KINDS[kind], of: null, wrong: "", sure: Boolean(side), ...forms[kind] });
    },

    edit(entry) {
      const form = { kind: entry.kind, leg: entry.leg, title: `Edit: ${KINDS[entry.kind]}`, of: entry.id, wrong: "", sure: true, minute: entry.minute };
      if (entry.kind !== "note") form.club = entry.club;
      if (!["note", "var"].includes(entry.kind)) form.player = entry.player || "";
      form.note = entry.note || "";
      this.toast = null;
      this.launch(form);
    },

    launch(form) {
      this.form = form;
      this.$nextTick(() => {
        const dialog = this.$refs.dialog;
        if (!dialog.open) dialog.showModal();
        const first = form.club !== undefined && !form.sure && dialog.querySelector('input[type="radio"]');
        const field = first || this.$refs.player || this.$refs.note || this.$refs.minutes || this.$refs.minute;
        if (field) field.focus();
      });
    },

    close() {
      this.$refs.dialog.close();
    },

    save() {
      const { kind, leg, of, club, minute, minutes, player, note, running } = this.form;
      if (kind === "help") return this.close();
      if (minute !== undefined && !/^(HT|ET( HT)?|(ET ?)?\d{1,3}(\.\d+)?(\+\d{1,2}(\.\d+)?)?'?)$/i.test(minute)) {
        this.form.wrong = "Write the minute as 38, 45+2, HT, or ET 105.";
        return;
      }
      if (kind === "clock") {
        const at = this.parse(minute);
        if (at === null) {
          this.form.wrong = "Write 0 to 90, 45+2, 90+4, HT, or ET 91 to ET 120.";
          return;
        }
        this.put({ kind, ...at, running, at: this.stamp() });
      } else if (kind === "stoppage") {
        this.put({ kind, period: this.head.clock.period, minutes });
      } else {
        const entry = { kind, minute };
        for (const [name, value] of Object.entries({ club, player, note })) if (value) entry[name] = value;
        if (of) this.write({ kind: "correction", of, entry: { id: of, leg, ...entry } });
        else this.put(entry);
      }
      this.close();
    },

    // A written minute as period and second, as the service reads it.
    parse(text) {
      const plain = text.toUpperCase().replace(/[\s']/g, "");
      const named = { HT: [2, 0], ET: [3, 0], ETHT: [4, 0] }[plain];
      if (named) return { period: named[0], second: named[1] };
      const extra = plain.startsWith("ET");
      const [played, added] = plain.replace(/^ET/, "").split("+").map(Number);
      if (!(played >= (extra ? 90 : 0)) || played > (extra ? 120 : 90)) return null;
      if (added !== undefined && !(added >= 0 && [45, 90, 105, 120].includes(played))) return null;
      const period = extra ? (played > 105 ? 4 : 3) : played > 45 ? 2 : 1;
      return { period, second: 60 * (played - [0, 45, 90, 105][period - 1] + (added || 0)) };
    },

    told(entry) {
      if (entry.kind === "tie") return "Tie opened";
      if (entry.kind === "period") {
        const ends = ["", "Half-time", "Full-time", "Half-time of extra time", "End of extra time"];
        const starts = ["", "Kick-off", "Second half", "Extra time", "Second half of extra time"];
        return (entry.state === "end" ? ends : starts)[entry.period];
      }
      if (entry.kind === "clock") {
        return `Clock ${entry.running ? "runs from" : "stands at"} ${minuteOf({ period: entry.period, second: entry.second })}`;
      }
      if (entry.kind === "stoppage") return `+${entry.minutes} announced`;
      if (entry.kind === "kick") return `Kick, ${entry.club}: ${entry.converted ? "scored" : "missed"}`;
      if (entry.kind === "removal") return `Taken out: ${this.naming(entry.of)}`;
      if (entry.kind === "correction") return `Correction of ${this.naming(entry.of)}: ${this.told(entry.entry)}`;
      const who = entry.player ? ` ${entry.player}` : "";
      const note = entry.note ? (entry.kind === "note" ? `: ${entry.note}` : ` (${entry.note})`) : "";
      return `${KINDS[entry.kind]}${entry.club ? ", " + entry.club : ""}${who}${note}`;
    },

    naming(id) {
      const row = this.history.find((other) => other.entry.id === id);
      return row ? this.told(row.entry) : id;
    },

    async turn() {
      const club = this.decided.opponent;
      if (this.other && this.decision && this.decision.data.club === club) this.other = null;
      else await this.ask(club);
    },

    async ask(club) {
      const answer = await fetch(
        `/api/v1/ties/${encodeURIComponent(this.tie)}/decision?club=${encodeURIComponent(club)}`,
      ).catch(() => null);
      if (answer && answer.ok) this.other = await answer.json();
    },

    hover(event) {
      const box = event.currentTarget.getBoundingClientRect();
      this.pointed = nearest(this.panels, ((event.clientX - box.left) / box.width) * this.drawing.width);
    },

    step(event) {
      const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!move) return;
      event.preventDefault();
      const places = this.panels.flatMap((panel) => panel.places);
      const at = this.pointed ? places.findIndex((place) => place.x === this.pointed.x && place.row[0] === this.pointed.row[0]) : places.length - 1;
      this.pointed = places[Math.max(0, Math.min(places.length - 1, at + move))];
    },

    activate() {
      document.dispatchEvent(new CustomEvent("frontfoot-active", { detail: this.tie }));
      this.active = true;
    },

    key(event) {
      if (event.type === "keydown" && (event.ctrlKey || event.metaKey || event.altKey)) return;
      if (!this.active || !this.head || this.$refs.dialog.open) return;
      if (writing(event.target)) return;
      const onButton = event.target.closest("button, a, summary");
      const list = this.$refs.entries;
      if (event.key === "?") return this.act(event, () => this.open("help"));
      if (event.key === "x") return this.act(event, () => this.$el.querySelector("[data-export]").focus());
      if (event.key === "c" && this.decided && this.decided.club) return this.act(event, () => this.turn());
      if (event.key === "e") {
        return this.act(event, () => (list.querySelector("button") || list.closest("section").querySelector("button")).focus());
      }
      if (["ArrowDown", "ArrowUp"].includes(event.key) && list.contains(event.target)) {
        const lines = [...list.querySelectorAll("li")].filter((line) => line.querySelector("button"));
        const at = lines.indexOf(event.target.closest("li")) + (event.key === "ArrowDown" ? 1 : -1);
        return this.act(event, () => lines[Math.max(0, Math.min(lines.length - 1, at))].querySelector("button").focus());
      }
      if (event.key === "Delete" && list.contains(event.target)) {
        return this.act(event, () => [...event.target.closest("li").querySelectorAll("button")].at(-1).click());
      }
      if (!this.writes || this.head.phase === "over") {
        if (this.writes && event.key === "u") this.act(event, () => this.undo());
        return;
      }
      const shootOut = this.head.phase === "shoot-out";
      if (event.key === "1" || event.key === "2") {
        const side = event.key === "1" ? "home" : "away";
        return this.act(event, () => (shootOut ? this.kickers.includes(side) && this.kick(side, true) : this.goal(side)));
      }
      if (shootOut && (event.key === "3" || event.key === "4")) {
        const side = event.key === "3" ? "home" : "away";
        return this.act(event, () => this.kickers.includes(side) && this.kick(side, false));
      }
      const forms = { g: "goal", v: "var", y: "yellow card", s: "second yellow", r: "red card", n: "note", t: "clock", "+": "stoppage" };
      if (forms[event.key]) return this.act(event, () => this.open(forms[event.key]));
      if (event.key === "p" && this.whistle) return this.act(event, () => this.blow());
      if (event.key === "u") return this.act(event, () => this.undo());
      if (event.key === " " && this.ticking && !onButton) return this.act(event, () => this.toggleClock());
    },

    act(event, what) {
      event.preventDefault();
      what();
    },
  },

  created() {
    document.addEventListener("frontfoot-active", (event) => {
      if (event.detail !== this.tie) this.active = false;
    });
  },
};

import { chart } from "./breakeven.js";
import { percent, points, span } from "./words.js";

const PLANS = { drop: "drop back", stay: "stay", press: "press on" };

// What dropping back, staying and pressing on are worth, how sure that is, and the break-even chart.
export const Decision = {
  template: `
<section class="ff-decision" :class="{ 'ff-stale': stale }" aria-label="Press on, stay or drop back" :aria-busy="stale">
  <h3>Press on or drop back<template v-if="decided && decided.club">: {{ decided.club }} decide </template>
    <button v-if="decided && decided.club" type="button" class="ff-link" @click="$emit('turn')">{{ decided.opponent }}?</button></h3>
  <p v-if="!decided" role="status">Being weighed.</p>
  <p v-else-if="decided.reason">{{ decided.reason }}.</p>
  <template v-else>
    <p class="ff-verdict"><b class="ff-chance">{{ chance }}</b> <span class="ff-small">that pressing on is better</span> <b class="ff-gain">{{ gain }}</b> <span class="ff-small">{{ unit }}, {{ interval }}</span> <b class="ff-word">{{ decided.verdict }}</b><span v-if="stale" class="ff-small"> being weighed</span></p>
    <p>{{ decided.sentence }}</p>
    <table class="ff-plans">
      <thead><tr><th scope="col">Plan</th><th scope="col" class="num">{{ inPoints ? "points" : last ? "wins" : "goes through" }}</th><th scope="col" class="num">90% interval</th><th scope="col"><span class="ff-sr">drawn</span></th></tr></thead>
      <tbody><tr v-for="plan in plans" :key="plan.name"><th scope="row">{{ plan.name }}</th><td class="num">{{ plan.value }}</td><td class="num">{{ plan.interval }}</td><td class="ff-whisker"><svg viewBox="0 0 120 14" aria-hidden="true"><line :x1="plan.low" :x2="plan.high" y1="7" y2="7"/><circle :cx="plan.at" cy="7" r="4"/></svg></td></tr></tbody>
    </table>
    <p class="ff-small">{{ decided.turn.sentence }} {{ decided.condition }} <template v-if="decided.flips.length">The verdict would change {{ decided.flips.join("; ") }}.</template></p>
    <details class="ff-chart" :open="!compact"><summary>Break-even chart</summary>
    <svg viewBox="0 0 470 390" role="img" :aria-label="'Break-even chart of ' + decided.club" :class="decided.side">
      <rect class="period" x="52" y="8" width="410" height="340"/>
      <path class="pays" :d="drawn.pays"/>
      <g v-for="tick in drawn.ticks" :key="tick.text"><line :class="tick.kind" :x1="tick.x" :x2="tick.x" y1="8" y2="348"/><line :class="tick.kind" x1="52" x2="462" :y1="tick.y" :y2="tick.y"/><text class="axis" text-anchor="middle" :x="tick.x" y="364">{{ tick.text }}</text><text class="axis" text-anchor="end" x="46" :y="tick.y + 4">{{ tick.text }}</text></g>
      <path class="balance" :d="drawn.balance"/>
      <g class="posterior"><path :d="drawn.ellipse"/><circle :cx="drawn.centre.x" :cy="drawn.centre.y" r="5"/></g>
      <g v-for="point in drawn.points" :key="point.name"><line class="lead" :x1="point.x" :y1="point.y" :x2="drawn.namesAt - 4" :y2="point.label"/><circle class="kind" :cx="point.x" :cy="point.y" r="3.6"/><text class="kind" :x="drawn.namesAt" :y="point.label + 4">{{ point.name }}</text></g>
      <text class="corner own" text-anchor="end" x="454" y="338">pressing on pays</text><text class="corner" x="60" y="26">dropping back pays</text>
      <text class="axis" text-anchor="middle" x="257" y="382">change of {{ decided.club }}'s goals</text>
      <text class="axis" text-anchor="middle" transform="translate(11 178) rotate(-90)">change of {{ decided.opponent }}'s goals</text>
    </svg>
    <p class="ff-small">On the line both are worth the same, exactly. The ellipse holds nine tenths of what the evidence leaves possible, biases allowed for; the points are what each kind of evidence shows as measured. Associations, not proven effects.</p></details>
  </template>
</section>`,

  props: { decided: Object, stale: Boolean, last: Boolean, compact: Boolean },
  emits: ["turn"],

  computed: {
    inPoints() {
      return this.decided.payoff === "points";
    },
    chance() {
      return `${Math.floor(100 * Math.min(Math.max(this.decided.chance, 0.01), 0.99) + 1e-9)}%`;
    },
    gain() {
      return this.signed(this.decided.gain.value);
    },
    interval() {
      return `${this.signed(this.decided.gain.low)} to ${this.signed(this.decided.gain.high)}`;
    },
    unit() {
      return this.inPoints ? "league points" : "points";
    },
    drawn() {
      return chart(this.decided);
    },
    plans() {
      const worths = this.decided.plans;
      const names = Object.keys(PLANS);
      const low = Math.min(...names.map((name) => worths[name].low));
      const high = Math.max(...names.map((name) => worths[name].high));
      const x = (value) => (high > low ? 6 + (108 * (value - low)) / (high - low) : 60);
      return names.map((name) => {
        const plan = worths[name];
        return {
          name: PLANS[name],
          value: this.inPoints ? plan.through.toFixed(2) : percent(plan.through),
          interval: this.inPoints ? `${plan.low.toFixed(2)} to ${plan.high.toFixed(2)}` : span(plan.low, plan.high),
          low: x(plan.low),
          high: x(plan.high),
          at: x(plan.through),
        };
      });
    },
  },

  methods: {
    signed(value) {
      return this.inPoints ? points(value / 100, 2) : points(value);
    },
  },
};

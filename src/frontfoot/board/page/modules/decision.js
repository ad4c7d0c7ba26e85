import { percent, span } from "./words.js";

// What pressing, holding and dropping are worth, the verdict, and the break-even chart.
export const Decision = {
  template: `
<section class="ff-decision" aria-label="Press, hold or drop">
  <h3>Press, hold or drop<template v-if="decided && decided.club">: {{ decided.club }} decide </template>
    <button v-if="decided && decided.club" type="button" class="ff-link" @click="$emit('turn')">{{ decided.opponent }}?</button></h3>
  <p v-if="!decided" role="status">Being weighed.</p>
  <p v-else-if="decided.reason">{{ decided.reason }}.</p>
  <template v-else>
    <p class="ff-verdict"><b>{{ decided.verdict }}</b><span v-if="stale" class="ff-small"> being weighed anew</span></p>
    <table class="ff-plans">
      <thead><tr><th scope="col">Plan</th><th scope="col" class="num">{{ decided.payoff_points ? "points" : last ? "wins" : "goes through" }}</th><th scope="col" class="num">90% interval</th><th scope="col"><span class="ff-sr">drawn</span></th></tr></thead>
      <tbody><tr v-for="plan in plans" :key="plan.name"><th scope="row">{{ plan.name }}</th><td class="num">{{ plan.value }}</td><td class="num">{{ plan.interval }}</td><td class="ff-whisker"><svg viewBox="0 0 120 14" aria-hidden="true"><line :x1="plan.low" :x2="plan.high" y1="7" y2="7"/><circle :cx="plan.at" cy="7" r="4"/></svg></td></tr></tbody>
    </table>
    <p>{{ decided.sentence }}</p>
    <p class="ff-small">Stake: at most {{ decided.payoff_points ? decided.stake.toFixed(2) + " league points" : (100 * decided.stake).toFixed(1) + " points of probability" }}. {{ decided.condition }} <template v-if="decided.flips.length">It would change {{ decided.flips.join("; ") }}.</template></p>
    <details class="ff-chart" :open="!compact"><summary>Break-even chart</summary><div v-html="decided.chart"></div>
    <p class="ff-small">On the line both are worth the same, exactly. Crosses are the {{ decided.ladder.length }} designs (200 draws of each), the main one in colour: associations in league matches of 2017/18, not proven effects.</p></details>
  </template>
</section>`,

  props: { decided: Object, stale: Boolean, last: Boolean, compact: Boolean },
  emits: ["turn"],

  computed: {
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
  },
};

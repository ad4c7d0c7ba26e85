import { strip } from "./charts.js";

const LANES = { width: 720, lane: 64, left: 38, top: 16, gap: 26 };

// How far on the front foot both sides have been, minute by minute.
export const FrontFoot = {
  template: `
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
</section>`,

  props: { head: Object, measures: Array },

  computed: {
    foot() {
      return strip(this.measures, this.head.leg, LANES);
    },
  },
};

import { curve, nearest } from "./charts.js";
import { minuteOf } from "./clock.js";
import { percent, points } from "./words.js";

const WIDE = { width: 720, height: 170, left: 38, top: 18 };
const NARROW = { width: 360, height: 150, left: 38, top: 18 };

// The odds through the tie, with its events; read out point by point under the pointer or the arrow keys. `head` is
// the one that came before the line; `stale` while an entry is not yet in it.
export const OddsCurve = {
  template: `
<section class="ff-line" :class="{ 'ff-stale': stale }" :aria-busy="stale" aria-label="Odds through the tie">
  <h3 v-if="panels.length">{{ head.clubs[0] }} {{ head.last ? "win" : "go through" }}</h3>
  <svg v-if="panels.length" :viewBox="'0 0 ' + drawing.width + ' ' + (drawing.height + 38)" role="img" tabindex="0" :aria-label="label" @pointermove="hover" @pointerleave="pointed = null" @keydown="step">
    <template v-for="panel in panels" :key="panel.leg">
      <rect :x="panel.x" :y="panel.top" :width="panel.wide" :height="panel.height" class="ff-ground"/>
      <line v-for="level in [0.25, 0.5, 0.75]" :key="level" :x1="panel.x" :x2="panel.x + panel.wide" :y1="panel.top + level * panel.height" :y2="panel.top + level * panel.height" class="ff-grid"/>
      <text v-for="tick in panel.ticks" :key="tick.minute" :x="tick.x" :y="panel.top + panel.height + 15" class="ff-tick" text-anchor="middle">{{ tick.minute }}</text>
      <text :x="panel.x + 4" :y="panel.top - 5" class="ff-tick">{{ title(panel.leg) }}</text>
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
</section>`,

  props: { head: Object, line: Object, stale: Boolean },

  data() {
    this.media = globalThis.matchMedia("(max-width: 600px)");
    return { narrow: this.media.matches, pointed: null };
  },

  computed: {
    drawing() {
      return this.narrow ? NARROW : WIDE;
    },
    panels() {
      const rows = this.line.points.filter((row) => !this.narrow || row[0] === this.head.leg);
      return rows.length ? curve({ ...this.line, points: rows }, this.drawing) : [];
    },
    label() {
      const last = this.line.points.at(-1);
      return `Odds of ${this.head.clubs[0]}, now ${percent(last[5])}; arrow keys move along the curve`;
    },
    pointedText() {
      if (!this.pointed) return "";
      const [leg, period, second, home, away, odds] = this.pointed.row;
      const match = this.head.legs[leg - 1];
      return `${match.home} ${home}–${away} ${match.away}, ${minuteOf({ period, second }).replace(/:\d\d$/, "'")}: ${
        this.head.clubs[0]
      } ${percent(odds)}`;
    },
  },

  mounted() {
    this.turned = (event) => (this.narrow = event.matches);
    this.media.addEventListener("change", this.turned);
  },

  beforeUnmount() {
    this.media.removeEventListener("change", this.turned);
  },

  methods: {
    pc: percent,
    pts: points,

    title(leg) {
      const match = this.head.legs[leg - 1];
      return `${match.home} - ${match.away}${
        this.head.legs.length > 1 ? ["", ", first leg", ", second leg"][leg] : ""
      }`;
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
      const at = this.pointed
        ? places.findIndex((place) => place.x === this.pointed.x && place.row[0] === this.pointed.row[0])
        : places.length - 1;
      this.pointed = places[Math.max(0, Math.min(places.length - 1, at + move))];
    },
  },
};

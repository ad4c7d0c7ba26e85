import { minuteOf, shownClock } from "./clock.js";
import { endingText } from "./words.js";

const NAMES = ["", "first half", "second half", "extra time, first half", "extra time, second half"];

// Clubs, score and the clock that runs; nothing else is drawn anew while it does.
export const Scoreline = {
  template: `
<header class="ff-score">
  <h2 class="ff-team home" :class="lettering(head.home)">{{ head.home }}<small v-if="head.men[0] < 11">{{ head.men[0] }} men</small></h2>
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
  <h2 class="ff-team away" :class="lettering(head.away)">{{ head.away }}<small v-if="head.men[1] < 11">{{ head.men[1] }} men</small></h2>
</header>`,

  props: { head: Object, skew: Number },

  data() {
    return { now: Date.now() / 1000 };
  },

  computed: {
    clockText() {
      if (this.head.phase === "over") return "Full-time";
      if (this.head.phase === "shoot-out") return "Shoot-out";
      if (this.head.phase === "break") return this.head.clock.label;
      return minuteOf(shownClock(this.head.clock, this.now + this.skew));
    },
    phaseText() {
      if (this.head.phase === "before") return "before kick-off";
      if (this.head.phase === "over") {
        return endingText(this.head);
      }
      if (this.head.phase !== "play") return "";
      return this.head.clock.running ? NAMES[this.head.clock.period] : "clock stands";
    },
    announced() {
      const minutes = this.head.stoppage[String(this.head.clock.period)];
      return this.head.phase === "play" && minutes !== undefined ? minutes : null;
    },
  },

  methods: {
    // Names with a long word are set smaller on a phone, so that the word is not broken.
    lettering(name) {
      return name.split(/[ -]/).some((word) => word.length > 10) ? "ff-long" : "";
    },
  },

  mounted() {
    this.timer = setInterval(() => (this.now = Date.now() / 1000), 250);
  },

  beforeUnmount() {
    clearInterval(this.timer);
  },
};

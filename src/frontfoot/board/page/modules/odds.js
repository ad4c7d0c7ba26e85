import { percent } from "./words.js";

// The odds of both clubs, and by which way.
export const Odds = {
  template: `
<section class="ff-odds" :class="{ 'ff-stale': stale }" :aria-busy="stale" :aria-label="head.last ? 'Odds of winning' : 'Odds of going through'">
  <template v-if="head.through">
    <div class="ff-two">
      <div class="ff-big home"><b>{{ pc(head.through[head.home]) }}</b><span>{{ verb(head.home) }}</span></div>
      <div v-if="head.draw > 0" class="ff-big draw"><b>{{ pc(head.draw) }}</b><span>draw</span></div>
      <div class="ff-big away"><b>{{ pc(head.through[head.away]) }}</b><span>{{ verb(head.away) }}</span></div>
    </div>
    <div class="ff-bar" aria-hidden="true"><i class="home" :style="{width: 100 * head.through[head.home] + '%'}"></i><i class="draw" :style="{width: 100 * head.draw + '%'}"></i><i class="away" :style="{width: 100 * head.through[head.away] + '%'}"></i></div>
    <table v-if="head.settles && ways.length" class="ff-ways">
      <thead><tr><th scope="col">{{ head.last ? "Winning by" : "Going through by" }}</th><th scope="col" class="num home">{{ head.home }}</th><th scope="col" class="num away">{{ head.away }}</th></tr></thead>
      <tbody><tr v-for="way in ways" :key="way.name"><th scope="row">{{ way.name }}</th><td class="num">{{ pc(way.home) }}</td><td class="num">{{ pc(way.away) }}</td></tr></tbody>
    </table>
  </template>
  <p v-else>{{ head.winner ? head.winner + (head.last ? " win." : " go through.") : "The odds are not known now." }}</p>
  <p class="ff-small">{{ head.rules }} {{ head.rules_checked ? "" : "These rules have not been checked against results. " }}Odds are averaged over what the strengths of the sides may be ({{ head.rates_from }}){{ interval }}.</p>
</section>`,

  props: { head: Object, interval: String, stale: Boolean },

  computed: {
    ways() {
      return Object.entries(this.head.by)
        .map(([way, clubs]) => ({
          name: way === "regulation" ? "90 minutes" : way,
          home: clubs[this.head.home],
          away: clubs[this.head.away],
        }))
        .filter((way) => way.home + way.away > 0.0005);
    },
  },

  methods: {
    pc: percent,

    verb(club) {
      if (this.head.phase !== "over") return this.head.last ? "to win" : "to go through";
      if (this.head.last) return this.head.winner === null ? "drew" : club === this.head.winner ? "won" : "lost";
      return club === this.head.winner ? "went through" : "out";
    },
  },
};

// What the next goal, or the next kick of a shoot-out, would make of them.
export const NextGoal = {
  template: `
<section v-if="head.next.length" class="ff-next" :class="{ 'ff-stale': stale }" :aria-busy="stale" :aria-label="head.phase === 'shoot-out' ? 'After the next kick' : 'After the next goal'">
  <h3>{{ head.phase === "shoot-out" ? "After the next kick" : "After the next goal" }}</h3>
  <table>
    <thead><tr><th scope="col">{{ head.phase === "shoot-out" ? "Kick" : "Scorer" }}</th><th scope="col" class="num">likely</th><th scope="col" class="num home">{{ head.home }}</th><th scope="col" class="num away">{{ head.away }}</th></tr></thead>
    <tbody>
      <tr v-for="(item, place) in head.next" :key="place"><th scope="row">{{ item.club || "missed" }}</th><td class="num">{{ pc(item.probability, 0) }}</td><td class="num">{{ pc(item.through[head.home]) }}</td><td class="num">{{ pc(item.through[head.away]) }}</td></tr>
      <tr v-if="none !== null"><th scope="row">none in the time left</th><td class="num">{{ pc(none, 0) }}</td><td></td><td></td></tr>
    </tbody>
  </table>
</section>`,

  props: { head: Object, stale: Boolean },

  computed: {
    none() {
      if (this.head.phase === "shoot-out") return null;
      return Math.max(1 - this.head.next.reduce((sum, item) => sum + item.probability, 0), 0);
    },
  },

  methods: { pc: percent },
};

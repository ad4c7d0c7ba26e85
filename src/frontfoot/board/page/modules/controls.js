// The whistle that comes next; none when the tie is over or in a shoot-out.
export function nextWhistle({ phase, clock }) {
  if (phase === "before") return { name: "Kick-off", period: 1, state: "start" };
  if (phase === "break") {
    const name = ["", "", "Second half", "Extra time", "Second half of extra time"][clock.period];
    return { name, period: clock.period, state: "start" };
  }
  if (phase === "play") {
    const name = ["", "Half-time", "Full-time", "Half-time of extra time", "End of extra time"][clock.period];
    return { name, period: clock.period, state: "end" };
  }
  return null;
}

// The sides that may take the next kick of a shoot-out: either takes the first.
export function kickers(head) {
  const kicks = head.shoot_out;
  if (!kicks || !kicks.begun) return ["home", "away"];
  return [kicks.home_next ? "home" : "away"];
}

// What is tapped. It only says what was tapped: entries are made where keys make them too.
export const Controls = {
  template: `
<section class="ff-controls" :class="{'ff-open': more}" aria-label="Entries">
  <div class="ff-whistle">
    <button v-if="whistle" type="button" class="ff-main" @click="$emit('blow')" data-action="whistle">{{ whistle.name }}</button>
    <button v-if="head.phase === 'play'" type="button" class="ff-extra" @click="$emit('clock')" data-action="clock">{{ head.clock.running ? "Stop clock" : "Start clock" }}</button>
    <button type="button" class="ff-extra" @click="$emit('open', 'clock')" data-action="set-clock">Set clock</button>
    <button v-if="head.phase === 'play'" type="button" class="ff-extra" @click="$emit('open', 'stoppage')" data-action="stoppage">Stoppage</button>
    <button type="button" class="ff-extra" @click="$emit('open', 'note')" data-action="note">Note</button>
    <button type="button" class="ff-more" @click="more = !more" :aria-expanded="more" data-action="more">{{ more ? "Less" : "More" }}</button>
    <button type="button" @click="$emit('undo')" :disabled="!undoable" data-action="undo">Undo</button>
  </div>
  <div v-if="head.phase === 'shoot-out'" class="ff-kicks">
    <template v-for="side in kickers" :key="side">
      <div :class="side"><b>{{ head[side] }}</b>
        <button type="button" class="ff-goal" @click="$emit('kick', side, true)" :data-action="'scored-' + side">Scored</button>
        <button type="button" @click="$emit('kick', side, false)" :data-action="'missed-' + side">Missed</button></div>
    </template>
  </div>
  <div v-else class="ff-sides">
    <div v-for="side in ['home', 'away']" :key="side" :class="side">
      <button type="button" class="ff-goal" @click="$emit('goal', side)" :data-action="'goal-' + side">Goal {{ head[side] }}</button>
      <b class="ff-extra ff-of">{{ head[side] }}</b>
      <button type="button" class="ff-extra" @click="$emit('open', 'var', side)" :data-action="'var-' + side" :aria-label="'VAR, goal of ' + head[side] + ' taken back'">VAR</button>
      <button type="button" class="ff-extra" @click="$emit('open', 'yellow card', side)" :data-action="'yellow-' + side" :aria-label="'Yellow card for ' + head[side]">Yellow</button>
      <button type="button" class="ff-extra" @click="$emit('open', 'second yellow', side)" :data-action="'second-' + side" :aria-label="'Second yellow for ' + head[side]">2nd yellow</button>
      <button type="button" class="ff-extra" @click="$emit('open', 'red card', side)" :data-action="'red-' + side" :aria-label="'Red card for ' + head[side]">Red</button>
    </div>
  </div>
  <p v-if="toast" class="ff-toast" role="status">{{ toast.text }} <button type="button" @click="$emit('edit', toast.entry)">Add scorer or minute</button> <button type="button" @click="$emit('remove', toast.entry.id)">Undo</button></p>
</section>`,

  props: { head: Object, undoable: Boolean, toast: Object },
  emits: ["blow", "clock", "undo", "goal", "kick", "open", "edit", "remove"],

  data() {
    return { more: false };
  },

  computed: {
    whistle() {
      return nextWhistle(this.head);
    },
    kickers() {
      return kickers(this.head);
    },
  },
};

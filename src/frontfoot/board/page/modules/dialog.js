import { instant, MINUTE, parsed, written } from "./clock.js";
import { KEYS } from "./keys.js";
import { KINDS } from "./words.js";

const TITLES = { clock: "Set the clock", stoppage: "Stoppage time announced", help: "Keys" };

// One entry, written out: made, or mended. `enter` takes the entry, and whether it is one of the match shown.
export const EntryDialog = {
  template: `
<dialog class="ff-dialog" aria-labelledby="ff-dialog-title" @close="form = null">
  <form v-if="form" method="dialog" @submit.prevent="save">
    <h3 id="ff-dialog-title">{{ form.title }}</h3>
    <template v-if="form.kind === 'help'">
      <dl class="ff-keys"><template v-for="[key, what] in keys" :key="key"><dt>{{ key }}</dt><dd>{{ what }}</dd></template></dl>
      <div class="ff-row"><button type="button" class="ff-main" @click="close">Close</button></div>
    </template>
    <template v-else>
      <fieldset v-if="form.club !== undefined" class="ff-row"><legend>Club</legend>
        <label><input type="radio" name="club" :value="head.home" v-model="form.club">{{ head.home }}</label>
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
</dialog>`,

  props: { head: Object, skew: Number },
  emits: ["put", "write"],

  data() {
    return { form: null, keys: KEYS };
  },

  methods: {
    // For an entry at a moment of the clock; with a side, the club is settled.
    open(kind, shown, side) {
      const club = this.head[side || "home"];
      const minute = written(shown);
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
      this.show({ kind, title: TITLES[kind] || KINDS[kind], of: null, wrong: "", sure: Boolean(side), ...forms[kind] });
    },

    edit(entry) {
      const form = {
        kind: entry.kind,
        leg: entry.leg,
        title: `Edit: ${KINDS[entry.kind]}`,
        of: entry.id,
        wrong: "",
        sure: true,
        minute: entry.minute,
      };
      if (entry.kind !== "note") form.club = entry.club;
      if (!["note", "var"].includes(entry.kind)) form.player = entry.player || "";
      form.note = entry.note || "";
      this.show(form);
    },

    show(form) {
      this.form = form;
      this.$nextTick(() => {
        if (!this.$el.open) this.$el.showModal();
        const club = form.club !== undefined && !form.sure && this.$el.querySelector('input[type="radio"]');
        const { player, note, minutes, minute } = this.$refs;
        const field = club || player || note || minutes || minute;
        if (field) field.focus();
      });
    },

    close() {
      this.$el.close();
    },

    save() {
      const { kind, leg, of, club, minute, minutes, player, note, running } = this.form;
      if (kind === "help") return this.close();
      if (minute !== undefined && !MINUTE.test(minute)) {
        this.form.wrong = "Write the minute as 38, 52:10, 45+2, HT, or ET 105.";
        return;
      }
      if (kind === "clock") {
        const at = parsed(minute);
        if (at === null) {
          this.form.wrong = "Write 0 to 90, 52:10, 45+2, 90+4, HT, or ET 91 to ET 120.";
          return;
        }
        this.$emit("put", { kind, ...at, running, at: instant(this.skew) });
      } else if (kind === "stoppage") {
        this.$emit("put", { kind, period: this.head.clock.period, minutes });
      } else {
        const entry = { kind, minute };
        for (const [name, value] of Object.entries({ club, player, note })) if (value) entry[name] = value;
        if (of) this.$emit("write", { kind: "correction", of, entry: { id: of, leg, ...entry } });
        else this.$emit("put", entry);
      }
      this.close();
    },
  },
};

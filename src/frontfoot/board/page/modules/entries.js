import { minuteShown } from "./clock.js";
import { entryText } from "./words.js";

const EXPORTS = ["report.html", "picture.png", "tie.toml", "ledger.jsonl"];
const EDITABLE = ["goal", "var", "yellow card", "second yellow", "red card", "note"];
const SILENT = ["correction", "removal", "clock", "tie"];

// What was entered, the latest first: what counts, or the whole history.
export const Entries = {
  template: `
<section class="ff-entries" aria-label="What was entered">
  <h3>Entries <button type="button" class="ff-link" @click="all = !all" :aria-pressed="all ? 'true' : 'false'">{{ all ? "what counts" : "whole history" }}</button>
    <span class="ff-exports"><a v-for="file in exports" :key="file" :href="'/api/v1/ties/' + encodeURIComponent(tie) + '/exports/' + file" :download="file" :data-export="file">{{ file }}</a> <a :href="'/share/' + encodeURIComponent(tie)" target="_blank" rel="noopener" data-export="share">share</a></span></h3>
  <ol ref="list">
    <li v-for="row in rows" :key="row.sequence" :class="{gone: !row.counts}">
      <span class="ff-when">{{ row.when }}</span>
      <span class="ff-what">{{ row.what }}<small v-if="!row.counts"> taken out</small><small v-if="row.corrected_by"> corrected</small><small v-if="all"> · {{ row.author }}, {{ row.recorded.slice(11, 19) }} UTC</small></span>
      <span v-if="writes && row.removable" class="ff-edit"><button v-if="row.editable" type="button" @click="$emit('edit', row.entry)" :aria-label="'Edit: ' + row.what">Edit</button><button type="button" @click="$emit('remove', row.entry.id)" :aria-label="'Take out: ' + row.what">Take out</button></span>
      <span v-else-if="writes && !row.counts" class="ff-edit"><button type="button" @click="restore(row.entry.id)" :aria-label="'Put back: ' + row.what">Put back</button></span>
    </li>
  </ol>
</section>`,

  props: { tie: String, writes: Boolean, history: Array },
  emits: ["edit", "remove"],

  data() {
    return { all: false, exports: EXPORTS };
  },

  computed: {
    rows() {
      const entries = new Map(this.history.map((row) => [row.entry.id, row.entry]));
      return this.history
        .filter((row) => this.all || (row.counts && !SILENT.includes(row.entry.kind)))
        .map((row) => {
          const correction = row.corrected_by && entries.get(row.corrected_by);
          const entry = correction && !this.all ? { ...correction.entry, id: row.entry.id } : row.entry;
          return {
            ...row,
            entry,
            when: entry.minute ? minuteShown(entry.minute) : "",
            what: entryText(entry, this.history),
            removable: row.counts && !["tie", "removal"].includes(entry.kind),
            editable: row.counts && EDITABLE.includes(entry.kind),
          };
        });
    },
  },

  // Where the line with the focus goes, the one in its place takes it: the keyboard never falls out of the list.
  watch: {
    history() {
      const line = globalThis.document.activeElement?.closest("li");
      const at = line ? [...this.$refs.list.children].indexOf(line) : -1;
      if (at < 0) return;
      this.$nextTick(() => {
        if (line.isConnected && line.contains(globalThis.document.activeElement)) return;
        const lines = [...this.$refs.list.children];
        const next = lines.slice(at).concat(lines.slice(0, at).reverse()).find((other) =>
          other.querySelector("button")
        );
        if (next) next.querySelector("button").focus();
      });
    },
  },

  methods: {
    // Putting back is taking out what took it out.
    restore(id) {
      const removal = this.history.find((row) => row.entry.kind === "removal" && row.entry.of === id && row.counts);
      if (removal) this.$emit("remove", removal.entry.id);
    },

    enter() {
      (this.$refs.list.querySelector("button") || this.$el.querySelector("button")).focus();
    },

    export() {
      this.$el.querySelector("[data-export]").focus();
    },

    // What a key means while a line has the focus; nothing where it means nothing.
    meaning(event) {
      if (!this.$refs.list.contains(event.target)) return null;
      const line = event.target.closest("li");
      if (event.key === "Delete") return () => [...line.querySelectorAll("button")].at(-1).click();
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return null;
      const lines = [...this.$refs.list.children].filter((other) => other.querySelector("button"));
      const to = Math.max(0, Math.min(lines.length - 1, lines.indexOf(line) + step));
      return () => lines[to].querySelector("button").focus();
    },
  },
};

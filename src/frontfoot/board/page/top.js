import { writing } from "frontfoot-board";

// The bar on top of every page: where one is, dark or light, signing out.
export default {
  template: `
<nav class="ff-top" aria-label="Frontfoot">
  <a href="/" class="ff-home">Frontfoot</a><span class="ff-title">{{ title }}</span>
  <span class="ff-role" v-if="role === 'read'">looking only</span>
  <button type="button" @click="turn" :aria-label="dark ? 'Light colours' : 'Dark colours'">{{ dark ? "Light" : "Dark" }}</button>
  <form v-if="signed" method="post" action="/logout"><button>Sign out</button></form>
</nav>`,
  props: { title: String, role: String, signed: Boolean },
  data() {
    const kept = localStorage.getItem("frontfoot-theme");
    return { dark: kept ? kept === "dark" : globalThis.matchMedia("(prefers-color-scheme: dark)").matches };
  },
  created() {
    this.apply();
  },
  mounted() {
    this.onKey = (event) => {
      if (event.key !== "d" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (writing(event.target)) return;
      this.turn();
    };
    globalThis.document.addEventListener("keydown", this.onKey);
  },
  beforeUnmount() {
    globalThis.document.removeEventListener("keydown", this.onKey);
  },
  methods: {
    turn() {
      this.dark = !this.dark;
      localStorage.setItem("frontfoot-theme", this.dark ? "dark" : "light");
      this.apply();
    },
    apply() {
      globalThis.document.documentElement.dataset.theme = this.dark ? "dark" : "light";
      globalThis.Quasar.Dark.set(this.dark);
    },
  },
};

export { Outbox } from "./outbox.js";
export { minuteOf, shownClock, written } from "./clock.js";
export { curve, nearest, strip } from "./charts.js";
export { writing } from "./keys.js";
export { percent, points, span } from "./words.js";

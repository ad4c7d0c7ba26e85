// Answers of the page's functions to the questions on standard input, for `test_page_script.py` to hold against the
// package's: a JSON list of [function, arguments...].
import { readFileSync } from "node:fs";
import process from "node:process";
import { changesOf, chart, lineAcross, spaced } from "../../../src/frontfoot/board/page/modules/breakeven.js";
import { minuteShown, parsed, written } from "../../../src/frontfoot/board/page/modules/clock.js";
import { endingText, percent } from "../../../src/frontfoot/board/page/modules/words.js";

const FUNCTIONS = { changesOf, chart, endingText, lineAcross, minuteShown, parsed, percent, spaced, written };

const questions = JSON.parse(readFileSync(0, "utf8"));
const answers = questions.map(([name, ...values]) => FUNCTIONS[name](...values));
process.stdout.write(JSON.stringify(answers));

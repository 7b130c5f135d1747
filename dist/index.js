import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 99:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:sqlite");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 7830:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/web");

/***/ }),

/***/ 7997:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 3957:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ DEFAULT_BASE_URL)
/* harmony export */ });
/** OpenAI's own API. */
const DEFAULT_BASE_URL = 'https://api.openai.com/v1';


/***/ }),

/***/ 7260:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ ID_MAX_LENGTH),
/* harmony export */   p: () => (/* binding */ ID_PATTERN)
/* harmony export */ });
/**
 * What an ID may look like, in inputs and in answers: IDs go into paths, logs and outputs. Hosts
 * other than OpenAI's have their own forms, so no prefix is asked for.
 */
const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:@+=-]*$/;
/** The most characters of an ID. */
const ID_MAX_LENGTH = 256;


/***/ }),

/***/ 1053:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  m: () => (/* binding */ systemClock),
  f: () => (/* binding */ timeLeft)
});

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./build/src/clock.js

/** The machine's own clock. */
const systemClock = {
    now: () => performance.timeOrigin + performance.now(),
    sleep: (milliseconds, signal) => (0,promises_namespaceObject.setTimeout)(milliseconds, undefined, { signal }),
};
/** Milliseconds until the deadline, 0 once it has passed. */
function timeLeft({ clock, deadline }) {
    return Math.max(0, deadline - clock.now());
}


/***/ }),

/***/ 8234:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ distance)
/* harmony export */ });
/** How many letters must be added, dropped, changed or swapped with a neighbour to get from a to b. */
function distance(a, b) {
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let row = 1; row <= a.length; row++) {
        const current = [row];
        for (let column = 1; column <= b.length; column++) {
            const isSame = a[row - 1] === b[column - 1];
            const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
            current[column] = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1), isSwap ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY);
        }
        beforeLast = last;
        last = current;
    }
    return at(last, b.length);
}
function at(row, column) {
    return row[column] ?? Number.POSITIVE_INFINITY;
}


/***/ }),

/***/ 6857:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _clock_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1053);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8712);


// The runner cancels a step with SIGINT (Ctrl+Break on Windows), then SIGTERM, then kills it.
const cancel = new AbortController();
for (const signal of ['SIGINT', 'SIGBREAK', 'SIGTERM']) {
    process.on(signal, () => cancel.abort());
}
process.exitCode = await (0,_main_js__WEBPACK_IMPORTED_MODULE_1__/* .run */ .e)({
    env: process.env,
    clock: _clock_js__WEBPACK_IMPORTED_MODULE_0__/* .systemClock */ .m,
    random: Math.random,
    cancelled: cancel.signal,
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 6061:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   gI: () => (/* binding */ given),
/* harmony export */   i_: () => (/* binding */ InputReader),
/* harmony export */   zY: () => (/* binding */ NO_SECRET)
/* harmony export */ });
/* unused harmony export DECLARED */
/* harmony import */ var _api_base_url_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3957);
/* harmony import */ var _distance_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8234);
/* harmony import */ var _input_values_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3004);



/** Every input that action.yml declares, with the default it names there. */
const DECLARED = {
    'admin-key': '',
    'checkpoint-id': '',
    'fine-tuning-job-id': '',
    'project-ids': '',
    'project-names': '',
    'owning-project-id': '',
    'sharing-file': '',
    mode: 'grant',
    'dry-run': 'false',
    exact: 'false',
    'max-revocations': '10',
    'api-key': '',
    'job-checkpoints': 'final',
    'wait-minutes': '60',
    'verify-keys': '',
    'share-minutes': '30',
    'base-url': _api_base_url_js__WEBPACK_IMPORTED_MODULE_0__/* .DEFAULT_BASE_URL */ .Q,
    'commit-status': '',
    'github-token': '',
    'show-summary': 'true',
};
/** What to say of a key that is empty. */
const NO_SECRET = 'is the secret set, and does the job name the environment that has it? Pull requests from forks and from Dependabot get no secrets, and a reusable workflow only those that its caller hands over, one by one or by `secrets: inherit`';
// The longest that a self-hosted job may run is five days.
const MAX_MINUTES = 7_200;
/** Reads inputs one by one and collects what is wrong with them. */
class InputReader {
    mistakes = [];
    #env;
    constructor(env) {
        this.#env = env;
        this.#findMisspelled();
    }
    /** Notes a mistake. */
    wrong(input, message) {
        this.mistakes.push({ input, message });
    }
    /** The value without blanks around it; the default where the workflow gives none. */
    text(input) {
        return given(this.#env, input) || DECLARED[input];
    }
    /** As `text`, for an input whose default must not stand in for a variable that is not set. */
    deliberate(input) {
        if (given(this.#env, input) === '') {
            this.wrong(input, `${input} is empty: is the variable behind it set? Leave ${input} out for "${DECLARED[input]}"`);
        }
        return this.text(input);
    }
    /** A key, which no mistake ever shows; empty where it is neither given nor needed. */
    key(input, isNeeded) {
        const key = this.text(input);
        if (key === '' && isNeeded) {
            this.wrong(input, `${input} is empty: ${NO_SECRET}`);
        }
        else if (key === '') {
            return key;
        }
        else if (/[\r\n]/.test(key)) {
            this.wrong(input, `${input} spans several lines: store the key alone in the secret`);
        }
        else if (!/^[!-~]+$/.test(key)) {
            this.wrong(input, `${input} has a blank or a character that no key has: store it anew`);
        }
        return key;
    }
    /** IDs, one a line or separated by commas, without repeats. */
    ids(input) {
        const ids = (0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .listItems */ .Dw)(this.text(input));
        const keys = new Set(keysOf(this.#env));
        for (const id of ids) {
            const isKey = id.startsWith('sk-') || keys.has(id);
            const fault = isKey ? 'is a key: take it out, and give keys as secrets' : (0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .faultOf */ .Kl)(id, input);
            if (fault !== null)
                this.wrong(input, `${input}: ${(0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(id)} ${fault}`);
        }
        return ids;
    }
    /** Names, one a line, without repeats. */
    names(input) {
        return (0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .lineItems */ .Tv)(this.text(input));
    }
    /** One of several words. */
    choice(input, choices) {
        const value = this.deliberate(input);
        const choice = choices.find(known => known === value);
        if (choice === undefined) {
            this.wrong(input, `${input}: ${(0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(value)} is none of ${choices.join(', ')}`);
        }
        return choice ?? choices[0];
    }
    /** A boolean, in the spellings of YAML 1.2. */
    boolean(input, value = this.text(input)) {
        if (/^(true|True|TRUE)$/.test(value))
            return true;
        if (!/^(false|False|FALSE)$/.test(value)) {
            this.wrong(input, `${input}: ${(0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(value)} is neither true nor false`);
        }
        return false;
    }
    /** A number of minutes, which may have decimals; 0 only where that means something. */
    minutes(input, mayBeZero = false) {
        const value = this.text(input);
        const minutes = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
        const isEnough = mayBeZero ? minutes >= 0 : minutes > 0;
        if (!isEnough || minutes > MAX_MINUTES) {
            const from = mayBeZero ? 'from 0' : 'above 0 and';
            this.wrong(input, `${input}: ${(0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(value)} is no number of minutes ${from} up to ${MAX_MINUTES}`);
        }
        return minutes;
    }
    /** `final`, `all`, `best`, or the numbers of steps. */
    jobCheckpoints(input) {
        const value = (0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .lineItems */ .Tv)(this.text(input)).join('\n') || DECLARED[input];
        if (value === 'final' || value === 'all' || value === 'best')
            return value;
        const steps = (0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .listItems */ .Dw)(value);
        if (steps.length === 0 || !steps.every(step => /^\d{1,9}$/.test(step))) {
            this.wrong(input, `${input}: ${(0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(value)} is neither final, all, best, nor a list of step numbers`);
        }
        return [...new Set(steps.map(Number))];
    }
    /** Keys by project, from lines of `PROJECT_ID=API_KEY`; no mistake shows any part of a key. */
    keysByProject(input) {
        const keys = new Map();
        for (const [index, { projectId, key }] of (0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .keyLines */ .rg)(this.text(input)).entries()) {
            const where = `${input}: item ${index + 1}`;
            const isProject = !projectId.startsWith('sk-') && (0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .faultOf */ .Kl)(projectId, input) === null;
            if (!isProject || !/^[!-+--~]*$/.test(key)) {
                this.wrong(input, `${where} is not PROJECT_ID=API_KEY`);
            }
            else if (key === '') {
                this.wrong(input, `${where} has no key: ${NO_SECRET}`);
            }
            else if (keys.has(projectId)) {
                this.wrong(input, `${where} is a second key for ${projectId}: give one key a project`);
            }
            else {
                keys.set(projectId, key);
            }
        }
        return keys;
    }
    /** A whole number from 0 on; null for `none`. */
    limit(input) {
        const value = this.deliberate(input);
        if (value === 'none')
            return null;
        if (!/^\d{1,9}$/.test(value)) {
            this.wrong(input, `${input}: ${(0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(value)} is neither a whole number nor none`);
        }
        return Number(value);
    }
    /** Inputs that the workflow surely meant as another: the runner only warns, and passes them on. */
    #findMisspelled() {
        const names = Object.keys(DECLARED);
        const declared = new Set(names.map(variableOf));
        for (const key of Object.keys(this.#env)) {
            if (!/^INPUT_/i.test(key) || declared.has(key))
                continue;
            const input = key.slice('INPUT_'.length).toLowerCase();
            const meant = names.find(name => (0,_distance_js__WEBPACK_IMPORTED_MODULE_2__/* .distance */ .I)(input.replaceAll('_', '-'), name) <= 2);
            if (meant !== undefined) {
                this.wrong(input, `"${input}" is no input of this action: write ${meant}`);
            }
        }
    }
}
/** The keys in the environment of the step, valid or not. */
function keysOf(env) {
    const lines = (0,_input_values_js__WEBPACK_IMPORTED_MODULE_1__/* .keyLines */ .rg)(given(env, 'verify-keys') ?? '');
    const keys = [given(env, 'admin-key'), given(env, 'api-key'), ...lines.map(({ key }) => key)];
    return keys.flatMap(key => (key === undefined || key.startsWith('proj_') ? [] : [key]));
}
/** The value of an input without blanks around it; undefined where the runner did not set it. */
function given(env, input) {
    return env[variableOf(input)]?.trim();
}
function variableOf(input) {
    return `INPUT_${input.toUpperCase()}`;
}


/***/ }),

/***/ 3004:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dw: () => (/* binding */ listItems),
/* harmony export */   Kl: () => (/* binding */ faultOf),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   Tv: () => (/* binding */ lineItems),
/* harmony export */   gW: () => (/* binding */ NO_ID),
/* harmony export */   rg: () => (/* binding */ keyLines)
/* harmony export */ });
/* harmony import */ var _api_ids_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7260);

const QUOTED_LENGTH = 80;
/** What to say of a text that does not look like an ID. */
const NO_ID = 'is no ID: IDs have letters, digits and . _ : @ + = - and start with a letter or digit';
/** The items of a list: one a line, or separated by commas; a line that starts with # is none. */
function listItems(value) {
    return unique(linesOf(value).flatMap(line => line.split(',')));
}
/** The items of a list, one a line; a line that starts with # is none. */
function lineItems(value) {
    return unique(linesOf(value));
}
function linesOf(value) {
    return value.split(/[\r\n]+/).filter(line => !line.trimStart().startsWith('#'));
}
function unique(items) {
    return [...new Set(items.map(item => item.trim()).filter(item => item !== ''))];
}
/** The two sides of lines of `PROJECT_ID=API_KEY`; a line without `=` is all key. */
function keyLines(value) {
    return lineItems(value).map(line => {
        const at = line.indexOf('=');
        return { projectId: line.slice(0, Math.max(0, at)).trim(), key: line.slice(at + 1).trim() };
    });
}
/** What is wrong with an ID, null where nothing is. */
function faultOf(id, input) {
    if (id.length > _api_ids_js__WEBPACK_IMPORTED_MODULE_0__/* .ID_MAX_LENGTH */ .E) {
        return `has ${id.length} characters, and no ID has more than ${_api_ids_js__WEBPACK_IMPORTED_MODULE_0__/* .ID_MAX_LENGTH */ .E}`;
    }
    if (!_api_ids_js__WEBPACK_IMPORTED_MODULE_0__/* .ID_PATTERN */ .p.test(id)) {
        return `${noId(id)}${input === 'project-ids' && / /.test(id) ? '; names of projects go into project-names' : ''}`;
    }
    if (id.startsWith('ftckpt_')) {
        return "is the ID of a checkpoint object: use that object's fine_tuned_model_checkpoint (ft:…) in checkpoint-id";
    }
    const isForJobs = input === 'fine-tuning-job-id';
    if (id.startsWith('ftjob-') && !isForJobs) {
        return 'is a fine-tuning job: put it into fine-tuning-job-id';
    }
    const isForCheckpoints = input === 'checkpoint-id';
    if (isForJobs && id.startsWith('proj_'))
        return 'is a project: put it into project-ids';
    if (isForCheckpoints && id.startsWith('proj_'))
        return 'is a project: put it into project-ids';
    if (!isForCheckpoints && id.startsWith('ft:'))
        return 'is a checkpoint: put it into checkpoint-id';
    return null;
}
/** What to say of a text that is no ID, with the character that is to blame where it may not show. */
function noId(id) {
    const characters = [...id];
    const at = characters.findIndex(character => !/[ -~]/.test(character));
    if (at < 0)
        return NO_ID;
    const code = characters[at]?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return NO_ID.replace(':', ` (character ${at + 1} is U+${code}, which no ID has):`);
}
/** A value as a message quotes it: no more of it than it takes to find it. */
function quoted(value) {
    return value.length > QUOTED_LENGTH ? `"${value.slice(0, QUOTED_LENGTH)}…"` : `"${value}"`;
}


/***/ }),

/***/ 5365:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Ko: () => (/* binding */ readInputs),
  Fj: () => (/* binding */ secretsOf),
  KM: () => (/* binding */ statusWanted),
  QR: () => (/* binding */ summaryWanted)
});

// EXTERNAL MODULE: ./build/src/input-reader.js
var input_reader = __nccwpck_require__(6061);
// EXTERNAL MODULE: ./build/src/input-values.js
var input_values = __nccwpck_require__(3004);
// EXTERNAL MODULE: ./build/src/sharing/targets.js + 1 modules
var targets = __nccwpck_require__(4722);
// EXTERNAL MODULE: ./build/src/sharing/types.js
var types = __nccwpck_require__(6971);
;// CONCATENATED MODULE: ./build/src/inputs-together.js


/**
 * Notes what only several inputs together, or the event of the workflow, show to be wrong.
 *
 * @param event what started the workflow (`GITHUB_EVENT_NAME`)
 */
function checkTogether(inputs, read, event) {
    if (inputs.sharingFile === null)
        checkWhatIsShared(inputs, read);
    else
        checkFile(inputs, read, event);
    checkKeys(inputs, read);
}
/** What a sharing file stands in for, and must not be mixed with. */
const IN_THE_FILE = [
    'checkpoint-id',
    'fine-tuning-job-id',
    'project-ids',
    'project-names',
    'owning-project-id',
];
/** Whoever can change the file in a pull request must not thereby change access. */
function checkFile({ mode, dryRun, jobCheckpoints }, read, event) {
    for (const input of IN_THE_FILE) {
        if (read.text(input) !== '') {
            read.wrong(input, `${input} and sharing-file are both given: write it into the file`);
        }
    }
    if (jobCheckpoints !== 'final') {
        read.wrong('job-checkpoints', 'job-checkpoints and sharing-file are both given: write it into the file');
    }
    if (event === 'pull_request_target') {
        read.wrong('sharing-file', 'sharing-file is refused on pull_request_target, where a stranger could bring both the file and a run with secrets: use pull_request with dry-run: true');
    }
    // Reviews and their comments check out the pull request, too.
    const isPullRequest = event?.startsWith('pull_request') && event !== 'pull_request_target';
    if (isPullRequest && types/* CHANGING_MODES */.tA.has(mode) && !dryRun) {
        read.wrong('sharing-file', `sharing-file is refused in ${mode} on ${event}, where it has not been reviewed yet: set dry-run: true there, and apply it on the main branch`);
    }
}
function checkWhatIsShared(inputs, read) {
    const { mode, checkpointIds, jobIds, projectIds, projectNames, owningProjectId } = inputs;
    if (mode === 'wait' && jobIds.length === 0) {
        read.wrong('fine-tuning-job-id', 'fine-tuning-job-id names nothing to wait for: give a job');
    }
    else if (checkpointIds.length + jobIds.length === 0) {
        read.wrong('checkpoint-id', 'checkpoint-id and fine-tuning-job-id name nothing: give at least one checkpoint ID or job');
    }
    if (projectIds.length + projectNames.length === 0 && mode !== 'list' && mode !== 'wait') {
        read.wrong('project-ids', 'project-ids and project-names name nobody: give at least one project');
    }
    for (const projectId of inputs.verifyKeys.keys()) {
        const isAsked = projectIds.includes(projectId) || projectNames.length > 0;
        if (types/* VERIFYING_MODES */.Nv.has(mode) && !isAsked) {
            read.wrong('verify-keys', (0,targets/* keyOfNobody */.SH)(projectId));
        }
    }
    const others = projectIds.filter(id => id !== owningProjectId);
    if (mode === 'sync' && projectIds.length > 0 && others.length + projectNames.length === 0) {
        read.wrong('project-ids', 'project-ids names nobody but the owning project, so that sync would take access from all others: give at least one other project, or use revoke');
    }
}
function checkKeys(inputs, read) {
    const { mode } = inputs;
    if (mode === 'wait' && inputs.adminKey !== '') {
        read.wrong('admin-key', 'admin-key is of no use in wait, which reads jobs with api-key: take it out, so that the key is not where it need not be');
    }
    if (inputs.commitStatus !== null && !types/* STATUS_MODES */.oR.has(mode)) {
        read.wrong('commit-status', `commit-status says whether access is as asked, which ${mode} does not: use it with ${[...types/* STATUS_MODES */.oR].join(', ')}`);
    }
    if (inputs.commitStatus !== null && inputs.githubToken === '') {
        read.wrong('github-token', 'github-token is empty, and commit-status needs it to post: leave it out for the token of the job');
    }
}

// EXTERNAL MODULE: ./build/src/mistakes.js
var mistakes = __nccwpck_require__(804);
;// CONCATENATED MODULE: ./build/src/network.js

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/**
 * Checks the base URL, which gets the key. User info and a query may hold secrets, so that a
 * message about them shows no part of the value.
 */
function readBaseUrl(value, wrong) {
    // The parser drops line breaks and tabs, and with them changes what people read.
    const url = /\s/.test(value) ? null : URL.parse(value);
    if (url === null) {
        const shown = /[@?#]/.test(value) ? 'the value' : (0,input_values/* quoted */.TL)(value);
        wrong(`base-url: ${shown} is no URL: write one such as https://api.openai.com/v1`);
        return new URL('https://invalid');
    }
    if (url.username !== '' || url.password !== '') {
        wrong('base-url has user info before the host: take it out; the key goes into admin-key');
    }
    else if (url.search !== '' || url.hash !== '') {
        wrong('base-url has a query or a fragment: take it out; paths are added to its end');
    }
    else if (url.protocol !== 'https:' &&
        !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))) {
        wrong(`base-url: ${(0,input_values/* quoted */.TL)(value)} would send the key in clear text: use https (http is for loopback)`);
    }
    return url;
}
/** The proxy for `https` that the environment names, and the hosts that go past it. */
function readProxy(env, wrong) {
    const value = env.https_proxy || env.HTTPS_PROXY || '';
    const exceptions = env.no_proxy || env.NO_PROXY || '';
    if (value === '')
        return { url: '', exceptions };
    const url = URL.parse(value);
    // Through a SOCKS proxy undici would not cap the size of answers.
    if (url === null || !/^https?:$/.test(url.protocol)) {
        wrong('HTTPS_PROXY is no http or https URL of a proxy: write one such as http://proxy.example:8080');
    }
    else if (!hasSoundUserInfo(url)) {
        wrong('HTTPS_PROXY has a user name or password that cannot be read: percent-encode its special characters, % as %25');
    }
    return { url: value, exceptions };
}
/** Whether what stands before the host is user info that can be decoded, and all of it. */
function hasSoundUserInfo({ username, password, href }) {
    // A character that ends the host too early puts the rest of a password behind it.
    if (username + password === '' && href.includes('@'))
        return false;
    try {
        decodeURIComponent(`${username}:${password}`);
        return true;
    }
    catch {
        return false;
    }
}
/** The passwords in the proxy variables, as written and as they are sent. */
function proxyPasswords(env) {
    return [env.https_proxy, env.HTTPS_PROXY].flatMap(value => {
        const bare = (value ?? '').trim().replace(/^[a-z][a-z\d+.-]*:\/\//i, '');
        const password = /^[^/@:]*:(.*)@/s.exec(bare)?.[1];
        return password === undefined ? [] : [password, decoded(password)];
    });
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./build/src/inputs.js






/**
 * Reads and checks every input.
 *
 * @throws InvalidInputs with all mistakes together
 */
function readInputs(env) {
    const read = new input_reader/* InputReader */.i_(env);
    const wrong = (input) => (message) => read.wrong(input, message);
    const owners = read.ids('owning-project-id');
    const mode = read.choice('mode', types/* MODES */.FN);
    const jobIds = read.ids('fine-tuning-job-id');
    const inputs = {
        adminKey: read.key('admin-key', mode !== 'wait'),
        checkpointIds: read.ids('checkpoint-id'),
        jobIds,
        jobCheckpoints: read.jobCheckpoints('job-checkpoints'),
        waitMinutes: read.minutes('wait-minutes', true),
        apiKey: read.key('api-key', jobIds.length > 0),
        verifyKeys: read.keysByProject('verify-keys'),
        projectIds: read.ids('project-ids'),
        projectNames: read.names('project-names'),
        owningProjectId: owners[0] ?? null,
        sharingFile: read.text('sharing-file') || null,
        mode,
        dryRun: read.boolean('dry-run', read.deliberate('dry-run')),
        exact: read.boolean('exact'),
        maxRevocations: read.limit('max-revocations'),
        shareMinutes: read.minutes('share-minutes'),
        baseUrl: readBaseUrl(read.text('base-url'), wrong('base-url')),
        commitStatus: read.text('commit-status') || null,
        githubToken: read.text('github-token'),
        showSummary: read.boolean('show-summary'),
        proxy: readProxy(env, wrong('HTTPS_PROXY')),
    };
    if (owners.length > 1) {
        read.wrong('owning-project-id', `owning-project-id takes one project ID, and has ${owners.length}`);
    }
    checkTogether(inputs, read, env.GITHUB_EVENT_NAME);
    if (read.mistakes.length > 0)
        throw new mistakes/* InvalidInputs */.h(read.mistakes);
    return inputs;
}
/** Keys and passwords in the environment of the step, valid or not: to be masked before all else. */
function secretsOf(env) {
    const lines = ((0,input_reader/* given */.gI)(env, 'verify-keys') ?? '').split(/[\r\n]+/);
    const asked = new Set((0,input_values/* listItems */.Dw)((0,input_reader/* given */.gI)(env, 'project-ids') ?? ''));
    const sides = (0,input_values/* keyLines */.rg)(lines.map(line => line.replace(/^\s*#/, '')).join('\n')).flatMap(({ projectId, key }) => {
        // Where the two were swapped, it is the left one that must not be shown.
        const isOrdered = key.startsWith('sk-') && !projectId.startsWith('sk-');
        const isProject = projectId.startsWith('proj_') || asked.has(projectId) || isOrdered;
        return isProject || projectId === '' ? [key] : [projectId, key];
    });
    const parts = [
        ...[(0,input_reader/* given */.gI)(env, 'admin-key') ?? '', (0,input_reader/* given */.gI)(env, 'api-key') ?? ''].flatMap(key => [
            key,
            ...key.split(/[\r\n]+/),
        ]),
        ...sides.flatMap(side => [side, ...side.split(',')]),
        (0,input_reader/* given */.gI)(env, 'github-token') ?? '',
        ...proxyPasswords(env),
    ];
    const secrets = new Set(parts.map(part => part.trim()));
    // Masking a word of three letters would blot out half the log.
    return [...secrets].filter(secret => secret.length > 3);
}
/** Whether the workflow wants a summary, also where other inputs are wrong. */
function summaryWanted(env) {
    return !/^false$/i.test((0,input_reader/* given */.gI)(env, 'show-summary') ?? '');
}
/**
 * The commit status that the workflow wants, null where it wants none. Read by itself, because
 * it is posted where other inputs are wrong, too.
 */
function statusWanted(env) {
    const name = (0,input_reader/* given */.gI)(env, 'commit-status') ?? '';
    const token = (0,input_reader/* given */.gI)(env, 'github-token') ?? '';
    const mode = types/* MODES */.FN.find(known => known === (0,input_reader/* given */.gI)(env, 'mode'));
    const isDryRun = /^true$/i.test((0,input_reader/* given */.gI)(env, 'dry-run') ?? '');
    const isUnfit = mode !== undefined && !types/* STATUS_MODES */.oR.has(mode);
    return name === '' || token === '' || isDryRun || isUnfit ? null : { name, token };
}


/***/ }),

/***/ 8712:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5365);

/**
 * Runs the step: reads the inputs, finds out who has access, changes what has to be changed, and
 * reports.
 *
 * @returns the exit code: 0 where all stands as asked, else 1
 */
async function run(surroundings) {
    const { env, clock } = surroundings;
    const started = clock.now();
    const [read] = await Promise.allSettled([Promise.try(_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .readInputs */ .Ko, env)]);
    // Loaded here, so that nothing that can send is there before the inputs are known.
    const { act } = await Promise.all(/* import() */[__nccwpck_require__.e(783), __nccwpck_require__.e(342)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9342));
    return act({ ...surroundings, started, read });
}


/***/ }),

/***/ 804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ placed),
/* harmony export */   h: () => (/* binding */ InvalidInputs)
/* harmony export */ });
/** A place as a property, and no property where there is none. */
function placed(where) {
    return where === null || where === undefined ? {} : { where };
}
/** All that is wrong with what the workflow or its sharing file asks for. */
class InvalidInputs extends Error {
    name = 'InvalidInputs';
    mistakes;
    constructor(mistakes) {
        super(mistakes.map(({ message }) => message).join('\n'));
        this.mistakes = mistakes;
    }
}


/***/ }),

/***/ 4722:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  SH: () => (/* binding */ keyOfNobody),
  tW: () => (/* binding */ resolveEntries),
  QR: () => (/* binding */ targetsOf)
});

// EXTERNAL MODULE: ./build/src/mistakes.js
var src_mistakes = __nccwpck_require__(804);
// EXTERNAL MODULE: ./build/src/distance.js
var distance = __nccwpck_require__(8234);
// EXTERNAL MODULE: ./build/src/words.js
var words = __nccwpck_require__(8244);
;// CONCATENATED MODULE: ./build/src/sharing/names.js


/**
 * Finds active projects by exact name or by pattern, in which `*` stands for any text and `?` for
 * any character, and `\*` and `\?` for themselves. A name that stands for no project, or for
 * several, is a fault: never a guess.
 */
function findByName(names, projects) {
    const found = names.map(name => isPattern(name) ? byPattern(name, projects) : byExactName(name, projects));
    return {
        projectIds: [...new Set(found.flatMap(({ projectIds }) => projectIds))],
        faults: found.flatMap(({ faults }) => faults),
    };
}
function byExactName(text, projects) {
    const name = text.replace(/\\([*?])/g, '$1');
    const namesakes = projects.filter(project => project.name === name);
    const active = namesakes.filter(({ archived }) => !archived).map(({ id }) => id);
    if (active.length === 1)
        return { projectIds: active, faults: [] };
    if (active.length > 1) {
        return fault(`"${name}" is the name of ${active.length} projects: put the one that you mean into project-ids: ${(0,words/* listed */.KE)(active, 50)}`);
    }
    if (namesakes.length > 0) {
        return fault(`"${name}" is archived (${(0,words/* listed */.KE)(namesakes.map(({ id }) => id))}), and an archived project can't be given access`);
    }
    if (projects.some(({ id }) => id === name)) {
        return fault(`"${name}" is the ID of a project, not its name: put it into project-ids`);
    }
    const near = nearest(name, projects);
    return fault(`no project is named "${name}"${near.length === 0 ? '' : `; did you mean ${(0,words/* listed */.KE)(near)}?`}`);
}
function byPattern(pattern, projects) {
    const expression = toExpression(pattern);
    const matching = projects.filter(({ name }) => name !== null && expression.test(name));
    const active = matching.filter(({ archived }) => !archived).map(({ id }) => id);
    if (active.length > 0)
        return { projectIds: active, faults: [] };
    return fault(matching.length === 0
        ? `no project has a name like "${pattern}"`
        : `only archived projects have a name like "${pattern}"`);
}
function fault(message) {
    return { projectIds: [], faults: [`project-names: ${message}`] };
}
function isPattern(text) {
    return /[*?]/.test(text.replace(/\\[*?]/g, ''));
}
/**
 * A pattern as an expression. What follows a `*` is found at its first place, which is as good as
 * any later one: a lookahead does not go back, and so no name takes long, whatever the pattern.
 */
function toExpression(pattern) {
    const parts = pattern.split(/(?<!\\)\*+/).map(toSource);
    const [first = '', ...rest] = parts;
    const last = rest.pop();
    if (last === undefined)
        return new RegExp(`^${first}$`, 'su');
    const middle = rest.map((part, index) => `(?=(.*?${part}))\\${index + 1}`).join('');
    return new RegExp(`^${first}${middle}.*${last}$`, 'su');
}
/** A piece of a pattern without `*`, as the source of an expression. */
function toSource(part) {
    return part.replace(/\\[*?]|\?|[^?\\]+|\\/gu, piece => {
        if (piece === '?')
            return '.';
        return RegExp.escape(/^\\[*?]$/.test(piece) ? piece.slice(1) : piece);
    });
}
/** The names that differ little enough to be what was meant, nearest first. */
function nearest(name, projects) {
    const most = Math.max(2, Math.floor(name.length / 3));
    const lower = name.toLowerCase();
    const names = projects.flatMap(project => (project.archived ? [] : (project.name ?? [])));
    return [...new Set(names)]
        .filter(candidate => Math.abs(candidate.length - name.length) <= most)
        .map(candidate => ({ candidate, far: (0,distance/* distance */.I)(lower, candidate.toLowerCase()) }))
        .filter(({ far }) => far <= most)
        .sort((a, b) => a.far - b.far)
        .slice(0, 3)
        .map(({ candidate }) => `"${candidate.replace(/[*?]/g, '\\$&')}"`);
}

;// CONCATENATED MODULE: ./build/src/sharing/targets.js


/**
 * Looks up the names of all entries. Reads the organization's projects once, and only where there
 * are names.
 *
 * @throws InvalidInputs with all that is wrong with the names
 * @throws ApiError where the projects can't be read
 */
async function resolveEntries({ mode, entries, verifyKeys }, directory) {
    const mistakes = [];
    const resolved = [];
    for (const entry of entries) {
        const found = await resolveNames(entry, directory);
        const projectIds = [...new Set([...entry.projectIds, ...found.projectIds])];
        const nobody = mode === 'sync' ? syncWithNobody(entry, projectIds) : null;
        mistakes.push(...found.mistakes);
        if (found.mistakes.length === 0 && nobody !== null)
            mistakes.push(nobody);
        resolved.push({ ...entry, projectIds });
    }
    if (mistakes.length === 0) {
        const asked = new Set(resolved.flatMap(({ projectIds }) => projectIds));
        for (const id of verifyKeys.keys()) {
            if (!asked.has(id))
                mistakes.push({ input: 'verify-keys', message: keyOfNobody(id) });
        }
    }
    if (mistakes.length > 0)
        throw new src_mistakes/* InvalidInputs */.h(mistakes);
    return resolved;
}
/** What to say of a key whose project is not asked for. */
function keyOfNobody(projectId) {
    return `verify-keys has a key for ${projectId}, which is not among the requested projects: take it out, or ask for the project`;
}
async function resolveNames({ projectNames, namePlaces }, directory) {
    if (projectNames.length === 0)
        return { projectIds: [], mistakes: [] };
    const projects = await directory.projects();
    const found = projectNames.map(name => findByName([name], projects));
    return {
        projectIds: found.flatMap(({ projectIds }) => projectIds),
        mistakes: found.flatMap(({ faults }, index) => faults.map(message => ({ input: 'project-names', message, ...(0,src_mistakes/* placed */.G)(namePlaces[index]) }))),
    };
}
/** Nobody at all can be written into a file, as `[]`; elsewhere it is a slip. */
function syncWithNobody(entry, projectIds) {
    const { owningProjectId, where } = entry;
    const isSaid = where !== null && projectIds.length === 0 && entry.projectNames.length === 0;
    if (isSaid || projectIds.some(id => id !== owningProjectId))
        return null;
    const message = 'project-ids and project-names: nobody is asked for but the owning project, so that sync would take access from all others';
    return { input: 'project-names', message, ...(0,src_mistakes/* placed */.G)(where) };
}
/**
 * What is asked for at each checkpoint, in the order of the entries: those given by ID, then those
 * that their jobs made.
 *
 * @throws InvalidInputs where the sharing file comes to the same checkpoint twice
 */
function targetsOf(entries, trained) {
    const targets = new Map();
    const mistakes = [];
    for (const entry of entries) {
        const { projectIds, owningProjectId, where } = entry;
        for (const checkpointId of checkpointsOf(entry, trained)) {
            const before = targets.get(checkpointId)?.where;
            if (before !== undefined && where !== null && before !== where) {
                const message = `sharing-file: ${checkpointId} stands twice: by line ${before.line} and by line ${where.line}`;
                mistakes.push({ input: 'sharing-file', message, where });
            }
            else {
                const target = { checkpointId, projectIds, owningProjectId, ...(0,src_mistakes/* placed */.G)(where) };
                targets.set(checkpointId, target);
            }
        }
    }
    if (mistakes.length > 0)
        throw new src_mistakes/* InvalidInputs */.h(mistakes);
    return [...targets.values()];
}
function checkpointsOf({ checkpointIds, jobIds, jobCheckpoints }, trained) {
    const made = jobIds.flatMap(jobId => trained
        .filter(({ job, choice }) => job.id === jobId && choice === jobCheckpoints)
        .flatMap(one => one.checkpointIds));
    return [...new Set([...checkpointIds, ...made])];
}


/***/ }),

/***/ 6971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FN: () => (/* binding */ MODES),
/* harmony export */   Hw: () => (/* binding */ BAD_STATUSES),
/* harmony export */   Nv: () => (/* binding */ VERIFYING_MODES),
/* harmony export */   oR: () => (/* binding */ STATUS_MODES),
/* harmony export */   rg: () => (/* binding */ HAVING_ACCESS),
/* harmony export */   tA: () => (/* binding */ CHANGING_MODES)
/* harmony export */ });
/** What the step is to do. */
const MODES = ['grant', 'sync', 'revoke', 'check', 'list', 'wait'];
/** Modes that say whether access is as it should be, and so can set a commit's status. */
const STATUS_MODES = new Set(['grant', 'sync', 'check']);
/** Modes after which it makes sense to ask whether keys can use what is shared. */
const VERIFYING_MODES = STATUS_MODES;
/** Modes that change access. */
const CHANGING_MODES = new Set(['grant', 'sync', 'revoke']);
/** Statuses of a project that has access. */
const HAVING_ACCESS = new Set(['granted', 'shared', 'owner']);
/** Statuses that fail the step. */
const BAD_STATUSES = new Set(['failed', 'not-tried', 'unknown']);


/***/ }),

/***/ 8244:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   Wf: () => (/* binding */ rounded),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   zD: () => (/* binding */ grouped)
/* harmony export */ });
/** A whole number with its thousands set apart: `12,345`. Node's own way takes 8 ms to load. */
function grouped(number) {
    return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
/** `1 project`, `3 projects`: a number with its noun, the plural made with an s unless given. */
function counted(number, one, many = `${one}s`) {
    return `${grouped(number)} ${number === 1 ? one : many}`;
}
/** A length of time for people, from milliseconds: `0.4 s`, `12 s`, `2 min 5 s`, `1 h 3 min`. */
function duration(milliseconds) {
    if (milliseconds < 9_950)
        return `${(Math.max(0, milliseconds) / 1000).toFixed(1)} s`;
    const seconds = Math.round(milliseconds / 1000);
    const minutes = Math.floor(seconds / 60);
    if (minutes === 0)
        return `${seconds} s`;
    if (minutes < 60)
        return `${minutes} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`;
    const hours = Math.floor(minutes / 60);
    return `${grouped(hours)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}
/** The items as a sentence lists them: `a`, `a and b`, `a, b and 7 more`. */
function listed(items, most = 5) {
    const shown = items.length > most ? items.slice(0, most - 1) : items;
    const rest = items.length - shown.length;
    const parts = rest > 0 ? [...shown, `${grouped(rest)} more`] : shown;
    return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
/** A measured number with as many digits as people compare by. */
function rounded(value) {
    return String(Number(value.toPrecision(4)));
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		id: moduleId,
/******/ 		loaded: false,
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Flag the module as loaded
/******/ 	module.loaded = true;
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/node module decorator */
/******/ (() => {
/******/ 	__nccwpck_require__.nmd = (module) => {
/******/ 		module.paths = [];
/******/ 		if (!module.children) module.children = [];
/******/ 		return module;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(6857);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 

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

/***/ 6271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ cancelledError),
/* harmony export */   h: () => (/* binding */ ApiError)
/* harmony export */ });
/** A call to the API that failed; `message` says what was tried and why it failed. */
class ApiError extends Error {
    name = 'ApiError';
    kind;
    reason;
    status;
    code;
    serverMessage;
    requestId;
    mayRepeat;
    askedWait;
    tries;
    hint;
    constructor(details) {
        super(`Could not ${details.what}: ${details.reason}`);
        this.kind = details.kind;
        this.reason = details.reason;
        this.status = details.status ?? null;
        this.code = details.code ?? null;
        this.serverMessage = details.serverMessage ?? null;
        this.requestId = details.requestId ?? null;
        this.mayRepeat = details.mayRepeat ?? true;
        this.askedWait = details.askedWait ?? null;
        this.tries = details.tries ?? 0;
        this.hint = details.hint ?? null;
    }
    /** Whether the API could not be asked, rather than saying no to what was asked. */
    get isUnavailable() {
        return this.kind !== 'refused' || this.turnsKeyAway;
    }
    /** Whether the key itself was turned away, so that no other call with it can do better. */
    get turnsKeyAway() {
        return this.kind === 'refused' && (this.status === 401 || this.status === 429);
    }
}
/** The error of a call that was not sent, or not sent again, because the step was cancelled. */
function cancelledError(what, tries) {
    return new ApiError({ kind: 'cancelled', what, reason: 'the step was cancelled', tries });
}


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
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3076);


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
        return noId(id);
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

/***/ 3076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ main_run)
});

// EXTERNAL MODULE: ./build/src/api/base-url.js
var base_url = __nccwpck_require__(3957);
// EXTERNAL MODULE: ./build/src/distance.js
var distance = __nccwpck_require__(8234);
// EXTERNAL MODULE: ./build/src/input-values.js
var input_values = __nccwpck_require__(3004);
;// CONCATENATED MODULE: ./build/src/input-reader.js



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
    'base-url': base_url/* DEFAULT_BASE_URL */.Q,
    'commit-status': '',
    'github-token': '',
    'show-summary': 'true',
};
const NO_SECRETS = 'Pull requests from forks and from Dependabot get no secrets, and a reusable workflow needs `secrets: inherit`';
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
            this.wrong(input, `${input} is empty: is the secret set? ${NO_SECRETS}`);
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
        const ids = (0,input_values/* listItems */.Dw)(this.text(input));
        const keys = new Set(keysOf(this.#env));
        for (const id of ids) {
            const isKey = id.startsWith('sk-') || keys.has(id);
            const fault = isKey ? 'is a key: take it out, and give keys as secrets' : (0,input_values/* faultOf */.Kl)(id, input);
            if (fault !== null)
                this.wrong(input, `${input}: ${(0,input_values/* quoted */.TL)(id)} ${fault}`);
        }
        return ids;
    }
    /** Names, one a line, without repeats. */
    names(input) {
        return (0,input_values/* lineItems */.Tv)(this.text(input));
    }
    /** One of several words. */
    choice(input, choices) {
        const value = this.deliberate(input);
        const choice = choices.find(known => known === value);
        if (choice === undefined) {
            this.wrong(input, `${input}: ${(0,input_values/* quoted */.TL)(value)} is none of ${choices.join(', ')}`);
        }
        return choice ?? choices[0];
    }
    /** A boolean, in the spellings of YAML 1.2. */
    boolean(input, value = this.text(input)) {
        if (/^(true|True|TRUE)$/.test(value))
            return true;
        if (!/^(false|False|FALSE)$/.test(value)) {
            this.wrong(input, `${input}: ${(0,input_values/* quoted */.TL)(value)} is neither true nor false`);
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
            this.wrong(input, `${input}: ${(0,input_values/* quoted */.TL)(value)} is no number of minutes ${from} up to ${MAX_MINUTES}`);
        }
        return minutes;
    }
    /** `final`, `all`, `best`, or the numbers of steps. */
    jobCheckpoints(input) {
        const value = (0,input_values/* lineItems */.Tv)(this.text(input)).join('\n') || DECLARED[input];
        if (value === 'final' || value === 'all' || value === 'best')
            return value;
        const steps = (0,input_values/* listItems */.Dw)(value);
        if (steps.length === 0 || !steps.every(step => /^\d{1,9}$/.test(step))) {
            this.wrong(input, `${input}: ${(0,input_values/* quoted */.TL)(value)} is neither final, all, best, nor a list of step numbers`);
        }
        return [...new Set(steps.map(Number))];
    }
    /** Keys by project, from lines of `PROJECT_ID=API_KEY`; no mistake shows any part of a key. */
    keysByProject(input) {
        const keys = new Map();
        for (const [index, { projectId, key }] of (0,input_values/* keyLines */.rg)(this.text(input)).entries()) {
            const where = `${input}: item ${index + 1}`;
            const isProject = !projectId.startsWith('sk-') && (0,input_values/* faultOf */.Kl)(projectId, input) === null;
            if (!isProject || !/^[!-+--~]*$/.test(key)) {
                this.wrong(input, `${where} is not PROJECT_ID=API_KEY`);
            }
            else if (key === '') {
                this.wrong(input, `${where} has no key: is the secret set? ${NO_SECRETS}`);
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
            this.wrong(input, `${input}: ${(0,input_values/* quoted */.TL)(value)} is neither a whole number nor none`);
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
            const meant = names.find(name => (0,distance/* distance */.I)(input.replaceAll('_', '-'), name) <= (name.length > 5 ? 2 : 1));
            if (meant !== undefined) {
                this.wrong(input, `"${input}" is no input of this action: write ${meant}`);
            }
        }
    }
}
/** The keys in the environment of the step, valid or not. */
function keysOf(env) {
    const lines = (0,input_values/* keyLines */.rg)(given(env, 'verify-keys') ?? '');
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
        read.wrong('github-token', 'github-token is empty, and commit-status needs it to post');
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
        wrong('HTTPS_PROXY is no URL of a proxy: write one such as http://proxy.example:8080');
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
    const read = new InputReader(env);
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
    const lines = (given(env, 'verify-keys') ?? '').split(/[\r\n]+/);
    const asked = new Set((0,input_values/* listItems */.Dw)(given(env, 'project-ids') ?? ''));
    const sides = (0,input_values/* keyLines */.rg)(lines.map(line => line.replace(/^\s*#/, '')).join('\n')).flatMap(({ projectId, key }) => {
        // Where the two were swapped, it is the left one that must not be shown.
        const isProject = projectId.startsWith('proj_') || asked.has(projectId);
        return isProject || projectId === '' ? [key] : [projectId, key];
    });
    const parts = [
        ...[given(env, 'admin-key') ?? '', given(env, 'api-key') ?? ''].flatMap(key => [
            key,
            ...key.split(/[\r\n]+/),
        ]),
        ...sides.flatMap(side => [side, ...side.split(',')]),
        given(env, 'github-token') ?? '',
        ...proxyPasswords(env),
    ];
    const secrets = new Set(parts.map(part => part.trim()));
    // Masking a word of three letters would blot out half the log.
    return [...secrets].filter(secret => secret.length > 3);
}
/** Whether the workflow wants a summary, also where other inputs are wrong. */
function summaryWanted(env) {
    return !/^false$/i.test(given(env, 'show-summary') ?? '');
}
/**
 * The commit status that the workflow wants, null where it wants none. Read by itself, because
 * it is posted where other inputs are wrong, too.
 */
function statusWanted(env) {
    const name = given(env, 'commit-status') ?? '';
    const token = given(env, 'github-token') ?? '';
    const mode = types/* MODES */.FN.find(known => known === given(env, 'mode'));
    const isDryRun = /^true$/i.test(given(env, 'dry-run') ?? '');
    const isUnfit = mode !== undefined && !types/* STATUS_MODES */.oR.has(mode);
    return name === '' || token === '' || isDryRun || isUnfit ? null : { name, token };
}

// EXTERNAL MODULE: ./build/src/outcome.js
var src_outcome = __nccwpck_require__(8961);
// EXTERNAL MODULE: ./build/src/sharing/result.js
var sharing_result = __nccwpck_require__(8753);
;// CONCATENATED MODULE: ./build/src/report/commit-status.js

// GitHub's limit for the description of a commit status.
const MAX_DESCRIPTION = 140;
/**
 * The state that a run gives a commit. `failure`: access is not as asked; `error`: that could not
 * be told, because the inputs were wrong, the run was cut short, or a list could not be read.
 */
function stateOf(report) {
    const { result, checkpoints, asked, verifications } = report;
    if (result === 'ok')
        return 'success';
    if (result === 'missing')
        return 'failure';
    if (result !== 'failed' || checkpoints === null || asked === null)
        return 'error';
    const isKnown = checkpoints.some(({ unread, rows }) => unread === null && rows.some(row => (0,sharing_result/* isFailing */.DI)(asked.mode, row)));
    const isUnusable = verifications.some(({ problem, isCertain }) => problem !== null && isCertain);
    return isKnown || isUnusable ? 'failure' : 'error';
}
/**
 * Posts a commit status for the commit that the run is about: the pull request's head, the head of
 * the run that a `workflow_run` is about, or the run's own. Failing to is a warning.
 */
async function postCommitStatus({ name, token, state, description, signal }, { safe, clean }) {
    try {
        // Loaded here, so that nobody else pays for it.
        const { context, getOctokit } = await Promise.all(/* import() */[__nccwpck_require__.e(752), __nccwpck_require__.e(413)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2413));
        const silent = { debug() { }, info() { }, warn() { }, error() { } };
        const { payload, repo, serverUrl, runId } = context;
        await getOctokit(token, { log: silent }).rest.repos.createCommitStatus({
            ...repo,
            sha: payload.pull_request?.head?.sha ?? payload.workflow_run?.head_sha ?? context.sha,
            state,
            context: name,
            description: shortened(clean(description)),
            target_url: `${serverUrl}/${repo.owner}/${repo.repo}/actions/runs/${runId}`,
            request: { signal },
        });
        return [];
    }
    catch (error) {
        return [
            {
                title: safe `No commit status`,
                message: safe `The commit status could not be posted: ${error instanceof Error ? error.message : error}. The job needs \`permissions: statuses: write\``,
            },
        ];
    }
}
function shortened(text) {
    return text.length > MAX_DESCRIPTION ? `${text.slice(0, MAX_DESCRIPTION - 1)}…` : text;
}

// EXTERNAL MODULE: ./build/src/words.js
var src_words = __nccwpck_require__(8244);
// EXTERNAL MODULE: ./build/src/report/run.js
var run = __nccwpck_require__(1237);
;// CONCATENATED MODULE: ./build/src/report/headline.js



/** The one sentence that says how the run ended; all of it is the action's own words. */
function headlineOf(report) {
    const { result, counts, mistakes, asked, problem } = report;
    if (result === 'invalid') {
        return `Nothing was done: ${(0,src_words/* counted */.hS)(mistakes.length, 'mistake')} in the inputs`;
    }
    const stopped = result === 'cancelled' ? 'Cancelled: ' : '';
    if (counts === null || asked === null) {
        return `${stopped}${stopped === '' ? 'Nothing' : 'nothing'} was done: there was no plan`;
    }
    if (result === 'unavailable' && counts.granted + counts.revoked === 0) {
        return 'The API could not be asked; nothing was changed';
    }
    const isRefused = problem !== null && (0,run/* rowsOf */.RO)(report).some(row => row.problem === problem);
    if (isRefused)
        return 'Nothing was changed: the plan was refused';
    const note = problem === null ? verificationNote(report) : ', but the run did not come to its end';
    const sentence = asked.dryRun && types/* CHANGING_MODES */.tA.has(asked.mode) ? planned : told;
    return `${stopped}${sentence(report)}${note}`;
}
/** What the keys of projects showed, where it is not good. */
function verificationNote({ verifications }) {
    const keysWith = (isCertain) => new Set(verifications
        .filter(one => one.problem !== null && one.isCertain === isCertain)
        .map(({ projectId }) => projectId)).size;
    const [unusable, untold] = [keysWith(true), keysWith(false)];
    return [
        ...(unusable === 0 ? [] : [`, but ${(0,src_words/* counted */.hS)(unusable, 'key')} can't use it`]),
        ...(untold === 0 ? [] : [`, and ${(0,src_words/* counted */.hS)(untold, 'key')} could not be verified`]),
    ].join('');
}
function planned(report) {
    const [grants, revocations] = [count(report, 'to-grant'), count(report, 'to-revoke')];
    const mode = report.asked?.mode;
    const parts = [
        ...(mode === 'revoke' ? [] : [`${(0,src_words/* grouped */.zD)(grants)} to grant`]),
        ...(mode === 'grant' ? [] : [`${(0,src_words/* grouped */.zD)(revocations)} to revoke`]),
    ];
    const failed = report.counts?.failed ?? 0;
    const note = failed === 0 ? '' : `; ${(0,src_words/* counted */.hS)(failed, 'row')} could not be planned`;
    return `Dry run: ${parts.join(', ')}, for ${casesOf(report)}${note}`;
}
function told(report) {
    const { asked, counts } = report;
    const revoked = (0,src_words/* counted */.hS)(counts?.revoked ?? 0, 'permission');
    switch (asked?.mode) {
        case 'wait':
            return `${(0,src_words/* counted */.hS)(report.trained.length, 'fine-tuning job')} ${report.trained.length === 1 ? 'has' : 'have'} finished: ${(0,src_words/* counted */.hS)(report.checkpoints?.length ?? 0, 'checkpoint')}`;
        case 'sync':
            return `${standing(report)}, and ${revocations(report)}`;
        case 'revoke': {
            const left = count(report, ...types/* BAD_STATUSES */.Hw);
            if (left > 0)
                return `${revoked} revoked, and ${(0,src_words/* grouped */.zD)(left)} not`;
            return counts?.revoked === 0
                ? `Nothing to revoke for ${casesOf(report)}`
                : `${revoked} revoked`;
        }
        case 'list': {
            const permissions = (0,run/* rowsOf */.RO)(report).filter(({ permissionId }) => permissionId !== null);
            const checkpoints = report.checkpoints ?? [];
            const unread = checkpoints.filter(one => one.unread !== null).length;
            const note = unread === 0 ? '' : `; ${unread} could not be read`;
            return `${(0,src_words/* counted */.hS)(permissions.length, 'permission')} on ${(0,src_words/* counted */.hS)(checkpoints.length, 'checkpoint')}${note}`;
        }
        case 'check': {
            const extra = counts?.extra ?? 0;
            const others = asked.exact && extra > 0 ? `; ${(0,src_words/* counted */.hS)(extra, 'permission')} nobody asked for` : '';
            return `${standing(report)}${others}`;
        }
        default:
            return standing(report);
    }
}
/** `2 permissions were revoked`, with a word about those that were not. */
function revocations(report) {
    const others = (0,run/* rowsOf */.RO)(report).filter(({ requested }) => !requested);
    const due = others.filter(({ status }) => status === 'revoked' || types/* BAD_STATUSES */.Hw.has(status)).length;
    const done = report.counts?.revoked ?? 0;
    const told = `${(0,src_words/* counted */.hS)(done, 'permission')} ${done === 1 ? 'was' : 'were'} revoked`;
    return done === due ? told : `${told}, ${(0,src_words/* grouped */.zD)(due - done)} not`;
}
function standing(report) {
    const rows = (0,run/* requestedRows */.Kb)(report);
    const having = count(report, ...types/* HAVING_ACCESS */.rg);
    const verb = rows.length === 1 ? 'has' : 'have';
    const unread = new Set(report.checkpoints?.filter(one => one.unread !== null).map(one => one.checkpointId));
    const untold = rows.filter(row => row.status === 'unknown' || (unread.has(row.checkpointId) && row.status !== 'owner')).length;
    const told = `${(0,src_words/* grouped */.zD)(having)} of ${casesOf(report)} ${verb} access`;
    return untold === 0 ? told : `${told}, ${(0,src_words/* grouped */.zD)(untold)} could not be told`;
}
/** How many requested rows have one of the statuses; revocations count whoever they concern. */
function count(report, ...statuses) {
    const isRevoking = statuses.includes('to-revoke');
    const rows = isRevoking ? (0,run/* rowsOf */.RO)(report) : (0,run/* requestedRows */.Kb)(report);
    return rows.filter(({ status }) => statuses.includes(status)).length;
}
/** `3 projects`, or `6 cases (2 checkpoints × 3 projects)` where each is counted at each. */
function casesOf(report) {
    const rows = (0,run/* requestedRows */.Kb)(report);
    const each = Map.groupBy(rows, ({ checkpointId }) => checkpointId);
    const cases = [...each.values()].reduce((sum, of) => sum + (0,run/* projectsOf */.UW)(of).length, 0);
    const checkpoints = report.checkpoints?.length ?? 0;
    if (checkpoints < 2)
        return (0,src_words/* counted */.hS)(cases, 'project');
    const projects = (0,run/* projectsOf */.UW)(rows).length;
    if (cases !== checkpoints * projects) {
        return `${(0,src_words/* counted */.hS)(cases, 'case')} on ${(0,src_words/* counted */.hS)(checkpoints, 'checkpoint')}`;
    }
    return `${(0,src_words/* counted */.hS)(cases, 'case')} (${(0,src_words/* counted */.hS)(checkpoints, 'checkpoint')} × ${(0,src_words/* counted */.hS)(projects, 'project')})`;
}

// EXTERNAL MODULE: ./build/src/report/log.js
var log = __nccwpck_require__(6314);
// EXTERNAL MODULE: ./build/src/report/annotations.js
var annotations = __nccwpck_require__(5594);
// EXTERNAL MODULE: ./build/src/report/job-line.js
var job_line = __nccwpck_require__(2250);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/src/report/runner.js
var runner = __nccwpck_require__(2688);
;// CONCATENATED MODULE: ./build/src/report/outputs.js






// An environment variable of more than 128 KiB keeps Linux from starting the next step, and
// GitHub drops the outputs of a job that are over 1 MB together.
const MAX_OUTPUT_BYTES = 100_000;
// What a file is written by, small enough to be gone before it is moved to where memory stays.
const BLOCK_LENGTH = 16_000;
/** Where the files of a run are: a fresh folder that only this user can look into. */
function createFolder(temporary) {
    return (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(temporary || (0,external_node_os_.tmpdir)(), 'share-checkpoint-'));
}
/** Writes a file that only this user can read, piece by piece, and returns its path. */
function writePrivately(folder, name, content) {
    const path = (0,external_node_path_.join)(folder, name);
    const file = (0,external_node_fs_.openSync)(path, 'wx', 0o600);
    try {
        let block = '';
        for (const piece of content) {
            block += piece;
            if (block.length < BLOCK_LENGTH)
                continue;
            (0,external_node_fs_.appendFileSync)(file, block);
            block = '';
        }
        (0,external_node_fs_.appendFileSync)(file, block);
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
    return path;
}
/**
 * The rows as JSON, as `permissions` and `permissions-file` hold them, row by row: a hundred
 * thousand of them would be a lot of memory.
 */
function permissionsJson(report, text) {
    return jsonList((0,run/* rowsOf */.RO)(report).values(), row => toRecord(row, text));
}
function* jsonList(items, toValue) {
    let before = '[';
    for (const item of items) {
        yield before + toJson(toValue(item));
        before = ',';
    }
    yield before === '[' ? '[]' : ']';
}
/** The pieces as one text, empty where it would be too large to be handed on. */
function asOutput(pieces) {
    let whole = '';
    for (const piece of pieces) {
        whole += piece;
        if (whole.length > MAX_OUTPUT_BYTES)
            return '';
    }
    return whole;
}
/**
 * Hands on every output but the paths of files.
 *
 * @returns the names of the outputs that are too large to be handed on and were left empty
 */
function handOn(report, text) {
    const { result, asked, counts, checkpoints } = report;
    const checkpointIds = (checkpoints ?? []).map(({ checkpointId }) => checkpointId);
    const holding = asked?.mode === 'list' ? (0,run/* rowsOf */.RO)(report) : (0,run/* requestedRows */.Kb)(report);
    const held = holding
        .values()
        .filter(({ status, permissionId }) => status !== 'revoked' && permissionId !== null);
    const lists = {
        permissions: asOutput(permissionsJson(report, text)),
        'permission-ids': asOutput(jsonList(held, ({ permissionId }) => permissionId)),
        'checkpoint-ids': asOutput([toJson(checkpointIds)]),
    };
    (0,runner/* setOutputs */.n0)({
        result,
        changed: counts === null ? '' : counts.granted + counts.revoked > 0,
        'granted-count': counts?.granted ?? '',
        'revoked-count': counts?.revoked ?? '',
        'failed-count': counts?.failed ?? '',
        'extra-count': counts?.extra ?? '',
        'checkpoint-id': checkpointIds.length === 1 ? (checkpointIds[0] ?? '') : '',
        ...lists,
    });
    return Object.keys(lists).filter(name => lists[name] === '');
}
/**
 * JSON in ASCII alone, in which nothing can end a quoted word of a shell or start a substitution:
 * someone will put an output straight into a script.
 */
function toJson(value) {
    return JSON.stringify(value).replace(/['`$<>&\u007f-\uffff]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
function toRecord(row, text) {
    return {
        checkpoint_id: row.checkpointId,
        project_id: row.projectId,
        project_name: row.projectName === null ? null : text.clean(row.projectName),
        permission_id: row.permissionId,
        created_at: row.createdAt,
        status: row.status,
        requested: row.requested,
        error: row.problem === null ? null : String((0,annotations/* reasonOf */.A3)(row.problem, text)),
    };
}

;// CONCATENATED MODULE: ./build/src/report/steps.js


// More steps, or more IDs in one, help nobody: what is left out is in permissions-file.
const MOST_STEPS = 10;
const MOST_IDS = 500;
// A comment, because it stands where steps would.
const TOO_MUCH = '# Too much to be written out here: the output permissions-file has every row to make the steps from.';
/**
 * The steps, as YAML, that would take back what a run changed: revoke what it granted, and grant
 * what it revoked. Empty where it changed nothing, or too much to be written out.
 */
function undoSteps(report) {
    const rows = (0,run/* rowsOf */.RO)(report);
    return together([
        stepsFor(report, 'revoke', having(rows, 'granted')),
        stepsFor(report, 'grant', having(rows, 'revoked')),
    ]);
}
/** The steps, as YAML, that would make a failed check succeed. Empty as above. */
function fixSteps(report) {
    if (report.asked?.mode !== 'check')
        return '';
    const rows = (0,run/* rowsOf */.RO)(report);
    const extra = report.asked.exact
        ? rows.filter(row => !row.requested && row.status === 'shared')
        : [];
    return together([
        stepsFor(report, 'grant', having(rows, 'not-shared')),
        stepsFor(report, 'revoke', extra),
    ]);
}
/** All of the steps or a word in their place: half of an undo would pass for the whole. */
function together(steps) {
    if (steps.includes(null))
        return TOO_MUCH;
    return steps.filter(step => step !== '').join('\n');
}
function having(rows, status) {
    return rows.filter(row => row.status === status);
}
/** One step for all checkpoints at which the same projects are concerned; null for too much. */
function stepsFor({ asked }, mode, rows) {
    if (rows.length === 0 || asked === null)
        return '';
    if (rows.length > MOST_IDS)
        return null;
    const checkpoints = Map.groupBy(rows, ({ checkpointId }) => checkpointId);
    const groups = Map.groupBy(checkpoints, ([, of]) => (0,run/* projectsOf */.UW)(of).sort().join('\n'));
    if (groups.size > MOST_STEPS)
        return null;
    return [...groups.values()]
        .map(of => {
        const projectIds = (0,run/* projectsOf */.UW)(of[0]?.[1] ?? []);
        const revocations = of.reduce((sum, [, concerned]) => sum + concerned.length, 0);
        return [
            `- uses: ${asked.action}`,
            '  with:',
            // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's
            '    admin-key: ${{ secrets.OPENAI_ADMIN_KEY }}',
            `    mode: ${mode}`,
            ...block('checkpoint-id', of.map(([checkpointId]) => checkpointId)),
            ...block('project-ids', projectIds),
            ...(mode === 'revoke' && revocations > 10 ? [`    max-revocations: ${revocations}`] : []),
            ...(asked.baseUrl.href === base_url/* DEFAULT_BASE_URL */.Q ? [] : [`    base-url: ${asked.baseUrl.href}`]),
        ].join('\n');
    })
        .join('\n');
}
function block(input, ids) {
    return [`    ${input}: |`, ...ids.map(id => `      ${id}`)];
}

;// CONCATENATED MODULE: ./build/src/report/table.js


const ICONS = {
    granted: '🟢',
    shared: '✅',
    owner: '👑',
    revoked: '🔴',
    'not-shared': '⚪',
    'to-grant': '➕',
    'to-revoke': '➖',
    failed: '❌',
    'not-tried': '⏸️',
    unknown: '❓',
};
// A matrix with more columns than this can't be read without scrolling sideways.
const MAX_COLUMNS = 6;
/**
 * The rows as an HTML table without blank lines: projects down and checkpoints across where there
 * are several of both, else one row each. What does not fit into `maxBytes` is counted.
 */
function tableOf(rows, text, maxBytes) {
    const checkpoints = [...new Set(rows.values().map(({ checkpointId }) => checkpointId))];
    const projects = (0,run/* projectsOf */.UW)(rows);
    const isMatrix = checkpoints.length > 1 &&
        checkpoints.length <= MAX_COLUMNS &&
        projects.length > 1 &&
        rows.length === checkpoints.length * projects.length &&
        new Set(rows.map(cellOf)).size === rows.length;
    if (rows.length === 0)
        return '';
    return isMatrix
        ? matrix(rows, checkpoints, projects, text, maxBytes)
        : list(rows, checkpoints.length > 1, text, maxBytes);
}
function matrix(rows, checkpoints, projects, text, maxBytes) {
    const cells = new Map(rows.map(row => [cellOf(row), row]));
    const lineOf = (projectId) => {
        const across = checkpoints.flatMap(checkpointId => cells.get(cellOf({ projectId, checkpointId })) ?? []);
        return [...across.slice(0, 1).map(row => projectOf(row, text)), ...across.map(statusOf)];
    };
    return render(['Project', ...checkpoints.map(text.code)], projects, lineOf, maxBytes);
}
function list(rows, hasSeveralCheckpoints, text, maxBytes) {
    const { code } = text;
    const lineOf = (row) => [
        ...(hasSeveralCheckpoints ? [code(row.checkpointId)] : []),
        projectOf(row, text),
        statusOf(row),
        row.permissionId === null ? '' : code(row.permissionId),
        row.createdAt === null ? '' : new Date(row.createdAt * 1000).toISOString().slice(0, 10),
    ];
    const heads = ['Project', 'Access', 'Permission', 'Since'];
    return render(hasSeveralCheckpoints ? ['Checkpoint', ...heads] : heads, rows, lineOf, maxBytes);
}
function projectOf({ projectId, projectName }, { code, html }) {
    return projectName === null ? code(projectId) : `${code(projectId)} ${html(projectName, 100)}`;
}
function cellOf({ projectId, checkpointId }) {
    return `${projectId} ${checkpointId}`;
}
function statusOf({ status }) {
    return `${ICONS[status]}&nbsp;${status}`;
}
/**
 * A table with a line for each item, of cells that are HTML already; what does not fit into
 * `maxBytes` is counted, with advice.
 */
function render(heads, items, cellsOf, maxBytes, advice = 'the output permissions-file has all') {
    const head = `<tr>${heads.map(cell => `<th align="left">${cell}</th>`).join('')}</tr>`;
    const lineOf = (item) => `<tr>${cellsOf(item)
        .map(cell => `<td>${cell}</td>`)
        .join('')}</tr>`;
    const { shown, left } = fitting(items, lineOf, maxBytes);
    const note = left === 0 ? [] : [`<p>${(0,src_words/* counted */.hS)(left, 'row')} left out here: ${advice}.</p>`];
    return ['<table>', head, ...shown, '</table>', ...note].join('\n');
}
/** As many of the first lines as fit into that many bytes, then a note on how many were left out. */
function fitted(lines, maxBytes, noteOf) {
    const { shown, left } = fitting(lines, line => line, maxBytes);
    return left === 0 ? shown : [...shown, noteOf(left)];
}
/**
 * The lines of as many of the first items as fit into that many bytes, and how many were left out;
 * no line is made of these.
 */
function fitting(items, lineOf, maxBytes) {
    const shown = [];
    let bytes = 0;
    for (const item of items) {
        const line = lineOf(item);
        bytes += Buffer.byteLength(line);
        if (bytes > maxBytes)
            break;
        shown.push(line);
    }
    return { shown, left: items.length - shown.length };
}

;// CONCATENATED MODULE: ./build/src/report/diff.js


const DIFF_BYTES = 200_000;
/**
 * What a dry run would change, checkpoint by checkpoint, as a diff: who gains access and who loses
 * it. Empty where nothing would change.
 */
function diffOf(report, text) {
    if (!report.asked?.dryRun)
        return '';
    const parts = (report.checkpoints ?? []).flatMap(checkpoint => partOf(checkpoint, text));
    const noteOf = (left) => `<p>${(0,src_words/* counted */.hS)(left, 'further checkpoint')} left out here: the log has all.</p>`;
    return fitted(parts, DIFF_BYTES, noteOf).join('\n\n');
}
function partOf({ checkpointId, rows }, text) {
    const changes = rows.filter(({ status }) => status === 'to-grant' || status === 'to-revoke');
    if (changes.length === 0)
        return [];
    const unchanged = rows.length - changes.length;
    const lines = changes.map(row => lineOf(row, text));
    const rest = unchanged === 0 ? [] : [`  ${(0,src_words/* counted */.hS)(unchanged, 'row')} unchanged`];
    const diff = ['```diff', ...lines, ...rest, '```'].join('\n');
    return [`<p>${text.code(checkpointId)}</p>\n\n${diff}`];
}
/** No text in it can end the block, because each line begins with a sign. */
function lineOf({ status, projectId, projectName }, { clean }) {
    const sign = status === 'to-grant' ? '+' : '-';
    const name = projectName === null ? '' : `  ${clean(projectName, 100)}`;
    return `${sign} ${clean(projectId)}${name}`;
}

;// CONCATENATED MODULE: ./build/src/report/problem.js
/** What went wrong, what to do about it, and the request to quote, as lines of HTML. */
function problemLines({ message, hint, requestId }, { html, code }) {
    return [
        html(message, 2_000),
        ...(hint === null ? [] : [`What to do: ${html(hint)}`]),
        ...(requestId === null ? [] : [`Request ${code(requestId)}`]),
    ];
}

;// CONCATENATED MODULE: ./build/src/report/chart.js
// Beyond this a chart of the summary's width shows no more, and Mermaid gets slow.
const MOST_POINTS = 200;
const MOST_DIGITS = 20;
// Nearer than this to each other, numbers are drawn as one.
const SMALLEST = 1e-16;
// No loss is larger, and from 1e21 on numbers are written with an exponent.
const LARGEST = 1e20;
/**
 * Losses over steps as a Mermaid `xychart-beta`, which GitHub draws in summaries; empty where
 * there are fewer than two points. That chart knows no gaps: only steps with all the series that
 * are shown are in it, at equal distances.
 */
function chartOf(points) {
    const series = seriesOf(points);
    const [first] = series;
    if (first === undefined || first.values.length < 2)
        return '';
    const { steps } = first;
    const values = series.flatMap(one => one.values);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const spread = high - low > SMALLEST ? high - low : Math.abs(high) > SMALLEST ? Math.abs(high) : 1;
    const margin = spread * 0.05;
    const digits = digitsFor(spread);
    const plain = (value) => toPlain(value, digits);
    // Zero is as low as a loss goes, and a good place for the axis to begin.
    const bottom = low >= 0 ? Math.max(0, low - margin) : low - margin;
    return [
        'xychart-beta',
        `  title "${series.map(({ name }) => name).join(' and ')} over steps"`,
        `  x-axis "step" ${plain(steps[0] ?? 0)} --> ${plain(steps.at(-1) ?? 0)}`,
        `  y-axis "loss" ${plain(bottom)} --> ${plain(high + margin)}`,
        ...series.map(one => `  line [${one.values.map(plain).join(', ')}]`),
    ].join('\n');
}
/** Train and validation loss where enough steps have both, else the one that most steps have. */
function seriesOf(points) {
    const train = { name: 'Train loss', lossOf: (point) => point.trainLoss };
    const valid = {
        name: 'Validation loss',
        lossOf: (point) => point.fullValidLoss ?? point.validLoss,
    };
    const having = (...all) => points.filter(point => all.every(({ lossOf }) => Math.abs(lossOf(point) ?? Infinity) <= LARGEST));
    const both = having(train, valid);
    const isBoth = both.length >= 2;
    const single = having(train).length >= having(valid).length ? train : valid;
    const shown = isBoth ? [train, valid] : [single];
    const kept = thinned(isBoth ? both : having(single));
    return shown.map(({ name, lossOf }) => ({
        name,
        steps: kept.map(({ step }) => step),
        values: kept.map(point => lossOf(point) ?? 0),
    }));
}
/** At most so many points, evenly out of all, with the first and the last. */
function thinned(points) {
    if (points.length <= MOST_POINTS)
        return [...points];
    const stride = (points.length - 1) / (MOST_POINTS - 1);
    return Array.from({ length: MOST_POINTS }, (_, index) => points[Math.round(index * stride)]).filter(point => point !== undefined);
}
/** As many decimals as it takes to tell apart what lies so far apart. */
function digitsFor(spread) {
    return Math.min(MOST_DIGITS, Math.max(4, 4 - Math.floor(Math.log10(spread))));
}
/** A number without an exponent, which the chart's grammar does not know. */
function toPlain(value, digits) {
    const text = value.toFixed(digits);
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

;// CONCATENATED MODULE: ./build/src/report/training.js






// A table, all tables of trainings, and all of trainings: the summary has its limit.
const TABLE_BYTES = 50_000;
const TABLES_BYTES = 150_000;
const TRAININGS_BYTES = 400_000;
/** The picture of each training, and the table of its checkpoints; empty without jobs. */
function trainingsOf(report, text) {
    const { trained } = report;
    const maxBytes = Math.min(TABLE_BYTES, TABLES_BYTES / trained.length);
    const parts = trained.map(one => trainingOf(one, report, text, maxBytes));
    const noteOf = (left) => `<p>${(0,src_words/* counted */.hS)(left, 'further training')}: see the log.</p>`;
    return fitted(parts, TRAININGS_BYTES, noteOf).join('\n\n');
}
function trainingOf(trained, report, text, maxBytes) {
    const { code } = text;
    const { job, checkpoints, losses } = trained;
    const chart = chartOf(losses) || chartOf(checkpoints);
    return [
        `<h4>Training ${code(job.id)}</h4>`,
        ...(chart === '' ? [] : [`\`\`\`mermaid\n${chart}\n\`\`\``]),
        ...(checkpoints.length === 0 ? [] : [checkpointTable(trained, report, text, maxBytes)]),
    ].join('\n\n');
}
function checkpointTable({ checkpoints, checkpointIds }, report, text, maxBytes) {
    const byCheckpoint = Map.groupBy((0,run/* requestedRows */.Kb)(report), ({ checkpointId }) => checkpointId);
    const noteOf = (id) => {
        const rows = byCheckpoint.get(id) ?? [];
        const having = rows.filter(({ status }) => types/* HAVING_ACCESS */.rg.has(status));
        if (having.length > 0) {
            return having.length === rows.length ? '✅&nbsp;shared' : '🟠&nbsp;shared in part';
        }
        return checkpointIds.includes(id) ? 'chosen' : '';
    };
    const lineOf = ({ checkpointId, step, ...losses }) => [
        (0,src_words/* grouped */.zD)(step),
        text.code(checkpointId),
        ...[losses.trainLoss, losses.validLoss, losses.fullValidLoss].map(loss => loss === null ? '' : (0,src_words/* rounded */.Wf)(loss)),
        noteOf(checkpointId),
    ];
    const heads = ['Step', 'Checkpoint', 'Train loss', 'Validation loss', 'Full validation loss', ''];
    return render(heads, checkpoints, lineOf, maxBytes, 'the API lists them all');
}
/** Which keys can use which models; empty where none was verified. */
function verificationsOf(verifications, text) {
    if (verifications.length === 0)
        return '';
    const { code, html } = text;
    const lineOf = ({ projectId, checkpointId, model, problem, isCertain }) => [
        code(projectId),
        code(checkpointId),
        problem === null
            ? '✅&nbsp;can use it'
            : `${isCertain ? "❌&nbsp;can't" : '❓&nbsp;not verified'}: ${problemLines(problem, text).join('<br>')}`,
        model?.ownedBy ? html(model.ownedBy, 100) : '',
        model?.shutdownDate ? html(model.shutdownDate, 100) : '',
    ];
    const heads = ['Project', 'Model', 'Its key', 'Owned by', 'Shut down on'];
    const table = render(heads, verifications, lineOf, TABLE_BYTES, 'see the log');
    return `<h4>Verified with the projects' own keys</h4>\n${table}`;
}

;// CONCATENATED MODULE: ./build/src/report/summary.js








// GitHub refuses a summary of more than 1 MiB; the rest is room for the parts around lists.
const LIST_BYTES = 400_000;
const MAX_BYTES = 1_000_000;
const summary_ICONS = {
    ok: '✅',
    missing: '❌',
    failed: '❌',
    unavailable: '⚠️',
    invalid: '❌',
    cancelled: '🚫',
};
/**
 * The summary as GitHub-flavoured Markdown, under 1 MiB whatever the number of rows. All that
 * holds foreign text is HTML without blank lines, in which no Markdown is read.
 */
function renderSummary(report, text) {
    const parts = [
        `### ${summary_ICONS[report.result]} ${headlineOf(report)}`,
        circumstances(report, text),
        summary_mistakes(report, text),
        refusal(report, text),
        diffOf(report, text),
        tableOf((0,run/* requestedRows */.Kb)(report), text, LIST_BYTES),
        failures(report, text),
        verificationsOf(report.verifications, text),
        trainingsOf(report, text),
        steps('What would make this check succeed', fixSteps(report)),
        others(report, text),
        steps('Undo: what would take this run back', undoSteps(report)),
    ].filter(part => part !== '');
    const noteOf = (left) => `<p>${(0,src_words/* counted */.hS)(left, 'part')} left out here: the log and the output permissions-file have all.</p>`;
    return fitted(parts, MAX_BYTES, noteOf)
        .map(part => `${part}\n`)
        .join('\n');
}
function circumstances(report, { html, code }) {
    const { asked, started, ended, requests, checkpoints } = report;
    if (asked === null)
        return '';
    const one = checkpoints?.length === 1 ? checkpoints[0] : undefined;
    const parts = [
        `Mode <b>${asked.mode}</b>${asked.dryRun ? ', dry run: nothing was changed' : ''}`,
        ...(one === undefined ? [] : [`checkpoint ${code(one.checkpointId)}`]),
        `API ${html(asked.baseUrl.host)}`,
        `${utc(started)} to ${utc(ended).slice(11)} UTC (${(0,src_words/* duration */.p0)(ended - started)})`,
        (0,src_words/* counted */.hS)(requests, 'request'),
    ];
    return `<p>${parts.join(' · ')}</p>`;
}
/** `2026-11-24 21:15:37`, from milliseconds since the Unix epoch. */
function utc(milliseconds) {
    return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
}
function summary_mistakes({ mistakes }, { html }) {
    return bulleted(mistakes.map(({ message, where }) => {
        const place = where === undefined ? '' : `${html(where.file)}, line ${where.line}: `;
        return `${place}${html(message, 1_000)}`;
    }));
}
/** What kept the run as a whole from going on. */
function refusal({ problem }, text) {
    if (problem === null)
        return '';
    return `<p>${problemLines(problem, text).join('<br>')}</p>`;
}
/** Steps of a workflow, folded; they hold nothing but IDs, which end no code block. */
function steps(title, yaml) {
    if (yaml === '')
        return '';
    return `<details><summary>${title}</summary>\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n\n</details>`;
}
function failures(report, text) {
    const { code } = text;
    const groups = (0,run/* failureGroups */.HZ)(report);
    const items = groups.map(({ checkpointId, projectIds, problem, status }) => {
        const who = projectIds.length === 0 ? '' : `${(0,src_words/* listed */.KE)(projectIds.map(code), 20)} on `;
        const lines = [`${who}${code(checkpointId)}: <b>${status}</b>`, ...problemLines(problem, text)];
        return lines.join('<br>');
    });
    if (items.length === 0)
        return '';
    return `<h4>What went wrong</h4>\n${bulleted(items)}`;
}
/** The permissions of projects that were not asked for: in a sync the point, else an aside. */
function others(report, text) {
    const rows = (0,run/* rowsOf */.RO)(report).filter(({ requested }) => !requested);
    if (rows.length === 0)
        return '';
    const table = tableOf(rows, text, LIST_BYTES / 4);
    const { asked } = report;
    if (asked?.mode === 'list')
        return table;
    const title = `${(0,src_words/* counted */.hS)(rows.length, 'permission')} of projects that were not asked for`;
    if (asked?.mode === 'sync')
        return `<h4>${title}</h4>\n${table}`;
    return `<details><summary>${title}, left as they are</summary>\n${table}\n</details>`;
}
/** A list, cut where it would take more than its share of the summary. */
function bulleted(items) {
    if (items.length === 0)
        return '';
    const lines = items.map(item => `<li>${item}</li>`);
    const noteOf = (left) => `<li>and ${(0,src_words/* counted */.hS)(left, 'more', 'more')}: see the log</li>`;
    return ['<ul>', ...fitted(lines, LIST_BYTES / 2, noteOf), '</ul>'].join('\n');
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
// EXTERNAL MODULE: ./build/src/api/ids.js
var ids = __nccwpck_require__(7260);
;// CONCATENATED MODULE: ./build/src/report/text.js



/** Text that may go into the log: the action's own words, and foreign text made safe. */
class SafeText {
    #text;
    constructor(text) {
        this.#text = text;
    }
    toString() {
        return this.#text;
    }
}
const MAX_LENGTH = 500;
const WINDOW = 8;
const TAIL = 4;
// More than the longest key of OpenAI's has.
const KEY_LENGTH = 300;
const MASK = '***';
// Zero-width and bidi characters, halves of characters, and what no font shows. Selectors of a
// variation stay, because they belong to the character before them.
const INVISIBLE = /[[\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]--[\uFE00-\uFE0F]]/gv;
const HALF_CHARACTER = /[\uD800-\uDBFF]$/;
// A key whose middle is left out, as people write it; `sk-admin-…` alone is a kind of key.
const SHORTENED_KEY = /\bsk-(?!(?:admin-|proj-|svcacct-)?(?:\.{2,}|…)(?:[\s"'`(),;]|$))[A-Za-z0-9_-]*(?:\.{2,}|…)[^\s"'`(),;]*/g;
const KEY_PREFIX = /^sk-(?:admin-|proj-|svcacct-)?/;
/**
 * @param secrets keys and passwords that must not be shown, nor any part of them that would help
 *   to tell one from another
 */
function createText(secrets) {
    const hide = createMask(secrets);
    function clean(value, max = MAX_LENGTH) {
        const whole = String(value);
        // Cut before the costly part, with room for what is taken out.
        const room = max * 4;
        const bare = (0,external_node_util_.stripVTControlCharacters)(whole.slice(0, room))
            .replace(INVISIBLE, '')
            .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
            .trim();
        const calm = hide(bare)
            // The runner takes `##[name]` anywhere in a line, and `::name` at the start of one.
            .replaceAll('##[', '# #[')
            .replace(/^:+:/, match => match.split('').join(' '));
        if (calm.length <= max && whole.length <= room)
            return calm;
        // What the first cut may have left of a key is too short to be recognised, and goes.
        const sound = whole.length > room ? calm.slice(0, -KEY_LENGTH) : calm;
        return `${sound.slice(0, max).replace(HALF_CHARACTER, '')}… (${(0,src_words/* grouped */.zD)(whole.length)} characters)`;
    }
    function safe(strings, ...values) {
        const parts = values.map(value => (value instanceof SafeText ? value : clean(value)));
        return new SafeText(String.raw({ raw: strings }, ...parts));
    }
    const words = (value, max) => new SafeText(clean(value, max));
    const html = (value, max) => encode(clean(value, max));
    function code(value) {
        const text = clean(value);
        return `<code>${ids/* ID_PATTERN */.p.test(text) ? text : encode(text)}</code>`;
    }
    return { clean, words, safe, html, code };
}
function encode(text) {
    return text.replace(/[!-'*+:-@[-`{-~]/g, character => `&#${character.charCodeAt(0)};`);
}
/** A function that takes keys, and what looks like one, out of a text. */
function createMask(secrets) {
    const windows = new Set();
    const starts = new Set();
    const tails = [];
    const heads = [];
    for (const secret of secrets) {
        const core = secret.replace(KEY_PREFIX, '');
        for (let at = 0; at + WINDOW <= core.length; at++) {
            windows.add(core.slice(at, at + WINDOW));
            starts.add(startAt(core, at));
        }
        if (core.length <= WINDOW)
            continue;
        tails.push(core.slice(-TAIL));
        const head = secret.slice(0, secret.length - core.length + TAIL);
        heads.push(`${RegExp.escape(head)}[A-Za-z0-9_-]*`);
    }
    const head = new RegExp(heads.join('|') || '(?!)', 'g');
    const tail = new RegExp(`(?<![A-Za-z0-9])(?:${tails.map(RegExp.escape).join('|')})(?![A-Za-z0-9])`, 'g');
    return text => {
        let hidden = secrets.reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
        hidden = hideWindows(hidden, windows, starts)
            .replace(head, MASK)
            .replace(SHORTENED_KEY, MASK)
            // A key in the form that all of OpenAI's have, ours or not.
            .replace(/\bsk-[A-Za-z0-9_-]{16,}/g, MASK);
        // A key with its middle blotted out, as servers repeat it in their errors.
        if (hidden.includes(MASK)) {
            hidden = hidden.replace(/[^\s"'`(),;]+/g, word => (word.includes(MASK) ? MASK : word));
        }
        return tails.length === 0 ? hidden : hidden.replace(tail, MASK);
    };
}
/** Hides all that lies in windows. Most places are ruled out by the first two characters there. */
function hideWindows(text, windows, starts) {
    let hidden = '';
    let shownTo = 0;
    for (let at = 0; at + WINDOW <= text.length; at++) {
        if (!starts.has(startAt(text, at)) || !windows.has(text.slice(at, at + WINDOW)))
            continue;
        let end = at + WINDOW;
        while (windows.has(text.slice(end - WINDOW + 1, end + 1)))
            end++;
        hidden += text.slice(shownTo, at) + MASK;
        shownTo = end;
        at = end - 1;
    }
    return hidden + text.slice(shownTo);
}
/** The two characters there, as a number, because a text for each place of a log is a lot. */
function startAt(text, at) {
    return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
}

// EXTERNAL MODULE: ./build/src/report/warnings.js
var report_warnings = __nccwpck_require__(9915);
;// CONCATENATED MODULE: ./build/src/report/report.js











// Who has made more mistakes than this wants to see the first of them.
const MOST_LINES = 1_000;
/**
 * Tells how the run ended: outputs first, then log, summary and annotations.
 *
 * @returns whether the outputs, which later steps rely on, could be handed on
 */
function tell(report, reporting) {
    const { text, showSummary, warnings } = reporting;
    const { safe } = text;
    const errors = [];
    const outputs = { title: safe `No outputs`, what: 'The outputs' };
    const hasOutputs = attempt(outputs, errors, text, () => writeOutputs(report, reporting));
    const summary = { title: safe `No summary`, what: 'The job summary' };
    attempt(summary, warnings, text, () => {
        const markdown = renderSummary(report, text);
        writeFiles(report, markdown, reporting);
        if (showSummary)
            (0,runner/* addSummary */.S0)(markdown);
    });
    attempt({ title: safe `No log`, what: 'The log' }, errors, text, () => {
        tellLog(report, reporting);
        errors.push(...errorsOf(report, text));
        warnings.push(...(0,report_warnings/* warningsOf */.nZ)(report, text));
    });
    (0,annotations/* annotate */.fz)('error', errors, text);
    (0,annotations/* annotate */.fz)('warning', warnings, text);
    return hasOutputs;
}
/** Does something that a broken runner can make fail, and notes it if so. */
function attempt({ title, what }, notes, { safe }, action) {
    try {
        action();
        return true;
    }
    catch (error) {
        const reason = error instanceof Error ? error.message : error;
        notes.push({
            title,
            message: safe `${what} could not be written: ${reason}`,
        });
        return false;
    }
}
function writeOutputs(report, { text, warnings }) {
    for (const name of handOn(report, text)) {
        warnings.push({
            title: text.safe `The output ${name} is empty`,
            message: text.safe `${name} would be over 100 kB, more than GitHub hands on safely: read the file that the output permissions-file names`,
        });
    }
}
function writeFiles(report, summary, { text, temporary, warnings }) {
    const files = { title: text.safe `No files`, what: 'permissions-file and summary-file' };
    attempt(files, warnings, text, () => {
        const folder = createFolder(temporary);
        const permissions = permissionsJson(report, text);
        const file = writePrivately(folder, 'permissions.json', permissions);
        (0,runner/* setOutputs */.n0)({ 'permissions-file': file });
        (0,runner/* setOutputs */.n0)({ 'summary-file': writePrivately(folder, 'summary.md', [summary]) });
    });
}
function tellLog(report, { log, text }) {
    const { mistakes, problem, requests, started, ended } = report;
    const { safe } = text;
    for (const { message, where } of mistakes.slice(0, MOST_LINES)) {
        log.line `${placeNote(where, text)}${text.words(message, 1_000)}`;
    }
    if (mistakes.length > MOST_LINES) {
        log.line `and ${(0,src_words/* counted */.hS)(mistakes.length - MOST_LINES, 'further mistake')}`;
    }
    if (problem !== null)
        log.line `${(0,annotations/* reasonOf */.A3)(problem, text)}`;
    for (const { checkpointId, projectIds, problem, status } of (0,run/* failureGroups */.HZ)(report)) {
        const who = projectIds.length === 0 ? '' : `${(0,src_words/* counted */.hS)(projectIds.length, 'project')} on `;
        log.list(safe `${status}: ${new SafeText(who)}${checkpointId}: ${(0,annotations/* reasonOf */.A3)(problem, text)}`, projectIds.map(id => safe `${id}`));
    }
    const fix = fixSteps(report);
    if (fix !== '') {
        log.list(safe `To make this check succeed:`, fix.split('\n').map(line => safe `${indentOf(line)}${line}`));
    }
    log.line `${headlineOf(report)}. ${(0,src_words/* counted */.hS)(requests, 'request')} in ${(0,src_words/* duration */.p0)(ended - started)}.`;
}
/** `sharing.yml:12:5: `, and nothing where there is no such place. */
function placeNote(where, { safe }) {
    return where === undefined ? safe `` : safe `${where.file}:${where.line}:${where.column}: `;
}
/** The leading blanks of a line of the action's own. */
function indentOf(line) {
    return new SafeText(line.slice(0, line.length - line.trimStart().length));
}
function errorsOf(report, text) {
    const { safe, words } = text;
    const mistakes = report.mistakes.map(({ input, message, ...place }) => ({
        title: safe `Input ${input}`,
        message: words(message, 1_000),
        ...place,
    }));
    const { problem } = report;
    const problems = problem === null
        ? []
        : [{ title: safe `${headlineOf(report)}`, message: safe `${(0,annotations/* reasonOf */.A3)(problem, text)}` }];
    const failures = (0,run/* failureGroups */.HZ)(report).map(group => (0,annotations/* failureAnnotation */.Qp)(group, text));
    return [
        ...mistakes,
        ...problems,
        ...failures,
        ...extraErrors(report, text),
        ...unusable(report, text),
    ];
}
/** Keys that can't use what their project was given access to. */
function unusable({ verifications }, text) {
    return verifications
        .filter(({ problem }) => problem !== null)
        .map(verification => ({
        title: text.safe `${verification.projectId} ${(0,job_line/* verdictOf */.Vj)(verification)} ${verification.checkpointId}`,
        message: (0,annotations/* reasonOf */.A3)(verification.problem, text),
    }));
}
/** In an exact check, access that nobody asked for fails the step. */
function extraErrors(report, text) {
    if (report.asked?.mode !== 'check' || !report.asked.exact)
        return [];
    return (0,annotations/* extraAnnotations */.Jk)(report, text);
}

;// CONCATENATED MODULE: ./build/src/main.js








/**
 * Runs the step: reads the inputs, finds out who has access, changes what has to be changed, and
 * reports.
 *
 * @returns the exit code: 0 where all stands as asked, else 1
 */
async function main_run(surroundings) {
    const { env, clock } = surroundings;
    const started = clock.now();
    const reporting = createReporting(env);
    const outcome = await outcomeOf(surroundings, reporting);
    const report = { ...outcome, started, ended: clock.now() };
    reporting.warnings.push(...(await postStatus(report, surroundings, reporting)));
    const hasOutputs = tell(report, reporting);
    return report.result === 'ok' && hasOutputs ? 0 : 1;
}
/** Masks every key before anything is printed. */
function createReporting(env) {
    const secrets = secretsOf(env);
    for (const secret of secrets)
        (0,runner/* mask */.dK)(secret);
    const text = createText(secrets);
    return {
        text,
        log: (0,log/* createLog */.h)(text),
        temporary: env.RUNNER_TEMP,
        showSummary: summaryWanted(env),
        warnings: [],
    };
}
async function outcomeOf(surroundings, reporting) {
    const { env } = surroundings;
    let outcome = src_outcome/* NOTHING_DONE */.Lc;
    try {
        const inputs = readInputs(env);
        const { mode, dryRun, exact, baseUrl } = inputs;
        outcome = { ...outcome, asked: { mode, dryRun, exact, baseUrl, action: actionOf(env) } };
        // Loaded here, so that nothing can be sent before the inputs are known to be sound.
        const { act } = await Promise.all(/* import() */[__nccwpck_require__.e(752), __nccwpck_require__.e(934), __nccwpck_require__.e(388)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8388));
        return { ...outcome, ...(await act({ ...surroundings, inputs, reporting })) };
    }
    catch (error) {
        return { ...outcome, ...(0,src_outcome/* unplanned */.Uv)(error) };
    }
}
/** Posts the commit status that the workflow wants, also where its inputs are wrong. */
async function postStatus(report, { env, cancelled }, { text }) {
    const wanted = statusWanted(env);
    if (wanted === null)
        return [];
    // A cancelled step has seconds left, and a report to write.
    const signal = cancelled.aborted
        ? AbortSignal.timeout(1_500)
        : AbortSignal.any([AbortSignal.timeout(15_000), cancelled]);
    const state = stateOf(report);
    return postCommitStatus({ ...wanted, state, description: headlineOf(report), signal }, text);
}
/** How the workflow names this action, as the runner says; a stand-in where it does not. */
function actionOf({ GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF }) {
    const action = `${GITHUB_ACTION_REPOSITORY}@${GITHUB_ACTION_REF}`;
    const isSound = GITHUB_ACTION_REPOSITORY && GITHUB_ACTION_REF && /^[\w./@-]+$/.test(action);
    return isSound ? action : 'OWNER/share-checkpoint@v1';
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

/***/ 8961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J5: () => (/* binding */ refused),
/* harmony export */   Lc: () => (/* binding */ NOTHING_DONE),
/* harmony export */   Uv: () => (/* binding */ unplanned),
/* harmony export */   v6: () => (/* binding */ ended)
/* harmony export */ });
/* harmony import */ var _api_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6271);
/* harmony import */ var _mistakes_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(804);
/* harmony import */ var _sharing_problem_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(4297);
/* harmony import */ var _sharing_result_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8753);
/* harmony import */ var _sharing_training_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2282);
/* harmony import */ var _sharing_waiting_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5749);






/** A run that did nothing. */
const NOTHING_DONE = {
    result: 'failed',
    asked: null,
    requests: 0,
    checkpoints: null,
    counts: null,
    mistakes: [],
    problem: null,
    trained: [],
    verifications: [],
};
/** What came of a run that had a plan. */
function ended({ mode, exact }, checkpoints, isCancelled) {
    const rows = checkpoints.flatMap(checkpoint => checkpoint.rows);
    const result = (0,_sharing_result_js__WEBPACK_IMPORTED_MODULE_2__/* .resultOf */ .Bg)({ mode, exact, checkpoints, isCancelled });
    return { result, checkpoints, counts: (0,_sharing_result_js__WEBPACK_IMPORTED_MODULE_2__/* .countRows */ .BO)(mode, rows) };
}
/** What came of a run whose plan was refused. */
function refused(inputs, checkpoints, problem) {
    return { ...ended(inputs, checkpoints, false), result: 'failed', problem };
}
/** What came of a run that something kept from having a plan. */
function unplanned(error) {
    if (error instanceof _mistakes_js__WEBPACK_IMPORTED_MODULE_1__/* .InvalidInputs */ .h)
        return { result: 'invalid', mistakes: error.mistakes };
    if (error instanceof _sharing_training_js__WEBPACK_IMPORTED_MODULE_3__/* .NoSuchCheckpoint */ .b) {
        const mistakes = error.faults.map(message => ({ input: 'job-checkpoints', message }));
        return { result: 'invalid', mistakes };
    }
    if (error instanceof _sharing_waiting_js__WEBPACK_IMPORTED_MODULE_4__/* .Unfinished */ .K4) {
        return { problem: { message: error.message, hint: null, requestId: null } };
    }
    if (error instanceof _api_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h) {
        const isCancelled = error.kind === 'cancelled';
        const result = isCancelled ? 'cancelled' : error.isUnavailable ? 'unavailable' : 'failed';
        return { result, problem: { ...(0,_sharing_problem_js__WEBPACK_IMPORTED_MODULE_5__/* .problemOf */ .Z)(error), message: error.message } };
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { problem: { message: `a bug in this action: ${stack}`, hint: null, requestId: null } };
}


/***/ }),

/***/ 5594:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   Jk: () => (/* binding */ extraAnnotations),
/* harmony export */   Qp: () => (/* binding */ failureAnnotation),
/* harmony export */   fz: () => (/* binding */ annotate)
/* harmony export */ });
/* harmony import */ var _mistakes_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(804);
/* harmony import */ var _sharing_result_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8753);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8244);
/* harmony import */ var _event_line_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7163);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1237);
/* harmony import */ var _runner_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2688);






// GitHub's runner keeps ten of each type a step, and cuts a message at 4,096 characters.
const MOST = 10;
const MOST_PLACED = 100;
/**
 * Writes at most ten annotations of one type; the last counts those that were left out. What
 * points at a line is written beyond that, up to a hundred: GitHub shows ten, and logs the others.
 */
function annotate(level, annotations, { safe }) {
    const placed = annotations.flatMap(({ where, ...rest }) => (where ? [{ where, ...rest }] : []));
    for (const { title, message, where } of placed.slice(0, MOST_PLACED)) {
        const { file, line, column: col } = where;
        (0,_runner_js__WEBPACK_IMPORTED_MODULE_3__/* .annotation */ .w7)(level, message.toString(), { title: title.toString(), file, line, col });
    }
    const others = annotations.filter(({ where }) => where === undefined);
    const most = Math.max(1, MOST - placed.length);
    const shown = others.length > most ? others.slice(0, most - 1) : others;
    const rest = others.length - shown.length + Math.max(0, placed.length - MOST_PLACED);
    const overflow = {
        title: safe `And more`,
        message: safe `${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(rest, `further ${level}`)}: the log and the summary have them all`,
    };
    for (const { title, message } of rest > 0 ? [...shown, overflow] : shown) {
        (0,_runner_js__WEBPACK_IMPORTED_MODULE_3__/* .annotation */ .w7)(level, message.toString(), { title: title.toString() });
    }
}
/** Why some projects have no access, as an annotation. */
function failureAnnotation(group, text) {
    const { safe, words } = text;
    const { checkpointId, projectIds, problem, status, where } = group;
    const reason = reasonOf(problem, text);
    if (projectIds.length === 0) {
        const title = safe `The permissions of ${checkpointId} could not be read`;
        return { title, message: reason, ...(0,_mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .placed */ .G)(where) };
    }
    return {
        title: safe `${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(projectIds.length, 'project')} ${status} on ${checkpointId}`,
        message: safe `${words((0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .listed */ .KE)(projectIds), 2_000)}: ${reason}`,
        ...(0,_mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .placed */ .G)(where),
    };
}
/** Access that nobody asked for, an annotation a checkpoint. */
function extraAnnotations(report, text) {
    const { safe, words } = text;
    return (report.checkpoints ?? []).flatMap(({ checkpointId, rows, where }) => {
        const extras = rows.filter(_sharing_result_js__WEBPACK_IMPORTED_MODULE_1__/* .isExtra */ .jt);
        if (extras.length === 0)
            return [];
        const who = words((0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .listed */ .KE)((0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .projectsOf */ .UW)(extras), 20), 2_000);
        return [
            {
                title: safe `${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(extras.length, 'permission')} nobody asked for on ${checkpointId}`,
                message: safe `${who}: access that was not asked for. Ask for it in project-ids, or take it away with mode sync or revoke`,
                ...(0,_mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .placed */ .G)(where),
            },
        ];
    });
}
/** A problem in one line: what went wrong, what to do about it, and the request to quote. */
function reasonOf(problem, text) {
    const { safe, words } = text;
    if (problem === null)
        return safe `no reason is known`;
    const { message, hint, requestId } = problem;
    const advice = hint === null ? safe `` : safe `. What to do: ${hint}`;
    const request = (0,_event_line_js__WEBPACK_IMPORTED_MODULE_5__/* .requestNote */ .S)(requestId, text);
    return safe `${words(message.replace(/\.$/, ''), 1_000)}${advice}${request}`;
}


/***/ }),

/***/ 7163:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ requestNote),
/* harmony export */   V: () => (/* binding */ eventLine)
/* harmony export */ });
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8244);

/** What happened, in one line of the log. */
function eventLine(event, text) {
    const { safe } = text;
    const why = ({ error }) => safe `${error.reason}${requestNote(error.requestId, text)}`;
    switch (event.type) {
        case 'rejected':
            return safe `The grant of ${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(event.projects, 'project')} was turned down: ${why(event)}`;
        case 'ambiguous':
            return safe `Not sure what became of ${event.what}: ${why(event)}; reading it back in ${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(event.pause)}; ${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(event.left)} left`;
        case 'read-back':
            return safe `Read back: ${event.what} was ${extentOf(event)}`;
        case 'revoked':
            return safe `Revoked access to ${event.checkpointId}: - ${event.projectId}  ${event.permissionId}${requestNote(event.requestId, text)}`;
        case 'owner':
            return safe `${event.projectId} owns ${event.checkpointId} and has access by nature`;
        case 'looked-up':
            return safe `Looked the projects up among the ${event.projects} of the organization`;
        case 'look-up-failed':
            return safe `The projects could not be looked up: ${why(event)}`;
        case 'halving':
            return safe `Halving the ${event.projects} projects to find those that are turned down`;
    }
}
function extentOf({ done, open }) {
    if (open === 0)
        return 'carried out';
    return done === 0 ? 'not carried out' : `carried out for ${done} and not for ${open}`;
}
/** ` (request req_…)`, and nothing where there is no ID. */
function requestNote(requestId, { safe }) {
    return requestId === null ? safe `` : safe ` (request ${requestId})`;
}


/***/ }),

/***/ 2250:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   _r: () => (/* binding */ jobLine),
/* harmony export */   gP: () => (/* binding */ verificationLine)
/* harmony export */ });
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8244);
/* harmony import */ var _annotations_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5594);
/* harmony import */ var _event_line_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7163);



/** What a fine-tuning job tells, in one line of the log. */
function jobLine(report, text) {
    const { safe } = text;
    switch (report.type) {
        case 'status': {
            const { job, elapsed, left } = report;
            const finish = left === null || left <= 0 ? '' : `, expected to finish in ${(0,_words_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(left)}`;
            return safe `${job.id}: ${job.status} after ${(0,_words_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(elapsed)}${finish}`;
        }
        case 'event':
            return safe `  ${report.jobId}: ${eventNote(report.event, text)}`;
        case 'events-failed':
            return safe `  ${report.jobId}: its events could not be read: ${report.error.reason}${(0,_event_line_js__WEBPACK_IMPORTED_MODULE_2__/* .requestNote */ .S)(report.error.requestId, text)}`;
        case 'chosen': {
            const { jobId, checkpointIds, why } = report;
            const reason = why === null ? safe `` : safe `: ${why}`;
            return safe `${jobId} has made ${(0,_words_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .KE)(checkpointIds)}${reason}`;
        }
    }
}
function eventNote({ level, message, metrics }, { safe }) {
    if (metrics !== null)
        return safe `step ${metrics.step}${lossNote(metrics)}`;
    return level === 'info' ? safe `${message}` : safe `${level}: ${message}`;
}
function lossNote({ trainLoss, validLoss, fullValidLoss }) {
    const parts = [
        ['train loss', trainLoss],
        ['validation loss', fullValidLoss ?? validLoss],
    ];
    return parts
        .flatMap(([name, loss]) => (loss === null ? [] : [`, ${name} ${(0,_words_js__WEBPACK_IMPORTED_MODULE_1__/* .rounded */ .Wf)(loss)}`]))
        .join('');
}
/** What a problem says of the key of a project: that it can't, or that it could not be told. */
function verdictOf({ isCertain }) {
    return isCertain ? "can't use" : 'could not be verified to use';
}
/** Whether a key can use a model, in one line of the log. */
function verificationLine(verification, text) {
    const { safe } = text;
    const { projectId, checkpointId, model, problem } = verification;
    if (problem !== null) {
        return safe `${projectId} ${verdictOf(verification)} ${checkpointId}: ${(0,_annotations_js__WEBPACK_IMPORTED_MODULE_0__/* .reasonOf */ .A3)(problem, text)}`;
    }
    const owner = model?.ownedBy ? safe `, owned by ${model.ownedBy}` : safe ``;
    const end = model?.shutdownDate ? safe `, shut down on ${model.shutdownDate}` : safe ``;
    return safe `${projectId} can use ${checkpointId}${owner}${end}`;
}


/***/ }),

/***/ 6314:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ createLog),
/* harmony export */   i: () => (/* binding */ announce)
/* harmony export */ });
/* harmony import */ var _api_base_url_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(3957);
/* harmony import */ var _sharing_plan_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3575);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8244);
/* harmony import */ var _event_line_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(7163);
/* harmony import */ var _job_line_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2250);
/* harmony import */ var _runner_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2688);






// From this many lines on, a list is folded.
const FOLD_FROM = 12;
/** A log that writes to the runner. */
function createLog(text) {
    const { safe } = text;
    const write = (line) => (0,_runner_js__WEBPACK_IMPORTED_MODULE_2__/* .writeLines */ .x1)([line.toString()]);
    const line = (strings, ...values) => write(safe(strings, ...values));
    function list(title, lines) {
        const isFolded = lines.length >= FOLD_FROM;
        if (isFolded)
            (0,_runner_js__WEBPACK_IMPORTED_MODULE_2__/* .startGroup */ .Oh)(title.toString());
        else
            write(title);
        if (lines.length > 0)
            (0,_runner_js__WEBPACK_IMPORTED_MODULE_2__/* .writeLines */ .x1)(lines.map(item => `  ${item}`));
        if (isFolded)
            (0,_runner_js__WEBPACK_IMPORTED_MODULE_2__/* .endGroup */ .N4)();
    }
    function repeat({ what, reason, requestId, wait, left }) {
        line `Waiting ${(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(wait)} to ${what} again: ${reason}${(0,_event_line_js__WEBPACK_IMPORTED_MODULE_4__/* .requestNote */ .S)(requestId, text)}; ${(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(left)} left`;
    }
    function plan(plans, { mode, dryRun }) {
        const requests = plans.reduce((sum, one) => sum + (0,_sharing_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .requestsOf */ .uD)(one), 0);
        if (requests > 0) {
            line `Plan: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(requests, 'request')} to send, about ${(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(Math.ceil((0,_sharing_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .minutesOf */ .dp)(plans)), 'minute')} at ${_sharing_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .REQUESTS_A_MINUTE */ .M7} a minute${dryRun ? '; a dry run, so none is sent' : ''}`;
        }
        else if (mode !== 'check' &&
            mode !== 'list' &&
            plans.every(({ unread }) => unread === null)) {
            line `Plan: nothing to change`;
        }
        for (const { checkpointId, rows, unread, duplicates } of plans) {
            if (unread !== null)
                continue;
            list(safe `${checkpointId}: ${planNote(rows)}`, rows.flatMap(row => planLine(row, mode, text) ?? []));
            for (const { projectId, permissions } of duplicates) {
                line `${projectId} holds ${permissions} permissions of ${checkpointId}; the oldest is reported`;
            }
        }
    }
    function event(happened) {
        if (happened.type === 'granted') {
            const { checkpointId, permissions, requestId } = happened;
            list(safe `Granted ${(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(permissions.length, 'project')} access to ${checkpointId}${(0,_event_line_js__WEBPACK_IMPORTED_MODULE_4__/* .requestNote */ .S)(requestId, text)}`, permissions.map(({ id, projectId }) => safe `+ ${projectId}  ${id}`));
        }
        else {
            write((0,_event_line_js__WEBPACK_IMPORTED_MODULE_4__/* .eventLine */ .V)(happened, text));
        }
    }
    const job = (happened) => write((0,_job_line_js__WEBPACK_IMPORTED_MODULE_1__/* .jobLine */ ._r)(happened, text));
    const verification = (told) => write((0,_job_line_js__WEBPACK_IMPORTED_MODULE_1__/* .verificationLine */ .gP)(told, text));
    return { line, list, repeat, plan, event, job, verification };
}
/** `2 to grant, 1 to revoke, 3 unchanged`. */
function planNote(rows) {
    const having = (...statuses) => rows.filter(({ status }) => statuses.includes(status)).length;
    const parts = [
        [having('to-grant'), 'to grant'],
        [having('to-revoke'), 'to revoke'],
        [having('not-shared'), 'without access'],
        [having('owner'), 'the owner'],
        [rows.filter(row => row.requested && row.status === 'shared').length, 'with access'],
        [rows.filter(row => !row.requested && row.status === 'shared').length, 'not asked for'],
    ];
    const said = parts.filter(([number]) => number > 0);
    return said.length === 0
        ? 'no permissions'
        : said.map(([number, what]) => `${(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .grouped */ .zD)(number)} ${what}`).join(', ');
}
/** A change as a diff shows it, in a `list` every permission; null for other rows. */
function planLine(row, mode, { safe }) {
    const { status, projectId, projectName, permissionId } = row;
    const name = projectName === null ? safe `` : safe ` (${projectName})`;
    if (mode === 'list' && permissionId !== null)
        return safe `${projectId}${name}  ${permissionId}`;
    if (status === 'to-grant')
        return safe `+ ${projectId}${name}`;
    return status === 'to-revoke' ? safe `- ${projectId}${name}  ${permissionId}` : null;
}
/** Says what was asked for, and where the key goes where that is not to be expected. */
function announce({ mode, dryRun, sharingFile, baseUrl }, entries, { line }) {
    const countOf = (listOf) => new Set(entries.flatMap(entry => [...listOf(entry)])).size;
    const some = (number, noun) => (number === 0 ? [] : [(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(number, noun)]);
    const checkpoints = countOf(entry => entry.checkpointIds);
    const jobs = countOf(entry => entry.jobIds);
    const projects = countOf(entry => entry.projectIds);
    const names = countOf(entry => entry.projectNames);
    const asked = [
        [...some(checkpoints, 'checkpoint'), ...some(jobs, 'fine-tuning job')].join(' and '),
        [...some(projects, 'project'), ...some(names, 'name')].join(' and '),
    ];
    line `${mode}${dryRun ? ', dry run' : ''}: ${asked.filter(part => part !== '').join(' × ')}`;
    if (sharingFile !== null)
        line `As ${sharingFile} says, in ${(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(entries.length, 'entry', 'entries')}`;
    if (checkpoints > _sharing_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .REQUESTS_A_MINUTE */ .M7) {
        const minutes = Math.ceil(checkpoints / _sharing_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .REQUESTS_A_MINUTE */ .M7);
        line `Reading who has access takes about ${(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(minutes, 'minute')} at ${_sharing_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .REQUESTS_A_MINUTE */ .M7} requests a minute`;
    }
    if (baseUrl.href !== _api_base_url_js__WEBPACK_IMPORTED_MODULE_5__/* .DEFAULT_BASE_URL */ .Q)
        line `The key goes to ${baseUrl.href}`;
}


/***/ }),

/***/ 1237:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HZ: () => (/* binding */ failureGroups),
/* harmony export */   Kb: () => (/* binding */ requestedRows),
/* harmony export */   RO: () => (/* binding */ rowsOf),
/* harmony export */   UW: () => (/* binding */ projectsOf)
/* harmony export */ });
/* harmony import */ var _mistakes_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(804);

// A report asks a dozen times, and there may be a hundred thousand rows.
const everyRow = new WeakMap();
const everyRequested = new WeakMap();
/** The rows of all checkpoints, in order. */
function rowsOf(report) {
    const rows = everyRow.get(report) ?? (report.checkpoints ?? []).flatMap(one => one.rows);
    everyRow.set(report, rows);
    return rows;
}
/** The rows of the projects that were asked for. */
function requestedRows(report) {
    const rows = everyRequested.get(report) ?? rowsOf(report).filter(({ requested }) => requested);
    everyRequested.set(report, rows);
    return rows;
}
/** The projects that rows are about, without repeats. */
function projectsOf(rows) {
    return [...new Set(rows.values().map(({ projectId }) => projectId))];
}
/**
 * What failed, what is alike together, in the order of the rows. What only repeats why the run as
 * a whole was stopped is left out.
 */
function failureGroups(report) {
    return (report.checkpoints ?? []).flatMap(checkpoint => {
        const { checkpointId, rows, problem, where } = checkpoint;
        const failed = rows.flatMap(row => row.problem === null || row.problem === report.problem
            ? []
            : [{ ...row, problem: row.problem }]);
        const groups = Map.groupBy(failed, row => JSON.stringify([row.status, row.problem.message]));
        const found = [...groups.values()].flatMap(group => {
            const [first] = group;
            if (first === undefined)
                return [];
            const projectIds = projectsOf(group);
            return [
                {
                    checkpointId,
                    status: first.status,
                    problem: first.problem,
                    projectIds,
                    ...(0,_mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .placed */ .G)(where),
                },
            ];
        });
        if (problem === null || found.length > 0)
            return found;
        return [{ checkpointId, status: 'failed', problem, projectIds: [], ...(0,_mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .placed */ .G)(where) }];
    });
}


/***/ }),

/***/ 2688:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N4: () => (/* binding */ endGroup),
/* harmony export */   Oh: () => (/* binding */ startGroup),
/* harmony export */   S0: () => (/* binding */ addSummary),
/* harmony export */   dK: () => (/* binding */ mask),
/* harmony export */   n0: () => (/* binding */ setOutputs),
/* harmony export */   w7: () => (/* binding */ annotation),
/* harmony export */   x1: () => (/* binding */ writeLines)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8161);



/** Writes lines to the log, as they are. */
function writeLines(lines) {
    process.stdout.write(lines.join(node_os__WEBPACK_IMPORTED_MODULE_2__.EOL) + node_os__WEBPACK_IMPORTED_MODULE_2__.EOL);
}
/** Keeps the runner from showing a value from here on. */
function mask(secret) {
    command('add-mask', {}, secret);
}
/** Begins a group of lines that can be folded away. */
function startGroup(title) {
    command('group', {}, title);
}
/** Ends the group that was begun last. */
function endGroup() {
    command('endgroup', {}, '');
}
/** Writes an annotation. */
function annotation(level, message, properties) {
    command(level, properties, message);
}
/**
 * Hands outputs on to later steps, all of them or none.
 *
 * @throws Error where the runner's file can't be written
 */
function setOutputs(outputs) {
    const path = process.env.GITHUB_OUTPUT;
    if (!path) {
        for (const [name, value] of Object.entries(outputs)) {
            // Where there is no such file, the runner takes the command that it stands in for.
            writeLines(['']);
            command('set-output', { name }, String(value));
        }
        return;
    }
    // Nobody can end a value before its end, because nobody knows the word that does.
    const end = `ghadelimiter_${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`;
    const entries = Object.entries(outputs).map(([name, value]) => [`${name}<<${end}`, value, end]);
    append(path, [...entries.flat(), ''].join(node_os__WEBPACK_IMPORTED_MODULE_2__.EOL));
}
/**
 * Adds Markdown to the job summary.
 *
 * @throws Error where the runner's file can't be written
 */
function addSummary(markdown) {
    const path = process.env.GITHUB_STEP_SUMMARY;
    if (!path)
        throw new Error('the runner names no file for it (GITHUB_STEP_SUMMARY)');
    append(path, markdown);
}
/** Adds to a file that the runner has made. */
function append(path, text) {
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_WRONLY | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_APPEND);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.appendFileSync)(file, text);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(file);
    }
}
function command(name, properties, message) {
    const given = Object.entries(properties).flatMap(([key, value]) => value ? `${key}=${escaped(`${value}`).replaceAll(':', '%3A').replaceAll(',', '%2C')}` : []);
    writeLines([`::${name}${given.length > 0 ? ` ${given.join(',')}` : ''}::${escaped(message)}`]);
}
function escaped(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}


/***/ }),

/***/ 9915:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a0: () => (/* binding */ timeWarning),
/* harmony export */   nZ: () => (/* binding */ warningsOf),
/* harmony export */   nn: () => (/* binding */ eventWarning)
/* harmony export */ });
/* harmony import */ var _sharing_plan_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3575);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8244);
/* harmony import */ var _annotations_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5594);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1237);




const SHUTDOWN_DAYS = 90;
const DAY_MS = 86_400_000;
/**
 * Warns where the planned requests take longer, at the API's usual pace, than there is time for.
 *
 * @param left milliseconds until the deadline
 */
function timeWarning(plans, left, { safe }) {
    const minutes = (0,_sharing_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .minutesOf */ .dp)(plans);
    if (minutes * 60_000 <= left)
        return [];
    return [
        {
            title: safe `share-minutes may be too short`,
            message: safe `The plan takes about ${(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(Math.ceil(minutes), 'minute')} at the pace that the API allows, and ${(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .duration */ .p0)(left)} of share-minutes are left: raise it, or what is not begun by then is not-tried`,
        },
    ];
}
/** Warns of what a workflow should know before its next run. */
function eventWarning(event, { safe }) {
    if (event.type !== 'owner')
        return [];
    return [
        {
            title: safe `A requested project owns the checkpoint`,
            message: safe `${event.projectId} owns ${event.checkpointId} and has access by nature: set owning-project-id to it, which saves the request that finds this out`,
        },
    ];
}
/** What of the outcome is worth a warning, though the step need not fail for it. */
function warningsOf(report, text) {
    const { asked } = report;
    return [
        ...shutdownWarnings(report, text),
        ...(asked?.mode === 'check' && !asked.exact ? (0,_annotations_js__WEBPACK_IMPORTED_MODULE_1__/* .extraAnnotations */ .Jk)(report, text) : []),
        ...(asked?.mode === 'sync' ? revokedWarning(report, text) : []),
    ];
}
/** A model that will soon be shut down is worth a word to those who begin to use it. */
function shutdownWarnings({ verifications, ended }, { safe }) {
    const dates = new Map(verifications.flatMap(({ checkpointId, model }) => model?.shutdownDate ? [[checkpointId, model.shutdownDate]] : []));
    return [...dates]
        .filter(([, date]) => Date.parse(date) - ended < SHUTDOWN_DAYS * DAY_MS)
        .map(([checkpointId, date]) => ({
        title: safe `A model will be shut down`,
        message: safe `${checkpointId} will be shut down on ${date}`,
    }));
}
/** In a sync nobody named the projects that lose access, so that it is said out loud. */
function revokedWarning(report, { safe, words }) {
    const revoked = (0,_run_js__WEBPACK_IMPORTED_MODULE_2__/* .rowsOf */ .RO)(report).filter(({ status }) => status === 'revoked');
    if (revoked.length === 0)
        return [];
    const who = [...new Set(revoked.map(row => `${row.projectId} on ${row.checkpointId}`))];
    return [
        {
            title: safe `${(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(revoked.length, 'permission')} revoked`,
            message: safe `Access was taken away from ${words((0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .listed */ .KE)(who, 10), 3_000)}`,
        },
    ];
}


/***/ }),

/***/ 3575:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $X: () => (/* binding */ byProject),
/* harmony export */   BU: () => (/* binding */ BATCH_SIZE),
/* harmony export */   IW: () => (/* binding */ withPermission),
/* harmony export */   M7: () => (/* binding */ REQUESTS_A_MINUTE),
/* harmony export */   Vg: () => (/* binding */ planUnread),
/* harmony export */   dp: () => (/* binding */ minutesOf),
/* harmony export */   e0: () => (/* binding */ planCheckpoint),
/* harmony export */   uD: () => (/* binding */ requestsOf)
/* harmony export */ });
/* harmony import */ var _mistakes_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(804);

/** The most project IDs of one POST. The API names no limit; a hundred is what its lists hold. */
const BATCH_SIZE = 100;
/** The number of requests a minute that the API was seen to allow on admin endpoints. */
const REQUESTS_A_MINUTE = 8;
/**
 * What a mode has to do at one checkpoint: a pure function of the mode, of what is asked, and of
 * what the API lists.
 */
function planCheckpoint(mode, target, permissions) {
    const held = byProject(permissions);
    const asked = new Set(target.projectIds);
    const requested = target.projectIds.flatMap(id => requestedRows(mode, target, id, held.get(id)));
    const others = permissions
        .filter(({ projectId }) => !asked.has(projectId))
        .map(permission => otherRow(mode, target, permission));
    const duplicates = mode === 'revoke' || mode === 'list' ? [] : duplicatesOf(target, held);
    const { checkpointId } = target;
    const rows = [...requested, ...others];
    return { checkpointId, rows, unread: null, problem: null, duplicates, ...(0,_mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .placed */ .G)(target.where) };
}
function requestedRows(mode, target, projectId, permissions = []) {
    const row = newRow(target, projectId, true);
    if (projectId === target.owningProjectId)
        return ownerRows(mode, row, permissions);
    const [oldest] = permissions;
    if (oldest === undefined) {
        if (mode === 'grant' || mode === 'sync')
            return [{ ...row, status: 'to-grant' }];
        return [{ ...row, problem: mode === 'check' ? noAccess(target) : null }];
    }
    // One permission is enough for access; taking it away, and listing, is about each of them.
    const each = mode === 'revoke' || mode === 'list' ? permissions : [oldest];
    const status = mode === 'revoke' ? 'to-revoke' : 'shared';
    return each.map(permission => ({ ...withPermission(row, permission), status }));
}
/** An owner needs no permission; a list shows those that it holds all the same. */
function ownerRows(mode, row, permissions) {
    const owner = { ...row, status: 'owner' };
    if (mode !== 'list' || permissions.length === 0)
        return [owner];
    return permissions.map(permission => withPermission(owner, permission));
}
function noAccess({ owningProjectId }) {
    return {
        message: 'the project has no permission for this checkpoint',
        hint: owningProjectId === null
            ? 'grant it; or, if the project owns the checkpoint, set owning-project-id to it'
            : 'grant it',
        requestId: null,
    };
}
function duplicatesOf({ projectIds, owningProjectId }, held) {
    return projectIds.flatMap(projectId => {
        if (projectId === owningProjectId)
            return [];
        const permissions = held.get(projectId)?.length ?? 0;
        return permissions > 1 ? [{ projectId, permissions }] : [];
    });
}
function otherRow(mode, target, permission) {
    const row = withPermission(newRow(target, permission.projectId, false), permission);
    if (permission.projectId === target.owningProjectId)
        return { ...row, status: 'owner' };
    return { ...row, status: mode === 'sync' ? 'to-revoke' : 'shared' };
}
/** The rows of a checkpoint whose permissions could not be listed. */
function planUnread(target, unread, status, problem) {
    const rows = target.projectIds.map(projectId => {
        const row = newRow(target, projectId, true);
        return projectId === target.owningProjectId
            ? { ...row, status: 'owner' }
            : { ...row, status, problem };
    });
    const { checkpointId } = target;
    return { checkpointId, rows, unread, problem, duplicates: [], ...(0,_mistakes_js__WEBPACK_IMPORTED_MODULE_0__/* .placed */ .G)(target.where) };
}
/** The requests that a plan takes when nothing goes wrong. */
function requestsOf({ rows }) {
    const grants = rows.filter(({ status }) => status === 'to-grant').length;
    const revocations = rows.filter(({ status }) => status === 'to-revoke').length;
    return Math.ceil(grants / BATCH_SIZE) + revocations;
}
/** How many minutes the requests of plans take at the pace that the API was seen to allow. */
function minutesOf(plans) {
    return plans.reduce((sum, plan) => sum + requestsOf(plan), 0) / REQUESTS_A_MINUTE;
}
/**
 * The permissions of each project, the oldest first: others may have made several, and the oldest
 * is the one that a report can rely on to stay the same.
 */
function byProject(permissions) {
    const groups = Map.groupBy(permissions, ({ projectId }) => projectId);
    for (const group of groups.values())
        group.sort((a, b) => a.createdAt - b.createdAt);
    return groups;
}
/** The row with a permission filled in. */
function withPermission(row, permission) {
    return { ...row, permissionId: permission.id, createdAt: permission.createdAt };
}
function newRow(target, projectId, requested) {
    return {
        checkpointId: target.checkpointId,
        projectId,
        projectName: null,
        permissionId: null,
        createdAt: null,
        status: 'not-shared',
        requested,
        problem: null,
    };
}


/***/ }),

/***/ 4297:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ problemOf)
/* harmony export */ });
/** What of an error belongs into a row. */
function problemOf({ reason, hint, requestId }) {
    return { message: reason, hint, requestId };
}


/***/ }),

/***/ 8753:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BO: () => (/* binding */ countRows),
/* harmony export */   Bg: () => (/* binding */ resultOf),
/* harmony export */   DI: () => (/* binding */ isFailing),
/* harmony export */   jt: () => (/* binding */ isExtra)
/* harmony export */ });
/* harmony import */ var _types_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6971);

/** Counts the rows of all checkpoints. */
function countRows(mode, rows) {
    const having = (...statuses) => rows.filter(({ status }) => statuses.includes(status)).length;
    return {
        granted: having('granted', 'to-grant'),
        revoked: having('revoked', 'to-revoke'),
        failed: rows.filter(row => isFailing(mode, row)).length,
        extra: rows.filter(isExtra).length,
    };
}
/** Whether a row fails the step. */
function isFailing(mode, { status }) {
    return _types_js__WEBPACK_IMPORTED_MODULE_0__/* .BAD_STATUSES */ .Hw.has(status) || (mode === 'check' && status === 'not-shared');
}
/** Whether a row is a permission of a project that nobody asked for. */
function isExtra({ requested, status }) {
    return !requested && status !== 'owner';
}
/** How a run ended that had a plan. */
function resultOf({ mode, exact, checkpoints, isCancelled }) {
    if (isCancelled)
        return 'cancelled';
    const rows = checkpoints.flatMap(checkpoint => checkpoint.rows);
    const isMissing = rows.some(({ status }) => status === 'not-shared');
    if (mode === 'check' && (isMissing || (exact && rows.some(isExtra))))
        return 'missing';
    const bad = checkpoints.filter(({ unread, rows }) => unread !== null || rows.some(row => isFailing(mode, row)));
    if (bad.length === 0)
        return 'ok';
    return bad.every(({ unread }) => unread === 'unavailable') ? 'unavailable' : 'failed';
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
    return `verify-keys has a key for ${projectId}, which is not among the requested projects`;
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
                const message = `sharing-file: ${checkpointId} is asked for twice: by line ${before.line} and by line ${where.line}`;
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

/***/ 2282:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ choose),
/* harmony export */   b: () => (/* binding */ NoSuchCheckpoint)
/* harmony export */ });
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8244);
/* harmony import */ var _waiting_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5749);


/** Choices that can't be made; `faults` are raw, one sentence each. */
class NoSuchCheckpoint extends Error {
    name = 'NoSuchCheckpoint';
    faults;
    constructor(faults) {
        super(faults.join('\n'));
        this.faults = faults;
    }
}
const METRICS = [
    ['full_valid_loss', 'fullValidLoss'],
    ['valid_loss', 'validLoss'],
    ['train_loss', 'trainLoss'],
];
/**
 * The checkpoints of a job that the workflow means; pure.
 *
 * @throws NoSuchCheckpoint where there is no such checkpoint, or no telling which is best
 * @throws Unfinished where the job made no model
 */
function choose(choice, { job, checkpoints }) {
    if (job.fineTunedModel === null) {
        throw new _waiting_js__WEBPACK_IMPORTED_MODULE_0__/* .Unfinished */ .K4(`${job.id} has succeeded, but names no model that it made`);
    }
    if (choice === 'final')
        return { checkpointIds: [job.fineTunedModel], why: null };
    if (choice === 'all') {
        const ids = [...checkpoints.map(({ checkpointId }) => checkpointId), job.fineTunedModel];
        return { checkpointIds: [...new Set(ids)], why: null };
    }
    return choice === 'best' ? chooseBest(job, checkpoints) : chooseSteps(choice, job, checkpoints);
}
function chooseBest({ id }, checkpoints) {
    const metric = METRICS.find(([, key]) => checkpoints.every(checkpoint => checkpoint[key] !== null));
    if (checkpoints.length === 0) {
        throw new NoSuchCheckpoint([
            `job-checkpoints: ${id} kept no checkpoints to choose the best of: use final`,
        ]);
    }
    if (metric === undefined) {
        throw new NoSuchCheckpoint([
            `job-checkpoints: there is no telling which checkpoint of ${id} is best: no loss was measured for all ${checkpoints.length}. Name steps, or use final`,
        ]);
    }
    const [name, key] = metric;
    const lossOf = (checkpoint) => checkpoint[key] ?? Number.POSITIVE_INFINITY;
    // They are in the order of their steps, so that <= prefers the later of two alike.
    const best = checkpoints.reduce((a, b) => (lossOf(b) <= lossOf(a) ? b : a));
    const why = `step ${best.step} of ${id} has the lowest ${name}, ${lossOf(best)}, of ${checkpoints.length}`;
    return { checkpointIds: [best.checkpointId], why };
}
function chooseSteps(steps, { id }, checkpoints) {
    const byStep = new Map(checkpoints.map(({ step, checkpointId }) => [step, checkpointId]));
    const unknown = steps.filter(step => !byStep.has(step));
    if (unknown.length > 0) {
        const there = checkpoints.length === 0 ? 'none' : (0,_words_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .KE)([...byStep.keys()].map(String), 50);
        throw new NoSuchCheckpoint([
            `job-checkpoints: ${id} has no checkpoint at step ${(0,_words_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .KE)(unknown.map(String))}; there are ${there}`,
        ]);
    }
    return { checkpointIds: steps.flatMap(step => byStep.get(step) ?? []), why: null };
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

/***/ 5749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K4: () => (/* binding */ Unfinished),
/* harmony export */   pf: () => (/* binding */ waitForJobs),
/* harmony export */   tK: () => (/* binding */ BRIEFLY_MS)
/* harmony export */ });
/* harmony import */ var _api_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6271);
/* harmony import */ var _clock_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1053);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8244);



/** A job that will not, or did not in time, make a model; `message` is raw. */
class Unfinished extends Error {
    name = 'Unfinished';
}
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 60_000;
const SHORTEST_PAUSE_MS = 1_000;
const EVENT_PAGES = 20;
// So often may the events of a job fail before they are left alone.
const MOST_FAILURES = 3;
/** How long may be spent on what nothing depends on, in milliseconds. */
const BRIEFLY_MS = 15_000;
/**
 * Waits for all jobs at once.
 *
 * @returns what came of them, in the order given
 * @throws Unfinished where one failed, was cancelled, or the time is up
 * @throws ApiError where one can't be read, or the step was cancelled
 */
async function waitForJobs(waiting, jobIds) {
    let first = null;
    const ends = await Promise.allSettled(jobIds.map(async (jobId) => {
        try {
            return await waitForJob(waiting, jobId);
        }
        catch (error) {
            first ??= error;
            waiting.stop.abort();
            throw error;
        }
    }));
    if (first !== null)
        throw first;
    return ends.flatMap(end => (end.status === 'fulfilled' ? [end.value] : []));
}
/**
 * Waits until a job has succeeded.
 *
 * @throws Unfinished where it failed, was cancelled, or the time is up
 * @throws ApiError where it can't be read
 */
async function waitForJob(waiting, jobId) {
    const { jobs, allowance, report } = waiting;
    const { clock } = allowance;
    const started = clock.now();
    const events = new Events(waiting, jobId);
    const isWaiting = (0,_clock_js__WEBPACK_IMPORTED_MODULE_1__/* .timeLeft */ .f)(allowance) > 0;
    const waited = () => isWaiting
        ? ` after ${(0,_words_js__WEBPACK_IMPORTED_MODULE_2__/* .duration */ .p0)(clock.now() - started)} of waiting: raise wait-minutes, or run this again`
        : ', and this run asks but once: run it again when the job has finished';
    let lastStatus = null;
    let pause = FIRST_PAUSE_MS;
    for (;;) {
        const job = await jobs.get(jobId);
        if (job.status !== lastStatus) {
            const left = job.estimatedFinish === null ? null : job.estimatedFinish * 1000 - clock.now();
            report({ type: 'status', job, elapsed: clock.now() - started, left });
            lastStatus = job.status;
        }
        await events.read();
        if (job.status === 'succeeded' && job.fineTunedModel !== null) {
            return { job, losses: events.losses };
        }
        if (job.status === 'succeeded') {
            throw new Unfinished(`${jobId} has succeeded, but names no model that it made`);
        }
        if (job.status === 'failed' || job.status === 'cancelled')
            throw new Unfinished(endOf(job));
        const left = (0,_clock_js__WEBPACK_IMPORTED_MODULE_1__/* .timeLeft */ .f)(allowance);
        if (left === 0) {
            throw new Unfinished(`${jobId} has not finished: its status is ${job.status}${waited()}`);
        }
        try {
            const wait = Math.min(pause, pauseUntilFinish(job, clock.now()), left);
            await clock.sleep(wait, allowance.cancelled);
        }
        catch {
            throw (0,_api_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .cancelledError */ .Y)(`wait for ${jobId}`, 0);
        }
        pause = Math.min(LONGEST_PAUSE_MS, pause * 1.5);
    }
}
/** A job is asked again no later than it is expected to have finished. */
function pauseUntilFinish({ estimatedFinish }, now) {
    const left = (estimatedFinish ?? 0) * 1000 - now;
    return left > 0 ? Math.max(left, SHORTEST_PAUSE_MS) : Number.POSITIVE_INFINITY;
}
function endOf({ id, status, error }) {
    const why = error?.message ?? error?.code;
    const code = error?.message && error.code ? ` (${error.code})` : '';
    return `${id} ${status === 'failed' ? 'failed' : 'was cancelled'}${why ? `: ${why}${code}` : ''}`;
}
/** The events of a job, each told once; of many losses only the latest. */
class Events {
    #known = new Set();
    #failures = 0;
    #losses = new Map();
    #waiting;
    #jobId;
    constructor(waiting, jobId) {
        this.#waiting = waiting;
        this.#jobId = jobId;
    }
    /** Losses over steps, in order. */
    get losses() {
        return [...this.#losses.values()].sort((a, b) => a.step - b.step);
    }
    async read() {
        const { brief, report } = this.#waiting;
        if (this.#failures >= MOST_FAILURES)
            return;
        let events;
        try {
            brief.allowance.deadline = brief.allowance.clock.now() + BRIEFLY_MS;
            events = await brief.jobs.events(this.#jobId, id => this.#known.has(id), EVENT_PAGES);
        }
        catch (error) {
            if (!(error instanceof _api_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .h))
                throw error;
            if (error.kind !== 'cancelled' && this.#failures++ === 0) {
                report({ type: 'events-failed', jobId: this.#jobId, error });
            }
            return;
        }
        const lastOfLosses = events.findLast(({ metrics }) => metrics !== null);
        for (const event of events) {
            this.#known.add(event.id);
            if (event.metrics !== null)
                this.#losses.set(event.metrics.step, event.metrics);
            if (event.metrics === null || event === lastOfLosses) {
                report({ type: 'event', jobId: this.#jobId, event });
            }
        }
    }
}


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

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
const DEFAULT_BASE_URL = 'https://api.openai.com/v1';


/***/ }),

/***/ 9495:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  X: () => (/* binding */ remainingMs),
  m: () => (/* binding */ systemClock)
});

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./build/src/common/clock.js

const systemClock = {
    now: () => performance.timeOrigin + performance.now(),
    sleep: (milliseconds, signal) => (0,promises_namespaceObject.setTimeout)(milliseconds, undefined, { signal }),
};
function remainingMs({ clock, deadline }) {
    return Math.max(0, deadline - clock.now());
}


/***/ }),

/***/ 575:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ editDistance)
/* harmony export */ });
function editDistance(a, b) {
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

/***/ 4220:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   ZV: () => (/* binding */ formatNumber),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   ki: () => (/* binding */ formatList),
/* harmony export */   kr: () => (/* binding */ formatFloat),
/* harmony export */   td: () => (/* binding */ pluralize)
/* harmony export */ });
const QUOTED_LENGTH = 80;
function formatNumber(number) {
    return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
function pluralize(number, one, many = `${one}s`) {
    return `${formatNumber(number)} ${number === 1 ? one : many}`;
}
function formatDuration(milliseconds) {
    if (milliseconds < 9_950)
        return `${(Math.max(0, milliseconds) / 1000).toFixed(1)} s`;
    const seconds = Math.round(milliseconds / 1000);
    const minutes = Math.floor(seconds / 60);
    if (minutes === 0)
        return `${seconds} s`;
    if (minutes < 60)
        return `${minutes} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`;
    const hours = Math.floor(minutes / 60);
    return `${formatNumber(hours)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}
function formatList(items, max = 5) {
    const shown = items.length > max ? items.slice(0, max - 1) : items;
    const rest = items.length - shown.length;
    const parts = rest > 0 ? [...shown, `${formatNumber(rest)} more`] : shown;
    return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
function formatFloat(value) {
    return String(Number(value.toPrecision(4)));
}
function quoted(value) {
    return value.length > QUOTED_LENGTH ? `"${value.slice(0, QUOTED_LENGTH)}…"` : `"${value}"`;
}


/***/ }),

/***/ 177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EA: () => (/* binding */ ID_MAX_LENGTH),
/* harmony export */   K2: () => (/* binding */ INVALID_ID),
/* harmony export */   MQ: () => (/* binding */ idError),
/* harmony export */   pw: () => (/* binding */ ID_PATTERN)
/* harmony export */ });
const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:@+=-]*$/;
const ID_MAX_LENGTH = 256;
const INVALID_ID = 'is no ID: IDs have letters, digits and . _ : @ + = - and start with a letter or digit';
function idError(id, input) {
    if (id.length > ID_MAX_LENGTH) {
        return `has ${id.length} characters, and no ID has more than ${ID_MAX_LENGTH}`;
    }
    if (!ID_PATTERN.test(id)) {
        return `${invalidIdMessage(id)}${input === 'project-ids' && / /.test(id) ? '; names of projects go into project-names' : ''}`;
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
function invalidIdMessage(id) {
    const characters = [...id];
    const at = characters.findIndex(character => !/[ -~]/.test(character));
    if (at < 0)
        return INVALID_ID;
    const code = characters[at]?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return INVALID_ID.replace(':', ` (character ${at + 1} is U+${code}, which no ID has):`);
}


/***/ }),

/***/ 4332:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Xt: () => (/* binding */ InvalidInputsError),
/* harmony export */   Yj: () => (/* binding */ unmatchedKeyMessage),
/* harmony export */   w4: () => (/* binding */ withLocation)
/* harmony export */ });
function withLocation(location) {
    return location === null || location === undefined ? {} : { location };
}
class InvalidInputsError extends Error {
    name = 'InvalidInputsError';
    issues;
    constructor(issues) {
        super(issues.map(({ message }) => message).join('\n'));
        this.issues = issues;
    }
}
function unmatchedKeyMessage(projectId) {
    return `verify-keys has a key for ${projectId}, which is not among the requested projects: take it out, or ask for the project`;
}


/***/ }),

/***/ 6857:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _common_clock_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9495);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(86);


const cancel = new AbortController();
for (const signal of ['SIGINT', 'SIGBREAK', 'SIGTERM']) {
    process.on(signal, () => cancel.abort());
}
process.exitCode = await (0,_main_js__WEBPACK_IMPORTED_MODULE_1__/* .run */ .e)({
    env: process.env,
    clock: _common_clock_js__WEBPACK_IMPORTED_MODULE_0__/* .systemClock */ .m,
    random: Math.random,
    cancelled: cancel.signal,
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 78:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ InputReader),
  m: () => (/* binding */ MISSING_SECRET)
});

// EXTERNAL MODULE: ./build/src/common/format.js
var format = __nccwpck_require__(4220);
// EXTERNAL MODULE: ./build/src/common/ids.js
var common_ids = __nccwpck_require__(177);
// EXTERNAL MODULE: ./build/src/api/base-url.js
var base_url = __nccwpck_require__(3957);
;// CONCATENATED MODULE: ./build/src/inputs/defaults.js

const INPUT_DEFAULTS = {
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
    'wait-timeout-minutes': '60',
    'verify-keys': '',
    'share-timeout-minutes': '30',
    'base-url': base_url/* DEFAULT_BASE_URL */.Q,
    'commit-status': '',
    'github-token': '',
    'show-summary': 'true',
};

// EXTERNAL MODULE: ./build/src/common/edit-distance.js
var edit_distance = __nccwpck_require__(575);
// EXTERNAL MODULE: ./build/src/inputs/raw-inputs.js
var raw_inputs = __nccwpck_require__(5675);
;// CONCATENATED MODULE: ./build/src/inputs/misspelled.js



const OTHER_NAMES = new Map([
    ['wait-minutes', 'wait-timeout-minutes'],
    ['share-minutes', 'share-timeout-minutes'],
]);
function misspelledInputs(env) {
    const names = Object.keys(INPUT_DEFAULTS);
    const declared = new Set(names.map(raw_inputs/* variableOf */.Qn));
    return Object.keys(env).flatMap(key => {
        if (!/^INPUT_/i.test(key) || declared.has(key))
            return [];
        const input = key.slice('INPUT_'.length).toLowerCase();
        const name = input.replaceAll('_', '-');
        const meant = OTHER_NAMES.get(name) ?? names.find(one => (0,edit_distance/* editDistance */.Y)(name, one) <= 2);
        if (meant === undefined)
            return [];
        return [{ input, message: `"${input}" is no input of this action: write ${meant}` }];
    });
}

;// CONCATENATED MODULE: ./build/src/inputs/input-reader.js





const MISSING_SECRET = 'is the secret set, and does the job name the environment that has it? Pull requests from forks and from Dependabot get no secrets, and a reusable workflow only those that its caller hands over, one by one or by `secrets: inherit`';
const MAX_MINUTES = 7_200;
class InputReader {
    issues = [];
    #env;
    constructor(env) {
        this.#env = env;
        for (const issue of misspelledInputs(env))
            this.issues.push(issue);
    }
    addIssue(input, message) {
        this.issues.push({ input, message });
    }
    text(input) {
        return (0,raw_inputs/* rawInput */.JR)(this.#env, input) || INPUT_DEFAULTS[input];
    }
    requireExplicit(input) {
        if ((0,raw_inputs/* rawInput */.JR)(this.#env, input) === '') {
            this.addIssue(input, `${input} is empty: is the variable behind it set? Leave ${input} out for "${INPUT_DEFAULTS[input]}"`);
        }
        return this.text(input);
    }
    key(input, isNeeded) {
        const key = this.text(input);
        if (key === '' && isNeeded) {
            this.addIssue(input, `${input} is empty: ${MISSING_SECRET}`);
        }
        else if (key === '') {
            return key;
        }
        else if (/[\r\n]/.test(key)) {
            this.addIssue(input, `${input} spans several lines: store the key alone in the secret`);
        }
        else if (!/^[!-~]+$/.test(key)) {
            this.addIssue(input, `${input} has a blank or a character that no key has: store it anew`);
        }
        return key;
    }
    ids(input) {
        const ids = (0,raw_inputs/* listItems */.Dw)(this.text(input));
        const keys = new Set(keysOf(this.#env));
        for (const id of ids) {
            const isKey = id.startsWith('sk-') || keys.has(id);
            const fault = isKey ? 'is a key: take it out, and give keys as secrets' : (0,common_ids/* idError */.MQ)(id, input);
            if (fault !== null)
                this.addIssue(input, `${input}: ${(0,format/* quoted */.TL)(id)} ${fault}`);
        }
        return ids;
    }
    names(input) {
        return (0,raw_inputs/* lineItems */.Tv)(this.text(input));
    }
    choice(input, choices) {
        const value = this.requireExplicit(input);
        const choice = choices.find(known => known === value);
        if (choice === undefined) {
            this.addIssue(input, `${input}: ${(0,format/* quoted */.TL)(value)} is none of ${choices.join(', ')}`);
        }
        return choice ?? choices[0];
    }
    boolean(input, value = this.text(input)) {
        if (/^(true|True|TRUE)$/.test(value))
            return true;
        if (!/^(false|False|FALSE)$/.test(value)) {
            this.addIssue(input, `${input}: ${(0,format/* quoted */.TL)(value)} is neither true nor false`);
        }
        return false;
    }
    minutes(input, mayBeZero = false) {
        const value = this.text(input);
        const minutes = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
        const isEnough = mayBeZero ? minutes >= 0 : minutes > 0;
        if (!isEnough || minutes > MAX_MINUTES) {
            const from = mayBeZero ? 'from 0' : 'above 0 and';
            this.addIssue(input, `${input}: ${(0,format/* quoted */.TL)(value)} is no number of minutes ${from} up to ${MAX_MINUTES}`);
        }
        return minutes;
    }
    jobCheckpoints(input) {
        const value = (0,raw_inputs/* lineItems */.Tv)(this.text(input)).join('\n') || INPUT_DEFAULTS[input];
        if (value === 'final' || value === 'all' || value === 'best')
            return value;
        const steps = (0,raw_inputs/* listItems */.Dw)(value);
        if (steps.length === 0 || !steps.every(step => /^\d{1,9}$/.test(step))) {
            this.addIssue(input, `${input}: ${(0,format/* quoted */.TL)(value)} is neither final, all, best, nor a list of step numbers`);
        }
        return [...new Set(steps.map(Number))];
    }
    keysByProject(input) {
        const keys = new Map();
        for (const [index, { projectId, key }] of (0,raw_inputs/* keyLines */.rg)(this.text(input)).entries()) {
            const label = `${input}: item ${index + 1}`;
            const isProject = !projectId.startsWith('sk-') && (0,common_ids/* idError */.MQ)(projectId, input) === null;
            if (!isProject || !/^[!-+--~]*$/.test(key)) {
                this.addIssue(input, `${label} is not PROJECT_ID=API_KEY`);
            }
            else if (key === '') {
                this.addIssue(input, `${label} has no key: ${MISSING_SECRET}`);
            }
            else if (keys.has(projectId)) {
                this.addIssue(input, `${label} is a second key for ${projectId}: give one key a project`);
            }
            else {
                keys.set(projectId, key);
            }
        }
        return keys;
    }
    limit(input) {
        const value = this.requireExplicit(input);
        if (value === 'none')
            return null;
        if (!/^\d{1,9}$/.test(value)) {
            this.addIssue(input, `${input}: ${(0,format/* quoted */.TL)(value)} is neither a whole number nor none`);
        }
        return Number(value);
    }
}
function keysOf(env) {
    const lines = (0,raw_inputs/* keyLines */.rg)((0,raw_inputs/* rawInput */.JR)(env, 'verify-keys') ?? '');
    const keys = [
        (0,raw_inputs/* rawInput */.JR)(env, 'admin-key'),
        (0,raw_inputs/* rawInput */.JR)(env, 'api-key'),
        ...lines.map(({ key }) => key),
    ];
    return keys.flatMap(key => (key === undefined || key.startsWith('proj_') ? [] : [key]));
}


/***/ }),

/***/ 1057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $P: () => (/* binding */ readBaseUrl),
/* harmony export */   PK: () => (/* binding */ proxyPasswords),
/* harmony export */   nM: () => (/* binding */ readProxy)
/* harmony export */ });
/* harmony import */ var _common_format_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4220);

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
function readBaseUrl(value, wrong) {
    const url = /\s/.test(value) ? null : URL.parse(value);
    if (url === null) {
        const shown = /[@?#]/.test(value) ? 'the value' : (0,_common_format_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(value);
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
        wrong(`base-url: ${(0,_common_format_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(value)} would send the key in clear text: use https (http is for loopback)`);
    }
    return url;
}
function readProxy(env, wrong) {
    const value = env.https_proxy || env.HTTPS_PROXY || '';
    const exceptions = env.no_proxy || env.NO_PROXY || '';
    if (value === '')
        return { url: '', exceptions };
    const url = URL.parse(value);
    if (url === null || !/^https?:$/.test(url.protocol)) {
        wrong('HTTPS_PROXY is no http or https URL of a proxy: write one such as http://proxy.example:8080');
    }
    else if (!hasValidUserInfo(url)) {
        wrong('HTTPS_PROXY has a user name or password that cannot be read: percent-encode its special characters, % as %25');
    }
    return { url: value, exceptions };
}
function hasValidUserInfo({ username, password, href }) {
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


/***/ }),

/***/ 5675:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dw: () => (/* binding */ listItems),
/* harmony export */   JR: () => (/* binding */ rawInput),
/* harmony export */   Qn: () => (/* binding */ variableOf),
/* harmony export */   Tv: () => (/* binding */ lineItems),
/* harmony export */   rg: () => (/* binding */ keyLines)
/* harmony export */ });
function rawInput(env, input) {
    return env[variableOf(input)]?.trim();
}
function variableOf(input) {
    return `INPUT_${input.toUpperCase()}`;
}
function listItems(value) {
    return unique(linesOf(value).flatMap(line => line.split(',')));
}
function lineItems(value) {
    return unique(linesOf(value));
}
function linesOf(value) {
    return value.split(/[\r\n]+/).filter(line => !line.trimStart().startsWith('#'));
}
function unique(items) {
    return [...new Set(items.map(item => item.trim()).filter(item => item !== ''))];
}
function keyLines(value) {
    return lineItems(value).map(line => {
        const at = line.indexOf('=');
        return { projectId: line.slice(0, Math.max(0, at)).trim(), key: line.slice(at + 1).trim() };
    });
}


/***/ }),

/***/ 86:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/src/common/validation.js
var validation = __nccwpck_require__(4332);
// EXTERNAL MODULE: ./build/src/sharing/types.js
var types = __nccwpck_require__(6971);
// EXTERNAL MODULE: ./build/src/inputs/input-reader.js + 2 modules
var input_reader = __nccwpck_require__(78);
// EXTERNAL MODULE: ./build/src/inputs/network.js
var network = __nccwpck_require__(1057);
;// CONCATENATED MODULE: ./build/src/inputs/validate-inputs.js


function validateCombinations(inputs, read, event) {
    if (inputs.sharingFile === null)
        checkRequest(inputs, read);
    else
        checkFile(inputs, read, event);
    checkKeys(inputs, read);
}
const REPLACED_BY_FILE = [
    'checkpoint-id',
    'fine-tuning-job-id',
    'project-ids',
    'project-names',
    'owning-project-id',
];
function checkFile({ mode, dryRun, checkpointSelector: jobCheckpoints }, read, event) {
    for (const input of REPLACED_BY_FILE) {
        if (read.text(input) !== '') {
            read.addIssue(input, `${input} and sharing-file are both given: write it into the file`);
        }
    }
    if (jobCheckpoints !== 'final') {
        read.addIssue('job-checkpoints', 'job-checkpoints and sharing-file are both given: write it into the file');
    }
    if (event === 'pull_request_target') {
        read.addIssue('sharing-file', 'sharing-file is refused on pull_request_target, where a stranger could bring both the file and a run with secrets: use pull_request with dry-run: true');
    }
    const isPullRequest = event?.startsWith('pull_request') && event !== 'pull_request_target';
    if (isPullRequest && types/* CHANGING_MODES */.tA.has(mode) && !dryRun) {
        read.addIssue('sharing-file', `sharing-file is refused in ${mode} on ${event}, where it has not been reviewed yet: set dry-run: true there, and apply it on the main branch`);
    }
}
function checkRequest(inputs, read) {
    const { mode, checkpointIds, jobIds, projectIds, projectNames, owningProjectId } = inputs;
    if (mode === 'wait' && jobIds.length === 0) {
        read.addIssue('fine-tuning-job-id', 'fine-tuning-job-id names nothing to wait for: give a job');
    }
    else if (checkpointIds.length + jobIds.length === 0) {
        read.addIssue('checkpoint-id', 'checkpoint-id and fine-tuning-job-id name nothing: give at least one checkpoint ID or job');
    }
    if (projectIds.length + projectNames.length === 0 && mode !== 'list' && mode !== 'wait') {
        read.addIssue('project-ids', 'project-ids and project-names name nobody: give at least one project');
    }
    for (const projectId of inputs.verifyKeys.keys()) {
        const isAsked = projectIds.includes(projectId) || projectNames.length > 0;
        if (types/* VERIFYING_MODES */.Nv.has(mode) && !isAsked) {
            read.addIssue('verify-keys', (0,validation/* unmatchedKeyMessage */.Yj)(projectId));
        }
    }
    const others = projectIds.filter(id => id !== owningProjectId);
    if (mode === 'sync' && projectIds.length > 0 && others.length + projectNames.length === 0) {
        read.addIssue('project-ids', 'project-ids names nobody but the owning project, so that sync would take access from all others: give at least one other project, or use revoke');
    }
}
function checkKeys(inputs, read) {
    const { mode } = inputs;
    if (mode === 'wait' && inputs.adminKey !== '') {
        read.addIssue('admin-key', 'admin-key is of no use in wait, which reads jobs with api-key: take it out, so that the key is not where it need not be');
    }
    if (inputs.commitStatus !== null && !types/* STATUS_MODES */.oR.has(mode)) {
        read.addIssue('commit-status', `commit-status says whether access is as asked, which ${mode} does not: use it with ${[...types/* STATUS_MODES */.oR].join(', ')}`);
    }
    if (inputs.commitStatus !== null && inputs.githubToken === '') {
        read.addIssue('github-token', 'github-token is empty, and commit-status needs it to post: leave it out for the token of the job');
    }
}

;// CONCATENATED MODULE: ./build/src/inputs/read-inputs.js





function readInputs(env) {
    const read = new input_reader/* InputReader */.i(env);
    const wrong = (input) => (message) => read.addIssue(input, message);
    const owners = read.ids('owning-project-id');
    const mode = read.choice('mode', types/* MODES */.FN);
    const jobIds = read.ids('fine-tuning-job-id');
    const inputs = {
        adminKey: read.key('admin-key', mode !== 'wait'),
        checkpointIds: read.ids('checkpoint-id'),
        jobIds,
        checkpointSelector: read.jobCheckpoints('job-checkpoints'),
        waitTimeoutMinutes: read.minutes('wait-timeout-minutes', true),
        apiKey: read.key('api-key', jobIds.length > 0),
        verifyKeys: read.keysByProject('verify-keys'),
        projectIds: read.ids('project-ids'),
        projectNames: read.names('project-names'),
        owningProjectId: owners[0] ?? null,
        sharingFile: read.text('sharing-file') || null,
        mode,
        dryRun: read.boolean('dry-run', read.requireExplicit('dry-run')),
        exact: read.boolean('exact'),
        maxRevocations: read.limit('max-revocations'),
        shareTimeoutMinutes: read.minutes('share-timeout-minutes'),
        baseUrl: (0,network/* readBaseUrl */.$P)(read.text('base-url'), wrong('base-url')),
        commitStatus: read.text('commit-status') || null,
        githubToken: read.text('github-token'),
        showSummary: read.boolean('show-summary'),
        proxy: (0,network/* readProxy */.nM)(env, wrong('HTTPS_PROXY')),
    };
    if (owners.length > 1) {
        read.addIssue('owning-project-id', `owning-project-id takes one project ID, and has ${owners.length}`);
    }
    validateCombinations(inputs, read, env.GITHUB_EVENT_NAME);
    if (read.issues.length > 0)
        throw new validation/* InvalidInputsError */.Xt(read.issues);
    return inputs;
}

;// CONCATENATED MODULE: ./build/src/main.js

async function run(deps) {
    const { env, clock } = deps;
    const started = clock.now();
    const [inputs] = await Promise.allSettled([Promise.try(readInputs, env)]);
    const { runAction } = await Promise.all(/* import() */[__nccwpck_require__.e(122), __nccwpck_require__.e(677)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7677));
    return runAction({ ...deps, started, inputs });
}


/***/ }),

/***/ 6971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FN: () => (/* binding */ MODES),
/* harmony export */   Nv: () => (/* binding */ VERIFYING_MODES),
/* harmony export */   oR: () => (/* binding */ STATUS_MODES),
/* harmony export */   tA: () => (/* binding */ CHANGING_MODES)
/* harmony export */ });
const MODES = ['grant', 'sync', 'revoke', 'check', 'list', 'wait'];
const STATUS_MODES = new Set(['grant', 'sync', 'check']);
const VERIFYING_MODES = STATUS_MODES;
const CHANGING_MODES = new Set(['grant', 'sync', 'revoke']);


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

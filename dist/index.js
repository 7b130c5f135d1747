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

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

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
/* harmony export */   Q: () => (/* binding */ DEFAULT_BASE_URL),
/* harmony export */   _: () => (/* binding */ DEFAULT_TOKEN_URL)
/* harmony export */ });
const DEFAULT_BASE_URL = 'https://api.openai.com/v1';
const DEFAULT_TOKEN_URL = 'https://auth.openai.com/oauth/token';


/***/ }),

/***/ 133:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ remainingMs),
/* harmony export */   systemClock: () => (/* binding */ systemClock)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8500);

const systemClock = {
    now: () => performance.timeOrigin + performance.now(),
    sleep: (milliseconds, signal) => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds, undefined, { signal }),
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
/* harmony export */   B$: () => (/* binding */ formatCodePoint),
/* harmony export */   GV: () => (/* binding */ withScheme),
/* harmony export */   Kx: () => (/* binding */ withoutPeriod),
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
function formatList(items, max = 5, conjunction = 'and') {
    const shown = items.length > max ? items.slice(0, max - 1) : items;
    const rest = items.length - shown.length;
    const parts = rest > 0 ? [...shown, `${formatNumber(rest)} more`] : shown;
    if (parts.length < 2)
        return parts.join('');
    const comma = parts.length > 2 ? ',' : '';
    return `${parts.slice(0, -1).join(', ')}${comma} ${conjunction} ${parts.at(-1)}`;
}
function formatFloat(value) {
    return String(Number(value.toPrecision(4)));
}
function formatCodePoint(text) {
    return `U+${text.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
}
function withoutPeriod(text) {
    return text.replace(/\.$/, '');
}
function quoted(value) {
    return value.length > QUOTED_LENGTH ? `"${value.slice(0, QUOTED_LENGTH)}…"` : `"${value}"`;
}
function withScheme(proxy) {
    const url = proxy.trim();
    return /^([a-z][a-z\d+.-]*:)?\/\//i.test(url) ? url : `http://${url}`;
}


/***/ }),

/***/ 177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E$: () => (/* binding */ longIdError),
/* harmony export */   EA: () => (/* binding */ ID_MAX_LENGTH),
/* harmony export */   MQ: () => (/* binding */ idError),
/* harmony export */   Tn: () => (/* binding */ invalidIdError),
/* harmony export */   kL: () => (/* binding */ fileIdError),
/* harmony export */   pw: () => (/* binding */ ID_PATTERN)
/* harmony export */ });
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4220);

const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._:@+=-]*$/;
const ID_MAX_LENGTH = 256;
const RULE = 'IDs contain only letters, digits, and . _ : @ + = - and start with a letter or digit.';
function idError(id, input) {
    if (id.length > ID_MAX_LENGTH)
        return longIdError(id);
    if (!ID_PATTERN.test(id))
        return invalidIdError(id);
    if (id.startsWith('ftckpt_')) {
        return "is the ID of a checkpoint object. Use the object's fine_tuned_model_checkpoint (ft:…) in checkpoint-id.";
    }
    const isForJobs = input === 'fine-tuning-job-id';
    if (id.startsWith('ftjob-') && !isForJobs) {
        return 'is a fine-tuning job. Move it to fine-tuning-job-id.';
    }
    const isForCheckpoints = input === 'checkpoint-id';
    if (isForJobs && id.startsWith('proj_'))
        return 'is a project. Move it to project-ids.';
    if (isForCheckpoints && id.startsWith('proj_'))
        return 'is a project. Move it to project-ids.';
    if (!isForCheckpoints && id.startsWith('ft:'))
        return 'is a checkpoint. Move it to checkpoint-id.';
    return null;
}
function fileIdError(id, key) {
    return id.startsWith('sk-')
        ? 'looks like an API key. Remove it from the file, and revoke the key.'
        : idError(id, key);
}
function longIdError(id) {
    return `has ${id.length} characters, but an ID has at most ${ID_MAX_LENGTH}. Check that it's a single ID.`;
}
function invalidIdError(id) {
    const characters = [...id];
    const at = characters.findIndex(character => !/[ -~]/.test(character));
    const check = at < 0 ? '' : ` Check character ${at + 1} (${(0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCodePoint */ .B$)(characters[at] ?? '')}).`;
    return `isn't a valid ID.${check} ${RULE}`;
}


/***/ }),

/***/ 4332:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $z: () => (/* binding */ MAX_SHARING_FILE_BYTES),
/* harmony export */   Xt: () => (/* binding */ InvalidInputsError),
/* harmony export */   f0: () => (/* binding */ unmatchedLineMessage),
/* harmony export */   w4: () => (/* binding */ withLocation)
/* harmony export */ });
const MAX_SHARING_FILE_BYTES = 4_000_000;
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
function unmatchedLineMessage({ input, line }) {
    const what = input === 'verify-keys' ? 'key' : 'service account';
    return `Line ${line} of ${input} has a ${what} for a project that isn't requested. Remove the line, or request the project.`;
}


/***/ }),

/***/ 6857:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
const REQUIRED_NODE = 24;
const { node } = process.versions;
if (Number.parseInt(node, 10) < REQUIRED_NODE) {
    console.log(`::error title=Node ${REQUIRED_NODE} is required::share-checkpoint needs Node ${REQUIRED_NODE}, but the runner started it with Node ${node}. Update the runner, or use an image with Node ${REQUIRED_NODE}.`);
    process.exitCode = 1;
}
else {
    const { systemClock: clock } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 133));
    const { run } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 5891));
    const cancel = new AbortController();
    for (const signal of ['SIGINT', 'SIGBREAK', 'SIGTERM']) {
        process.on(signal, () => cancel.abort());
    }
    const { env } = process;
    process.exitCode = await run({ env, clock, random: Math.random, cancelled: cancel.signal });
}


__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 5213:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ INPUT_DEFAULTS)
/* harmony export */ });
/* harmony import */ var _api_base_url_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3957);

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
    'service-account-id': '',
    'identity-provider-id': '',
    'identity-audience': 'https://api.openai.com/v1',
    'identity-token-url': _api_base_url_js__WEBPACK_IMPORTED_MODULE_0__/* .DEFAULT_TOKEN_URL */ ._,
    'job-checkpoints': 'final',
    'wait-timeout-minutes': '60',
    'verify-keys': '',
    'verify-service-accounts': '',
    'share-timeout-minutes': '30',
    'base-url': _api_base_url_js__WEBPACK_IMPORTED_MODULE_0__/* .DEFAULT_BASE_URL */ .Q,
    'commit-status': '',
    'github-token': '',
    'show-summary': 'true',
};


/***/ }),

/***/ 2029:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Uj: () => (/* binding */ NO_ID_TOKEN),
/* harmony export */   Z0: () => (/* binding */ checkIdentity),
/* harmony export */   xN: () => (/* binding */ readIdentity)
/* harmony export */ });
/* harmony import */ var _sharing_types_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6971);
/* harmony import */ var _defaults_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5213);
/* harmony import */ var _network_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1057);



const NO_ID_TOKEN = "needs a GitHub OIDC token, which this job can't request. Add `permissions: id-token: write` to the job. Pull requests from forks can't request one.";
const isOpenAi = ({ hostname }) => /(^|\.)openai\.com\.?$/.test(hostname);
const isOpenAiApi = ({ hostname }) => /(^|\.)api\.openai\.com$/.test(hostname);
function readIdentity(read, env, baseUrl, verifyServiceAccounts) {
    const serviceAccountId = read.id('service-account-id');
    const id = read.id('identity-provider-id');
    const identityInputs = { serviceAccountId, verifyServiceAccounts };
    if (serviceAccountId === null && verifyServiceAccounts.size === 0) {
        if (id !== null && read.text('verify-service-accounts') === '') {
            read.addIssue('identity-provider-id', 'identity-provider-id is set, but no service account is. Set service-account-id or verify-service-accounts, or remove identity-provider-id.');
        }
        return { ...identityInputs, identityProvider: null, runnerTokens: null };
    }
    if (id === null) {
        read.addIssue('identity-provider-id', 'identity-provider-id is empty. Set it to the OpenAI workload identity provider that trusts this repository.');
    }
    const audience = read.text('identity-audience');
    if ((0,_network_js__WEBPACK_IMPORTED_MODULE_2__/* .holdsKey */ .gR)(audience, env)) {
        read.addIssue('identity-audience', 'identity-audience contains an API key. Remove it, and pass keys in admin-key or api-key.');
    }
    const addIssue = (message) => read.addIssue('identity-token-url', message);
    const tokenUrl = (0,_network_js__WEBPACK_IMPORTED_MODULE_2__/* .readUrl */ .wo)('identity-token-url', read.text('identity-token-url'), env, addIssue);
    (0,_network_js__WEBPACK_IMPORTED_MODULE_2__/* .readProxy */ .nM)(env, tokenUrl, message => read.addIssue('HTTPS_PROXY', message));
    if (isOpenAi(tokenUrl) && !isOpenAiApi(baseUrl) && baseUrl !== _network_js__WEBPACK_IMPORTED_MODULE_2__/* .INVALID_URL */ .ci) {
        addIssue(`identity-token-url is OpenAI's, but base-url is ${baseUrl.host}, which must not receive OpenAI's access tokens. Set identity-token-url to that of ${baseUrl.host}, or remove base-url.`);
    }
    const isForeign = !isOpenAi(tokenUrl) && !(0,_network_js__WEBPACK_IMPORTED_MODULE_2__/* .isLoopback */ .U9)(tokenUrl) && tokenUrl !== _network_js__WEBPACK_IMPORTED_MODULE_2__/* .INVALID_URL */ .ci;
    if (isForeign && audience === _defaults_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_DEFAULTS */ .W['identity-audience']) {
        addIssue(`identity-token-url: ${tokenUrl.host} must not receive a token for OpenAI. Set identity-audience to the audience that ${tokenUrl.host} expects.`);
    }
    const provider = { id: id ?? '', audience, tokenUrl };
    return { ...identityInputs, identityProvider: provider, runnerTokens: readRunner(read, env) };
}
function readRunner(read, env) {
    const { ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = env;
    if (!ACTIONS_ID_TOKEN_REQUEST_URL || !token)
        return null;
    const url = URL.parse(ACTIONS_ID_TOKEN_REQUEST_URL);
    if (url === null || !(0,_network_js__WEBPACK_IMPORTED_MODULE_2__/* .isPrivate */ .Gw)(url)) {
        read.addIssue('ACTIONS_ID_TOKEN_REQUEST_URL', "ACTIONS_ID_TOKEN_REQUEST_URL, which the runner sets, isn't an https URL. Update the runner.");
        return null;
    }
    (0,_network_js__WEBPACK_IMPORTED_MODULE_2__/* .readProxy */ .nM)(env, url, message => read.addIssue('HTTPS_PROXY', message));
    return { url, token };
}
function checkIdentity(inputs, read) {
    const { serviceAccountId, verifyServiceAccounts, mode, dryRun, jobIds, runnerTokens } = inputs;
    if (serviceAccountId !== null && inputs.apiKey !== '') {
        read.addIssue('service-account-id', 'service-account-id and api-key are both set. Remove one of them.');
    }
    for (const projectId of verifyServiceAccounts.keys()) {
        if (!inputs.verifyKeys.has(projectId))
            continue;
        read.addIssue('verify-service-accounts', `verify-service-accounts and verify-keys both have ${projectId}. Remove one of the lines.`);
    }
    if (runnerTokens !== null)
        return;
    if (serviceAccountId !== null && jobIds.length > 0) {
        read.addIssue('service-account-id', `service-account-id ${NO_ID_TOKEN}`);
    }
    if (verifyServiceAccounts.size > 0 && _sharing_types_js__WEBPACK_IMPORTED_MODULE_0__/* .VERIFYING_MODES */ .Nv.has(mode) && !dryRun) {
        read.addIssue('verify-service-accounts', `verify-service-accounts ${NO_ID_TOKEN}`);
    }
}


/***/ }),

/***/ 4516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ InputReader),
  m: () => (/* binding */ MISSING_SECRET)
});

// EXTERNAL MODULE: ./build/src/common/format.js
var format = __nccwpck_require__(4220);
// EXTERNAL MODULE: ./build/src/common/ids.js
var ids = __nccwpck_require__(177);
// EXTERNAL MODULE: ./build/src/inputs/defaults.js
var defaults = __nccwpck_require__(5213);
// EXTERNAL MODULE: ./build/src/inputs/keys.js
var keys = __nccwpck_require__(2611);
;// CONCATENATED MODULE: ./build/src/inputs/lists.js
function listError(text, item = 'item') {
    const json = parse(text);
    if (Array.isArray(json) || /^\[\s*"/.test(text)) {
        const convert = item === 'name' ? '' : ", or convert it with join(fromJSON(…), ',')";
        return `is a JSON list. Write one ${item} per line${convert}.`;
    }
    if (typeof json === 'object' && json !== null)
        return `is a JSON object. Write one ${item} per line.`;
    return null;
}
function idListError(text) {
    const error = listError(text);
    if (error !== null || !/^\[.*\]$/s.test(text))
        return error;
    return 'is in brackets. Write one item per line, without brackets.';
}
function itemAdvice(item, input) {
    if (/^[-*•]\s/.test(item))
        return 'Write one ID per line, without a dash.';
    if (/ #/.test(item))
        return 'Put the comment on its own line.';
    if (/^(["'`]).*\1$/.test(item))
        return 'Remove the quotes.';
    const words = item.split(' ');
    if (words.length === 1)
        return null;
    if (words.some(word => /^(proj_|ft:|ftjob-)/.test(word)))
        return 'Write one ID per line.';
    return input === 'project-ids'
        ? "If it's a project name, use project-names."
        : 'Write one ID per line.';
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/src/inputs/misspelled.js + 1 modules
var misspelled = __nccwpck_require__(4262);
// EXTERNAL MODULE: ./build/src/inputs/raw-inputs.js
var raw_inputs = __nccwpck_require__(5675);
;// CONCATENATED MODULE: ./build/src/inputs/windows-limit.js



const MAX_LENGTH = 32_766;
function cutInputs(env) {
    if (env.RUNNER_OS !== 'Windows')
        return [];
    const inputs = Object.keys(defaults/* INPUT_DEFAULTS */.W);
    return inputs
        .filter(input => (env[(0,raw_inputs/* variableOf */.Qn)(input)]?.length ?? 0) >= MAX_LENGTH)
        .map(input => ({
        input,
        message: `${input} has ${(0,format/* formatNumber */.ZV)(MAX_LENGTH)} or more characters, so Windows may have cut it off. Use sharing-file or a Linux runner.`,
    }));
}

;// CONCATENATED MODULE: ./build/src/inputs/input-reader.js








const MISSING_SECRET = "Check that the secret exists and that this job sets the environment that holds it. Pull requests from forks and Dependabot don't get Actions secrets. A reusable workflow gets only the secrets that its caller passes, one by one or with `secrets: inherit`.";
const MAX_MINUTES = 7_200;
class InputReader {
    issues = [];
    #env;
    #keys;
    #known = new Set();
    constructor(env) {
        this.#env = env;
        this.#keys = new Set((0,keys/* keysOf */.YD)(env));
        this.issues.push(...(0,misspelled/* misspelledInputs */.wo)(env), ...cutInputs(env));
    }
    addIssue(input, message) {
        const key = JSON.stringify([input, message]);
        if (this.#known.has(key))
            return;
        this.#known.add(key);
        this.issues.push({ input, message });
    }
    text(input) {
        return (0,raw_inputs/* rawInput */.JR)(this.#env, input) || defaults/* INPUT_DEFAULTS */.W[input];
    }
    requireExplicit(input) {
        if ((0,raw_inputs/* rawInput */.JR)(this.#env, input) === '') {
            this.addIssue(input, `${input} is empty. Check the variable that sets it, or remove ${input} to use the default, ${defaults/* INPUT_DEFAULTS */.W[input]}.`);
        }
        return this.text(input);
    }
    key(input, isNeeded) {
        const key = this.text(input);
        if (key === '' && isNeeded) {
            this.addIssue(input, `${input} is empty. ${MISSING_SECRET}`);
        }
        const error = key === '' ? null : (0,keys/* keyError */.a9)(key);
        if (error !== null)
            this.addIssue(input, `${input} ${error}`);
        return key;
    }
    ids(input) {
        const value = this.text(input);
        const ids = (0,raw_inputs/* listItems */.Dw)(value);
        if (this.#addListError(input, idListError(value)))
            return ids;
        for (const id of ids) {
            const isKey = id.startsWith('sk-') || this.#keys.has(id);
            const fault = isKey
                ? 'looks like an API key. Remove it, and pass keys only in admin-key, api-key, or verify-keys.'
                : itemError(id, input);
            if (fault !== null)
                this.addIssue(input, `${input}: ${(0,format/* quoted */.TL)(id)} ${fault}`);
        }
        return ids;
    }
    id(input) {
        const ids = this.ids(input);
        if (ids.length > 1) {
            this.addIssue(input, `${input} has ${ids.length} IDs. Specify only one.`);
        }
        return ids[0] ?? null;
    }
    names(input) {
        const value = this.text(input);
        this.#addListError(input, listError(value, 'name'));
        return (0,raw_inputs/* lineItems */.Tv)(value);
    }
    #addListError(input, error) {
        if (error !== null)
            this.addIssue(input, `${input} ${error}`);
        return error !== null;
    }
    choice(input, choices) {
        const value = this.requireExplicit(input);
        const choice = choices.find(known => known === value);
        if (choice === undefined) {
            const near = (0,misspelled/* nearestChoice */.u3)(value, choices);
            const question = near === undefined ? '' : ` Did you mean ${near}?`;
            this.addIssue(input, `${input}: ${(0,format/* quoted */.TL)(value)} isn't a valid ${input}.${question} Valid ${input}s are ${(0,format/* formatList */.ki)(choices, choices.length)}.`);
        }
        return choice ?? choices[0];
    }
    boolean(input, value = this.text(input)) {
        if (/^(true|True|TRUE)$/.test(value))
            return true;
        if (!/^(false|False|FALSE)$/.test(value)) {
            this.addIssue(input, `${input}: ${(0,format/* quoted */.TL)(value)} isn't a boolean. Use true or false.`);
        }
        return false;
    }
    minutes(input, mayBeZero = false) {
        const value = this.text(input);
        const minutes = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
        const isEnough = mayBeZero ? minutes >= 0 : minutes > 0;
        if (!isEnough || minutes > MAX_MINUTES) {
            const range = mayBeZero ? 'from 0 to' : 'greater than 0, up to';
            this.addIssue(input, `${input}: ${(0,format/* quoted */.TL)(value)} isn't a valid number of minutes. Use a number ${range} ${MAX_MINUTES}.`);
        }
        return minutes;
    }
    jobCheckpoints(input) {
        const text = this.text(input);
        if (this.#addListError(input, idListError(text)))
            return 'final';
        const value = (0,raw_inputs/* lineItems */.Tv)(text).join('\n') || defaults/* INPUT_DEFAULTS */.W[input];
        if (value === 'final' || value === 'all' || value === 'best')
            return value;
        const steps = (0,raw_inputs/* listItems */.Dw)(value);
        if (steps.length === 0 || !steps.every(step => /^\d{1,9}$/.test(step))) {
            this.addIssue(input, `${input}: ${(0,format/* quoted */.TL)(value)} isn't a valid selection. Use final, all, best, or step numbers.`);
        }
        return [...new Set(steps.map(Number))];
    }
    limit(input) {
        const value = this.requireExplicit(input);
        if (value === 'none')
            return null;
        if (!/^\d{1,9}$/.test(value)) {
            this.addIssue(input, `${input}: ${(0,format/* quoted */.TL)(value)} isn't a valid limit. Use a whole number from 0 to 999999999, or none for no limit.`);
        }
        return Number(value);
    }
}
function itemError(id, input) {
    const advice = ids/* ID_PATTERN */.pw.test(id) ? null : itemAdvice(id, input);
    return advice === null ? (0,ids/* idError */.MQ)(id, input) : `isn't a valid ID. ${advice}`;
}


/***/ }),

/***/ 2611:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DR: () => (/* binding */ projectLines),
/* harmony export */   KL: () => (/* binding */ isProjectOfKey),
/* harmony export */   YD: () => (/* binding */ keysOf),
/* harmony export */   a9: () => (/* binding */ keyError)
/* harmony export */ });
/* harmony import */ var _common_ids_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(177);
/* harmony import */ var _raw_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5675);


const NAMED_KEY = /^(?:export\s+)?[A-Za-z_][\w.-]*\s*[=:]\s*(?=["'`]?sk-)/;
const QUOTED_KEY = /^(["'`]).*\1$|^["'`]sk-|^sk-.*["'`]$/;
function projectLines(text) {
    return text.split(/\r\n|\n|\r/).flatMap((whole, index) => {
        const line = whole.trim();
        if (line === '' || line.startsWith('#'))
            return [];
        const at = line.indexOf('=');
        const projectId = line.slice(0, Math.max(0, at)).trim();
        return [{ line: index + 1, projectId, value: line.slice(at + 1).trim() }];
    });
}
function keyError(key) {
    if (/[\r\n]/.test(key))
        return 'contains line breaks. Store only the key in the secret.';
    if (NAMED_KEY.test(key)) {
        return 'has a name before the key (NAME=KEY). Store only the key in the secret.';
    }
    if (QUOTED_KEY.test(key)) {
        return 'is in quotes. Store only the key in the secret.';
    }
    if (/\\[nrt]$|^sk-.*\\[nrt]/.test(key)) {
        return String.raw `contains a literal \n. Store only the key in the secret.`;
    }
    if (!/^[!-~]+$/.test(key)) {
        return 'contains whitespace or an invalid character. Store it again.';
    }
    return null;
}
function isProjectOfKey(projectId) {
    return !projectId.startsWith('sk-') && (0,_common_ids_js__WEBPACK_IMPORTED_MODULE_0__/* .idError */ .MQ)(projectId, 'verify-keys') === null;
}
function keysIn(value) {
    const bare = (text) => text.trim().replace(NAMED_KEY, '');
    const pieces = value.split(/[\r\n]|\\[nr]/);
    const keys = [value, ...pieces].flatMap(piece => {
        const key = bare(piece);
        return QUOTED_KEY.test(key) ? [key, key.replace(/^["'`]+|["'`]+$/g, '')] : [key];
    });
    return keys.filter(key => !(_common_ids_js__WEBPACK_IMPORTED_MODULE_0__/* .ID_PATTERN */ .pw.test(key) && /^(proj_|ft:|ftjob-)/.test(key)));
}
function keysInLine({ projectId, value: key }) {
    if (projectId.startsWith('sk-'))
        return [projectId, ...(key.startsWith('sk-') ? keysIn(key) : [])];
    const [first = '', ...others] = key.split(',');
    return [
        ...keysIn(key),
        ...keysIn(first),
        ...others.flatMap(other => {
            const at = other.indexOf('=');
            if (at >= 0)
                return keysIn(other.slice(at + 1));
            return other.trim().startsWith('sk-') ? keysIn(other) : [];
        }),
        ...(key.match(/(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{16,}/g) ?? []),
    ];
}
function keysOf(env) {
    const lines = (0,_raw_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .rawInput */ .JR)(env, 'verify-keys') ?? '';
    const values = [(0,_raw_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .rawInput */ .JR)(env, 'admin-key') ?? '', (0,_raw_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .rawInput */ .JR)(env, 'api-key') ?? ''];
    const keys = [...values.flatMap(keysIn), ...projectLines(uncommented(lines)).flatMap(keysInLine)];
    return [...new Set(keys.map(key => key.trim()).filter(key => key !== ''))];
}
function uncommented(lines) {
    return lines.replace(/^[ \t]*#(?=.*=|\s*sk-)/gm, '');
}


/***/ }),

/***/ 4262:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  oV: () => (/* binding */ ignoredInputs),
  wo: () => (/* binding */ misspelledInputs),
  u3: () => (/* binding */ nearestChoice)
});

// EXTERNAL MODULE: ./build/src/common/edit-distance.js
var edit_distance = __nccwpck_require__(575);
// EXTERNAL MODULE: ./build/src/sharing/types.js
var types = __nccwpck_require__(6971);
// EXTERNAL MODULE: ./build/src/inputs/defaults.js
var defaults = __nccwpck_require__(5213);
;// CONCATENATED MODULE: ./build/src/inputs/other-names.js
const NAMES = {
    'admin-key': ['admin-api-key', 'openai-admin-key', 'openai-admin-api-key'],
    'api-key': ['openai-api-key', 'project-api-key', 'project-key'],
    'checkpoint-id': [
        'checkpoint',
        'checkpoints',
        'checkpoint-name',
        'fine-tuned-checkpoint',
        'fine-tuned-model',
        'fine-tuned-models',
    ],
    'fine-tuning-job-id': [
        'fine-tune-job-id',
        'fine-tuning-id',
        'fine-tuning-job',
        'fine-tuning-jobs',
        'job-id',
        'job-ids',
    ],
    'project-ids': ['project', 'projects', 'project-id', 'project-list', 'target-projects'],
    'owning-project-id': ['owner-project', 'owner-project-id', 'owning-project', 'project-owner'],
    'sharing-file': ['share-file', 'sharing', 'sharing-config', 'sharing-path', 'sharing-yaml'],
    'service-account-id': ['openai-service-account', 'openai-service-account-id'],
    'identity-provider-id': [
        'oidc-provider-id',
        'openai-identity-provider',
        'openai-identity-provider-id',
        'provider-id',
        'workload-identity-provider',
        'workload-identity-provider-id',
    ],
    'identity-audience': ['id-token-audience', 'oidc-audience', 'token-audience'],
    'identity-token-url': ['identity-url', 'oauth-token-url', 'token-exchange-url', 'token-url'],
    mode: ['action-mode', 'share-mode', 'sharing-mode'],
    'dry-run': ['dry-run-only', 'dry-run-mode', 'is-dry-run', 'no-write', 'plan-only'],
    exact: ['check-exact', 'exact-match', 'is-exact'],
    'max-revocations': [
        'max-deletions',
        'max-removals',
        'max-revocation-count',
        'max-revoked',
        'max-revokes',
        'maximum-revocations',
        'revocation-limit',
        'revocations-limit',
    ],
    'job-checkpoints': ['checkpoints-of-job', 'job-checkpoint-ids', 'which-checkpoints'],
    'wait-timeout-minutes': ['wait-minutes', 'wait-timeout'],
    'share-timeout-minutes': ['share-minutes', 'share-timeout', 'sharing-timeout-minutes'],
    'verify-keys': ['keys-to-verify', 'verification-keys', 'verify-api-keys'],
    'verify-service-accounts': [
        'accounts-to-verify',
        'verification-accounts',
        'verification-service-accounts',
        'verify-accounts',
    ],
    'base-url': ['api-base-url', 'openai-base-url'],
    'commit-status': ['commit-status-name'],
};
const OTHER_NAMES = new Map(Object.entries(NAMES).flatMap(([input, names]) => names.map(name => [name, input])));

// EXTERNAL MODULE: ./build/src/inputs/raw-inputs.js
var raw_inputs = __nccwpck_require__(5675);
;// CONCATENATED MODULE: ./build/src/inputs/misspelled.js





const INPUTS = Object.keys(defaults/* INPUT_DEFAULTS */.W);
const SHORT_NAMES = new Map([
    ['mode', new RegExp(`^(${types/* MODES */.FN.join('|')})$`, 'i')],
    ['exact', /^(true|false)$/i],
]);
function misspelledInputs(env) {
    return lookalikes(env).flatMap(({ input, meant, isSlip }) => isSlip
        ? [{ input, message: `${input} isn't an input of this action. Use ${meant} instead.` }]
        : []);
}
function ignoredInputs(env) {
    return lookalikes(env).flatMap(({ input, meant, isSlip }) => isSlip
        ? []
        : [
            {
                input,
                message: `Ignoring ${input}, which isn't an input of this action. If you mean ${meant}, rename it.`,
            },
        ]);
}
function lookalikes(env) {
    const declared = new Set(INPUTS.map(raw_inputs/* variableOf */.Qn));
    return Object.entries(env).flatMap(([key, value]) => {
        if (!/^INPUT_/i.test(key) || declared.has(key))
            return [];
        const input = key.slice('INPUT_'.length).toLowerCase();
        const name = input.replaceAll('_', '-');
        const meant = OTHER_NAMES.get(name) ?? nearest(name);
        if (meant === undefined)
            return [];
        const isSlip = SHORT_NAMES.get(meant)?.test(value?.trim() ?? '') ?? true;
        return [{ input, meant, isSlip }];
    });
}
function nearest(name) {
    return INPUTS.map(input => ({ input, edits: (0,edit_distance/* editDistance */.Y)(name, input) }))
        .filter(({ input, edits }) => edits <= (input.length < 12 ? 2 : 3))
        .sort((a, b) => a.edits - b.edits)[0]?.input;
}
function nearestChoice(value, choices) {
    const word = value.slice(0, 20).toLowerCase();
    return choices
        .map(choice => ({ choice, edits: (0,edit_distance/* editDistance */.Y)(word, choice) }))
        .filter(({ choice, edits }) => edits <= (choice.length < 5 ? 1 : 2))
        .sort((a, b) => a.edits - b.edits)[0]?.choice;
}


/***/ }),

/***/ 1057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gw: () => (/* binding */ isPrivate),
/* harmony export */   PK: () => (/* binding */ proxyPasswords),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   ci: () => (/* binding */ INVALID_URL),
/* harmony export */   gR: () => (/* binding */ holdsKey),
/* harmony export */   nM: () => (/* binding */ readProxy),
/* harmony export */   wo: () => (/* binding */ readUrl)
/* harmony export */ });
/* harmony import */ var _common_format_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4220);
/* harmony import */ var _defaults_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5213);
/* harmony import */ var _keys_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2611);



const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const KEY = /(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{12,}/i;
const MIN_KEY_LENGTH = 8;
function isLoopback({ hostname }) {
    return LOOPBACK.test(hostname);
}
function isPrivate(url) {
    return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}
const INVALID_URL = new URL('https://invalid');
function readUrl(input, value, env, addIssue) {
    const url = /\s/.test(value) ? null : URL.parse(value);
    const hasKey = holdsKey(`${value}\n${url?.href ?? ''}`, env);
    if (url === null) {
        const shown = /[@?#]/.test(value) || hasKey ? '' : `: ${(0,_common_format_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(value)}`;
        addIssue(`${input}${shown} isn't a valid URL. Use one such as ${_defaults_js__WEBPACK_IMPORTED_MODULE_0__/* .INPUT_DEFAULTS */ .W[input]}.`);
        return INVALID_URL;
    }
    const error = urlError(input, value, url, hasKey);
    if (error === null)
        return url;
    addIssue(error);
    return INVALID_URL;
}
function urlError(input, value, url, hasKey) {
    if (url.username !== '' || url.password !== '') {
        return `${input} contains a user name or password. Remove it, and pass keys in admin-key or api-key.`;
    }
    if (hasKey) {
        return `${input} contains an API key. Remove it, and pass keys in admin-key or api-key.`;
    }
    if (/[?#]/.test(value)) {
        return `${input} contains a query or fragment. Remove the ? or # and everything after it.`;
    }
    if (/^[a-z]+:\/*[^/]*:\/|:$/i.test(value)) {
        return `${input}: ${(0,_common_format_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(value)} has a colon without a port. Remove the colon.`;
    }
    if (isPrivate(url))
        return null;
    const secrets = input === 'base-url' ? 'keys' : 'tokens';
    return `${input}: ${(0,_common_format_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(value)} would send ${secrets} unencrypted. Use https, or http only on loopback.`;
}
function holdsKey(value, env) {
    const text = `${value}\n${asciiDecoded(value)}`.toLowerCase();
    const keys = (0,_keys_js__WEBPACK_IMPORTED_MODULE_2__/* .keysOf */ .YD)(env)
        .map(key => key.replace(/^sk-(?:admin-|proj-|svcacct-)?/, ''))
        .filter(key => key.length >= MIN_KEY_LENGTH);
    return KEY.test(text) || keys.some(key => text.includes(key.toLowerCase()));
}
function readProxy(env, target, addIssue) {
    const value = (env.https_proxy || env.HTTPS_PROXY || '').trim();
    const exceptions = env.no_proxy || env.NO_PROXY || '';
    if (value === '' || target.protocol === 'http:' || isException(target, exceptions)) {
        return { url: '', exceptions };
    }
    const proxy = (0,_common_format_js__WEBPACK_IMPORTED_MODULE_1__/* .withScheme */ .GV)(value);
    const url = URL.parse(proxy);
    if (url === null || !['http:', 'https:'].includes(url.protocol)) {
        addIssue("HTTPS_PROXY isn't a valid http or https URL. Use one such as http://proxy.example:8080.");
    }
    else if (!hasValidUserInfo(url)) {
        addIssue("HTTPS_PROXY has a user name or password that can't be decoded. Percent-encode special characters, such as % as %25.");
    }
    return { url: proxy, exceptions };
}
function isException({ hostname, port }, exceptions) {
    const host = withoutBrackets(hostname).replace(/(.)\.$/, '$1');
    return exceptions.split(/[,\s]/).some(entry => {
        const isAddress = !entry.startsWith('[') && entry.split(':').length > 2;
        const suffix = isAddress ? null : /:(\d+)$/.exec(entry);
        const domain = withoutBrackets(entry.slice(0, suffix?.index)).toLowerCase();
        if (domain === '' || (suffix !== null && suffix[1] !== (port || '443')))
            return false;
        const bare = domain.replace(/^\*?\./, '').replace(/(.)\.$/, '$1');
        const isSame = host === bare && !domain.startsWith('*');
        return domain === '*' || isSame || host.endsWith(`.${bare}`);
    });
}
function withoutBrackets(text) {
    return text.replace(/^\[(.+)\]$/, '$1');
}
function hasValidUserInfo({ username, password, href }) {
    if (username + password === '' && href.includes('@'))
        return false;
    return decoded(`${username}:${password}`) !== null;
}
function proxyPasswords(env) {
    return [env.https_proxy, env.HTTPS_PROXY].flatMap(value => {
        const bare = (value ?? '').trim().replace(/^[a-z][a-z\d+.-]*:\/\//i, '');
        const password = /^[^/@:]*:(.*)@/s.exec(bare)?.[1];
        return password === undefined ? [] : [password, decoded(password) ?? password];
    });
}
function asciiDecoded(text) {
    return text.replace(/%[0-7][\da-f]/gi, decodeURIComponent);
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return null;
    }
}


/***/ }),

/***/ 5675:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dw: () => (/* binding */ listItems),
/* harmony export */   JR: () => (/* binding */ rawInput),
/* harmony export */   Qn: () => (/* binding */ variableOf),
/* harmony export */   Tv: () => (/* binding */ lineItems)
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
    return value.split(/[\r\n]/).filter(line => !line.trimStart().startsWith('#'));
}
function unique(items) {
    return [...new Set(items.map(item => item.trim()).filter(item => item !== ''))];
}


/***/ }),

/***/ 5891:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/src/common/validation.js
var validation = __nccwpck_require__(4332);
// EXTERNAL MODULE: ./build/src/sharing/types.js
var types = __nccwpck_require__(6971);
// EXTERNAL MODULE: ./build/src/inputs/identity.js
var inputs_identity = __nccwpck_require__(2029);
// EXTERNAL MODULE: ./build/src/inputs/input-reader.js + 2 modules
var input_reader = __nccwpck_require__(4516);
// EXTERNAL MODULE: ./build/src/inputs/network.js
var network = __nccwpck_require__(1057);
// EXTERNAL MODULE: ./build/src/common/ids.js
var ids = __nccwpck_require__(177);
// EXTERNAL MODULE: ./build/src/inputs/keys.js
var inputs_keys = __nccwpck_require__(2611);
// EXTERNAL MODULE: ./build/src/inputs/raw-inputs.js
var raw_inputs = __nccwpck_require__(5675);
;// CONCATENATED MODULE: ./build/src/inputs/project-lines.js




function readVerifyKeys(read, env) {
    return readLines('verify-keys', read, env, ({ line, projectId, value: key }, isSecond) => {
        const place = `Line ${line} of verify-keys`;
        if (!(0,inputs_keys/* isProjectOfKey */.KL)(projectId) || key.includes(',')) {
            return `${place} isn't PROJECT_ID=API_KEY. Write one project and its key per line.`;
        }
        if (key === '')
            return `${place} has no key. ${input_reader/* MISSING_SECRET */.m}`;
        const error = (0,inputs_keys/* keyError */.a9)(key);
        if (error !== null)
            return `The key on line ${line} of verify-keys ${error}`;
        return isSecond
            ? `${place} has a second key for its project. Specify one key per project.`
            : null;
    });
}
function readVerifyAccounts(read, env) {
    const input = 'verify-service-accounts';
    const keys = new Set((0,inputs_keys/* keysOf */.YD)(env));
    return readLines(input, read, env, ({ line, projectId, value: id }, isSecond) => {
        const place = `Line ${line} of ${input}`;
        if (id.startsWith('sk-') || projectId.startsWith('sk-') || keys.has(id)) {
            return `${place} has an API key. Remove it, or use verify-keys.`;
        }
        if (!(0,inputs_keys/* isProjectOfKey */.KL)(projectId) || (0,ids/* idError */.MQ)(id, input) !== null) {
            return `${place} isn't PROJECT_ID=SERVICE_ACCOUNT_ID. Write one project and its account per line.`;
        }
        return isSecond
            ? `${place} has a second service account for ${projectId}. Specify one per project.`
            : null;
    });
}
function readLines(input, read, env, errorOf) {
    const found = new Map();
    for (const one of (0,inputs_keys/* projectLines */.DR)(env[(0,raw_inputs/* variableOf */.Qn)(input)] ?? '')) {
        const before = found.get(one.projectId);
        const error = errorOf(one, before !== undefined && before.value !== one.value);
        if (error !== null)
            read.addIssue(input, error);
        else if (before === undefined)
            found.set(one.projectId, one);
    }
    const lines = [...found.values()];
    return {
        values: new Map(lines.map(({ projectId, value }) => [projectId, value])),
        lines: lines.map(({ projectId, line }) => ({ input, line, projectId })),
    };
}

// EXTERNAL MODULE: ./build/src/common/format.js
var format = __nccwpck_require__(4220);
;// CONCATENATED MODULE: ./build/src/inputs/validate-inputs.js




function validateCombinations(inputs, read, event) {
    if (inputs.sharingFile === null)
        checkRequest(inputs, read);
    else
        checkFile(inputs, read, event);
    checkKeys(inputs, read);
    (0,inputs_identity/* checkIdentity */.Z0)(inputs, read);
    if (inputs.exact && inputs.mode !== 'check' && read.text('mode') === inputs.mode) {
        read.addIssue('exact', `exact can be true only in mode check, but mode is ${inputs.mode}. Remove exact, or set mode to check.`);
    }
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
            read.addIssue(input, conflictMessage(input));
        }
    }
    if (jobCheckpoints !== 'final') {
        read.addIssue('job-checkpoints', conflictMessage('job-checkpoints'));
    }
    if (event === 'pull_request_target') {
        read.addIssue('sharing-file', "sharing-file isn't allowed on pull_request_target, because a fork could supply the file to a job with secrets. Use pull_request with dry-run: true.");
    }
    const isPullRequest = event?.startsWith('pull_request') && event !== 'pull_request_target';
    if (isPullRequest && types/* CHANGING_MODES */.tA.has(mode) && !dryRun) {
        read.addIssue('sharing-file', `sharing-file isn't allowed in mode ${mode} on ${event}, because the file isn't reviewed yet. Set dry-run: true, and apply the file after the merge.`);
    }
}
function conflictMessage(input) {
    return `${input} can't be combined with sharing-file. Remove ${input}, and set it in the file.`;
}
function checkRequest(inputs, read) {
    const { mode, checkpointIds, jobIds, projectIds, projectNames, owningProjectId } = inputs;
    if (mode === 'wait' && jobIds.length === 0) {
        read.addIssue('fine-tuning-job-id', 'fine-tuning-job-id is empty, but mode wait needs a job. Specify at least one job.');
    }
    else if (checkpointIds.length + jobIds.length === 0) {
        read.addIssue('checkpoint-id', 'checkpoint-id and fine-tuning-job-id are empty. Specify at least one checkpoint or job.');
    }
    if (jobIds.length === 0 && inputs.checkpointSelector !== 'final') {
        read.addIssue('job-checkpoints', 'job-checkpoints is only for jobs, but fine-tuning-job-id is empty. Add a job, or remove job-checkpoints.');
    }
    if (projectIds.length + projectNames.length === 0 && mode !== 'list' && mode !== 'wait') {
        read.addIssue('project-ids', 'project-ids and project-names are empty. Specify at least one project.');
    }
    if (types/* VERIFYING_MODES */.Nv.has(mode) && projectNames.length === 0) {
        for (const line of inputs.verificationLines) {
            if (!projectIds.includes(line.projectId))
                read.addIssue(line.input, (0,validation/* unmatchedLineMessage */.f0)(line));
        }
    }
    const others = projectIds.filter(id => id !== owningProjectId);
    if (mode === 'sync' && projectIds.length > 0 && others.length + projectNames.length === 0) {
        read.addIssue('project-ids', 'project-ids has only the owning project, so mode sync would revoke all other access. Add another project, or use mode revoke.');
    }
}
function checkKeys(inputs, read) {
    const { mode } = inputs;
    if (mode === 'wait' && inputs.adminKey !== '') {
        read.addIssue('admin-key', "admin-key isn't used in mode wait, which reads jobs with api-key. Remove it, to keep the admin key out of this job.");
    }
    if (inputs.commitStatus !== null && !types/* STATUS_MODES */.oR.has(mode)) {
        read.addIssue('commit-status', `commit-status isn't supported in mode ${mode}. Remove it, or use mode ${(0,format/* formatList */.ki)([...types/* STATUS_MODES */.oR], types/* STATUS_MODES */.oR.size, 'or')}.`);
    }
    if (inputs.commitStatus !== null && inputs.githubToken === '') {
        read.addIssue('github-token', "github-token is empty, but commit-status needs it. Remove github-token to use the job's token.");
    }
}

;// CONCATENATED MODULE: ./build/src/inputs/read-inputs.js








function readInputs(env) {
    const read = new input_reader/* InputReader */.i(env);
    const issueIn = (input) => (message) => read.addIssue(input, message);
    const mode = read.choice('mode', types/* MODES */.FN);
    const jobIds = read.ids('fine-tuning-job-id');
    const hasAccount = (0,raw_inputs/* listItems */.Dw)(read.text('service-account-id')).length > 0;
    const adminKey = read.key('admin-key', mode !== 'wait');
    const apiKey = read.key('api-key', jobIds.length > 0 && !hasAccount);
    const baseUrl = (0,network/* readUrl */.wo)('base-url', read.text('base-url'), env, issueIn('base-url'));
    const verifyKeys = readVerifyKeys(read, env);
    const verifyAccounts = readVerifyAccounts(read, env);
    const identity = (0,inputs_identity/* readIdentity */.xN)(read, env, baseUrl, verifyAccounts.values);
    const given = {
        adminKey,
        checkpointIds: read.ids('checkpoint-id'),
        jobIds,
        checkpointSelector: read.jobCheckpoints('job-checkpoints'),
        waitTimeoutMinutes: read.minutes('wait-timeout-minutes', true),
        apiKey,
        ...identity,
        verifyKeys: verifyKeys.values,
        verificationLines: [...verifyKeys.lines, ...verifyAccounts.lines],
        projectIds: read.ids('project-ids'),
        projectNames: read.names('project-names'),
        owningProjectId: read.id('owning-project-id'),
        sharingFile: read.text('sharing-file') || null,
        mode,
        dryRun: read.boolean('dry-run', read.requireExplicit('dry-run')),
        exact: read.boolean('exact'),
        maxRevocations: read.limit('max-revocations'),
        shareTimeoutMinutes: read.minutes('share-timeout-minutes'),
        baseUrl,
        commitStatus: read.text('commit-status') || null,
        githubToken: read.text('github-token'),
        showSummary: read.boolean('show-summary'),
    };
    const inputs = { ...given, proxy: (0,network/* readProxy */.nM)(env, baseUrl, issueIn('HTTPS_PROXY')) };
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
    const { runAction } = await Promise.all(/* import() */[__nccwpck_require__.e(122), __nccwpck_require__.e(197)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1197));
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

export const id = 197;
export const ids = [197];
export const modules = {

/***/ 1197:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runAction: () => (/* binding */ runAction)
});

;// CONCATENATED MODULE: ./build/src/api/content-coding.js
const PLAIN = new Set(['', 'identity', 'chunked']);
function codingsOf(headers) {
    const named = ['content-encoding', 'transfer-encoding'].flatMap(name => (headers[name] ?? '').split(',').map(coding => coding.trim()));
    const codings = named.filter(coding => !PLAIN.has(coding.toLowerCase()));
    return codings.length === 0 ? null : codings.join(', ');
}

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
;// CONCATENATED MODULE: ./build/src/api/error-body.js


const NO_WORDS = { message: null, code: null, type: null };
const jsonObject = dist/* record */.g1P(dist/* string */.YjP(), dist/* unknown */.L5J());
function serverError(body) {
    const outer = dist/* safeParse */.xLC(jsonObject, parseJson(body));
    if (!outer.success)
        return NO_WORDS;
    const { error, message, error_description: description, detail, code, type } = outer.output;
    const parsed = dist/* safeParse */.xLC(jsonObject, error);
    const inner = parsed.success ? parsed.output : {};
    const words = [inner.message, message, description, detail, error];
    return {
        message: words.map(toText).find(text => text !== null) ?? null,
        code: codeOf(inner.code) ?? codeOf(code),
        type: toText(inner.type) ?? toText(type),
    };
}
function serverErrorOf({ headers, body, }) {
    return codingsOf(headers) === null ? serverError(body) : NO_WORDS;
}
function toText(value) {
    return typeof value === 'string' ? value : null;
}
function codeOf(value) {
    return typeof value === 'number' ? `${value}` : toText(value);
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/src/api/error-codes.js
const EXHAUSTED_CODES = new Set([
    'insufficient_quota',
    'credit_balance_exhausted',
    'billing_not_active',
    'billing_hard_limit_reached',
    'access_terminated',
]);
function isQuotaExceeded({ code, type, }) {
    return EXHAUSTED_CODES.has(code) || EXHAUSTED_CODES.has(type);
}
function lacksScope(message) {
    return /missing scopes/i.test(message ?? '');
}
const CERTIFICATE_CODES = /CERT|^CRL_|^UNABLE_TO_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$|^UND_ERR_PRX_TLS$/;
const MAX_BODY_BYTES = 10_000_000;
const MAX_HEADER_BYTES = 16_384;
function sizeLimitMessage({ code }) {
    if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
        return 'the response is larger than 10 MB';
    if (code === 'UND_ERR_HEADERS_OVERFLOW')
        return 'the response headers are larger than 16 KiB';
    return null;
}
function isCertificateFault({ code = '' }) {
    return CERTIFICATE_CODES.test(code);
}

;// CONCATENATED MODULE: ./build/src/api/cause.js



const STOPPING = new Set([
    'key',
    'scope',
    'quota',
    'account',
    'archived',
    'host',
    'ip',
    'region',
    'identity',
]);
const NOT_REACHED = new Set(['path', 'firewall', 'compression']);
function concernsAllCalls(cause) {
    return STOPPING.has(cause);
}
function comesFromElsewhere(cause) {
    return NOT_REACHED.has(cause);
}
const REGION = /country, region,? or territory not supported|unsupported_country/i;
const HOST = /make your request to \S/i;
const IP = /\bIP\b.*(not (currently )?|un)(authori[sz]ed|allowed|allow-?listed)|\bIP allow ?list/is;
const ACCOUNT = /\b(account|organization|user)\b.*\b(deactivated|disabled|suspended|terminated)\b/is;
const ARCHIVED = /\bproject\b.*\barchived\b|\barchived project\b/is;
const KEY = /\b(keys?|tokens?|credentials?)\b|\bauthenticat/i;
const POLICY = /does not have access to (the )?model/i;
const MISSING = /not exist|not found|no such/i;
const PATH = /^(invalid url\b|unknown (url|request url|path|route|endpoint)\b|cannot (get|post|delete) \/|no route\b|404\b)|^(the )?((requested )?(resource|page|url|path|route|endpoint) )?(was )?not found\W*$/i;
const ACCOUNT_CODES = /^(account|organization|user)_(deactivated|disabled|suspended)$|^access_terminated$/;
function causeOf(exchange, method = 'GET') {
    if (exchange.type === 'failure')
        return null;
    const { status } = exchange;
    if (status === 403 && isHtml(exchange))
        return 'firewall';
    if (codingsOf(exchange.headers) !== null)
        return 'compression';
    if (status >= 500 || status === 408)
        return null;
    const error = serverErrorOf(exchange);
    const text = error.message ?? '';
    const codes = [error.code, error.type];
    const has = (code) => codes.includes(code);
    if (codes.some(code => ACCOUNT_CODES.test(code ?? '')))
        return 'account';
    if (isQuotaExceeded(error))
        return 'quota';
    if (status === 429)
        return null;
    if (has('unsupported_country_region_territory') || REGION.test(text))
        return 'region';
    if (has('incorrect_hostname') || HOST.test(text))
        return 'host';
    if (has('invalid_api_key'))
        return 'key';
    if (lacksScope(text))
        return 'scope';
    if ((status === 401 || status === 403) && IP.test(text))
        return 'ip';
    if (status === 401)
        return causeOf401(text);
    if (POLICY.test(text))
        return 'model-policy';
    if (status === 404)
        return causeOf404(exchange, method);
    const isMissing = method === 'GET' && [400, 403].includes(status) && MISSING.test(text);
    return isMissing ? 'missing' : null;
}
function causeOf401(text) {
    if (ARCHIVED.test(text))
        return 'archived';
    if (ACCOUNT.test(text))
        return 'account';
    return KEY.test(text) ? 'key' : null;
}
function causeOf404(response, method) {
    const { message, code, type } = serverErrorOf(response);
    const isPath = isHtml(response) ||
        code === 'unknown_url' ||
        type === 'unknown_url' ||
        PATH.test((message ?? response.body).trim());
    if (isPath)
        return method === 'GET' ? 'path' : 'route';
    return method === 'GET' && message !== null && message !== '' ? 'missing' : null;
}
function isHtml(response) {
    if (serverErrorOf(response).message !== null)
        return false;
    const type = response.headers['content-type'] ?? '';
    return (/^text\/html\b/i.test(type) ||
        /^\s*<(!doctype html|html|head|body|title|h1)\b/i.test(response.body));
}

;// CONCATENATED MODULE: ./build/src/api/errors.js

class ApiError extends Error {
    name = 'ApiError';
    kind;
    reason;
    status;
    code;
    about;
    serverMessage;
    requestId;
    retryable;
    retryAfterMs;
    attempts;
    hint;
    summary;
    constructor(details) {
        super(`Couldn't ${details.operation}: ${details.reason}`);
        this.kind = details.kind;
        this.reason = details.reason;
        this.status = details.status ?? null;
        this.code = details.code ?? null;
        this.about = details.about ?? null;
        this.serverMessage = details.serverMessage ?? null;
        this.requestId = details.requestId ?? null;
        this.retryable = details.retryable ?? true;
        this.retryAfterMs = details.retryAfterMs ?? null;
        this.attempts = details.attempts ?? 0;
        this.hint = details.hint ?? null;
        this.summary = details.summary ?? null;
    }
    get isUnavailable() {
        return this.kind !== 'refused' || this.stopsRun || comesFromElsewhere(this.about);
    }
    get stopsRun() {
        if (this.kind !== 'refused')
            return false;
        return this.status === 401 || this.status === 429 || concernsAllCalls(this.about);
    }
}
function cancelledError(operation, attempts) {
    return new ApiError({ kind: 'cancelled', operation, reason: 'the step was cancelled', attempts });
}

;// CONCATENATED MODULE: ./build/src/api/access-token.js

async function accessToken(account, operation, { clock, cancelled, left }) {
    const done = new AbortController();
    const end = clock.sleep(left, AbortSignal.any([cancelled, done.signal])).then(() => {
        const details = { kind: 'unavailable', operation, reason: 'no time left' };
        throw new ApiError({ ...details, summary: 'Ran out of time' });
    }, () => {
        throw cancelledError(operation, 0);
    });
    try {
        return { value: await Promise.race([account.token(), end]), input: account.input };
    }
    finally {
        done.abort();
    }
}
function discardRejectedToken(exchange, credential, key) {
    const isRejected = exchange.type === 'answer' && exchange.status === 401;
    return isRejected && !('value' in credential) && credential.reject(key.value);
}

;// CONCATENATED MODULE: ./build/src/api/call.js
function toHttp({ method, path, query, body }, key, timeoutMs) {
    const search = `${new URLSearchParams(query)}`;
    return {
        method,
        path: search === '' ? path : `${path}?${search}`,
        key,
        body: JSON.stringify(body),
        timeoutMs,
    };
}

// EXTERNAL MODULE: ./build/src/common/format.js
var format = __webpack_require__(4220);
;// CONCATENATED MODULE: ./build/src/api/key.js
function isAccount(input) {
    return input === 'service-account-id' || input === 'verify-service-accounts';
}
function isWrongKind({ value, input }) {
    const wrong = input === 'admin-key' ? /^sk-(proj|svcacct)-/ : /^sk-admin-/;
    return wrong.test(value);
}

;// CONCATENATED MODULE: ./build/src/api/failure-summary.js



function failureSummary({ exchange, method, key, isUnreadable, wasReached, }) {
    if (exchange.type === 'failure') {
        const { error, sent, proxy } = exchange;
        if (sizeLimitMessage(error) !== null)
            return "The API's response was too large";
        if (isCertificateFault(error))
            return "Couldn't verify the API's certificate";
        if (wasReached)
            return 'Lost the connection to the API';
        if (proxy !== undefined)
            return "Couldn't reach the API through the proxy";
        return sent ? "The API didn't respond" : "Couldn't reach the API";
    }
    const { status } = exchange;
    const cause = causeOf(exchange, method);
    if (cause === 'key' || cause === 'scope')
        return keySummary(cause, status, key);
    if (cause === 'archived')
        return `The project of ${key.input} is archived`;
    const summary = cause === null ? undefined : SUMMARIES[cause];
    if (summary !== undefined)
        return summary;
    if (isUnreadable)
        return "Couldn't read the API's response";
    if (status === 429)
        return 'Rate limited';
    return status >= 500 ? `The API returned ${status}` : `The API rejected the request (${status})`;
}
const SUMMARIES = {
    quota: 'The organization is out of credit',
    account: 'The account or organization is deactivated',
    host: "base-url isn't the host of the project's region",
    path: "base-url doesn't point to the API",
    route: "base-url doesn't point to the API",
    ip: "The runner's IP address isn't allowed",
    region: "The API doesn't support the runner's country",
    firewall: 'A firewall or proxy blocked the API',
    compression: "The API's response was compressed",
};
function keySummary(cause, status, key) {
    const { input } = key;
    if (isWrongKind(key))
        return `${input} isn't ${input === 'admin-key' ? 'an admin' : 'a project'} key`;
    return cause === 'scope' ? `${input} lacks a scope` : `OpenAI rejected ${input} (${status})`;
}

;// CONCATENATED MODULE: ./build/src/api/hints.js




const REGIONAL_HOST = /(?<![\w.-])[a-z]{2,4}\.api\.openai\.com(?![\w-]|\.\w)/;
const UNREACHABLE = new Set([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ETIMEDOUT',
    'UND_ERR_CONNECT_TIMEOUT',
]);
function hintFor({ exchange, key, method, operation }) {
    if (exchange.type === 'failure')
        return connectionHint(exchange, 'base-url');
    const { status } = exchange;
    if (status >= 500 && /\bftckpt_/.test(operation)) {
        return "Use the checkpoint's fine_tuned_model_checkpoint (ft:…). The API fails for the ID of a checkpoint object (ftckpt_…).";
    }
    const cause = causeOf(exchange, method);
    const isAboutKey = cause === null || cause === 'key' || cause === 'scope';
    const isKeyRejected = status === 401 || status === 403 || cause === 'key';
    const wrongKind = isAboutKey && isKeyRejected ? wrongKindHint(key) : null;
    const text = serverErrorOf(exchange).message ?? '';
    return wrongKind ?? (cause === null ? null : hintOf(cause, key, operation, text));
}
function wrongKindHint(key) {
    if (!isWrongKind(key))
        return null;
    return key.input === 'admin-key'
        ? 'Use an admin key (sk-admin-…), which an organization owner can create. admin-key holds a project key.'
        : `Use a project key (sk-proj-…), which can read jobs and models. ${key.input} holds an admin key.`;
}
function hintOf(cause, key, operation, text) {
    const { input } = key;
    switch (cause) {
        case 'key':
            if (isAccount(input)) {
                return `Check that the service account in ${input} is active. OpenAI issued an access token for it, but the API rejected the token.`;
            }
            return `Store a new key in the secret for ${input}. This one may be mistyped, revoked, or expired.`;
        case 'scope':
            return scopeHint(input, text);
        case 'quota':
            return "Check the organization's billing settings and limits. It's out of credit or over a limit, so waiting doesn't help.";
        case 'account':
            return 'Ask an organization owner to contact OpenAI. The account or organization is deactivated.';
        case 'archived':
            return `Use a ${isAccount(input) ? 'service account' : 'key'} of an active project in ${input}. The project of this one is archived.`;
        case 'host': {
            const host = REGIONAL_HOST.exec(text)?.[0];
            return host === undefined
                ? "Set base-url to the host of the project's region, such as https://eu.api.openai.com/v1."
                : `Set base-url to https://${host}/v1.`;
        }
        case 'path':
            return 'Check base-url. It usually ends with /v1 (on Azure, /openai/v1), without an endpoint after it.';
        case 'ip':
            return "Use a runner with a fixed IP address, and add that address to the organization's or project's IP allow list.";
        case 'region':
            return 'Use a runner in a country that the API supports. If the runner uses HTTPS_PROXY, check where that proxy is.';
        case 'firewall':
            return 'Allow this runner to reach the host of base-url. A firewall or proxy on its network sent this page, not the API.';
        case 'compression':
            return 'Turn off compression in the gateway or proxy that serves base-url.';
        case 'model-policy':
            return "Allow the model in the project's limits. An organization can restrict which models a project may use.";
        case 'missing':
            return missingHint(key, operation);
        case 'identity':
        case 'route':
            return null;
    }
}
function scopeHint(input, text) {
    const scope = /api\.[a-z_.]+/.exec(text)?.[0].replace(/\.$/, '');
    const needed = scope === undefined ? 'the missing scope' : `the scope ${scope}`;
    if (isAccount(input))
        return `Give the service account in ${input} ${needed}.`;
    const kind = input === 'admin-key' ? 'an admin key' : 'a key';
    return `Create ${kind} that has ${needed}. ${input} is valid but lacks it. A key whose scopes were edited may keep failing.`;
}
function missingHint({ input }, operation) {
    if (input === 'admin-key') {
        return operation.startsWith('list the permissions')
            ? 'Check the checkpoint ID. It contains the organization name, and admin-key must belong to that organization.'
            : null;
    }
    return input === 'api-key' || input === 'service-account-id'
        ? `Check the job ID. ${input} must belong to the project that owns the job.`
        : null;
}
function connectionHint({ error, proxy }, input) {
    const server = input ?? "GitHub's token service";
    if (isCertificateFault(error)) {
        const whose = proxy === undefined ? `certificate of ${server}` : `certificates of ${server} and the proxy`;
        return `Check the ${whose}. For a private certificate authority, set NODE_EXTRA_CA_CERTS to the file with its certificate.`;
    }
    if (proxy !== undefined)
        return proxyHint(proxy, input === null ? server : `the host of ${input}`);
    if (!UNREACHABLE.has(error.code))
        return null;
    const check = input === null ? '' : `${input}, and `;
    return `Check ${check}whether this runner needs HTTPS_PROXY.`;
}
function proxyHint({ status }, host) {
    const bypass = `If ${host} is reachable without the proxy, add it to NO_PROXY.`;
    if (status === 407) {
        return 'Check the user name and password in HTTPS_PROXY (http://USER:PASSWORD@HOST:PORT).';
    }
    return status === null || status >= 500
        ? `Check HTTPS_PROXY and whether the proxy is running. ${bypass}`
        : `Configure the proxy to let this runner reach ${host}. ${bypass}`;
}

// EXTERNAL MODULE: ./build/src/common/ids.js
var common_ids = __webpack_require__(177);
;// CONCATENATED MODULE: ./build/src/api/response.js





const QUOTE_LENGTH = 300;
const MAX_DEPTH = 100;
const MIN_KEY_LENGTH = 16;
class InvalidResponseError extends Error {
    name = 'InvalidResponseError';
    type;
    constructor(message, type = 'fault') {
        super(message);
        this.type = type;
    }
}
function parseResponse(schema, { status, headers, body }, key) {
    const codings = codingsOf(headers);
    if (codings !== null) {
        throw new InvalidResponseError(`the API returned ${status} with a compressed body (${codings})`, 'permanent');
    }
    const json = parseJson(body);
    if (json === undefined) {
        throw new InvalidResponseError(body === ''
            ? `the API returned ${status} with an empty body`
            : `the API returned ${status} with a non-JSON body${excerpt(body)}`);
    }
    const parsed = dist/* safeParse */.xLC(schema, json);
    if (parsed.success) {
        if (!hasKeyInId(parsed.output, key))
            return parsed.output;
        throw new InvalidResponseError('an ID in the response contains the key');
    }
    const { message } = serverError(body);
    const isObject = typeof json === 'object' && json !== null && 'object' in json;
    if (message !== null && (!isObject || json.object === 'error')) {
        throw new InvalidResponseError(`the API returned ${status} with an error: ${(0,format/* withoutPeriod */.Kx)(message)}`, 'error');
    }
    const [issue] = parsed.issues;
    const path = dist/* getDotPath */.BuJ(issue);
    const where = path === null ? '' : ` at ${path}`;
    throw new InvalidResponseError(`the response doesn't match the API schema${where}: ${issue.message}`);
}
function hasKeyInId(value, key, depth = 0) {
    if (depth > MAX_DEPTH)
        throw new InvalidResponseError('the response is nested too deeply');
    if (typeof value === 'string') {
        return key.length >= MIN_KEY_LENGTH && value.includes(key) && common_ids/* ID_PATTERN */.pw.test(value);
    }
    if (typeof value !== 'object' || value === null)
        return false;
    return Object.values(value).some(part => hasKeyInId(part, key, depth + 1));
}
function excerpt(body) {
    const text = body.trim();
    const isCut = text.length > QUOTE_LENGTH;
    const start = isCut
        ? text
            .slice(0, QUOTE_LENGTH)
            .replace(/[^\s<>"',;()]*$/, '')
            .trim()
        : text;
    return start === '' ? '' : ` that starts with "${start}"`;
}

;// CONCATENATED MODULE: ./build/src/api/failure.js









function toError({ operation, method, exchange, kind, attempts, key, wasReached, more, }) {
    const details = {
        kind,
        operation,
        reason: describeExchange(exchange),
        attempts,
        summary: kind === 'cancelled'
            ? null
            : failureSummary({
                exchange,
                method,
                key,
                isUnreadable: kind === 'unreadable',
                wasReached,
            }),
        ...more,
    };
    const hint = kind === 'cancelled' ? null : hintFor({ exchange, key, method, operation });
    if (exchange.type === 'failure') {
        return new ApiError({ ...details, hint, requestId: exchange.requestId });
    }
    const { message, code } = serverErrorOf(exchange);
    return new ApiError({
        ...details,
        status: exchange.status,
        code,
        about: causeOf(exchange, method),
        serverMessage: message,
        requestId: requestIdOf(exchange),
        retryable: (more.retryable ?? true) && exchange.headers['x-should-retry'] !== 'false',
        hint,
    });
}
function isApiRejection(exchange) {
    return exchange.type === 'answer' && exchange.status < 500 && exchange.status !== 408;
}
function requestIdOf(exchange) {
    return exchange.type === 'answer'
        ? (exchange.headers['x-request-id'] ?? null)
        : exchange.requestId;
}
function describeExchange(exchange) {
    if (exchange.type === 'failure') {
        const { error, sent, proxy } = exchange;
        const excess = sizeLimitMessage(error);
        if (excess !== null)
            return excess;
        const fault = error.message || error.code || 'unknown error';
        if (proxy === undefined)
            return `${sent ? 'no complete response' : 'connection failed'}: ${fault}`;
        const answer = proxy.status === null ? fault : `it returned ${proxy.status}`;
        return `connection through the proxy ${proxy.host} failed: ${answer}`;
    }
    const { status, headers, body } = exchange;
    const codings = codingsOf(headers);
    if (codings !== null)
        return `the API returned ${status} with a compressed body (${codings})`;
    const { message } = serverErrorOf(exchange);
    if (message !== null)
        return `the API returned ${status}: ${(0,format/* withoutPeriod */.Kx)(message)}`;
    if (status >= 300 && status < 400) {
        const { location } = headers;
        const target = location === undefined ? 'without a location' : `to ${location}`;
        return `the API returned ${status}, a redirect ${target}, which isn't followed`;
    }
    if (body.trim() === '')
        return `the API returned ${status} with no message`;
    return `the API returned ${status} with an unexpected body${excerpt(body)}`;
}

;// CONCATENATED MODULE: ./build/src/api/pacer.js
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
const KEEP_PACE_MS = 100_000;
const MIN_SAMPLES = 3;
const BUCKET_MARGIN = 1.25;
const SAME_LIMIT_SHARE = 0.75;
const MAX_BACKOFF_MS = 30_000;
const ASK_AGAIN_MS = 100;
const MAX_ANSWER_MS = 5_000;
const GUESSES = ['none', 'bucket', 'window', 'unknown'];
class Pacer {
    #kind = 'none';
    #perMinute = 0;
    #refusals = 0;
    #pausedUntil = -Infinity;
    #throttledAt = null;
    #keptUntil = -Infinity;
    #wasToldToWait = false;
    #trustsRetryAfter = true;
    #sentAt = -Infinity;
    #inFlight = 0;
    #accepted = [];
    #acceptedSinceThrottled = 0;
    get wasThrottled() {
        return this.#throttledAt !== null;
    }
    get spacing() {
        const isPaced = this.#kind === 'bucket' || this.#kind === 'window';
        return isPaced ? MINUTE_MS / this.#perMinute : 0;
    }
    isLimited(now) {
        return this.#refusals > 0 || (this.#kind !== 'none' && !this.isOutdated(now));
    }
    isOutdated(now) {
        if (this.#throttledAt === null || this.#refusals > 0 || this.#inFlight > 0)
            return false;
        return now >= this.#keptUntil + KEEP_PACE_MS;
    }
    delayAt(now, oneAtATime, isFirst) {
        if (now < this.#pausedUntil)
            return this.#pausedUntil - now;
        const isUnanswered = this.#inFlight > 0 && now < this.#sentAt + MAX_ANSWER_MS;
        const untilAnswer = isUnanswered || !isFirst ? ASK_AGAIN_MS : 0;
        if (this.#refusals > 0 || oneAtATime)
            return untilAnswer;
        if (this.#kind === 'none')
            return 0;
        const keptFor = this.#keptUntil - now;
        if (this.#kind === 'unknown' || keptFor <= 0)
            return untilAnswer;
        return Math.max(0, Math.min(this.#slotAt(now) - now, keptFor));
    }
    onSend(now) {
        this.#sentAt = now;
        this.#inFlight++;
    }
    onFailure() {
        this.#inFlight--;
    }
    onSuccess(sentAt, now) {
        this.#inFlight--;
        this.#accepted.push(now);
        this.#recent(now);
        this.#acceptedSinceThrottled++;
        if (this.#refusals === 0 || sentAt < this.#pausedUntil)
            return;
        this.#refusals = 0;
        this.#keptUntil = now + KEEP_PACE_MS;
        if (this.#wasToldToWait && this.#kind !== 'bucket')
            this.#kind = 'unknown';
    }
    onThrottled(sentAt, now, retryAfter, random) {
        this.#inFlight--;
        if (sentAt < this.#pausedUntil) {
            this.#pausedUntil = Math.max(this.#pausedUntil, now + retryAfter);
            return;
        }
        if (this.#refusals === 0) {
            this.#estimate(now);
        }
        else {
            this.#guessAgain(now);
            if (this.#wasToldToWait)
                this.#trustsRetryAfter = false;
        }
        this.#refusals++;
        this.#wasToldToWait = this.#trustsRetryAfter && this.#refusals === 1 && retryAfter >= SECOND_MS;
        const pause = this.#wasToldToWait ? 0 : this.#pause(now, random);
        this.#pausedUntil = now + Math.max(retryAfter, pause);
        this.#throttledAt = now;
        this.#acceptedSinceThrottled = 0;
    }
    explains(route, now) {
        const ownLimit = Math.max(MIN_SAMPLES, this.#perMinute * SAME_LIMIT_SHARE);
        return this.isLimited(now) && route.#recent(now).length < ownLimit;
    }
    absorb(route) {
        const since = this.#throttledAt ?? 0;
        this.#acceptedSinceThrottled += route.#accepted.filter(at => at > since).length;
        this.#accepted.push(...route.#accepted);
        this.#accepted.sort((one, other) => one - other);
        this.#inFlight += route.#inFlight;
    }
    #slotAt(now) {
        if (this.#kind === 'bucket')
            return this.#sentAt + this.spacing;
        const accepted = this.#recent(now);
        const max = Math.max(1, Math.floor(this.#perMinute));
        if (accepted.length >= max)
            return (accepted.at(-max) ?? now) + MINUTE_MS;
        return accepted.length + this.#inFlight >= max ? now + ASK_AGAIN_MS : now;
    }
    #estimate(now) {
        const count = this.#recent(now).length;
        if (this.#isFirstEstimate(now)) {
            this.#kind = 'none';
            this.#perMinute = count < MIN_SAMPLES ? 0 : count;
        }
        else if (this.#kind === 'window') {
            this.#perMinute = Math.max(1, count);
        }
        else {
            const time = now - (this.#throttledAt ?? now);
            const isVague = this.#acceptedSinceThrottled < MIN_SAMPLES;
            const before = this.#kind === 'bucket' ? this.#perMinute : null;
            let perMinute = (this.#acceptedSinceThrottled / time) * MINUTE_MS;
            if (before !== null) {
                perMinute = Math.max(perMinute, now < this.#keptUntil ? before / 2 : before);
                if (isVague)
                    perMinute = Math.min(perMinute, before * 2);
            }
            this.#kind = 'bucket';
            this.#perMinute = Math.max(1, perMinute);
        }
    }
    #isFirstEstimate(now) {
        if (this.#throttledAt === null)
            return true;
        if (this.#kind === 'none')
            return now >= this.#throttledAt + MINUTE_MS;
        if (this.#kind === 'unknown')
            return this.#acceptedSinceThrottled >= MIN_SAMPLES;
        const burst = this.#recent(now).filter(at => at >= this.#keptUntil).length;
        return burst >= Math.max(MIN_SAMPLES, this.#perMinute);
    }
    #guessAgain(now) {
        const isVague = this.#recent(now).length < MIN_SAMPLES;
        if (this.#kind === 'bucket' && isVague && this.#perMinute > 1) {
            this.#perMinute = Math.max(1, this.#perMinute / 2);
        }
        else {
            const next = GUESSES[GUESSES.indexOf(this.#kind) + 1] ?? 'unknown';
            this.#kind = this.#perMinute === 0 ? 'unknown' : next;
        }
    }
    #pause(now, random) {
        const shortest = SECOND_MS * (1 + random());
        const backoff = Math.min(shortest * 2 ** (this.#refusals - 1), MAX_BACKOFF_MS);
        if (this.#kind === 'unknown')
            return backoff;
        const oldest = this.#recent(now)[0] ?? now;
        if (this.#kind === 'window')
            return Math.max(shortest, oldest + MINUTE_MS - now);
        return Math.max(shortest, Math.min(this.spacing * BUCKET_MARGIN, MINUTE_MS));
    }
    #recent(now) {
        while ((this.#accepted[0] ?? now) <= now - MINUTE_MS)
            this.#accepted.shift();
        return this.#accepted;
    }
}

;// CONCATENATED MODULE: ./build/src/api/rate-limit.js

class RateLimiter {
    #random;
    #pacers = new Map();
    #queues = new Map();
    constructor(random) {
        this.#random = random;
    }
    delayAt(route, now, place) {
        const pacer = this.#pacerOf(route, now);
        const isSuspect = !pacer.wasThrottled && this.#pacers.values().some(it => it.isLimited(now));
        const [first] = this.#queues.get(route) ?? [];
        return pacer.delayAt(now, isSuspect, place === undefined || place === first);
    }
    enqueue(route) {
        const queue = this.#queues.get(route) ?? new Set();
        this.#queues.set(route, queue);
        const place = Symbol();
        queue.add(place);
        return { place, [Symbol.dispose]: () => void queue.delete(place) };
    }
    spacingOf(route, now) {
        return this.#pacerOf(route, now).spacing;
    }
    onSend(route, now) {
        this.#pacerOf(route, now).onSend(now);
        return { route, sentAt: now };
    }
    onSuccess({ route, sentAt }, now) {
        this.#pacerOf(route, now).onSuccess(sentAt, now);
    }
    onFailure({ route }, now) {
        this.#pacerOf(route, now).onFailure();
    }
    onThrottled({ route, sentAt }, now, retryAfter) {
        let pacer = this.#pacerOf(route, now);
        if (!pacer.wasThrottled)
            pacer = this.#shareLimit(route, pacer, now);
        pacer.onThrottled(sentAt, now, retryAfter ?? 0, this.#random);
    }
    #shareLimit(route, own, now) {
        const shared = this.#pacers.values().find(other => other.explains(own, now));
        if (shared === undefined)
            return own;
        shared.absorb(own);
        this.#pacers.set(route, shared);
        return shared;
    }
    #pacerOf(route, now) {
        let pacer = this.#pacers.get(route);
        if (pacer === undefined || pacer.isOutdated(now)) {
            pacer = new Pacer();
            this.#pacers.set(route, pacer);
        }
        return pacer;
    }
}
function routeOf({ method, path }) {
    return `${method} ${path.replace(/(s\/)[^/]+/g, '$1{id}')}`;
}

;// CONCATENATED MODULE: ./build/src/api/read-result.js



function readResult(call, exchange, key, fail) {
    if (exchange.type !== 'answer')
        throw new TypeError('only a response can be accepted');
    try {
        const value = parseResponse(call.schema, exchange, key.value);
        return { value, requestId: requestIdOf(exchange) };
    }
    catch (error) {
        if (!(error instanceof InvalidResponseError))
            throw error;
        const reason = error.message;
        const retryable = error.type !== 'error';
        if (call.method !== 'GET')
            throw fail('ambiguous', { reason, retryable });
        if (!retryable && causeOf(exchange) !== null)
            throw fail('refused', { reason });
        const isFinal = error.type === 'permanent' || exchange.headers['x-should-retry'] === 'false';
        if (isFinal)
            throw fail('unreadable', { reason });
        return reason;
    }
}

;// CONCATENATED MODULE: ./build/src/api/requested-wait.js


function requestedWait(exchange, requested, left) {
    if (!isTooLong(requested, left))
        return { retryAfterMs: requested };
    return { retryable: false, reason: waitTooLong(describeExchange(exchange), requested, left) };
}
function isTooLong(requested, left) {
    return requested !== null && requested > 0 && requested >= left;
}
function waitTooLong(reason, wait, left) {
    return `${reason}; it requires ${describeWait(wait, left)}`;
}
function describeWait(wait, left) {
    return `a wait of ${(0,format/* formatDuration */.a3)(wait)}, with only ${(0,format/* formatDuration */.a3)(left)} left`;
}
function gaveUp(reason, attempts, milliseconds) {
    const tries = (0,format/* pluralize */.td)(attempts, 'try', 'tries');
    return `${reason}; gave up after ${tries} in ${(0,format/* formatDuration */.a3)(milliseconds)}`;
}

;// CONCATENATED MODULE: ./build/src/api/schemas.js


const apiId = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(common_ids/* ID_MAX_LENGTH */.EA, `the ID is longer than ${common_ids/* ID_MAX_LENGTH */.EA} characters`), dist/* regex */.yGV(common_ids/* ID_PATTERN */.pw, 'invalid ID'));
const MAX_UNIX_SECONDS = 8_640_000_000_000;
const unixSeconds = dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(0), dist/* maxValue */.cGV(MAX_UNIX_SECONDS));

;// CONCATENATED MODULE: ./build/src/api/retry.js



const PATIENCE_MS = 120_000;
const BACKOFF_BASE_MS = 1_000;
const BACKOFF_CAP_MS = 30_000;
const HTTP_DATE = /^[A-Z][a-z]+,? .*\d{2}:\d{2}:\d{2}/;
function classifyResponse(method, exchange) {
    const isRead = method === 'GET';
    if (exchange.type === 'failure') {
        if (!exchange.sent)
            return isPermanent(exchange) ? 'fail' : 'retry';
        if (!isRead)
            return 'ambiguous';
        return sizeLimitMessage(exchange.error) === null ? 'retry' : 'fail';
    }
    const { status, headers } = exchange;
    if (status >= 200 && status < 300)
        return 'accept';
    const shouldRetry = headers['x-should-retry'];
    if (status === 429) {
        if (isQuotaExceeded(serverErrorOf(exchange)))
            return 'fail';
        return shouldRetry === 'false' ? 'fail' : 'retry';
    }
    const isUnsure = status === 408 || status === 409 || status >= 500;
    if (!isRead)
        return isUnsure || shouldRetry === 'true' ? 'ambiguous' : 'fail';
    if (shouldRetry === 'false')
        return 'fail';
    return isUnsure || shouldRetry === 'true' ? 'retry' : 'fail';
}
function isPermanent({ error, proxy }) {
    const status = proxy?.status ?? 0;
    const isRefusal = status >= 400 && status < 500 && status !== 408 && status !== 429;
    return isRefusal || isCertificateFault(error) || error.code?.startsWith('ERR_TLS_') === true;
}
function retryAfterOf(exchange, now) {
    return exchange.type === 'answer' ? retryAfterMs(exchange.headers, now) : null;
}
function retryAfterMs(headers, now) {
    const milliseconds = nonNegative(headers['retry-after-ms']);
    if (milliseconds !== null)
        return milliseconds;
    const retryAfter = headers['retry-after'];
    const seconds = nonNegative(retryAfter);
    if (seconds !== null)
        return seconds * 1000;
    if (retryAfter === undefined || !HTTP_DATE.test(retryAfter))
        return null;
    const date = Date.parse(retryAfter.replace(/ \d{4}$/, '$& GMT'));
    return Number.isNaN(date) ? null : Math.max(0, date - now);
}
function nonNegative(text) {
    if (text === undefined || !/^\s*\d+(\.\d+)?\s*$/.test(text))
        return null;
    return Math.min(Number(text), MAX_UNIX_SECONDS);
}
function waitBefore(attempt, requested, random) {
    const least = requested ?? 0;
    return least >= BACKOFF_BASE_MS ? least : Math.max(least, backoff(attempt, random));
}
function backoff(attempt, random) {
    return random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** (attempt - 1));
}

// EXTERNAL MODULE: ./build/src/common/clock.js
var common_clock = __webpack_require__(133);
;// CONCATENATED MODULE: ./build/src/api/turns.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});



function createTurns(budget, limiter) {
    const { clock, cancelled } = budget;
    async function takeTurn(call, route, attempts, gaveUp) {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const { operation } = call;
            const unavailable = (reason, summary) => gaveUp?.() ?? new ApiError({ kind: 'unavailable', operation, reason, attempts, summary });
            const queued = __addDisposableResource(env_1, limiter.enqueue(route), false);
            for (;;) {
                if (cancelled.aborted)
                    throw cancelledError(operation, attempts);
                if (call.signal?.aborted)
                    throw unavailable('a rejection stopped the run', 'A rejection stopped the run');
                const left = leftFor(call);
                if (left === 0)
                    throw unavailable('no time left', 'Ran out of time');
                const wait = limiter.delayAt(route, clock.now(), queued.place);
                if (wait === 0)
                    return limiter.onSend(route, clock.now());
                if (wait >= left)
                    throw unavailable(`the rate limit requires ${describeWait(wait, left)}`, 'Rate limited');
                await pause(wait, call, attempts);
            }
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            __disposeResources(env_1);
        }
    }
    async function pause(milliseconds, { operation, signal }, attempts) {
        try {
            const until = signal === undefined ? cancelled : AbortSignal.any([cancelled, signal]);
            await clock.sleep(milliseconds, until);
        }
        catch {
            if (signal?.aborted)
                return;
            throw cancelledError(operation, attempts);
        }
    }
    function leftFor({ deadline = Number.POSITIVE_INFINITY }) {
        return Math.max(0, Math.min((0,common_clock/* remainingMs */.X)(budget), deadline - clock.now()));
    }
    return { takeTurn, pause, leftFor };
}

;// CONCATENATED MODULE: ./build/src/api/client.js









function createClient(options) {
    const { transport, credential, budget, random, onRetry, limiter } = options;
    const { clock, cancelled } = budget;
    const { takeTurn, pause, leftFor } = createTurns(budget, limiter);
    let requests = 0;
    let wasAnswered = false;
    const wasReached = options.wasReached ?? (() => wasAnswered);
    async function call(call) {
        const { operation, method, patienceMs = PATIENCE_MS } = call;
        const started = clock.now();
        const route = routeOf(call);
        let faultMs = 0;
        let giveUp = null;
        let wasRejected = false;
        for (let attempts = 1;; attempts++) {
            if (!('value' in credential))
                await tokenFor(credential, call);
            const turn = await takeTurn(call, route, attempts - 1, giveUp);
            const key = 'value' in credential ? credential : await keyFor(credential, call, turn);
            requests++;
            const sentAt = clock.now();
            const timeoutMs = call.deadline === undefined ? undefined : leftFor(call);
            const exchange = await transport.exchange(toHttp(call, key.value, timeoutMs));
            if (exchange.type === 'answer')
                wasAnswered = true;
            const fail = (kind, more = {}) => toError({
                operation,
                method,
                key,
                exchange,
                kind,
                attempts,
                wasReached: wasReached(),
                more,
            });
            const decision = classifyResponse(method, exchange);
            const { isThrottled, requested } = noteOutcome(turn, exchange, decision);
            if (!wasRejected && discardRejectedToken(exchange, credential, key)) {
                wasRejected = true;
                const reason = `${describeExchange(exchange)}; requesting a new access token`;
                const requestId = requestIdOf(exchange);
                onRetry({
                    operation,
                    reason,
                    requestId,
                    hint: null,
                    wait: 0,
                    left: leftFor(call),
                    spacing: 0,
                });
                continue;
            }
            let reason = describeExchange(exchange);
            if (decision === 'accept') {
                const result = readResult(call, exchange, key, fail);
                if (typeof result !== 'string') {
                    call.onProgress?.('response');
                    return result;
                }
                reason = result;
            }
            const left = leftFor(call);
            if (decision === 'ambiguous') {
                throw fail('ambiguous', requestedWait(exchange, requested, left));
            }
            if (decision === 'fail')
                throw fail(isApiRejection(exchange) ? 'refused' : 'unavailable');
            if (cancelled.aborted)
                throw fail('cancelled', { reason: 'the step was cancelled' });
            const wait = isThrottled
                ? limiter.delayAt(route, clock.now())
                : waitBefore(attempts, requested, random);
            giveUp = () => {
                const kind = decision === 'accept' ? 'unreadable' : 'unavailable';
                return fail(kind, { reason: gaveUp(reason, attempts, clock.now() - started) });
            };
            if (!isThrottled)
                faultMs += clock.now() - sentAt + wait;
            const isOutOfPatience = faultMs > patienceMs || (call.patienceMs !== undefined && (requested ?? 0) > patienceMs);
            if (isTooLong(requested, left)) {
                throw fail('unavailable', requestedWait(exchange, requested, left));
            }
            if (wait >= left || isOutOfPatience)
                throw giveUp();
            const spacing = isThrottled ? limiter.spacingOf(route, clock.now()) : 0;
            const requestId = requestIdOf(exchange);
            const hint = attempts === 1 ? hintFor({ exchange, key, method, operation }) : null;
            onRetry({ operation, reason, requestId, hint, wait, left, spacing });
            if (isThrottled)
                continue;
            call.onProgress?.('fault');
            await pause(wait, call, attempts);
        }
    }
    const tokenFor = (account, call) => accessToken(account, call.operation, { clock, cancelled, left: leftFor(call) });
    async function keyFor(account, call, turn) {
        try {
            return await tokenFor(account, call);
        }
        catch (error) {
            limiter.onFailure(turn, clock.now());
            throw error;
        }
    }
    function noteOutcome(turn, exchange, decision) {
        const now = clock.now();
        const status = exchange.type === 'answer' ? exchange.status : null;
        const isThrottled = status === 429;
        const requested = retryAfterOf(exchange, now);
        if (isThrottled && decision === 'retry')
            limiter.onThrottled(turn, now, requested);
        else if (isThrottled || status === null)
            limiter.onFailure(turn, now);
        else
            limiter.onSuccess(turn, now);
        return { isThrottled, requested };
    }
    return {
        call,
        get requests() {
            return requests;
        },
        get wasAnswered() {
            return wasAnswered;
        },
    };
}

// EXTERNAL MODULE: ./build/src/node_modules/undici/index.js
var undici = __webpack_require__(6425);
;// CONCATENATED MODULE: ./build/src/api/connections.js


const MAX_REQUEST_MS = 60_000;
function createConnections(baseUrl, proxy) {
    const tls = { rejectUnauthorized: true, allowH2: false };
    const connect = (0,undici/* buildConnector */.gU)(tls);
    let isStraight = false;
    const options = {
        allowH2: false,
        connect: (...target) => {
            isStraight = true;
            return connect(...target);
        },
        maxResponseSize: MAX_BODY_BYTES,
        maxHeaderSize: MAX_HEADER_BYTES,
        headersTimeout: MAX_REQUEST_MS,
        bodyTimeout: MAX_REQUEST_MS,
    };
    if (baseUrl.protocol === 'http:' || proxy.url === '') {
        return { dispatcher: new undici/* Agent */.g6(options), proxy: () => null };
    }
    const { host } = new URL(proxy.url);
    const dispatcher = new undici/* EnvHttpProxyAgent */.J2({
        ...options,
        httpProxy: '',
        httpsProxy: proxy.url,
        noProxy: proxy.exceptions,
        requestTls: tls,
        proxyTls: tls,
    });
    return { dispatcher, proxy: () => (isStraight ? null : host) };
}
function refusalOf({ message }) {
    const status = /^Proxy response \((\d+)\)/.exec(message)?.[1];
    return status === undefined ? null : Number(status);
}

;// CONCATENATED MODULE: ./build/src/api/transport.js


const CANCELLED_WRITE_GRACE_MS = 1_000;
function createTransport({ baseUrl, budget, proxy }) {
    const connections = createConnections(baseUrl, proxy);
    const basePath = baseUrl.pathname.replace(/\/+$/, '');
    async function exchange({ method, path, body, key, timeoutMs = MAX_REQUEST_MS, }) {
        let sent = false;
        let requestId = null;
        const tracked = connections.dispatcher.compose(noteStart(() => (sent = true)));
        const bound = boundOf(method, Math.min(timeoutMs, MAX_REQUEST_MS), budget, () => sent);
        try {
            const answer = await tracked.request({
                origin: baseUrl.origin,
                method,
                path: basePath + path,
                headers: {
                    accept: 'application/json',
                    'accept-encoding': 'identity',
                    'user-agent': 'share-checkpoint',
                    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
                    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
                },
                body: body ?? null,
                signal: bound.signal,
            });
            const headers = flat(answer.headers);
            requestId = headers['x-request-id'] ?? null;
            return { type: 'answer', status: answer.statusCode, headers, body: await answer.body.text() };
        }
        catch (error) {
            const fault = error instanceof Error ? error : new Error(`${error}`);
            const failure = { type: 'failure', sent, requestId, error: fault };
            const host = sent ? null : connections.proxy();
            if (host === null)
                return failure;
            return { ...failure, proxy: { host, status: refusalOf(fault) } };
        }
        finally {
            bound.release();
        }
    }
    return { exchange, close: () => connections.dispatcher.destroy() };
}
function noteStart(started) {
    return dispatch => (options, handler) => dispatch(options, {
        onRequestStart(controller, context) {
            started();
            handler.onRequestStart?.(controller, context);
        },
        onResponseStart: (...args) => handler.onResponseStart?.(...args),
        onResponseData: (...args) => handler.onResponseData?.(...args),
        onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
        onResponseError: (...args) => handler.onResponseError?.(...args),
    });
}
function boundOf(method, timeoutMs, { clock, cancelled }, isSent) {
    const bound = new AbortController();
    const released = new AbortController();
    const endAfter = (milliseconds, message) => clock.sleep(milliseconds, released.signal).then(() => bound.abort(new Error(message)), () => { });
    const onCancel = () => {
        const message = 'the step was cancelled';
        if (method === 'GET' || !isSent())
            bound.abort(new Error(message));
        else
            void endAfter(CANCELLED_WRITE_GRACE_MS, message);
    };
    void endAfter(timeoutMs, `timed out after ${(0,format/* formatDuration */.a3)(timeoutMs)}`);
    if (cancelled.aborted)
        onCancel();
    else
        cancelled.addEventListener('abort', onCancel, { signal: released.signal });
    return { signal: bound.signal, release: () => released.abort() };
}
function flat(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
}

;// CONCATENATED MODULE: ./build/src/api/client-pool.js



class ClientPool {
    #options;
    #transports = [];
    #clients = [];
    #limiters = new Map();
    constructor(options) {
        this.#options = options;
    }
    open(credential, budget) {
        const { baseUrl, proxy, random, onRetry } = this.#options;
        const transport = createTransport({ baseUrl, proxy, budget });
        const account = 'value' in credential ? credential.value : credential.id;
        const limiter = this.#limiters.get(account) ?? new RateLimiter(random);
        this.#limiters.set(account, limiter);
        const wasReached = () => this.#clients.some(({ wasAnswered }) => wasAnswered);
        const client = createClient({
            transport,
            credential,
            budget,
            random,
            onRetry,
            limiter,
            wasReached,
        });
        this.#transports.push(transport);
        this.#clients.push(client);
        return client;
    }
    get requests() {
        return this.#clients.reduce((sum, { requests }) => sum + requests, 0);
    }
    async close() {
        await Promise.all(this.#transports.map(transport => transport.close()));
    }
}

// EXTERNAL MODULE: ./build/src/inputs/misspelled.js + 1 modules
var misspelled = __webpack_require__(4262);
// EXTERNAL MODULE: ./build/src/sharing/types.js
var types = __webpack_require__(6971);
// EXTERNAL MODULE: ./build/src/inputs/raw-inputs.js
var raw_inputs = __webpack_require__(5675);
;// CONCATENATED MODULE: ./build/src/inputs/report-inputs.js


function isSummaryEnabled(env) {
    return !/^false$/i.test((0,raw_inputs/* rawInput */.JR)(env, 'show-summary') ?? '');
}
function commitStatusInput(env) {
    const name = (0,raw_inputs/* rawInput */.JR)(env, 'commit-status') ?? '';
    const token = (0,raw_inputs/* rawInput */.JR)(env, 'github-token') ?? '';
    const mode = types/* MODES */.FN.find(known => known === (0,raw_inputs/* rawInput */.JR)(env, 'mode'));
    const isDryRun = /^true$/i.test((0,raw_inputs/* rawInput */.JR)(env, 'dry-run') ?? '');
    const isUnfit = mode !== undefined && !types/* STATUS_MODES */.oR.has(mode);
    return name === '' || token === '' || isDryRun || isUnfit ? null : { name, token };
}

// EXTERNAL MODULE: ./build/src/inputs/keys.js
var inputs_keys = __webpack_require__(2611);
// EXTERNAL MODULE: ./build/src/inputs/network.js
var network = __webpack_require__(1057);
;// CONCATENATED MODULE: ./build/src/inputs/secrets.js



function secretsOf(env) {
    const keys = [...(0,inputs_keys/* keysOf */.YD)(env), (0,raw_inputs/* rawInput */.JR)(env, 'github-token') ?? ''];
    const others = [...(0,network/* proxyPasswords */.PK)(env), ...runnerToken(env)];
    return { keys: withoutWords(keys), others: withoutWords([...new Set(others)]) };
}
function runnerToken(env) {
    const isUsed = (0,raw_inputs/* rawInput */.JR)(env, 'service-account-id') || (0,raw_inputs/* rawInput */.JR)(env, 'verify-service-accounts');
    return isUsed ? [env.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? ''] : [];
}
function requestedIds(env) {
    const inputs = [
        'checkpoint-id',
        'fine-tuning-job-id',
        'project-ids',
        'owning-project-id',
        'service-account-id',
    ];
    const accounts = (0,inputs_keys/* projectLines */.DR)((0,raw_inputs/* rawInput */.JR)(env, 'verify-service-accounts') ?? '');
    return [
        ...inputs.flatMap(input => (0,raw_inputs/* listItems */.Dw)((0,raw_inputs/* rawInput */.JR)(env, input) ?? '')),
        ...accounts.map(({ value }) => value),
    ];
}
function withoutWords(secrets) {
    return secrets.filter(secret => secret.length > 3);
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./build/src/sharing/status.js
const ACCESS_STATUSES = new Set(['granted', 'shared', 'owner']);
const FAILED_STATUSES = new Set(['failed', 'skipped', 'unknown']);

;// CONCATENATED MODULE: ./build/src/sharing/result.js

function countPlans(mode, plans) {
    const rows = plans.flatMap(plan => plan.rows);
    const unread = plans.filter(plan => plan.listFailure !== null && !plan.rows.some(row => isFailing(mode, row)));
    const having = (...statuses) => rows.filter(({ status }) => statuses.includes(status)).length;
    return {
        granted: having('granted', 'to-grant'),
        revoked: having('revoked', 'to-revoke'),
        failed: rows.filter(row => isFailing(mode, row)).length + unread.length,
        extra: rows.filter(isExtra).length,
    };
}
function isFailing(mode, { status }) {
    return FAILED_STATUSES.has(status) || (mode === 'check' && status === 'not-shared');
}
const NOT_EXTRA = new Set(['owner', 'revoked', 'to-revoke', 'not-shared']);
function isExtra({ requested, status }) {
    return !requested && !NOT_EXTRA.has(status);
}
function resultOf({ mode, exact, plans, isCancelled }) {
    if (isCancelled)
        return 'cancelled';
    const rows = plans.flatMap(checkpoint => checkpoint.rows);
    const isMissing = rows.some(({ status }) => status === 'not-shared');
    if (mode === 'check' && (isMissing || (exact && rows.some(isExtra))))
        return 'mismatch';
    const bad = plans.filter(({ listFailure, rows }) => listFailure !== null || rows.some(row => isFailing(mode, row)));
    if (bad.length === 0)
        return 'ok';
    return bad.every(({ listFailure }) => listFailure === 'unavailable') ? 'unavailable' : 'failed';
}

;// CONCATENATED MODULE: ./build/src/report/commit-status.js



const MAX_DESCRIPTION = 140;
const HASH = /^[\da-f]{40,64}$/i;
function stateOf(report) {
    const { result, plans, settings, verifications, outputsFailed } = report;
    if (result === 'ok')
        return outputsFailed ? 'error' : 'success';
    if (result === 'mismatch')
        return 'failure';
    if (result !== 'failed' || plans === null || settings === null)
        return 'error';
    const isKnown = plans.some(({ listFailure, rows }) => listFailure === null &&
        rows.some(row => row.status !== 'unknown' && isFailing(settings.mode, row)));
    const isUnusable = verifications.some(({ problem, isCertain }) => problem !== null && isCertain);
    return isKnown || isUnusable ? 'failure' : 'error';
}
async function postCommitStatus({ name, token, state, description, bound, env }, { safe, sanitize }) {
    try {
        const commit = readEvent(env.GITHUB_EVENT_PATH);
        const { getOctokit } = await importGitHub();
        const silent = { debug() { }, info() { }, warn() { }, error() { } };
        const { GITHUB_REPOSITORY = '', GITHUB_SERVER_URL, GITHUB_RUN_ID, GITHUB_SHA = '' } = env;
        const [owner, repo] = GITHUB_REPOSITORY.split('/');
        if (!owner || !repo)
            throw new Error("GITHUB_REPOSITORY isn't set to a repository");
        await getOctokit(token, { log: silent }).rest.repos.createCommitStatus({
            owner,
            repo,
            sha: commit ?? GITHUB_SHA,
            state,
            context: name,
            description: shortened(sanitize(description)),
            target_url: `${GITHUB_SERVER_URL ?? 'https://github.com'}/${owner}/${repo}/actions/runs/${GITHUB_RUN_ID}`,
            request: { signal: bound() },
        });
        return [];
    }
    catch (error) {
        const { status } = error;
        const message = error instanceof Error ? error.message : String(error);
        const reason = message || `GitHub returned ${status ?? 'an error'} with no message`;
        const advice = adviceFor(status, reason);
        const words = advice === null ? reason : `${(0,format/* withoutPeriod */.Kx)(reason)}. ${advice}`;
        return [
            {
                title: safe `No commit status`,
                message: safe `Couldn't post the commit status: ${words}`,
            },
        ];
    }
}
function adviceFor(status, reason) {
    const isForbidden = status === 403 && /resource not accessible/i.test(reason);
    if (!isForbidden && status !== 404)
        return null;
    return /personal access token/i.test(reason)
        ? 'Give the token in github-token write access to commit statuses.'
        : 'Grant the job `permissions: statuses: write`.';
}
function readEvent(path) {
    return path && (0,external_node_fs_.existsSync)(path) ? commitOf((0,external_node_fs_.readFileSync)(path, 'utf8')) : null;
}
function commitOf(payload) {
    const event = JSON.parse(payload.replace(/^\uFEFF/, ''));
    const sha = event?.pull_request?.head?.sha ?? event?.workflow_run?.head_sha ?? null;
    if (sha === null || (typeof sha === 'string' && HASH.test(sha)))
        return sha;
    throw new Error("The commit in the event's payload isn't valid");
}
async function importGitHub() {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    for (const name of ['https_proxy', 'HTTPS_PROXY']) {
        const proxy = process.env[name];
        if (proxy)
            process.env[name] = (0,format/* withScheme */.GV)(proxy);
    }
    const { GITHUB_EVENT_PATH: path } = process.env;
    delete process.env.GITHUB_EVENT_PATH;
    try {
        return await __webpack_require__.e(/* import() */ 413).then(__webpack_require__.bind(__webpack_require__, 2413));
    }
    finally {
        if (path !== undefined)
            process.env.GITHUB_EVENT_PATH = path;
    }
}
function shortened(text) {
    return text.length > MAX_DESCRIPTION ? `${text.slice(0, MAX_DESCRIPTION - 1)}…` : text;
}

// EXTERNAL MODULE: ./build/src/common/validation.js
var validation = __webpack_require__(4332);
;// CONCATENATED MODULE: ./build/src/report/run-report.js

const everyRow = new WeakMap();
const everyRequested = new WeakMap();
function modeOf({ settings }) {
    return settings?.mode ?? 'grant';
}
function rowsOf(report) {
    const rows = everyRow.get(report) ?? (report.plans ?? []).flatMap(one => one.rows);
    everyRow.set(report, rows);
    return rows;
}
function requestedRows(report) {
    const rows = everyRequested.get(report) ?? rowsOf(report).filter(({ requested }) => requested);
    everyRequested.set(report, rows);
    return rows;
}
function projectsOf(rows) {
    return [...new Set(rows.values().map(({ projectId }) => projectId))];
}
function failureGroups(report) {
    return (report.plans ?? []).flatMap(checkpoint => {
        const { checkpointId, rows, problem, listFailure, location } = checkpoint;
        const isUnread = listFailure !== null;
        const failed = rows.flatMap(row => row.problem === null || row.problem === report.problem
            ? []
            : [{ ...row, problem: row.problem }]);
        const groups = Map.groupBy(failed, row => JSON.stringify([row.status, row.requested, row.problem.message]));
        const found = [...groups.values()].flatMap(group => {
            const [first] = group;
            if (first === undefined)
                return [];
            const projectIds = projectsOf(group);
            return [
                {
                    checkpointId,
                    status: first.status,
                    requested: first.requested,
                    isUnread,
                    problem: first.problem,
                    projectIds,
                    ...(0,validation/* withLocation */.w4)(location),
                },
            ];
        });
        if (problem === null || found.length > 0)
            return found;
        return [
            {
                checkpointId,
                status: 'failed',
                requested: true,
                isUnread,
                problem,
                projectIds: [],
                ...(0,validation/* withLocation */.w4)(location),
            },
        ];
    });
}

;// CONCATENATED MODULE: ./build/src/report/headline.js




function headlineOf(report) {
    const note = report.outputsFailed ? "; the outputs couldn't be written" : '';
    return `${endingOf(report)}${note}`;
}
function endingOf(report) {
    const { result, counts, issues, settings, problem, failureHeadline, requests } = report;
    if (result === 'invalid') {
        const done = requests === 0 ? 'no requests were sent' : 'nothing was changed';
        return `${(0,format/* pluralize */.td)(issues.length, 'invalid input')}; ${done}`;
    }
    if (counts === null || settings === null)
        return failureHeadline ?? 'Nothing was done';
    if (failureHeadline !== null && counts.granted + counts.revoked === 0)
        return failureHeadline;
    const isRefused = problem !== null && rowsOf(report).some(row => row.problem === problem);
    if (isRefused)
        return 'Stopped: the plan exceeds max-revocations';
    const unread = unreadPlans(report);
    if (unread.length > 0 && unread.length === report.plans?.length) {
        return result === 'cancelled'
            ? `${prefixOf(report)}nothing was changed`
            : unreadHeadline(unread);
    }
    const sentence = settings.dryRun && types/* CHANGING_MODES */.tA.has(settings.mode) ? headlineForDryRun : headlineForMode;
    const note = problem === null ? verificationNote(report) : "; the run didn't finish";
    return `${prefixOf(report)}${sentence(report)}${unreadNote(report)}${note}`;
}
function unreadPlans({ plans }) {
    return (plans ?? []).filter(({ listFailure }) => listFailure !== null);
}
function unreadHeadline(plans) {
    const [first] = plans;
    const cause = first?.listFailure === 'unavailable' ? first.problem?.summary : undefined;
    return nothingChanged(cause ?? `Couldn't read access to ${(0,format/* pluralize */.td)(plans.length, 'checkpoint')}`);
}
function nothingChanged(cause) {
    return `${cause}; nothing was changed`;
}
function unreadNote(report) {
    const unread = unreadPlans(report).length;
    if (unread === 0)
        return '';
    const all = report.plans?.length ?? 0;
    return `; couldn't read access to ${(0,format/* formatNumber */.ZV)(unread)} of ${(0,format/* pluralize */.td)(all, 'checkpoint')}`;
}
function verificationNote({ verifications, plans }) {
    const projectsWith = (isCertain) => new Set(verifications
        .filter(one => one.problem !== null && one.isCertain === isCertain)
        .map(({ projectId }) => projectId)).size;
    const [unusable, unknownCount] = [projectsWith(true), projectsWith(false)];
    const what = (plans?.length ?? 0) > 1 ? 'every model' : 'the model';
    return [
        ...(unusable === 0 ? [] : [`; ${(0,format/* pluralize */.td)(unusable, 'project')} can't use ${what}`]),
        ...(unknownCount === 0 ? [] : [`; ${(0,format/* pluralize */.td)(unknownCount, 'project')} couldn't be verified`]),
    ].join('');
}
function prefixOf({ result, settings }) {
    const isDryRun = settings?.dryRun && types/* CHANGING_MODES */.tA.has(settings.mode);
    if (result === 'cancelled')
        return isDryRun ? 'Cancelled dry run: ' : 'Cancelled: ';
    return isDryRun ? 'Dry run: ' : '';
}
function headlineForDryRun(report) {
    const [grants, revocations] = [count(report, 'to-grant'), count(report, 'to-revoke')];
    const isSingle = (report.plans?.length ?? 0) < 2;
    const parts = [
        ...(grants === 0
            ? []
            : [
                `grant ${isSingle ? `access to ${(0,format/* pluralize */.td)(grants, 'project')}` : (0,format/* pluralize */.td)(grants, 'permission')}`,
            ]),
        ...(revocations === 0 ? [] : [`revoke ${(0,format/* pluralize */.td)(revocations, 'permission')}`]),
    ];
    return parts.length === 0 ? 'nothing to change' : `would ${parts.join(' and ')}`;
}
function headlineForMode(report) {
    const { settings, counts } = report;
    switch (settings?.mode) {
        case 'wait': {
            const jobs = new Set(report.jobs.map(({ job }) => job.id)).size;
            return `${(0,format/* pluralize */.td)(jobs, 'fine-tuning job')} finished; selected ${(0,format/* pluralize */.td)(report.plans?.length ?? 0, 'checkpoint')}`;
        }
        case 'sync':
            return requestedRows(report).length === 0
                ? revocations(report)
                : `${accessSummary(report)}; ${revocations(report)}`;
        case 'revoke': {
            const revoked = counts?.revoked ?? 0;
            const left = count(report, ...FAILED_STATUSES);
            if (revoked + left === 0)
                return `Nothing to revoke for ${projectsLabel(report)}`;
            const due = (0,format/* pluralize */.td)(revoked + left, 'permission');
            return left === 0 ? `${due} revoked` : `${(0,format/* formatNumber */.ZV)(revoked)} of ${due} revoked`;
        }
        case 'list': {
            const permissions = rowsOf(report).filter(({ permissionId }) => permissionId !== null);
            return `${(0,format/* pluralize */.td)(permissions.length, 'permission')} on ${(0,format/* pluralize */.td)(report.plans?.length ?? 0, 'checkpoint')}`;
        }
        case 'check': {
            const extra = counts?.extra ?? 0;
            const others = settings.exact && extra > 0 ? `; ${(0,format/* pluralize */.td)(extra, 'unexpected permission')}` : '';
            return `${accessSummary(report)}${others}`;
        }
        default:
            return accessSummary(report);
    }
}
function revocations(report) {
    const others = rowsOf(report).filter(({ requested }) => !requested);
    const due = others.filter(({ status }) => status === 'revoked' || FAILED_STATUSES.has(status)).length;
    const done = report.counts?.revoked ?? 0;
    const share = done === due ? '' : `${(0,format/* formatNumber */.ZV)(done)} of `;
    return `${share}${(0,format/* pluralize */.td)(due, 'permission')} revoked`;
}
function accessSummary(report) {
    if (requestedRows(report).length === 0)
        return 'No projects requested';
    const having = count(report, ...ACCESS_STATUSES);
    const scope = scopeLabel(report);
    const verb = having === 1 || scope === '1 project' ? 'has' : 'have';
    const unread = new Set(unreadPlans(report).map(({ checkpointId }) => checkpointId));
    const unknown = requestedRows(report).filter(row => row.status === 'unknown' || (unread.has(row.checkpointId) && row.status !== 'owner')).length;
    const note = unknown === 0 ? '' : `, ${(0,format/* formatNumber */.ZV)(unknown)} unknown`;
    return `${(0,format/* formatNumber */.ZV)(having)} of ${scope} ${verb} access${note}`;
}
function count(report, ...statuses) {
    const isRevoking = statuses.includes('to-revoke');
    const rows = isRevoking ? rowsOf(report) : requestedRows(report);
    return rows.filter(({ status }) => statuses.includes(status)).length;
}
function scopeLabel(report) {
    const rows = requestedRows(report);
    const each = Map.groupBy(rows, ({ checkpointId }) => checkpointId);
    const pairs = [...each.values()].reduce((sum, of) => sum + projectsOf(of).length, 0);
    const checkpoints = report.plans?.length ?? 0;
    if (checkpoints < 2)
        return (0,format/* pluralize */.td)(pairs, 'project');
    const projects = projectsOf(rows).length;
    const sign = pairs === checkpoints * projects ? ' × ' : ', ';
    return `${(0,format/* pluralize */.td)(pairs, 'pair')} (${(0,format/* pluralize */.td)(checkpoints, 'checkpoint')}${sign}${(0,format/* pluralize */.td)(projects, 'project')})`;
}
function projectsLabel(report) {
    const checkpoints = report.plans?.length ?? 0;
    const projects = (0,format/* pluralize */.td)(projectsOf(requestedRows(report)).length, 'project');
    return checkpoints < 2 ? projects : `${projects} on ${(0,format/* pluralize */.td)(checkpoints, 'checkpoint')}`;
}

;// CONCATENATED MODULE: ./build/src/sharing/plan.js

const BATCH_SIZE = 100;
const REQUESTS_PER_MINUTE = 8;
function planCheckpoint(mode, target, permissions) {
    const held = byProject(permissions);
    const requestedIds = new Set(target.projectIds);
    const requested = target.projectIds.flatMap(id => plan_requestedRows(mode, target, id, held.get(id)));
    const others = permissions
        .filter(({ projectId }) => !requestedIds.has(projectId))
        .map(permission => otherRow(mode, target, permission));
    const duplicates = mode === 'revoke' || mode === 'list' ? [] : duplicatesOf(target, held);
    const { checkpointId } = target;
    const rows = [...requested, ...others];
    return {
        checkpointId,
        rows,
        listFailure: null,
        problem: null,
        duplicates,
        ...withOwner(target),
        ...(0,validation/* withLocation */.w4)(target.location),
    };
}
function plan_requestedRows(mode, target, projectId, permissions = []) {
    const row = newRow(target, projectId, true);
    if (projectId === target.owningProjectId)
        return ownerRows(mode, row, permissions);
    const [oldest] = permissions;
    if (oldest === undefined) {
        if (mode === 'grant' || mode === 'sync')
            return [{ ...row, status: 'to-grant' }];
        return [{ ...row, problem: mode === 'check' ? noAccess(target) : null }];
    }
    const each = mode === 'revoke' || mode === 'list' ? permissions : [oldest];
    const status = mode === 'revoke' ? 'to-revoke' : 'shared';
    return each.map(permission => ({ ...withPermission(row, permission), status }));
}
function ownerRows(mode, row, permissions) {
    const owner = { ...row, status: 'owner' };
    if (mode !== 'list' || permissions.length === 0)
        return [owner];
    return permissions.map(permission => withPermission(owner, permission));
}
function noAccess({ owningProjectId }) {
    return {
        message: 'No permission for this checkpoint',
        hint: owningProjectId === null
            ? 'Grant access, or set owning-project-id if the project owns the checkpoint.'
            : 'Grant access.',
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
function planUnlisted(target, listFailure, status, problem) {
    const rows = target.projectIds.map(projectId => {
        const row = newRow(target, projectId, true);
        return projectId === target.owningProjectId
            ? { ...row, status: 'owner' }
            : { ...row, status, problem };
    });
    const { checkpointId } = target;
    return {
        checkpointId,
        rows,
        listFailure,
        problem,
        duplicates: [],
        ...withOwner(target),
        ...(0,validation/* withLocation */.w4)(target.location),
    };
}
function withOwner({ owningProjectId }) {
    return owningProjectId === null ? {} : { owningProjectId };
}
function requestsOf({ rows }) {
    const grants = rows.filter(({ status }) => status === 'to-grant').length;
    const revocations = rows.filter(({ status }) => status === 'to-revoke').length;
    return Math.ceil(grants / BATCH_SIZE) + revocations;
}
function minutesOf(plans) {
    return plans.reduce((sum, plan) => sum + requestsOf(plan), 0) / REQUESTS_PER_MINUTE;
}
function byProject(permissions) {
    const groups = Map.groupBy(permissions, ({ projectId }) => projectId);
    for (const group of groups.values())
        group.sort((a, b) => a.createdAt - b.createdAt);
    return groups;
}
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

;// CONCATENATED MODULE: ./build/src/report/problem.js

function problemLines({ message, hint, requestId }, { html, code }) {
    return [
        html(capitalized(message), 2_000),
        ...(hint === null ? [] : [`Fix: ${html(hint)}`]),
        ...(requestId === null ? [] : [`Request ${code(requestId)}`]),
    ];
}
function capitalized(message) {
    return message.replace(/^[a-z](?=[a-z]* )/, letter => letter.toUpperCase());
}
function formatProblem(problem, sanitizer) {
    const { safe } = sanitizer;
    if (problem === null)
        return safe `unknown error`;
    const { message, hint, requestId } = problem;
    const fix = hint === null ? safe `` : safe `${/[?!]$/.test(message) ? '' : '.'} ${hint}`;
    const request = requestNote(requestId, sanitizer);
    return safe `${clause(message, sanitizer)}${fix}${request}`;
}
function clause(text, { safeText }) {
    return safeText((0,format/* withoutPeriod */.Kx)(text), 1_000);
}
function requestNote(requestId, { safe }) {
    return requestId === null ? safe `` : safe ` (request ${requestId})`;
}

;// CONCATENATED MODULE: ./build/src/report/event-line.js


function eventLine(event, sanitizer) {
    const { safe } = sanitizer;
    switch (event.type) {
        case 'rejected':
            return rejectionLine(event, sanitizer);
        case 'ambiguous':
            return safe `${event.checkpointId}: unknown outcome for ${event.operation} (${clause(event.error.reason, sanitizer)}).${pauseNote(event, sanitizer)}${requestNote(event.error.requestId, sanitizer)}`;
        case 'read-back':
            return safe `${event.checkpointId}: ${event.operation} ${extentOf(event)}`;
        case 'revoked':
            return safe `Revoked access to ${event.checkpointId} for ${event.projectId}: ${event.permissionId}${requestNote(event.requestId, sanitizer)}`;
        case 'owner':
            return safe `${event.projectId} owns ${event.checkpointId} and always has access`;
        case 'looked-up':
            return safe `Listed ${(0,format/* pluralize */.td)(event.projects, 'project')} in the organization`;
        case 'look-up-failed':
            return safe `Couldn't list the organization's projects: ${clause(event.error.reason, sanitizer)}${requestNote(event.error.requestId, sanitizer)}`;
        case 'bisecting':
            return safe `${event.checkpointId}: splitting the batch of ${event.projects} to find rejected projects`;
        case 'batch-size':
            return safe `${event.checkpointId}: both halves were accepted. Sending at most ${(0,format/* pluralize */.td)(event.projects, 'project')} per request from now on.`;
    }
}
function extentOf({ done, open }) {
    if (open === 0)
        return 'was applied';
    return done === 0 ? "wasn't applied" : `was applied for ${done} of ${done + open} projects`;
}
function rejectionLine({ checkpointId, projects, error }, sanitizer) {
    const { safe } = sanitizer;
    const next = projects > 1 ? safe `. Checking what was applied.` : safe ``;
    const request = requestNote(error.requestId, sanitizer);
    return safe `${checkpointId}: the API rejected the grant for ${(0,format/* pluralize */.td)(projects, 'project')} with ${error.status}${next}${request}`;
}
function pauseNote({ pause, left }, { safe }) {
    if (left === 0)
        return safe ``;
    const time = left === null ? safe `` : safe ` ${(0,format/* formatDuration */.a3)(left)} left.`;
    return safe ` Checking permissions in ${(0,format/* formatDuration */.a3)(pause)}.${time}`;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./build/src/report/mask.js

const WINDOW = 8;
const TAIL = 4;
const MASK = '***';
const SHORTENED_KEY = /\bsk-(?!(?:admin-|proj-|svcacct-)?(?:\.{2,}|…)(?:[\s"'`(),;]|$))[A-Za-z0-9_-]*(?:\.{2,}|…)[^\s"'`(),;]*/g;
const KEY_PREFIX = /^sk-(?:admin-|proj-|svcacct-)?/;
const JWT = /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/;
const ID = /[A-Za-z0-9][A-Za-z0-9._:@+=-]*/g;
const ID_TEXT = /^[A-Za-z0-9._:@+=-]+$/;
const PLACEHOLDER = /[\uE000-\uF8FF]/g;
const FIRST_PLACEHOLDER = 0xe000;
const MAX_PLACEHOLDERS = 0x1900;
function createMask(keys, others) {
    const kept = new Set();
    const hideKeyParts = createPartsMask(keys);
    const segments = [...keys, ...others].flatMap(secret => JWT.test(secret) ? secret.split('.').filter(part => part.length >= WINDOW) : []);
    const whole = [...new Set([...others, ...segments])].sort((a, b) => b.length - a.length);
    const within = whole.filter(secret => ID_TEXT.test(secret));
    const outside = [...keys, ...whole.filter(secret => !ID_TEXT.test(secret))];
    const notInIds = [...keys];
    function hide(text) {
        const aside = [];
        const bare = hideWhole(text, outside).replace(ID, token => {
            const id = token.replace(/[.:@+=-]+$/, '');
            const found = [token, id].find(one => kept.has(one));
            if (found === undefined || aside.length === MAX_PLACEHOLDERS)
                return token;
            aside.push(found);
            const placeholder = String.fromCharCode(FIRST_PLACEHOLDER + aside.length - 1);
            return placeholder + token.slice(found.length);
        });
        const hidden = hideKeyParts(hideWhole(bare, within));
        if (aside.length === 0)
            return hidden;
        return hidden.replace(PLACEHOLDER, placeholder => aside[placeholder.charCodeAt(0) - FIRST_PLACEHOLDER] ?? '');
    }
    function keepIds(ids) {
        for (const id of ids) {
            const isId = id.length <= common_ids/* ID_MAX_LENGTH */.EA && common_ids/* ID_PATTERN */.pw.test(id) && !id.startsWith('sk-');
            if (isId && !notInIds.some(key => id.includes(key)))
                kept.add(id);
        }
    }
    function hideToken(token) {
        const [, , signature = ''] = JWT.test(token) ? token.split('.') : [];
        const secrets = signature.length < WINDOW ? [token] : [token, signature];
        notInIds.push(...secrets);
        for (const secret of secrets.toReversed()) {
            const list = ID_TEXT.test(secret) ? within : outside;
            list.unshift(secret);
        }
        return secrets;
    }
    return { hide, keepIds, hideToken };
}
function hideWhole(text, secrets) {
    return secrets.reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
}
function createPartsMask(keys) {
    const windows = new Set();
    const starts = new Set();
    const tails = [];
    const heads = [];
    for (const key of keys) {
        const core = key.replace(KEY_PREFIX, '');
        for (const part of JWT.test(key) ? key.split('.') : [core]) {
            for (let at = 0; at + WINDOW <= part.length; at++) {
                windows.add(part.slice(at, at + WINDOW));
                starts.add(startAt(part, at));
            }
        }
        if (core.length <= WINDOW)
            continue;
        tails.push(core.slice(-TAIL));
        const head = key.slice(0, key.length - core.length + TAIL);
        heads.push(`${RegExp.escape(head)}[A-Za-z0-9_-]*`);
    }
    const head = new RegExp(heads.join('|') || '(?!)', 'g');
    const tail = new RegExp(`(?<![A-Za-z0-9])(?:${tails.map(RegExp.escape).join('|')})(?![A-Za-z0-9])`, 'g');
    return text => {
        let hidden = hideWindows(text, windows, starts)
            .replace(head, MASK)
            .replace(SHORTENED_KEY, MASK)
            .replace(/\bsk-[A-Za-z0-9_-]{16,}/g, MASK);
        if (hidden.includes(MASK)) {
            hidden = hidden.replace(/[^\s"'`(),;\uE000-\uF8FF]+/g, word => word.includes(MASK) ? MASK : word);
        }
        return tails.length === 0 ? hidden : hidden.replace(tail, MASK);
    };
}
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
function startAt(text, at) {
    return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
}

;// CONCATENATED MODULE: ./build/src/report/sanitize.js




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
const KEY_LENGTH = 300;
const INVISIBLE = /[[\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]--[\uFE00-\uFE0F]]/gv;
const HALF_CHARACTER = /[\uD800-\uDBFF]$/;
function createSanitizer(keys, others = []) {
    const { hide, keepIds, hideToken } = createMask(keys, others);
    function clean(value, max = MAX_LENGTH) {
        const whole = String(value);
        const room = max * 4;
        const bare = (0,external_node_util_.stripVTControlCharacters)(whole.slice(0, room))
            .replace(INVISIBLE, '')
            .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
            .trim();
        const calm = hide(bare)
            .replaceAll('##[', '# #[')
            .replace(/^:+:/, match => match.split('').join(' '));
        if (calm.length <= max && whole.length <= room)
            return calm;
        const sound = whole.length > room ? calm.slice(0, -KEY_LENGTH) : calm;
        return `${sound.slice(0, max).replace(HALF_CHARACTER, '')}… (${(0,format/* formatNumber */.ZV)(whole.length)} characters)`;
    }
    function safe(strings, ...values) {
        const parts = values.map(value => (value instanceof SafeText ? value : clean(value)));
        return new SafeText(String.raw({ raw: strings }, ...parts));
    }
    const words = (value, max) => new SafeText(clean(value, max));
    const html = (value, max) => breakMentions(encode(clean(value, max)));
    function code(value) {
        const text = clean(value);
        return `<code>${common_ids/* ID_PATTERN */.pw.test(text) ? text : encode(text)}</code>`;
    }
    return { sanitize: clean, safeText: words, safe, html, code, keepIds, hideToken };
}
function encode(text) {
    return text.replace(/[!-'*+:-@[-`{-~]/g, character => `&#${character.charCodeAt(0)};`);
}
function breakMentions(encoded) {
    return encoded.replace(/&#(?:35|64);(?=[\p{L}\p{N}])|\bGH-(?=\d)/giu, '$&<!-- -->');
}

;// CONCATENATED MODULE: ./build/src/report/shutdown.js
const DAY_MS = 86_400_000;
function isShutDown(date, now) {
    const time = Date.parse(date);
    if (Number.isNaN(time))
        return null;
    return (/^\d{4}-\d{2}-\d{2}$/.test(date) ? time + DAY_MS : time) <= now;
}

;// CONCATENATED MODULE: ./build/src/report/job-line.js




const PAUSED = new Set(['paused', 'pausing']);
function jobLine(report, sanitizer) {
    const { safe } = sanitizer;
    switch (report.type) {
        case 'status': {
            const { job, elapsed, left } = report;
            const isFinishKnown = left !== null && left > 0;
            const finish = isFinishKnown ? safe `, expected to finish in ${(0,format/* formatDuration */.a3)(left)}` : safe ``;
            const resume = PAUSED.has(job.status) ? safe `. Resume it to continue.` : safe ``;
            return safe `${job.id}: ${job.status} (waited ${(0,format/* formatDuration */.a3)(elapsed)}${finish})${resume}`;
        }
        case 'event':
            return safe `  ${report.jobId}: ${eventNote(report.event, sanitizer)}`;
        case 'events-failed':
            return safe `  Couldn't list the events of ${report.jobId}: ${clause(report.error.reason, sanitizer)}${requestNote(report.error.requestId, sanitizer)}`;
        case 'selected': {
            const { jobId, checkpointIds, reason } = report;
            const note = reason === null ? safe `` : safe ` (${reason})`;
            return safe `${jobId}: selected ${(0,format/* formatList */.ki)(checkpointIds)}${note}`;
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
        .flatMap(([name, loss]) => (loss === null ? [] : [`, ${name} ${(0,format/* formatFloat */.kr)(loss)}`]))
        .join('');
}
function verdictOf({ isCertain }) {
    return isCertain ? "can't use" : "couldn't be verified for";
}
function verificationLine(verification, now, sanitizer) {
    const { safe } = sanitizer;
    const { projectId, checkpointId, model, problem } = verification;
    if (problem !== null) {
        return safe `${projectId} ${verdictOf(verification)} ${checkpointId}: ${formatProblem(problem, sanitizer)}`;
    }
    const date = model?.shutdownDate;
    const verb = date && isShutDown(date, now) ? 'was shut down' : 'shuts down';
    const details = [
        ...(model?.ownedBy ? [safe `owned by ${model.ownedBy}`] : []),
        ...(date ? [safe `${verb} on ${date}`] : []),
    ];
    const note = details.length === 0 ? '' : ` (${details.join(', ')})`;
    return safe `${projectId} can use ${checkpointId}${new SafeText(note)}`;
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./build/src/node_modules/@actions/core/lib/core.js + 3 modules
var core = __webpack_require__(8087);
// EXTERNAL MODULE: ./build/src/node_modules/@actions/core/lib/summary.js
var summary = __webpack_require__(1124);
;// CONCATENATED MODULE: ./build/src/report/runner.js


function writeLines(lines) {
    core/* info */.pq(lines.join(external_node_os_.EOL));
}
function mask(secret) {
    core/* setSecret */.Pq(secret);
}
function startGroup(title) {
    core/* startGroup */.Oh(title);
}
function endGroup() {
    core/* endGroup */.N4();
}
function annotation(level, message, { title, file, line, column }) {
    const write = level === 'error' ? core/* error */.z3 : core/* warning */.$e;
    write(message, {
        title,
        ...(file !== undefined && { file }),
        ...(line !== undefined && { startLine: line }),
        ...(column !== undefined && { startColumn: column }),
    });
}
function setOutputs(outputs) {
    for (const [name, value] of Object.entries(outputs))
        core/* setOutput */.uH(name, value);
}
async function addSummary(markdown) {
    await summary/* summary */.z.addRaw(markdown).write();
}

;// CONCATENATED MODULE: ./build/src/report/log.js






const FOLD_FROM = 12;
function createLog(sanitizer, clock) {
    const { safe } = sanitizer;
    const write = (line) => writeLines([line.toString()]);
    const line = (strings, ...values) => write(safe(strings, ...values));
    function list(title, lines) {
        const isFolded = lines.length >= FOLD_FROM;
        if (isFolded)
            startGroup(title.toString());
        else
            write(title);
        if (lines.length > 0)
            writeLines(lines.map(item => `  ${item}`));
        if (isFolded)
            endGroup();
    }
    function retry({ operation, reason, requestId, hint, wait, left, spacing }) {
        const pace = spacing === 0 ? safe `` : safe ` Slowing to one request every ${(0,format/* formatDuration */.a3)(spacing)}.`;
        const fix = hint === null ? safe `` : safe ` ${hint}`;
        line `Retrying in ${(0,format/* formatDuration */.a3)(wait)}: ${operation} (${clause(reason, sanitizer)}). ${(0,format/* formatDuration */.a3)(left)} left.${pace}${fix}${requestNote(requestId, sanitizer)}`;
    }
    function plan(plans, { mode, dryRun }) {
        const requests = plans.reduce((sum, one) => sum + requestsOf(one), 0);
        if (requests > 0) {
            const minutes = minutesOf(plans);
            const time = minutes < 1 ? 'under a minute' : `about ${(0,format/* pluralize */.td)(Math.ceil(minutes), 'minute')}`;
            const note = dryRun ? safe `. Dry run, so nothing is changed.` : safe ``;
            line `Plan: ${(0,format/* pluralize */.td)(requests, 'request')}, ${time} (${REQUESTS_PER_MINUTE} per minute)${note}`;
        }
        else if (mode !== 'check' &&
            mode !== 'list' &&
            plans.every(({ listFailure }) => listFailure === null)) {
            line `Plan: nothing to change`;
        }
        for (const { checkpointId, rows, listFailure, duplicates } of plans) {
            if (listFailure !== null)
                continue;
            list(safe `${checkpointId}: ${planNote(rows, mode)}`, rows.flatMap(row => planLine(row, mode, sanitizer) ?? []));
            for (const { projectId, permissions } of duplicates) {
                line `${projectId} has ${permissions} permissions for ${checkpointId}. Only the oldest is reported.`;
            }
        }
    }
    function event(happened) {
        if (happened.type === 'granted') {
            const { checkpointId, permissions, requestId } = happened;
            list(safe `Granted ${(0,format/* pluralize */.td)(permissions.length, 'project')} access to ${checkpointId}${requestNote(requestId, sanitizer)}`, permissions.map(({ id, projectId }) => safe `+ ${projectId}  ${id}`));
        }
        else {
            write(eventLine(happened, sanitizer));
        }
    }
    const job = (happened) => write(jobLine(happened, sanitizer));
    const verification = (one) => write(verificationLine(one, clock.now(), sanitizer));
    return { line, list, retry, plan, event, job, verification };
}
function planNote(rows, mode) {
    if (mode === 'list' && rows.length > 0 && rows.every(({ requested }) => !requested)) {
        return (0,format/* pluralize */.td)(rows.length, 'permission');
    }
    const having = (...statuses) => rows.filter(({ status }) => statuses.includes(status)).length;
    const parts = [
        [having('to-grant'), 'to grant'],
        [having('to-revoke'), 'to revoke'],
        [having('not-shared'), 'without access'],
        [having('owner'), having('owner') === 1 ? 'owner' : 'owners'],
        [rows.filter(row => row.requested && row.status === 'shared').length, 'with access'],
        [rows.filter(row => !row.requested && row.status === 'shared').length, 'not requested'],
    ];
    const shown = parts.filter(([number]) => number > 0);
    return shown.length === 0
        ? 'no permissions'
        : shown.map(([number, what]) => `${(0,format/* formatNumber */.ZV)(number)} ${what}`).join(', ');
}
function planLine(row, mode, { safe }) {
    const { status, projectId, projectName, permissionId } = row;
    const name = projectName === null ? safe `` : safe ` (${projectName})`;
    if (mode === 'list' && permissionId !== null)
        return safe `${projectId}${name}  ${permissionId}`;
    if (status === 'to-grant')
        return safe `+ ${projectId}${name}`;
    return status === 'to-revoke' ? safe `- ${projectId}${name}  ${permissionId}` : null;
}

;// CONCATENATED MODULE: ./build/src/report/annotations.js






const MAX = 10;
function annotate(level, annotations, { safe }) {
    const shown = annotations.length > MAX ? annotations.slice(0, MAX - 1) : annotations;
    const rest = annotations.length - shown.length;
    const overflow = {
        title: safe `${(0,format/* pluralize */.td)(rest, `more ${level}`)}`,
        message: safe `See the log or the job summary.`,
    };
    for (const { title, message, location } of rest > 0 ? [...shown, overflow] : shown) {
        annotation(level, message.toString(), { title: title.toString(), ...location });
    }
}
function failureAnnotation(group, mode, sanitizer) {
    const { safe, safeText } = sanitizer;
    const { checkpointId, projectIds, problem, location } = group;
    const reason = formatProblem(problem, sanitizer);
    const title = safe `${failureTitle(group, mode)}`;
    const where = (0,validation/* withLocation */.w4)(location);
    if (projectIds.length === 0) {
        return { title: failureSubject(group, mode, sanitizer), message: reason, ...where };
    }
    const who = safeText((0,format/* formatList */.ki)(projectIds), 2_000);
    return { title, message: safe `${who} on ${checkpointId}: ${reason}`, ...where };
}
function failureLine(group, mode, sanitizer) {
    const subject = failureSubject(group, mode, sanitizer);
    return sanitizer.safe `${subject}: ${formatProblem(group.problem, sanitizer)}`;
}
function failureSubject(group, mode, { safe }) {
    return safe `${failureTitle(group, mode)} ${failurePreposition(group)} ${group.checkpointId}`;
}
function failurePreposition({ status, projectIds }) {
    if (projectIds.length === 0)
        return 'of';
    return status === 'not-shared' ? 'to' : 'on';
}
function failureTitle({ status, requested, isUnread, projectIds }, mode) {
    if (projectIds.length === 0)
        return "Couldn't list the permissions";
    const projects = (0,format/* pluralize */.td)(projectIds.length, 'project');
    const isRevocation = mode === 'revoke' || !requested;
    if (status === 'not-shared') {
        return `${projects} ${projectIds.length === 1 ? 'has' : 'have'} no access`;
    }
    if (status === 'unknown')
        return `Unknown outcome for ${projects}`;
    if (status === 'skipped') {
        if (isUnread)
            return `Skipped ${projects}`;
        return isRevocation
            ? `Skipped revoking access for ${projects}`
            : `Skipped granting access to ${projects}`;
    }
    if (isUnread)
        return `Couldn't read access for ${projects}`;
    return isRevocation
        ? `Couldn't revoke access for ${projects}`
        : `Couldn't grant access to ${projects}`;
}
function extraAnnotations(report, sanitizer) {
    const { safe, safeText } = sanitizer;
    return (report.plans ?? []).flatMap(({ checkpointId, rows, location }) => {
        const extras = rows.filter(isExtra);
        if (extras.length === 0)
            return [];
        const projects = projectsOf(extras);
        const who = safeText((0,format/* formatList */.ki)(projects, 20), 2_000);
        const [have, are, it] = projects.length === 1 ? ['has', "isn't", 'it'] : ['have', "aren't", 'them'];
        return [
            {
                title: safe `${(0,format/* pluralize */.td)(extras.length, 'unexpected permission')} on ${checkpointId}`,
                message: safe `${who} ${have} access to ${checkpointId}, but ${are} requested. Add ${it} to project-ids, or revoke access with mode sync or revoke.`,
                ...(0,validation/* withLocation */.w4)(location),
            },
        ];
    });
}

;// CONCATENATED MODULE: ./build/src/report/errors.js




function errorsOf(report, sanitizer) {
    const { safe, safeText } = sanitizer;
    const issues = report.issues.map(({ input, message, ...place }) => ({
        title: safe `${input === 'HTTPS_PROXY' ? 'Variable' : 'Input'} ${input}`,
        message: safeText(message, 1_000),
        ...place,
    }));
    const { problem } = report;
    const problems = problem === null
        ? []
        : [
            {
                title: safe `${headlineOf(report)}`,
                message: safe `${formatProblem(problem, sanitizer)}`,
            },
        ];
    const failures = failureGroups(report).map(group => failureAnnotation(group, modeOf(report), sanitizer));
    return [
        ...issues,
        ...problems,
        ...failures,
        ...extraErrors(report, sanitizer),
        ...verificationErrors(report, sanitizer),
    ];
}
function verificationErrors({ verifications }, sanitizer) {
    const { safe } = sanitizer;
    return verifications
        .filter(({ problem }) => problem !== null)
        .map(({ projectId, checkpointId, problem, isCertain }) => ({
        title: isCertain ? safe `A project can't use a model` : safe `A project couldn't be verified`,
        message: safe `${projectId} on ${checkpointId}: ${formatProblem(problem, sanitizer)}`,
    }));
}
function extraErrors(report, sanitizer) {
    if (report.settings?.mode !== 'check' || !report.settings.exact)
        return [];
    return extraAnnotations(report, sanitizer);
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/src/report/outputs.js






const MAX_OUTPUT_BYTES = 100_000;
const BLOCK_LENGTH = 16_000;
function createFolder(temporary) {
    return (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(temporary || (0,external_node_os_.tmpdir)(), 'share-checkpoint-'));
}
function writePrivateFile(folder, name, content) {
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
function permissionsJson(report, sanitizer) {
    return jsonList(rowsOf(report).values(), row => toRecord(row, sanitizer));
}
function* jsonList(items, toValue) {
    let before = '[';
    for (const item of items) {
        yield before + toJson(toValue(item));
        before = ',';
    }
    yield before === '[' ? '[]' : ']';
}
function checkpointIdsJson({ plans }) {
    return toJson(checkpointIdsOf(plans));
}
function checkpointIdsOf(plans) {
    return (plans ?? []).map(({ checkpointId }) => checkpointId);
}
function asOutput(pieces) {
    let whole = '';
    for (const piece of pieces) {
        whole += piece;
        if (whole.length > MAX_OUTPUT_BYTES)
            return '';
    }
    return whole;
}
function setRunOutputs(report, sanitizer) {
    const { result, settings, counts, plans } = report;
    const checkpointIds = checkpointIdsOf(plans);
    const holding = settings?.mode === 'list' ? rowsOf(report) : requestedRows(report);
    const held = holding
        .values()
        .filter(({ status, permissionId }) => status !== 'revoked' && permissionId !== null);
    const lists = {
        permissions: asOutput(permissionsJson(report, sanitizer)),
        'permission-ids': asOutput(jsonList(held, ({ permissionId }) => permissionId)),
        'checkpoint-ids': asOutput([checkpointIdsJson(report)]),
    };
    setOutputs({
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
function toJson(value) {
    return JSON.stringify(value).replace(/['`$<>&\u007f-\uffff]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
function toRecord(row, sanitizer) {
    return {
        checkpoint_id: row.checkpointId,
        project_id: row.projectId,
        project_name: row.projectName === null ? null : sanitizer.sanitize(row.projectName),
        permission_id: row.permissionId,
        created_at: row.createdAt,
        status: row.status,
        requested: row.requested,
        error: row.problem === null ? null : String(formatProblem(row.problem, sanitizer)),
    };
}

;// CONCATENATED MODULE: ./build/src/report/fit.js
function fitSections(sections, maxBytes, extra) {
    const sizeOf = (text) => Buffer.byteLength(text) + extra;
    const filled = sections
        .map(render => ({ render, text: render(maxBytes) }))
        .filter(({ text }) => text !== '');
    let kept = filled;
    for (;;) {
        const limit = fairLimit(kept.map(({ text }) => sizeOf(text)), maxBytes);
        const shown = kept.map(({ render, text }) => sizeOf(text) <= limit ? text : render(Math.floor(limit) - extra));
        const excess = shown.findIndex(text => sizeOf(text) > limit);
        if (excess === -1)
            return { shown, left: filled.length - kept.length };
        kept = kept.toSpliced(excess, 1);
    }
}
function fairLimit(sizes, sum) {
    let left = sum;
    for (const [index, size] of sizes.toSorted((a, b) => a - b).entries()) {
        const share = left / (sizes.length - index);
        if (size > share)
            return share;
        left -= size;
    }
    return Number.POSITIVE_INFINITY;
}
function joinWithin(items, render, maxBytes, noteOf, separator = '\n') {
    const room = maxBytes - Buffer.byteLength(noteOf(items.length));
    const { shown, left } = takeWithinBytes(items, render, room, separator);
    return [...shown, ...(left === 0 ? [] : [noteOf(left)])].join(separator);
}
function takeWithinBytes(items, render, maxBytes, separator = '\n') {
    const shown = [];
    let room = maxBytes;
    for (const item of items) {
        const text = render(item, room - separator.length);
        room -= Buffer.byteLength(text) + separator.length;
        if (room < 0)
            break;
        shown.push(text);
    }
    return { shown, left: items.length - shown.length };
}

;// CONCATENATED MODULE: ./build/src/report/diff.js


function diffOf(report, sanitizer, maxBytes) {
    if (!report.settings?.dryRun)
        return '';
    const changed = (report.plans ?? []).filter(({ rows }) => rows.some(isChange));
    const noteOf = (left) => `<p>${(0,format/* pluralize */.td)(left, 'more checkpoint')}. See the log.</p>`;
    const partOf = (plan, room) => checkpointDiff(plan, sanitizer, room);
    return joinWithin(changed, partOf, maxBytes, noteOf, '\n\n');
}
function checkpointDiff({ checkpointId, rows }, sanitizer, maxBytes) {
    const changes = rows.filter(isChange);
    const unchanged = rows.length - changes.length;
    const rest = unchanged === 0 ? [] : [`  ${(0,format/* pluralize */.td)(unchanged, 'row')} unchanged`];
    const before = [`<p>${sanitizer.code(checkpointId)}</p>`, '', '```diff'];
    const after = [...rest, '```'];
    const room = maxBytes - Buffer.byteLength([...before, ...after].join('\n')) - 1;
    const noteOf = (left) => `  ${(0,format/* pluralize */.td)(left, 'change')} omitted. See the log.`;
    const lines = joinWithin(changes, row => lineOf(row, sanitizer), room, noteOf);
    return [...before, lines, ...after].join('\n');
}
function isChange({ status }) {
    return status === 'to-grant' || status === 'to-revoke';
}
function lineOf({ status, projectId, projectName }, { sanitize }) {
    const sign = status === 'to-grant' ? '+' : '-';
    const name = projectName === null ? '' : `  ${sanitize(projectName, 100)}`;
    return `${sign} ${sanitize(projectId)}${name}`;
}

;// CONCATENATED MODULE: ./build/src/report/chart.js
const MAX_POINTS = 200;
const MAX_DIGITS = 20;
const SMALLEST = 1e-16;
const LARGEST = 1e20;
const COLORS = [
    { name: 'blue', value: '#2f81f7' },
    { name: 'orange', value: '#e36209' },
];
const LOOK = {
    xyChart: { width: 800, height: 360 },
    themeVariables: {
        xyChart: {
            backgroundColor: 'transparent',
            plotColorPalette: COLORS.map(({ value }) => value).join(', '),
        },
    },
};
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
    const bottom = low >= 0 ? Math.max(0, low - margin) : low - margin;
    return [
        `%%{init: ${JSON.stringify(LOOK)}}%%`,
        'xychart-beta',
        `  title "${titleOf(series)}"`,
        `  x-axis "step" ${plain(steps[0] ?? 0)} --> ${plain(steps.at(-1) ?? 0)}`,
        `  y-axis "loss" ${plain(bottom)} --> ${plain(high + margin)}`,
        ...series.map(one => `  line [${one.values.map(plain).join(', ')}]`),
    ].join('\n');
}
function titleOf(series) {
    const names = series.map(({ name }, index) => {
        const color = series.length > 1 ? COLORS[index]?.name : undefined;
        const words = index === 0 ? name : name.toLowerCase();
        return color === undefined ? words : `${words} (${color})`;
    });
    return `${names.join(' and ')} over steps`;
}
function seriesOf(points) {
    const train = { name: 'Train loss', lossOf: (point) => point.trainLoss };
    const valid = {
        name: 'Validation loss',
        lossOf: (point) => point.fullValidLoss ?? point.validLoss,
    };
    const having = (...all) => points.filter(point => Number.isFinite(point.step) &&
        all.every(({ lossOf }) => Math.abs(lossOf(point) ?? Infinity) <= LARGEST));
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
function thinned(points) {
    if (points.length <= MAX_POINTS)
        return [...points];
    const stride = (points.length - 1) / (MAX_POINTS - 1);
    return Array.from({ length: MAX_POINTS }, (_, index) => points[Math.round(index * stride)]).filter(point => point !== undefined);
}
function digitsFor(spread) {
    return Math.min(MAX_DIGITS, Math.max(4, 4 - Math.floor(Math.log10(spread))));
}
function toPlain(value, digits) {
    if (Math.abs(value) >= 1e21)
        return String(BigInt(value));
    const text = value.toFixed(digits);
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
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
    skipped: '⏸️',
    unknown: '❓',
};
const MAX_COLUMNS = 6;
function tableOf(rows, sanitizer, maxBytes, hasSeveral = false) {
    const checkpoints = [...new Set(rows.values().map(({ checkpointId }) => checkpointId))];
    const projects = projectsOf(rows);
    const isMatrix = checkpoints.length > 1 &&
        checkpoints.length <= MAX_COLUMNS &&
        projects.length > 1 &&
        rows.length === checkpoints.length * projects.length &&
        new Set(rows.map(cellOf)).size === rows.length;
    if (rows.length === 0)
        return '';
    return isMatrix
        ? matrix(rows, checkpoints, projects, sanitizer, maxBytes)
        : list(rows, hasSeveral || checkpoints.length > 1, sanitizer, maxBytes);
}
function matrix(rows, checkpoints, projects, sanitizer, maxBytes) {
    const cells = new Map(rows.map(row => [cellOf(row), row]));
    const lineOf = (projectId) => {
        const across = checkpoints.flatMap(checkpointId => cells.get(cellOf({ projectId, checkpointId })) ?? []);
        return [...across.slice(0, 1).map(row => projectOf(row, sanitizer)), ...across.map(statusOf)];
    };
    const heads = checkpoints.map(id => breakable(sanitizer.code(id)));
    return renderTable(['Project', ...heads], projects, lineOf, maxBytes);
}
function breakable(id) {
    return id.replaceAll(':', ':<wbr>');
}
function list(rows, hasSeveralCheckpoints, sanitizer, maxBytes) {
    const { code } = sanitizer;
    const lineOf = (row) => [
        ...(hasSeveralCheckpoints ? [code(row.checkpointId)] : []),
        projectOf(row, sanitizer),
        statusOf(row),
        row.permissionId === null ? '' : code(row.permissionId),
        row.createdAt === null ? '' : new Date(row.createdAt * 1000).toISOString().slice(0, 10),
    ];
    const heads = ['Project', 'Access', 'Permission', 'Since'];
    return renderTable(hasSeveralCheckpoints ? ['Checkpoint', ...heads] : heads, rows, lineOf, maxBytes);
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
function renderTable(heads, items, cellsOf, maxBytes, advice = 'See permissions-file.') {
    const head = `<tr>${heads.map(cell => `<th align="left">${cell}</th>`).join('')}</tr>`;
    const lineOf = (item) => `<tr>${cellsOf(item)
        .map(cell => `<td>${cell}</td>`)
        .join('')}</tr>`;
    const noteOf = (left) => `<p>${(0,format/* pluralize */.td)(left, 'row')} omitted. ${advice}</p>`;
    const frame = Buffer.byteLength(['<table>', head, '</table>', noteOf(items.length)].join('\n'));
    const { shown, left } = takeWithinBytes(items, lineOf, maxBytes - frame);
    const note = left === 0 ? [] : [noteOf(left)];
    return ['<table>', head, ...shown, '</table>', ...note].join('\n');
}

;// CONCATENATED MODULE: ./build/src/report/jobs-section.js






const GAP = '\n\n';
const NOTE_BYTES = 100;
function jobSections(report, sanitizer, maxBytes) {
    const jobs = mergeByJob(report.jobs);
    const noteOf = (left) => `<p>${(0,format/* pluralize */.td)(left, 'more fine-tuning job')}. See the log.</p>`;
    const share = Math.floor((maxBytes - NOTE_BYTES) / jobs.length) - GAP.length;
    const rowsByCheckpoint = Map.groupBy(requestedRows(report), ({ checkpointId }) => checkpointId);
    const partOf = (one) => jobSection(one, rowsByCheckpoint, sanitizer, share);
    return joinWithin(jobs, partOf, maxBytes, noteOf, GAP);
}
function mergeByJob(jobs) {
    const merged = new Map();
    for (const one of jobs) {
        const checkpointIds = [...(merged.get(one.job.id)?.checkpointIds ?? []), ...one.checkpointIds];
        merged.set(one.job.id, { ...one, checkpointIds: [...new Set(checkpointIds)] });
    }
    return [...merged.values()];
}
function jobSection(resolvedJob, rowsByCheckpoint, sanitizer, maxBytes) {
    const { code } = sanitizer;
    const { job, checkpoints, losses } = resolvedJob;
    const chart = chartOf(losses) || chartOf(checkpoints);
    const parts = [
        `<h4>Fine-tuning job ${code(job.id)}</h4>`,
        ...(chart === '' ? [] : [`\`\`\`mermaid\n${chart}\n\`\`\``]),
    ];
    const room = maxBytes - Buffer.byteLength(parts.join(GAP)) - GAP.length;
    const table = checkpoints.length === 0
        ? []
        : [checkpointTable(resolvedJob, rowsByCheckpoint, sanitizer, room)];
    return [...parts, ...table].join(GAP);
}
function checkpointTable({ checkpoints, checkpointIds }, rowsByCheckpoint, sanitizer, maxBytes) {
    const noteOf = (id) => {
        const rows = rowsByCheckpoint.get(id) ?? [];
        const having = rows.filter(({ status }) => ACCESS_STATUSES.has(status));
        if (having.length > 0) {
            return having.length === rows.length ? '✅&nbsp;shared' : '🟠&nbsp;partly shared';
        }
        return checkpointIds.includes(id) ? 'selected' : '';
    };
    const lineOf = ({ checkpointId, step, ...losses }) => [
        (0,format/* formatNumber */.ZV)(step),
        sanitizer.code(checkpointId),
        ...[losses.trainLoss, losses.validLoss, losses.fullValidLoss].map(loss => loss === null ? '' : (0,format/* formatFloat */.kr)(loss)),
        noteOf(checkpointId),
    ];
    const heads = ['Step', 'Checkpoint', 'Train loss', 'Validation loss', 'Full validation loss', ''];
    return renderTable(heads, checkpoints, lineOf, maxBytes, "List the job's checkpoints with the API to see all of them.");
}

// EXTERNAL MODULE: ./build/src/api/base-url.js
var base_url = __webpack_require__(3957);
;// CONCATENATED MODULE: ./build/src/report/workflow-steps.js



const MAX_STEPS = 10;
const MAX_IDS = 500;
const DEFAULT_REVOCATIONS = 10;
const DEFAULT_MINUTES = 30;
const MAX_MINUTES = 7_200;
const TIME_FACTOR = 1.5;
const EXTRA_MINUTES = 5;
function stepsFor(report, mode, rows) {
    const { settings } = report;
    if (rows.length === 0 || settings === null)
        return '';
    if (rows.length > MAX_IDS)
        return null;
    const plans = new Map((report.plans ?? []).map(plan => [plan.checkpointId, plan]));
    const concerned = [...Map.groupBy(rows, ({ checkpointId }) => checkpointId)].map(([checkpointId, of]) => {
        const plan = plans.get(checkpointId);
        return {
            checkpointId,
            owner: plan?.owningProjectId,
            listed: plan?.rows.length ?? 0,
            rows: of,
        };
    });
    const groups = Map.groupBy(concerned, ({ owner, rows: of }) => [owner, ...projectsOf(of).sort()].join('\n'));
    if (groups.size > MAX_STEPS)
        return null;
    return [...groups.values()].map(group => stepFor(settings, mode, group)).join('\n');
}
function stepFor(settings, mode, group) {
    const [first] = group;
    const checkpointIds = group.map(({ checkpointId }) => checkpointId);
    const revocations = group.reduce((sum, { rows }) => sum + rows.length, 0);
    const minutes = minutesFor(mode, group);
    return [
        `- uses: ${settings.action}`,
        '  with:',
        '    admin-key: ${{ secrets.OPENAI_ADMIN_KEY }}',
        `    mode: ${mode}`,
        ...block('checkpoint-id', checkpointIds),
        ...block('project-ids', projectsOf(first?.rows ?? [])),
        ...(first?.owner === undefined ? [] : [`    owning-project-id: '${first.owner}'`]),
        ...(mode === 'revoke' && revocations > DEFAULT_REVOCATIONS
            ? [`    max-revocations: ${revocations}`]
            : []),
        ...(minutes > DEFAULT_MINUTES ? [`    share-timeout-minutes: ${minutes}`] : []),
        ...(settings.baseUrl.href === base_url/* DEFAULT_BASE_URL */.Q
            ? []
            : [`    base-url: ${settings.baseUrl.href}`]),
    ].join('\n');
}
function minutesFor(mode, group) {
    const requests = group.reduce((sum, { listed, rows }) => {
        const pages = Math.max(1, Math.ceil(listed / BATCH_SIZE));
        const sent = mode === 'grant' ? Math.ceil(projectsOf(rows).length / BATCH_SIZE) : rows.length;
        return sum + pages + sent;
    }, 0);
    const minutes = Math.ceil((requests / REQUESTS_PER_MINUTE) * TIME_FACTOR) + EXTRA_MINUTES;
    return Math.min(MAX_MINUTES, minutes);
}
function block(input, ids) {
    return [`    ${input}: |`, ...ids.map(id => `      ${id}`)];
}

;// CONCATENATED MODULE: ./build/src/report/undo-and-fix-steps.js



const TOO_MUCH = '# Too many changes to list. See permissions-file for every row.';
function undoSteps(report) {
    const rows = rowsOf(report);
    const unknown = report.settings?.dryRun ? 0 : withStatus(rows, 'unknown').length;
    return joinSteps([
        stepsFor(report, 'grant', withStatus(rows, 'revoked')),
        stepsFor(report, 'revoke', withStatus(rows, 'granted')),
    ], unknown === 0
        ? []
        : [
            `# Not included: ${(0,format/* pluralize */.td)(unknown, 'change')} with an unknown outcome. Check permissions-file.`,
        ]);
}
function fixSteps(report) {
    if (report.settings?.mode !== 'check')
        return '';
    const rows = rowsOf(report);
    const missing = withStatus(rows, 'not-shared');
    const extra = report.settings.exact
        ? rows.filter(row => !row.requested && row.status === 'shared')
        : [];
    const unread = unreadCount(report);
    const withoutOwner = new Set(report.plans?.filter(one => one.owningProjectId === undefined).map(one => one.checkpointId));
    return joinSteps([stepsFor(report, 'grant', missing), stepsFor(report, 'revoke', extra)], [
        ...(unread === 0
            ? []
            : [
                `# Not included: ${(0,format/* pluralize */.td)(unread, 'checkpoint')} whose permissions couldn't be read.`,
            ]),
        ...(missing.some(row => withoutOwner.has(row.checkpointId))
            ? [
                '# If one of these projects owns the checkpoint, set owning-project-id in the check instead.',
            ]
            : []),
    ]);
}
function fixTitle(report) {
    return unreadCount(report) === 0 ? 'Fix this check' : 'Fix part of this check';
}
function unreadCount({ plans }) {
    return (plans ?? []).filter(({ listFailure }) => listFailure !== null).length;
}
function joinSteps(steps, notes) {
    if (steps.includes(null))
        return TOO_MUCH;
    const written = steps.filter(step => step !== '');
    return written.length === 0 ? '' : [...notes, ...written].join('\n');
}
function withStatus(rows, status) {
    return rows.filter(row => row.status === status);
}

;// CONCATENATED MODULE: ./build/src/report/verification-section.js


const TITLE = '<h4>Verification</h4>\n';
function verificationSection(verifications, sanitizer, maxBytes) {
    if (verifications.length === 0)
        return '';
    const { code, html } = sanitizer;
    const lineOf = ({ projectId, checkpointId, model, problem, isCertain }) => [
        code(projectId),
        code(checkpointId),
        problem === null
            ? '✅&nbsp;can use it'
            : [
                isCertain ? "❌&nbsp;can't use it" : '❓&nbsp;not verified',
                ...problemLines(problem, sanitizer),
            ].join('<br>'),
        model?.ownedBy ? html(model.ownedBy, 100) : '',
        model?.shutdownDate ? html(model.shutdownDate, 100) : '',
    ];
    const heads = ['Project', 'Model', 'Result', 'Owned by', 'Shutdown date'];
    const room = maxBytes - Buffer.byteLength(TITLE);
    return `${TITLE}${renderTable(heads, verifications, lineOf, room, 'See the log.')}`;
}

;// CONCATENATED MODULE: ./build/src/report/summary.js












const SUMMARY_BYTES = 1_000_000;
const COMMENT_BYTES = 65_000;
const SECTION_BYTES = 400_000;
const summary_ICONS = {
    ok: '✅',
    mismatch: '❌',
    failed: '❌',
    unavailable: '⚠️',
    invalid: '❌',
    cancelled: '🚫',
};
const SHARING_FILE_BYTES = 20_000;
const MAX_STEP_LENGTH = 2_000;
function renderSummary(report, sanitizer, maxBytes, sharingFile = null) {
    const sections = [
        () => `### ${report.outputsFailed ? '❌' : summary_ICONS[report.result]} ${escapeIds(headlineOf(report))}`,
        () => runInfo(report, sanitizer),
        max => issueList(report, sanitizer, max),
        () => stopReason(report, sanitizer),
        max => diffOf(report, sanitizer, max),
        max => tableOf(requestedRows(report), sanitizer, max, hasSeveral(report)),
        max => failures(report, sanitizer, max),
        max => verificationSection(report.verifications, sanitizer, max),
        max => jobSections(report, sanitizer, max),
        () => foldedYaml(fixTitle(report), fixSteps(report), sanitizer),
        max => otherPermissions(report, sanitizer, max),
        max => sharingFileSection(sharingFile, sanitizer, max),
        () => foldedYaml('Undo this run', undoSteps(report), sanitizer),
    ];
    const noteOf = (left) => `<p>${(0,format/* pluralize */.td)(left, 'section')} omitted. See the log or permissions-file.</p>\n`;
    const room = maxBytes - Buffer.byteLength(noteOf(sections.length));
    const { shown, left } = fitSections(sections.map(readable), room, 2);
    return [...shown.map(part => `${part}\n`), ...(left === 0 ? [] : [noteOf(left)])].join('\n');
}
function readable(render) {
    return maxBytes => render(Math.min(maxBytes, SECTION_BYTES));
}
function escapeIds(headline) {
    return breakMentions(headline.replace(/[_@#]/g, character => `&#${character.charCodeAt(0)};`));
}
function runInfo(report, { html, code }) {
    const { settings, started, ended, requests, plans } = report;
    if (settings === null)
        return '';
    const [from, to] = [utc(started), utc(ended)];
    const one = plans?.length === 1 ? plans[0] : undefined;
    const mode = `Mode <b>${settings.mode}</b>${settings.dryRun ? ' (dry run, nothing was changed)' : ''}`;
    const parts = [
        `API ${html(settings.baseUrl.host)}`,
        `${from.date} ${from.time} to ${to.time} UTC (${(0,format/* formatDuration */.a3)(ended - started)})`,
        (0,format/* pluralize */.td)(requests, 'request'),
    ].join(' · ');
    const first = one === undefined ? `${mode} · ` : `${mode} · checkpoint ${code(one.checkpointId)}<br>`;
    return `<p>${first}${parts}</p>`;
}
function utc(milliseconds) {
    const [date = '', time = ''] = new Date(milliseconds).toISOString().split('T');
    return { date, time: time.slice(0, 8) };
}
function hasSeveral({ plans }) {
    return (plans?.length ?? 0) > 1;
}
function issueList({ issues }, { html }, maxBytes) {
    return bulletList(issues.map(({ message, location }) => {
        const place = location === undefined ? '' : `${html(location.file)}, line ${location.line}: `;
        return `${place}${html(message, 1_000)}`;
    }), maxBytes);
}
function stopReason({ problem }, sanitizer) {
    if (problem === null)
        return '';
    return `<p>${problemLines(problem, sanitizer).join('<br>')}</p>`;
}
function foldedYaml(title, yaml, { sanitize }) {
    if (yaml === '')
        return '';
    const lines = yaml.split('\n').map(line => {
        const words = line.trimStart();
        return line.slice(0, line.length - words.length) + sanitize(words, MAX_STEP_LENGTH);
    });
    return `<details><summary>${title}</summary>\n\n\`\`\`yaml\n${lines.join('\n')}\n\`\`\`\n\n</details>`;
}
function sharingFileSection(yaml, sanitizer, maxBytes) {
    if (yaml === null)
        return '';
    const limit = Math.min(maxBytes, SHARING_FILE_BYTES);
    const isShort = Buffer.byteLength(yaml) <= limit;
    const section = isShort ? foldedYaml('Sharing file', yaml.trimEnd(), sanitizer) : '';
    if (isShort && Buffer.byteLength(section) <= limit)
        return section;
    return '<p>The sharing file is too long to show here. See the output <code>sharing-file</code>.</p>';
}
function failures(report, sanitizer, maxBytes) {
    const { code, html } = sanitizer;
    const groups = failureGroups(report);
    const items = groups.map(group => {
        const { checkpointId, projectIds, problem } = group;
        const title = `<b>${html(failureTitle(group, modeOf(report)))}</b>`;
        const who = projectIds.length === 0 ? '' : `: ${(0,format/* formatList */.ki)(projectIds.map(code), 20)}`;
        const where = `${failurePreposition(group)} ${code(checkpointId)}`;
        return [`${title} ${where}${who}`, ...problemLines(problem, sanitizer)].join('<br>');
    });
    if (items.length === 0)
        return '';
    const title = '<h4>Errors</h4>\n';
    return `${title}${bulletList(items, maxBytes - title.length)}`;
}
function otherPermissions(report, sanitizer, maxBytes) {
    const { settings } = report;
    const isList = settings?.mode === 'list';
    const rows = rowsOf(report).filter(({ requested, status }) => !requested && (isList || status !== 'owner'));
    if (rows.length === 0)
        return '';
    const title = (0,format/* pluralize */.td)(rows.length, 'other permission');
    const [before, after] = isList
        ? ['', '']
        : settings?.mode === 'sync'
            ? [`<h4>${title}</h4>\n`, '']
            : [`<details><summary>${title} (not changed)</summary>\n`, '\n</details>'];
    const room = maxBytes - before.length - after.length;
    return `${before}${tableOf(rows, sanitizer, room, hasSeveral(report))}${after}`;
}
function bulletList(items, maxBytes) {
    if (items.length === 0)
        return '';
    const [before, after] = ['<ul>\n', '\n</ul>'];
    const noteOf = (left) => `<li>${(0,format/* formatNumber */.ZV)(left)} more. See the log.</li>`;
    const room = maxBytes - before.length - after.length;
    return `${before}${joinWithin(items, item => `<li>${item}</li>`, room, noteOf)}${after}`;
}

;// CONCATENATED MODULE: ./build/src/report/warnings.js





const SHUTDOWN_DAYS = 90;
const warnings_DAY_MS = 86_400_000;
function timeWarning(plans, left, { safe }) {
    const minutes = minutesOf(plans);
    if (minutes * 60_000 <= left)
        return [];
    const time = minutes < 1 ? (0,format/* formatDuration */.a3)(minutes * 60_000) : (0,format/* pluralize */.td)(Math.ceil(minutes), 'minute');
    return [
        {
            title: safe `share-timeout-minutes might be too short`,
            message: safe `The plan takes about ${time}, but share-timeout-minutes leaves only ${(0,format/* formatDuration */.a3)(left)}. Increase it. Otherwise, changes that can't start in time are skipped.`,
        },
    ];
}
function eventWarning(event, { safe }) {
    if (event.type !== 'owner')
        return [];
    return [
        {
            title: safe `A requested project owns the checkpoint`,
            message: safe `${event.projectId} owns ${event.checkpointId} and always has access. Set owning-project-id to ${event.projectId} to save requests.`,
        },
    ];
}
function warningsOf(report, sanitizer) {
    const { settings } = report;
    return [
        ...shutdownWarnings(report, sanitizer),
        ...(settings?.mode === 'check' && !settings.exact ? extraAnnotations(report, sanitizer) : []),
        ...(settings?.mode === 'sync' ? revokedWarning(report, sanitizer) : []),
    ];
}
function shutdownWarnings({ verifications, ended }, { safe }) {
    const dates = new Map(verifications.flatMap(({ checkpointId, model }) => model?.shutdownDate ? [[checkpointId, model.shutdownDate]] : []));
    return [...dates]
        .filter(([, date]) => Date.parse(date) - ended < SHUTDOWN_DAYS * warnings_DAY_MS)
        .map(([checkpointId, date]) => {
        const verb = isShutDown(date, ended) ? 'was' : 'will be';
        return {
            title: safe `A model ${verb} shut down`,
            message: safe `${checkpointId} ${verb} shut down on ${date}.`,
        };
    });
}
function revokedWarning(report, { safe, safeText }) {
    const revoked = rowsOf(report).filter(({ status }) => status === 'revoked');
    if (revoked.length === 0)
        return [];
    const who = [...new Set(revoked.map(row => `${row.projectId} on ${row.checkpointId}`))];
    return [
        {
            title: safe `${(0,format/* pluralize */.td)(revoked.length, 'permission')} revoked`,
            message: safe `Revoked access for ${safeText((0,format/* formatList */.ki)(who, 10), 3_000)}.`,
        },
    ];
}

;// CONCATENATED MODULE: ./build/src/report/report.js












const MAX_LINES = 1_000;
async function writeOutputs(report, reportContext) {
    const { sanitizer, temporary, errors, warnings } = reportContext;
    const { safe } = sanitizer;
    let empty = [];
    const outputs = { title: safe `No outputs`, label: 'the outputs' };
    const hasOutputs = await attempt(outputs, errors, sanitizer, () => {
        empty = setRunOutputs(report, sanitizer);
    });
    let folder = null;
    const complete = new Map();
    await attempt(filesOf(sanitizer), warnings, sanitizer, () => {
        const fresh = createFolder(temporary);
        const permissions = permissionsJson(report, sanitizer);
        setOutputs({ 'permissions-file': writePrivateFile(fresh, 'permissions.json', permissions) });
        folder = fresh;
        for (const name of ['permissions', 'permission-ids'])
            complete.set(name, 'permissions-file');
        if (!empty.includes('checkpoint-ids'))
            return;
        const ids = writePrivateFile(fresh, 'checkpoint-ids.json', [checkpointIdsJson(report)]);
        complete.set('checkpoint-ids', `${ids}, next to permissions-file,`);
    });
    for (const name of empty) {
        const file = complete.get(name);
        const fix = file === undefined ? '' : ` Read ${file} instead.`;
        warnings.push({
            title: safe `The output ${name} is empty`,
            message: safe `${name} exceeds 100 kB and was left empty.${new SafeText(fix)}`,
        });
    }
    const sharingFile = report.settings?.mode === 'list' ? await writeSharingFile(report, folder, reportContext) : null;
    return { outputsFailed: !hasOutputs, files: { folder, sharingFile } };
}
async function writeSharingFile(report, folder, { sanitizer, log, warnings }) {
    let written = null;
    const title = sanitizer.safe `No sharing file`;
    await attempt({ title, label: 'sharing-file' }, warnings, sanitizer, async () => {
        const { sharingFileOf } = await __webpack_require__.e(/* import() */ 873).then(__webpack_require__.bind(__webpack_require__, 7873));
        const { yaml, notes, warnings: more } = await sharingFileOf(report, sanitizer);
        warnings.push(...more);
        for (const note of notes)
            log.line `${note}`;
        const isWritten = folder !== null && yaml !== null;
        setOutputs({
            'sharing-file': isWritten ? writePrivateFile(folder, 'sharing.yml', [yaml]) : '',
        });
        if (isWritten)
            written = yaml;
    });
    return written;
}
function filesOf({ safe }) {
    return { title: safe `No files`, label: 'permissions-file and summary-file' };
}
async function writeReport(report, { folder, sharingFile }, reportContext) {
    const { sanitizer, showSummary, errors, warnings } = reportContext;
    const { safe } = sanitizer;
    const summary = { title: safe `No summary`, label: 'the job summary' };
    await attempt(summary, warnings, sanitizer, async () => {
        if (folder !== null) {
            await attempt(filesOf(sanitizer), warnings, sanitizer, () => {
                const markdown = renderSummary(report, sanitizer, COMMENT_BYTES, sharingFile);
                setOutputs({ 'summary-file': writePrivateFile(folder, 'summary.md', [markdown]) });
            });
        }
        if (showSummary)
            await addSummary(renderSummary(report, sanitizer, SUMMARY_BYTES, sharingFile));
    });
    await attempt({ title: safe `No log`, label: 'the log' }, errors, sanitizer, () => {
        writeLog(report, reportContext);
        errors.push(...errorsOf(report, sanitizer));
        warnings.push(...warningsOf(report, sanitizer));
    });
    annotate('error', errors, sanitizer);
    annotate('warning', warnings, sanitizer);
}
async function attempt({ title, label }, notes, { safe }, action) {
    try {
        await action();
        return true;
    }
    catch (error) {
        const reason = error instanceof Error ? error.message : error;
        notes.push({
            title,
            message: safe `Couldn't write ${label}: ${reason}`,
        });
        return false;
    }
}
function writeLog(report, { log, sanitizer }) {
    const { issues, problem, requests, started, ended } = report;
    const { safe } = sanitizer;
    for (const { message, location } of issues.slice(0, MAX_LINES)) {
        log.line `${locationNote(location, sanitizer)}${sanitizer.safeText(message, 1_000)}`;
    }
    if (issues.length > MAX_LINES) {
        log.line `${(0,format/* pluralize */.td)(issues.length - MAX_LINES, 'more invalid input')}`;
    }
    if (problem !== null)
        log.line `${formatProblem(problem, sanitizer)}`;
    for (const group of failureGroups(report)) {
        log.list(failureLine(group, modeOf(report), sanitizer), group.projectIds.map(id => safe `${id}`));
    }
    const fix = fixSteps(report);
    if (fix !== '') {
        log.list(safe `${fixTitle(report)}:`, fix.split('\n').map(line => safe `${indentOf(line)}${line}`));
    }
    log.line `${headlineOf(report)}. ${(0,format/* pluralize */.td)(requests, 'request')} in ${(0,format/* formatDuration */.a3)(ended - started)}.`;
}
function locationNote(location, { safe }) {
    return location === undefined
        ? safe ``
        : safe `${location.file}:${location.line}:${location.column}: `;
}
function indentOf(line) {
    return new SafeText(line.slice(0, line.length - line.trimStart().length));
}

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
;// CONCATENATED MODULE: ./build/src/api/token-request.js








async function requestToken({ url, operation, server, input, schema, rejection, ...request }, { clock, cancelled, random, proxyFor, onRetry }) {
    const deadline = clock.now() + PATIENCE_MS;
    const transport = createTransport({
        baseUrl: new URL('/', url),
        proxy: proxyFor(url),
        budget: { clock, cancelled, deadline },
    });
    try {
        for (let attempts = 1;; attempts++) {
            const requestedAt = clock.now();
            const exchange = await transport.exchange({ ...request, path: url.pathname + url.search });
            if (cancelled.aborted)
                throw cancelledError(operation, attempts);
            const decision = classifyResponse('GET', exchange);
            const requestId = requestIdOf(exchange);
            const details = { operation, requestId, attempts };
            if (exchange.type === 'answer') {
                const { status, body } = exchange;
                const parsed = decision === 'accept' ? (0,dist/* safeParse */.xLC)(schema, parseJson(body)) : null;
                if (parsed?.success)
                    return { value: parsed.output, requestedAt };
                if (decision === 'fail' && isApiRejection(exchange)) {
                    const reason = `${server} returned ${status}${wordsOf(exchange)}`;
                    throw new ApiError({ ...details, kind: 'refused', status, reason, ...rejection(status) });
                }
            }
            const fault = faultOf(exchange, server);
            const hint = exchange.type === 'failure' ? connectionHint(exchange, input) : null;
            const unavailable = (reason) => {
                const summary = `Couldn't ${operation}`;
                return new ApiError({ ...details, kind: 'unavailable', reason, hint, summary });
            };
            if (decision === 'fail')
                throw unavailable(fault);
            const requested = retryAfterOf(exchange, clock.now());
            const wait = waitBefore(attempts, requested, random);
            const left = deadline - clock.now();
            if (isTooLong(requested, left)) {
                throw unavailable(waitTooLong(fault, requested, left));
            }
            if (wait >= left)
                throw unavailable(gaveUp(fault, attempts, PATIENCE_MS - left));
            onRetry({ operation, reason: fault, requestId, hint, wait, left, spacing: 0 });
            await clock.sleep(wait, cancelled).catch(() => {
                throw cancelledError(operation, attempts);
            });
        }
    }
    finally {
        void transport.close();
    }
}
function wordsOf(response) {
    const { message } = serverErrorOf(response);
    return message === null ? '' : `: ${message}`;
}
function faultOf(exchange, server) {
    if (exchange.type === 'failure')
        return describeExchange(exchange);
    const { status } = exchange;
    return status < 300 ? `${server} returned no token` : `${server} returned ${status}`;
}

;// CONCATENATED MODULE: ./build/src/report/identity-lines.js
function logClaims(serviceAccountId, claims, { line }) {
    line `Compare GitHub's token with the identity provider and the mapping for ${serviceAccountId}:`;
    for (const [name, value] of claims)
        line `  ${name}: ${value ?? '(not in the token)'}`;
}

;// CONCATENATED MODULE: ./build/src/sharing/concurrency.js

const MAX_CONCURRENT = 6;
async function mapConcurrently(items, task, opensAfter) {
    const [first, ...rest] = items;
    if (first === undefined)
        return [];
    const limit = (0,p_limit/* default */.A)(MAX_CONCURRENT);
    const gate = Promise.withResolvers();
    const head = limit(() => task(first, gate.resolve)).finally(gate.resolve);
    const opened = new AbortController();
    opensAfter?.(opened.signal).then(gate.resolve, () => { });
    await gate.promise;
    opened.abort();
    const results = await Promise.allSettled([
        head,
        ...rest.map(item => limit(() => task(item, () => { }))),
    ]);
    return results.map(result => {
        if (result.status === 'rejected')
            throw result.reason;
        return result.value;
    });
}

;// CONCATENATED MODULE: ./build/src/run/credentials.js







class Credentials {
    #deps;
    #accounts = new Map();
    #tokens = null;
    constructor(deps) {
        this.#deps = deps;
    }
    async forJobs() {
        const { apiKey, serviceAccountId } = this.#deps.inputs;
        if (serviceAccountId === null)
            return { value: apiKey, input: 'api-key' };
        return this.#account(serviceAccountId, 'service-account-id');
    }
    async forVerifying() {
        const { verifyKeys, verifyServiceAccounts } = this.#deps.inputs;
        const credentials = new Map();
        for (const [projectId, value] of verifyKeys) {
            credentials.set(projectId, { value, input: 'verify-keys' });
        }
        for (const [projectId, id] of verifyServiceAccounts) {
            credentials.set(projectId, await this.#account(id, 'verify-service-accounts'));
        }
        return credentials;
    }
    async #account(id, input) {
        const known = this.#accounts.get(id);
        if (known !== undefined)
            return { ...known, input };
        const { createServiceAccount } = await __webpack_require__.e(/* import() */ 6).then(__webpack_require__.bind(__webpack_require__, 8006));
        this.#tokens ??= createTokenContext(this.#deps);
        const account = createServiceAccount(id, input, this.#tokens);
        this.#accounts.set(id, account);
        return account;
    }
}
function createTokenContext(deps) {
    const { inputs, env, reportContext, clock, random, until } = deps;
    const { identityProvider: provider, runnerTokens: runner } = inputs;
    const { log, sanitizer } = reportContext;
    if (provider === null || runner === null)
        throw new TypeError('the inputs were not checked');
    const requestContext = {
        proxyFor: (url) => (0,network/* readProxy */.nM)(env, url, () => { }),
        clock,
        cancelled: until,
        random,
        onRetry: log.retry,
    };
    const limit = (0,p_limit/* default */.A)(MAX_CONCURRENT);
    let outage = null;
    let hasClaims = false;
    async function request(tokenRequest) {
        if (outage !== null)
            throw outage;
        try {
            return await requestToken(tokenRequest, requestContext);
        }
        catch (error) {
            if (error instanceof ApiError && error.kind === 'unavailable')
                outage = error;
            throw error;
        }
    }
    return {
        provider,
        runner,
        clock,
        requestToken: tokenRequest => limit(() => request(tokenRequest)),
        onToken: token => {
            for (const secret of sanitizer.hideToken(token))
                mask(secret);
        },
        onRejected: (serviceAccountId, { shown }) => {
            if (!hasClaims)
                logClaims(serviceAccountId, shown, log);
            hasClaims = true;
        },
    };
}

;// CONCATENATED MODULE: ./build/src/sharing/jobs/job-not-finished.js
class JobNotFinishedError extends Error {
    name = 'JobNotFinishedError';
    summary;
    hint;
    constructor(jobId, outcome, message, hint = null) {
        super(message);
        this.summary = `Fine-tuning job ${jobId} ${outcome}`;
        this.hint = hint;
    }
}
function noModelError(jobId) {
    const message = `${jobId} succeeded but returned no model`;
    return new JobNotFinishedError(jobId, 'returned no model', message);
}
const CLAUSES = new Map([
    ['failed', 'failed'],
    ['cancelled', 'was cancelled'],
    ['validating_files', 'is still validating files'],
    ['pending', 'is still pending'],
    ['queued', 'is still queued'],
    ['running', 'is still running'],
    ['paused', 'is paused'],
]);
function stateClause(status) {
    return CLAUSES.get(status) ?? "hasn't finished";
}

;// CONCATENATED MODULE: ./build/src/sharing/problem.js
function problemOf({ reason, hint, requestId, summary }) {
    return { message: reason, hint, requestId, ...(summary !== null && { summary }) };
}
function problemOfBug(detail) {
    const hint = "This is a bug in this action. Report it to the action's maintainers.";
    return { message: `Unexpected error: ${detail}`, hint, requestId: null };
}

;// CONCATENATED MODULE: ./build/src/run/outcome.js






const NOTHING_DONE = {
    result: 'failed',
    settings: null,
    requests: 0,
    plans: null,
    counts: null,
    issues: [],
    failureHeadline: null,
    outputsFailed: false,
    problem: null,
    jobs: [],
    verifications: [],
};
function outcomeFromPlans({ mode, exact }, plans, isCancelled) {
    const result = resultOf({ mode, exact, plans, isCancelled });
    return { result, plans, counts: countPlans(mode, plans) };
}
function outcomeOfRefusal(inputs, plans, problem) {
    return { ...outcomeFromPlans(inputs, plans, false), result: 'failed', problem };
}
function outcomeFromError(error) {
    if (error instanceof validation/* InvalidInputsError */.Xt)
        return { result: 'invalid', issues: error.issues };
    if (error instanceof JobNotFinishedError) {
        return {
            failureHeadline: nothingChanged(error.summary),
            problem: { message: error.message, hint: error.hint, requestId: null },
        };
    }
    if (error instanceof ApiError) {
        return {
            ...outcomeFromApiError(error),
            problem: { ...problemOf(error), message: error.message },
        };
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
        failureHeadline: 'A bug in this action ended the run',
        problem: problemOfBug(stack),
    };
}
function outcomeFromApiError(error) {
    if (error.kind === 'cancelled') {
        return { result: 'cancelled', failureHeadline: 'Cancelled: nothing was changed' };
    }
    return {
        result: error.isUnavailable ? 'unavailable' : 'failed',
        failureHeadline: nothingChanged(error.summary ?? 'An API request failed'),
    };
}

;// CONCATENATED MODULE: ./build/src/report/run-start.js



function logRunStart({ mode, dryRun, sharingFile, baseUrl, identityProvider }, entries, { line }) {
    const countOf = (listOf) => new Set(entries.flatMap(entry => [...listOf(entry)])).size;
    const some = (number, noun) => (number === 0 ? [] : [(0,format/* pluralize */.td)(number, noun)]);
    const checkpoints = countOf(entry => entry.checkpointIds);
    const jobs = countOf(entry => entry.jobIds);
    const projects = countOf(entry => entry.projectIds);
    const names = countOf(entry => entry.projectNames);
    const parts = [
        [...some(checkpoints, 'checkpoint'), ...some(jobs, 'fine-tuning job')].join(' and '),
        [...some(projects, 'project'), ...some(names, 'project name')].join(' and '),
    ];
    line `${dryRun ? `${mode} (dry run)` : mode}: ${parts.filter(part => part !== '').join(sharingFile === null ? ' × ' : ', ')}`;
    if (sharingFile !== null) {
        line `Using ${sharingFile} (${(0,format/* pluralize */.td)(entries.length, 'entry', 'entries')})`;
    }
    if (mode !== 'wait' && checkpoints > REQUESTS_PER_MINUTE) {
        const minutes = Math.ceil(checkpoints / REQUESTS_PER_MINUTE);
        line `Listing permissions takes about ${(0,format/* pluralize */.td)(minutes, 'minute')} (${REQUESTS_PER_MINUTE} requests per minute)`;
    }
    if (baseUrl.href !== base_url/* DEFAULT_BASE_URL */.Q)
        line `Sending API keys to ${baseUrl.href}`;
    const tokenUrl = identityProvider?.tokenUrl;
    if (tokenUrl !== undefined && tokenUrl.host !== new URL(base_url/* DEFAULT_TOKEN_URL */._).host) {
        line `Sending GitHub OIDC tokens to ${tokenUrl.href}`;
    }
}

// EXTERNAL MODULE: ./build/src/common/edit-distance.js
var edit_distance = __webpack_require__(575);
;// CONCATENATED MODULE: ./build/src/sharing/nearest.js

function nearest(text, candidates, max) {
    const lower = text.toLowerCase();
    const letters = countLetters(lower);
    return [...new Set(candidates)]
        .flatMap(candidate => {
        const other = candidate.toLowerCase();
        const isFar = Math.abs(other.length - lower.length) > max || missing(letters, other) > max;
        const distance = isFar ? Number.POSITIVE_INFINITY : (0,edit_distance/* editDistance */.Y)(lower, other);
        return distance <= max ? [{ candidate, distance }] : [];
    })
        .sort((a, b) => a.distance - b.distance)
        .slice(0, 3)
        .map(({ candidate }) => candidate);
}
function alternatives(texts) {
    return new Intl.ListFormat('en', { type: 'disjunction' }).format(texts);
}
function countLetters(text) {
    const counts = new Map();
    for (const letter of text.split(''))
        counts.set(letter, (counts.get(letter) ?? 0) + 1);
    return counts;
}
function missing(letters, text) {
    let sum = 0;
    for (const [letter, count] of countLetters(text)) {
        sum += Math.max(0, count - (letters.get(letter) ?? 0));
    }
    return sum;
}

;// CONCATENATED MODULE: ./build/src/sharing/project-lookup.js


const BAD_PROJECT_HINT = "Check the project ID. Only active projects in the admin key's organization can be granted access.";
const SHORTCUT_PATIENCE_MS = 15_000;
const MAX_SUGGESTIONS = 50;
function createProjectLookup(api, report) {
    let reading;
    let current = null;
    let latest = null;
    const suggestions = new Map();
    async function read(options) {
        const list = await api.list(options);
        current = new Map(list.map(project => [project.id, project]));
        latest = current;
        report({ type: 'looked-up', projects: list.length });
        return list;
    }
    async function faultsOf(projectIds) {
        const isFirst = reading === undefined;
        reading ??= read({ patienceMs: SHORTCUT_PATIENCE_MS });
        try {
            await reading;
        }
        catch (error) {
            if (!(error instanceof ApiError))
                throw error;
            if (isFirst)
                report({ type: 'look-up-failed', error });
        }
        return knownFaultsOf(projectIds);
    }
    function knownFaultsOf(projectIds) {
        const list = current;
        if (list === null)
            return new Map();
        return new Map(projectIds.flatMap(id => {
            const project = list.get(id);
            if (project === undefined) {
                return [[id, `no project in the organization has this ID${suggestionFor(id, list)}`]];
            }
            return project.archived ? [[id, 'the project is archived']] : [];
        }));
    }
    function suggestionFor(id, list) {
        const found = suggestions.get(id);
        if (found !== undefined)
            return found;
        if (suggestions.size >= MAX_SUGGESTIONS)
            return '';
        const max = Math.floor(id.replace(/^proj_/, '').length / 3);
        const active = [...list.values()].filter(({ archived }) => !archived).map(one => one.id);
        const near = nearest(id, active, max);
        const suggestion = near.length === 0 ? '' : `; did you mean ${alternatives(near)}?`;
        suggestions.set(id, suggestion);
        return suggestion;
    }
    return {
        projects: () => (reading ??= read({})),
        faultsOf,
        knownFaultsOf,
        nameOf: id => latest?.get(id)?.name ?? null,
        expire() {
            reading = undefined;
            current = null;
        },
    };
}

;// CONCATENATED MODULE: ./build/src/sharing/applying/read-back.js




const MAX_WRITES = 6;
const SETTLE_MS = 2_000;
const READ_MS = 10_000;
const CANCELLED_READ_MS = 3_000;
async function readBack(context, write) {
    const { checkpointId, operation, error, attempts, onFault } = write;
    const { budget, random, report } = context;
    const { clock, cancelled } = budget;
    const left = (0,common_clock/* remainingMs */.X)(budget);
    const wanted = Math.max(SETTLE_MS, error.retryAfterMs ?? 0, backoff(attempts, random));
    const pause = Math.min(wanted, Math.max(left / 2, left - READ_MS));
    const giveUp = (reason) => ({
        problem: { ...problemOf(error), message: `${error.reason}; ${reason}` },
    });
    if (error.kind === 'ambiguous') {
        const shownLeft = cancelled.aborted ? null : left;
        report({ type: 'ambiguous', checkpointId, operation, error, pause, left: shownLeft });
    }
    if (left === 0 && !cancelled.aborted)
        return giveUp('no time was left to check whether the change was applied');
    const started = clock.now();
    await clock.sleep(pause, cancelled).catch(() => { });
    if (cancelled.aborted)
        await clock.sleep(Math.max(0, started + SETTLE_MS - clock.now()));
    const onProgress = (event) => {
        if (event === 'fault')
            onFault?.();
    };
    const list = async () => {
        if (!cancelled.aborted) {
            try {
                return await context.permissions.list(checkpointId, { onProgress });
            }
            catch (failure) {
                if (!(failure instanceof ApiError) || failure.kind !== 'cancelled')
                    throw failure;
            }
        }
        const options = { deadline: clock.now() + CANCELLED_READ_MS };
        return context.permissionsAfterCancel().list(checkpointId, options);
    };
    try {
        const isSettled = pause >= SETTLE_MS || cancelled.aborted;
        const permissions = await list();
        const { problem } = giveUp('too little time was left to check whether the change was applied');
        return { permissions, tooEarly: isSettled ? null : problem };
    }
    catch (failure) {
        if (!(failure instanceof ApiError))
            throw failure;
        if (failure.stopsRun)
            context.state.stop ??= problemOf(failure);
        return giveUp(failure.kind === 'cancelled'
            ? 'the step was cancelled before it could check whether the change was applied'
            : `couldn't check whether the change was applied (${failure.reason})`);
    }
}
function unsentResult(context, error, lost) {
    if (error.stopsRun)
        context.state.stop ??= problemOf(error);
    const wasRejected = error.attempts > 0 && error.kind !== 'cancelled';
    const status = wasRejected || lost !== null ? 'failed' : 'skipped';
    if (lost === null)
        return { status, problem: problemOf(error) };
    const message = `${lost.reason}; a check showed that the change wasn't applied; then ${error.reason}`;
    const last = error.requestId === null && error.hint === null ? lost : error;
    return { status, problem: { ...problemOf(last), message } };
}

;// CONCATENATED MODULE: ./build/src/sharing/applying/rejection.js
const OWNER = /cannot modify checkpoint permissions for the owning project(.*)/is;
function isAboutProjects(error) {
    if (error.kind !== 'refused' || error.stopsRun || error.about === 'route')
        return false;
    return [400, 404, 422].includes(error.status ?? 0);
}
function ownerIn(error, projectIds) {
    const [, name] = OWNER.exec(error.serverMessage ?? '') ?? [];
    if (name === undefined)
        return null;
    if (/\w/.test(name))
        return namedProject(error, projectIds);
    return projectIds.length === 1 ? (projectIds[0] ?? null) : null;
}
function namedProject(error, projectIds) {
    const requested = new Set(projectIds);
    const named = new Set();
    for (const token of (error.serverMessage ?? '').split(/[^A-Za-z0-9._:@+=-]/)) {
        const id = idIn(token, requested);
        if (id !== null)
            named.add(id);
    }
    return named.size === 1 ? ([...named][0] ?? null) : null;
}
function idIn(token, requested) {
    const bare = token.replace(/^[:=]+|[.:=-]+$/g, '');
    const labelled = bare.replace(/^[A-Za-z_]+[:=]/, '');
    return [token, bare, labelled].find(candidate => requested.has(candidate)) ?? null;
}

;// CONCATENATED MODULE: ./build/src/sharing/applying/grant.js





async function grantGroup(context, ledger, group) {
    const { state, report } = context;
    const { checkpointId } = ledger;
    let lost = null;
    for (let attempts = 1;; attempts++) {
        const pending = ledger.pending(group);
        if (pending.length === 0)
            return null;
        if (state.stop !== null)
            return settleStopped(state.stop, ledger, pending, lost);
        const error = await post(context, ledger, pending);
        if (error === null)
            return null;
        if (error.kind === 'ambiguous')
            context.open();
        if (error.kind === 'unavailable' && state.stop !== null)
            return settleStopped(state.stop, ledger, pending, lost);
        const isRejection = isAboutProjects(error);
        if (isRejection)
            report({ type: 'rejected', checkpointId, projects: pending.length, error });
        if (mayBeApplied(error, pending, lost)) {
            ledger.markSent(pending);
            const operation = `the grant of ${(0,format/* pluralize */.td)(pending.length, 'project')}`;
            const read = await readBack(context, {
                checkpointId,
                operation,
                error,
                attempts,
                onFault: context.open,
            });
            if ('problem' in read) {
                ledger.settle(pending, 'unknown', read.problem);
                return null;
            }
            ledger.recordRead(read);
            const open = ledger.pending(pending);
            const done = pending.length - open.length;
            if (read.tooEarly === null) {
                report({ type: 'read-back', checkpointId, operation, done, open: open.length });
            }
            else
                ledger.settle(open, 'unknown', read.tooEarly);
        }
        if (isRejection)
            return error;
        if (error.kind !== 'ambiguous') {
            const { status, problem } = unsentResult(context, error, lost);
            ledger.settle(pending, status, problem);
            return null;
        }
        if (!error.retryable || attempts === MAX_WRITES) {
            ledger.settle(pending, 'failed', problemOf(error));
        }
        lost = error;
    }
}
function settleStopped(stop, ledger, pending, lost) {
    if (lost !== null) {
        const message = `${lost.reason}; a check showed that the change wasn't applied; then ${stop.message}`;
        ledger.settle(pending, 'failed', { ...stop, message });
    }
    return null;
}
function mayBeApplied(error, sent, lost) {
    if (error.kind === 'ambiguous')
        return true;
    if (error.kind !== 'refused' || error.stopsRun)
        return false;
    return lost !== null || (isAboutProjects(error) && sent.length > 1);
}
async function post({ permissions, state, report, open, opensWhenAccepted }, ledger, pending) {
    const { checkpointId } = ledger;
    try {
        const onProgress = (event) => {
            if (event === 'fault')
                open();
        };
        const created = await permissions.create(checkpointId, pending, {
            onProgress,
            signal: state.stopping,
        });
        const { requestId } = created;
        ledger.markSent(pending);
        const requested = new Set(pending);
        const granted = ledger.recordPermissions(created.permissions.filter(({ projectId }) => requested.has(projectId)));
        if (granted.length > 0) {
            state.recordGrant(checkpointId);
            report({ type: 'granted', checkpointId, permissions: granted, requestId });
        }
        if (opensWhenAccepted)
            open();
        const missing = ledger.pending(pending).length;
        if (missing === 0)
            return null;
        const reason = `the response is missing ${missing} of ${(0,format/* pluralize */.td)(pending.length, 'project')}`;
        const operation = `grant access to ${checkpointId}`;
        return new ApiError({ kind: 'ambiguous', operation, reason, requestId, attempts: 1 });
    }
    catch (error) {
        if (error instanceof ApiError)
            return error;
        ledger.markSent(pending);
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/src/sharing/applying/grant-batches.js




async function grantPending(context, ledger) {
    const { state, open } = context;
    await settleKnownFaults(context, ledger);
    let rest = ledger.pending().filter(id => !state.isSuspect(id));
    while (rest.length > 0) {
        const batch = rest.slice(0, state.batchSize);
        rest = rest.slice(batch.length);
        await grantBatch(context, ledger, batch);
        open();
    }
    for (const suspect of ledger.pending())
        await grantBatch(context, ledger, [suspect]);
}
async function settleKnownFaults(context, ledger) {
    const { state, projectLookup } = context;
    const pending = ledger.pending();
    const isWorthReading = pending.some(id => state.rejectionOf(id) !== null);
    const faults = isWorthReading
        ? await projectLookup.faultsOf(pending)
        : projectLookup.knownFaultsOf(pending);
    for (const [id, fault] of faults) {
        const message = `Not sent (${fault})`;
        const unsent = { message, hint: BAD_PROJECT_HINT, requestId: null };
        ledger.settle([id], 'failed', state.rejectionOf(id) ?? unsent);
    }
}
async function grantBatch(context, ledger, batch) {
    const { state } = context;
    const groups = [{ projectIds: batch, split: null }];
    const rejections = [];
    const maxRejections = Math.max(1, 4 * Math.ceil(Math.log2(batch.length)));
    while (rejections.length < maxRejections) {
        const group = groups.shift();
        if (group === undefined)
            return;
        const { projectIds } = group;
        const { batchSize } = state;
        if (projectIds.length > batchSize) {
            const parts = [projectIds.slice(0, batchSize), projectIds.slice(batchSize)];
            groups.unshift(...parts.map(part => ({ projectIds: part, split: null })));
            continue;
        }
        const opensWhenAccepted = rejections.length === 0;
        const rejection = await grantGroup({ ...context, opensWhenAccepted }, ledger, projectIds);
        if (rejection === null) {
            if (ledger.allGranted(projectIds))
                acceptHalf(context, ledger, group);
            continue;
        }
        rejections.push(rejection);
        const rejected = ledger.pending(projectIds);
        await settleCulprits(context, ledger, rejected, rejections);
        const rest = ledger.pending(rejected);
        if (rest.length === 0)
            continue;
        if (rest.length < rejected.length)
            groups.unshift({ projectIds: rest, split: null });
        else
            groups.unshift(...halves(context, ledger, rest));
    }
    const last = rejections.at(-1);
    if (last !== undefined && state.stop === null)
        ledger.settle(batch, 'failed', problemOf(last));
}
function acceptHalf({ state, report }, ledger, { split }) {
    if (split === null)
        return;
    split.acceptedHalves++;
    if (split.acceptedHalves < 2 || split.halfSize >= state.batchSize)
        return;
    state.batchSize = split.halfSize;
    report({ type: 'batch-size', checkpointId: ledger.checkpointId, projects: split.halfSize });
}
async function settleCulprits(context, ledger, rejected, rejections) {
    const { projectLookup, state, report } = context;
    const { checkpointId } = ledger;
    const rejection = rejections.at(-1);
    if (rejection === undefined || rejected.length === 0)
        return;
    const owner = ownerIn(rejection, rejected);
    if (owner !== null) {
        ledger.settle([owner], 'owner', null);
        state.recordOwner(owner);
        report({ type: 'owner', checkpointId, projectId: owner });
        return;
    }
    const problem = { ...problemOf(rejection), hint: rejection.hint ?? BAD_PROJECT_HINT };
    const fail = (projectId, why) => {
        ledger.settle([projectId], 'failed', why);
        state.recordRejection(checkpointId, projectId, why);
    };
    const named = namedProject(rejection, rejected);
    if (named !== null)
        fail(named, problem);
    if (named === null || rejections.length > 1) {
        for (const [id, fault] of await projectLookup.faultsOf(ledger.pending(rejected))) {
            fail(id, { ...problem, message: `${problem.message} (${fault})` });
        }
    }
    if (rejected.length === 1)
        for (const id of ledger.pending(rejected))
            fail(id, problem);
}
function halves({ report }, ledger, projectIds) {
    report({ type: 'bisecting', checkpointId: ledger.checkpointId, projects: projectIds.length });
    const middle = Math.ceil(projectIds.length / 2);
    const split = { halfSize: middle, acceptedHalves: 0 };
    return [
        { projectIds: projectIds.slice(0, middle), split },
        { projectIds: projectIds.slice(middle), split },
    ];
}

;// CONCATENATED MODULE: ./build/src/sharing/applying/ledger.js


class Ledger {
    checkpointId;
    #rows;
    #grants = new Map();
    #revocations = new Map();
    #sent = new Set();
    constructor(plan) {
        this.checkpointId = plan.checkpointId;
        this.#rows = [...plan.rows];
        for (const [index, { status, projectId, permissionId }] of plan.rows.entries()) {
            if (status === 'to-grant')
                this.#grants.set(projectId, index);
            if (status === 'to-revoke' && permissionId !== null)
                this.#revocations.set(permissionId, index);
        }
    }
    get rows() {
        return this.#rows;
    }
    get hasUnknown() {
        return this.#rows.some(({ status }) => status === 'unknown');
    }
    pending(projectIds = this.#grants.keys()) {
        return [...projectIds].filter(id => this.#at(this.#grants, id)?.status === 'to-grant');
    }
    pendingRevocations() {
        return [...this.#revocations.keys()].filter(id => this.isPendingRevocation(id));
    }
    isPendingRevocation(permissionId) {
        return this.#at(this.#revocations, permissionId)?.status === 'to-revoke';
    }
    allGranted(projectIds = this.#grants.keys()) {
        return [...projectIds].every(id => {
            const status = this.#at(this.#grants, id)?.status ?? 'failed';
            return status !== 'to-grant' && !FAILED_STATUSES.has(status);
        });
    }
    markSent(ids) {
        for (const id of ids)
            this.#sent.add(id);
    }
    recordPermissions(permissions) {
        const held = byProject(permissions);
        return this.pending(held.keys()).flatMap(id => {
            const [permission] = held.get(id) ?? [];
            if (permission === undefined)
                return [];
            this.#update(this.#grants, id, row => ({
                ...withPermission(row, permission),
                status: this.#sent.has(id) ? 'granted' : 'shared',
            }));
            return [permission];
        });
    }
    recordRead({ permissions, tooEarly }) {
        const isSettled = tooEarly === null;
        this.recordPermissions(permissions);
        const held = byProject(permissions);
        for (const id of this.#unknown(this.#grants)) {
            const [permission] = held.get(id) ?? [];
            if (permission !== undefined) {
                this.#update(this.#grants, id, row => ({
                    ...withPermission(row, permission),
                    status: 'granted',
                    problem: null,
                }));
            }
            else if (isSettled)
                this.#update(this.#grants, id, notApplied);
        }
        const present = new Set(permissions.map(({ id }) => id));
        for (const id of this.#unknown(this.#revocations)) {
            if (!present.has(id))
                this.settleRevocation(id, 'revoked', null);
            else if (isSettled)
                this.#update(this.#revocations, id, notApplied);
        }
        for (const id of this.pendingRevocations()) {
            const isSent = this.#sent.has(id);
            if (!isSent && !present.has(id))
                this.#update(this.#revocations, id, gone);
        }
    }
    settle(projectIds, status, problem) {
        for (const id of this.pending(projectIds)) {
            this.#update(this.#grants, id, row => ({ ...row, status, problem }));
        }
    }
    settleRevocation(permissionId, status, problem) {
        this.#update(this.#revocations, permissionId, row => ({ ...row, status, problem }));
    }
    projectOf(permissionId) {
        return this.#at(this.#revocations, permissionId)?.projectId ?? '';
    }
    finalize(problem, mayBeDone = () => false) {
        const statusOf = (id) => (mayBeDone(id) ? 'unknown' : 'skipped');
        for (const id of this.pending())
            this.settle([id], statusOf(id), problem);
        for (const id of this.pendingRevocations())
            this.settleRevocation(id, statusOf(id), problem);
    }
    wasSent(id) {
        return this.#sent.has(id);
    }
    #unknown(index) {
        return [...index.keys()].filter(id => this.#at(index, id)?.status === 'unknown');
    }
    #at(index, id) {
        const at = index.get(id);
        return at === undefined ? undefined : this.#rows[at];
    }
    #update(index, id, change) {
        const at = index.get(id);
        const row = this.#at(index, id);
        if (at !== undefined && row !== undefined)
            this.#rows[at] = change(row);
    }
}
function notApplied(row) {
    if (row.problem === null)
        return { ...row, status: 'failed' };
    const message = `${row.problem.message}; a later check showed that the change wasn't applied`;
    return { ...row, status: 'failed', problem: { ...row.problem, message } };
}
function gone(row) {
    return { ...row, status: 'not-shared', permissionId: null, createdAt: null };
}

;// CONCATENATED MODULE: ./build/src/sharing/applying/revoke.js



async function revokePermission(context, ledger, permissionId) {
    const { checkpointId } = ledger;
    const operation = `the revocation of ${permissionId}`;
    let lost = null;
    for (let attempts = 1;; attempts++) {
        const error = await remove(context, ledger, permissionId);
        if (error === null)
            return;
        if (error.kind === 'unavailable' && context.state.stop !== null && lost === null)
            return;
        const isNotFound = error.kind === 'refused' && error.status === 404;
        const isRefusedAfterLoss = error.kind === 'refused' && lost !== null && !error.stopsRun;
        if (!isNotFound && !isRefusedAfterLoss && error.kind !== 'ambiguous') {
            const { status, problem } = unsentResult(context, error, lost);
            ledger.settleRevocation(permissionId, status, problem);
            return;
        }
        ledger.markSent([permissionId]);
        const read = await readBack(context, { checkpointId, operation, error, attempts });
        if ('problem' in read) {
            ledger.settleRevocation(permissionId, 'unknown', read.problem);
            return;
        }
        ledger.recordRead(read);
        const isGone = read.permissions.every(({ id }) => id !== permissionId);
        const [done, open] = isGone ? [1, 0] : [0, 1];
        context.report({ type: 'read-back', checkpointId, operation, done, open });
        if (isGone) {
            ledger.settleRevocation(permissionId, 'revoked', null);
            return;
        }
        if (read.tooEarly !== null) {
            ledger.settleRevocation(permissionId, 'unknown', read.tooEarly);
            return;
        }
        if (error.kind === 'refused' && lost !== null) {
            const { status, problem } = unsentResult(context, error, lost);
            ledger.settleRevocation(permissionId, status, problem);
            return;
        }
        if (isNotFound || !error.retryable || attempts === MAX_WRITES) {
            const problem = problemOf(error);
            ledger.settleRevocation(permissionId, 'failed', {
                ...problem,
                message: `${problem.message}; a check showed that the permission still exists`,
            });
            return;
        }
        const { stop } = context.state;
        if (stop !== null) {
            const message = `${error.reason}; a check showed that the change wasn't applied; then ${stop.message}`;
            ledger.settleRevocation(permissionId, 'failed', { ...stop, message });
            return;
        }
        lost = error;
    }
}
async function remove({ permissions, report, state }, ledger, permissionId) {
    const { checkpointId } = ledger;
    try {
        const { deleted, requestId } = await permissions.remove(checkpointId, permissionId, {
            signal: state.stopping,
        });
        if (deleted) {
            ledger.settleRevocation(permissionId, 'revoked', null);
            const projectId = ledger.projectOf(permissionId);
            report({ type: 'revoked', checkpointId, projectId, permissionId, requestId });
        }
        else {
            const message = "The API didn't delete the permission (it returned deleted: false)";
            ledger.settleRevocation(permissionId, 'failed', { message, hint: null, requestId });
        }
        return null;
    }
    catch (error) {
        if (error instanceof ApiError)
            return error;
        ledger.markSent([permissionId]);
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/src/sharing/applying/apply.js








const GRANTS_INCOMPLETE = {
    message: "Not revoked, because some grants for this checkpoint didn't succeed",
    hint: 'Resolve the failed grants, then run again.',
    requestId: null,
};
const MAX_ALONE_MS = 100_000;
const LAST_READ_PATIENCE_MS = 15_000;
async function applyPlans(context, plans) {
    const ledgers = plans.map(plan => new Ledger(plan));
    const first = ledgers.find(ledger => ledger.pending().length > 0);
    const others = ledgers.filter(ledger => ledger !== first);
    await mapConcurrently(first === undefined ? others : [first, ...others], (ledger, open) => applyToCheckpoint({ ...context, open }, ledger), signal => context.budget.clock.sleep(MAX_ALONE_MS, signal));
    await mapConcurrently(ledgers.filter(ledger => ledger.hasUnknown), (ledger, open) => readLast(context, { ledger, open }));
    return plans.map((plan, index) => ({ ...plan, rows: ledgers[index]?.rows ?? plan.rows }));
}
async function applyToCheckpoint(context, ledger) {
    const { state } = context;
    try {
        await grantPending(context, ledger);
        context.open();
        if (ledger.allGranted()) {
            for (const permissionId of ledger.pendingRevocations()) {
                if (state.stop !== null || !ledger.isPendingRevocation(permissionId))
                    continue;
                await revokePermission(context, ledger, permissionId);
            }
        }
        ledger.finalize(state.stop ?? GRANTS_INCOMPLETE);
    }
    catch (error) {
        state.stop ??= problemOfBug(String(error));
        ledger.finalize(state.stop, id => ledger.wasSent(id));
    }
}
async function readLast({ permissions, budget, state }, { ledger, open }) {
    const { clock, cancelled } = budget;
    open();
    if (state.stop !== null || (0,common_clock/* remainingMs */.X)(budget) <= SETTLE_MS)
        return;
    try {
        await clock.sleep(SETTLE_MS, cancelled);
        const options = { patienceMs: LAST_READ_PATIENCE_MS };
        const list = await permissions.list(ledger.checkpointId, options);
        ledger.recordRead({ permissions: list, tooEarly: null });
    }
    catch (error) {
        if (!(error instanceof ApiError) && !cancelled.aborted)
            throw error;
    }
}

;// CONCATENATED MODULE: ./build/src/sharing/planner.js





async function planTargets(mode, targets, permissions) {
    let stop = null;
    const stopping = new AbortController();
    const plans = await mapConcurrently(targets, async (target, open) => {
        if (stop !== null)
            return planUnlisted(target, 'unavailable', 'skipped', stop);
        try {
            return planCheckpoint(mode, target, await permissions.list(target.checkpointId, { onProgress: open, signal: stopping.signal }));
        }
        catch (error) {
            if (!(error instanceof ApiError))
                throw error;
            if (error.stopsRun) {
                stop ??= problemOf(error);
                stopping.abort();
            }
            else if (stop !== null && error.kind === 'unavailable') {
                return planUnlisted(target, 'unavailable', 'skipped', stop);
            }
            const isBegun = error.attempts > 0 && error.kind !== 'cancelled';
            const listFailure = error.isUnavailable ? 'unavailable' : 'refused';
            return planUnlisted(target, listFailure, isBegun ? 'failed' : 'skipped', problemOf(error));
        }
    });
    return { plans, stop };
}
function withProjectNames(plans, { nameOf, knownFaultsOf }) {
    return plans.map(plan => ({
        ...plan,
        rows: plan.rows.map(row => {
            const projectName = nameOf(row.projectId);
            const problem = row.status === 'not-shared' ? withFault(row) : row.problem;
            const isSame = projectName === row.projectName && problem === row.problem;
            return isSame ? row : { ...row, projectName, problem };
        }),
    }));
    function withFault({ projectId, problem }) {
        if (problem === null)
            return null;
        const fault = knownFaultsOf([projectId]).get(projectId);
        if (fault === undefined)
            return problem;
        return { ...problem, message: `${problem.message} (${fault})`, hint: BAD_PROJECT_HINT };
    }
}

;// CONCATENATED MODULE: ./build/src/sharing/revocation-limit.js

function checkRevocationLimit(plans, max) {
    const revocations = plans.flatMap(({ rows }) => rows.filter(row => row.status === 'to-revoke'));
    if (max === null || revocations.length <= max)
        return null;
    const concerned = revocations.map(row => `${row.projectId} on ${row.checkpointId}`);
    const which = (0,format/* formatList */.ki)([...new Set(concerned)], 20);
    return {
        message: `This run would revoke ${(0,format/* pluralize */.td)(revocations.length, 'permission')}, but max-revocations is ${max}: ${which}`,
        hint: 'If they should lose access, increase max-revocations or set it to none.',
        requestId: null,
    };
}
function withChangesSkipped(plans, problem) {
    return plans.map(plan => ({
        ...plan,
        rows: plan.rows.map(row => row.status === 'to-grant' || row.status === 'to-revoke'
            ? { ...row, status: 'skipped', problem }
            : row),
    }));
}

;// CONCATENATED MODULE: ./build/src/sharing/lookalikes.js

const BLANKS = /[\s\p{Z}\p{Cc}]+/gu;
const lookalikes_INVISIBLE = /\p{Cf}/gu;
function lookalikeNote(name, projects) {
    const looks = look(name);
    const same = projects.filter(project => !project.archived && project.name !== null && look(project.name) === looks);
    const [first] = same;
    if (first === undefined)
        return null;
    const [at, theirs, ours] = difference(first.name ?? '', name);
    const others = same.length === 1 ? '' : ` (and of ${(0,format/* pluralize */.td)(same.length - 1, 'more project')})`;
    return `The name of ${first.id}${others} looks the same, but character ${at} is ${theirs} instead of ${ours}. Use project-ids, or copy the name.`;
}
function look(name) {
    return name.normalize('NFC').replace(lookalikes_INVISIBLE, '').replace(BLANKS, ' ').trim();
}
function difference(theirs, ours) {
    const [a, b] = [[...theirs], [...ours]];
    const length = Math.max(a.length, b.length);
    const places = Array.from({ length }, (_, index) => index);
    const at = places.find(index => a[index] !== b[index]) ?? 0;
    return [at + 1, lookalikes_codeOf(a[at]), lookalikes_codeOf(b[at])];
}
function lookalikes_codeOf(character) {
    return character === undefined ? 'the end' : (0,format/* formatCodePoint */.B$)(character);
}

;// CONCATENATED MODULE: ./build/src/sharing/project-names.js



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
    if (active.length > 1) {
        return fault(`${active.length} projects are named "${name}". Use one of their IDs in project-ids instead (${(0,format/* formatList */.ki)(active, 50)}).`);
    }
    if (active.length === 1)
        return { projectIds: active, faults: [] };
    if (namesakes.length > 0) {
        return fault(`"${name}" is archived (${(0,format/* formatList */.ki)(namesakes.map(({ id }) => id))}). Remove the name, because archived projects can't be granted access.`);
    }
    if (projects.some(({ id }) => id === name)) {
        return fault(`"${name}" is a project ID, not a name. Move it to project-ids.`);
    }
    const lookalike = lookalikeNote(name, projects);
    if (lookalike !== null)
        return fault(`No project is named "${name}". ${lookalike}`);
    const near = nearNames(name, projects);
    const advice = near.length === 0 ? 'Check the spelling.' : `Did you mean ${alternatives(near)}?`;
    return fault(`No project is named "${name}". ${advice}`);
}
function byPattern(pattern, projects) {
    const expression = toExpression(pattern);
    const matching = projects.filter(({ name }) => name !== null && expression.test(name));
    const active = matching.filter(({ archived }) => !archived).map(({ id }) => id);
    if (active.length > 0)
        return { projectIds: active, faults: [] };
    return fault(matching.length === 0
        ? `No project name matches "${pattern}". Check the pattern.`
        : `Only archived projects match "${pattern}". Remove the pattern, because archived projects can't be granted access.`);
}
function fault(message) {
    return { projectIds: [], faults: [`project-names: ${message}`] };
}
function isPattern(text) {
    return /[*?]/.test(text.replace(/\\[*?]/g, ''));
}
function toExpression(pattern) {
    const parts = pattern.split(/(?<!\\)\*+/).map(toSource);
    const [first = '', ...rest] = parts;
    const last = rest.pop();
    if (last === undefined)
        return new RegExp(`^${first}$`, 'su');
    const middle = rest.map((part, index) => `(?=(.*?${part}))\\${index + 1}`).join('');
    return new RegExp(`^${first}${middle}.*${last}$`, 'su');
}
function toSource(part) {
    return part.replace(/\\[*?]|\?|[^?\\]+|\\/gu, piece => {
        if (piece === '?')
            return '.';
        return RegExp.escape(/\\[*?]/.test(piece) ? piece.slice(1) : piece);
    });
}
function nearNames(name, projects) {
    const max = Math.max(2, Math.floor(name.length / 3));
    const names = projects.flatMap(one => (one.archived || one.name === null ? [] : one.name));
    return nearest(name, names, max).map(near => `"${near.replace(/[*?]/g, '\\$&')}"`);
}

;// CONCATENATED MODULE: ./build/src/sharing/targets.js


async function resolveEntries({ mode, entries, verificationLines }, projectLookup) {
    const issues = [];
    const resolved = [];
    for (const entry of entries) {
        const found = await resolveNames(entry, projectLookup);
        const projectIds = [...new Set([...entry.projectIds, ...found.projectIds])];
        const emptySync = mode === 'sync' ? emptySyncIssue(entry, projectIds) : null;
        issues.push(...found.issues);
        if (found.issues.length === 0 && emptySync !== null)
            issues.push(emptySync);
        resolved.push({ ...entry, projectIds });
    }
    if (issues.length === 0) {
        const requested = new Set(resolved.flatMap(({ projectIds }) => projectIds));
        for (const line of verificationLines) {
            if (requested.has(line.projectId))
                continue;
            issues.push({ input: line.input, message: (0,validation/* unmatchedLineMessage */.f0)(line) });
        }
    }
    if (issues.length > 0)
        throw new validation/* InvalidInputsError */.Xt(issues);
    return resolved;
}
async function resolveNames({ projectNames, nameLocations: namePlaces }, projectLookup) {
    if (projectNames.length === 0)
        return { projectIds: [], issues: [] };
    const projects = await projectLookup.projects();
    const found = projectNames.map(name => findByName([name], projects));
    return {
        projectIds: found.flatMap(({ projectIds }) => projectIds),
        issues: found.flatMap(({ faults }, index) => faults.map(message => ({
            input: 'project-names',
            message,
            ...(0,validation/* withLocation */.w4)(namePlaces[index]),
        }))),
    };
}
function emptySyncIssue(entry, projectIds) {
    const { owningProjectId, location } = entry;
    const isExplicit = location !== null && projectIds.length === 0 && entry.projectNames.length === 0;
    if (isExplicit || projectIds.some(id => id !== owningProjectId))
        return null;
    const instead = location === null ? 'use mode revoke' : 'set project-ids: [] to revoke all access';
    const message = `project-ids and project-names include only the owning project, so sync would revoke all other access. Add a project, or ${instead}.`;
    return { input: 'project-names', message, ...(0,validation/* withLocation */.w4)(location) };
}
function targetsOf(entries, resolvedJobs) {
    const targets = new Map();
    const issues = [];
    for (const entry of entries) {
        const { projectIds, owningProjectId, location } = entry;
        for (const checkpointId of checkpointsOf(entry, resolvedJobs)) {
            const before = targets.get(checkpointId)?.location;
            if (before !== undefined && location !== null) {
                const message = `sharing-file has ${checkpointId} twice, directly or through a job, on lines ${before.line} and ${location.line}. Keep one.`;
                issues.push({ input: 'sharing-file', message, location });
            }
            else {
                const target = { checkpointId, projectIds, owningProjectId, ...(0,validation/* withLocation */.w4)(location) };
                targets.set(checkpointId, target);
            }
        }
    }
    if (issues.length > 0)
        throw new validation/* InvalidInputsError */.Xt(issues);
    return [...targets.values()];
}
function checkpointsOf({ checkpointIds, jobIds, checkpointSelector: jobCheckpoints }, resolvedJobs) {
    const fromJobs = jobIds.flatMap(jobId => resolvedJobs
        .filter(({ job, selector }) => job.id === jobId && selector === jobCheckpoints)
        .flatMap(one => one.checkpointIds));
    return [...new Set([...checkpointIds, ...fromJobs])];
}

;// CONCATENATED MODULE: ./build/src/api/pagination.js



const MAX_ITEMS = 500_000;
const MAX_CURSOR_LENGTH = 1_024;
const PAGE_SIZES = [100, 50, 20, 10];
class PageSize {
    #index = 0;
    get current() {
        return PAGE_SIZES[this.#index] ?? 0;
    }
    shrink(rejected) {
        if (this.current < rejected)
            return true;
        if (this.#index === PAGE_SIZES.length - 1)
            return false;
        this.#index++;
        return true;
    }
}
async function listAll(client, { operation, path, query = {}, pageSize, item, until, ...options }) {
    const items = new Map();
    const cursors = new Set();
    const schema = pageSchema(item, cursors);
    let next = {};
    let count = 0;
    for (;;) {
        const { value, requestId } = await readPage(next);
        for (const found of value.data)
            if (!items.has(found.id))
                items.set(found.id, found);
        count += value.data.length;
        if (!value.has_more || until?.(value.data, cursors.size + 1))
            return [...items.values()];
        if (count >= MAX_ITEMS) {
            const reason = `the list has more than ${(0,format/* formatNumber */.ZV)(MAX_ITEMS)} items`;
            throw new ApiError({ kind: 'unreadable', operation, reason, requestId, attempts: 1 });
        }
        const after = cursorOf(value);
        cursors.add(after);
        next = { after };
    }
    async function readPage(cursor) {
        for (;;) {
            const limit = pageSize.current;
            try {
                return await client.call({
                    ...options,
                    operation,
                    method: 'GET',
                    path,
                    query: { ...query, limit: `${limit}`, ...cursor },
                    schema,
                });
            }
            catch (error) {
                if (!isAboutLimit(error) || !pageSize.shrink(limit))
                    throw error;
            }
        }
    }
}
function pageSchema(item, cursors) {
    return dist/* pipe */.FsL(dist/* object */.Ikc({
        object: dist/* literal */.euz('list'),
        data: dist/* array */.YOg(item),
        has_more: dist/* boolean */.zMY(),
        last_id: dist/* optional */.lqM(dist/* nullable */.mee(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(MAX_CURSOR_LENGTH)))),
    }), dist/* check */.z6Y(page => !page.has_more || page.data.length > 0, 'the page is empty, but has_more is true'), dist/* check */.z6Y(page => !page.has_more || !cursors.has(cursorOf(page)), 'the page leads back to an earlier page'));
}
function cursorOf({ data, last_id }) {
    return last_id ?? data.at(-1)?.id ?? '';
}
function isAboutLimit(error) {
    return (error instanceof ApiError &&
        error.status === 400 &&
        /\blimit\b/i.test(error.serverMessage ?? ''));
}

;// CONCATENATED MODULE: ./build/src/api/permissions.js



const permissionSchema = dist/* object */.Ikc({
    id: apiId,
    object: dist/* literal */.euz('checkpoint.permission'),
    created_at: unixSeconds,
    project_id: apiId,
});
const removedSchema = (permissionId) => dist/* object */.Ikc({
    id: dist/* literal */.euz(permissionId),
    object: dist/* literal */.euz('checkpoint.permission'),
    deleted: dist/* boolean */.zMY(),
});
const createdSchema = dist/* object */.Ikc({ data: dist/* array */.YOg(permissionSchema) });
function permissionsApi(client) {
    const pageSize = new PageSize();
    async function list(checkpointId, options = {}) {
        const items = await listAll(client, {
            ...options,
            operation: `list the permissions of ${checkpointId}`,
            path: pathOf(checkpointId),
            pageSize,
            item: permissionSchema,
        });
        return items.map(toPermission);
    }
    async function create(checkpointId, projectIds, options = {}) {
        const { value, requestId } = await client.call({
            ...options,
            operation: `grant access to ${checkpointId}`,
            method: 'POST',
            path: pathOf(checkpointId),
            body: { project_ids: projectIds },
            schema: createdSchema,
        });
        return { permissions: value.data.map(toPermission), requestId };
    }
    async function remove(checkpointId, permissionId, options = {}) {
        const { value, requestId } = await client.call({
            ...options,
            operation: `revoke the permission ${permissionId} of ${checkpointId}`,
            method: 'DELETE',
            path: `${pathOf(checkpointId)}/${encodeURIComponent(permissionId)}`,
            schema: removedSchema(permissionId),
        });
        return { deleted: value.deleted, requestId };
    }
    return { list, create, remove };
}
function pathOf(checkpointId) {
    return `/fine_tuning/checkpoints/${encodeURIComponent(checkpointId)}/permissions`;
}
function toPermission(item) {
    return { id: item.id, projectId: item.project_id, createdAt: item.created_at };
}

;// CONCATENATED MODULE: ./build/src/api/projects.js



const projectSchema = dist/* object */.Ikc({
    id: apiId,
    object: dist/* literal */.euz('organization.project'),
    name: dist/* optional */.lqM(dist/* nullable */.mee(dist/* string */.YjP())),
    status: dist/* optional */.lqM(dist/* nullable */.mee(dist/* string */.YjP())),
    archived_at: dist/* optional */.lqM(dist/* nullable */.mee(dist/* number */.aig())),
});
function projectsApi(client) {
    const pageSize = new PageSize();
    async function list(options = {}) {
        const items = await listAll(client, {
            ...options,
            operation: "list the organization's projects",
            path: '/organization/projects',
            query: { include_archived: 'true' },
            pageSize,
            item: projectSchema,
        });
        return items.map(({ id, name, status, archived_at }) => ({
            id,
            name: name ?? null,
            archived: status === 'archived' || typeof archived_at === 'number',
        }));
    }
    async function probe(options = {}) {
        await client.call({
            ...options,
            operation: 'check whether admin-key is accepted',
            method: 'GET',
            path: '/organization/projects',
            query: { limit: '1' },
            schema: dist/* unknown */.L5J(),
        });
    }
    return { list, probe };
}

;// CONCATENATED MODULE: ./build/src/sharing/applying/apply-state.js

class ApplyState {
    get stop() {
        return this.#stop;
    }
    set stop(problem) {
        this.#stop = problem;
        if (problem !== null)
            this.#stopping.abort();
    }
    get stopping() {
        return this.#stopping.signal;
    }
    batchSize = BATCH_SIZE;
    #stop = null;
    #stopping = new AbortController();
    #accepting = new Set();
    #rejections = new Map();
    #owners = new Set();
    recordGrant(checkpointId) {
        this.#accepting.add(checkpointId);
    }
    recordRejection(checkpointId, projectId, problem) {
        const rejections = this.#rejections.get(projectId) ?? [];
        this.#rejections.set(projectId, [...rejections, { checkpointId, problem }]);
    }
    recordOwner(projectId) {
        this.#owners.add(projectId);
    }
    rejectionOf(projectId) {
        const rejections = this.#rejections.get(projectId) ?? [];
        const found = rejections.find(({ checkpointId }) => this.#accepting.has(checkpointId));
        return found?.problem ?? null;
    }
    isSuspect(projectId) {
        return this.#owners.has(projectId) || this.rejectionOf(projectId) !== null;
    }
}

;// CONCATENATED MODULE: ./build/src/sharing/jobs/poll-jobs.js




const FIRST_PAUSE_MS = 10_000;
const MAX_PAUSE_MS = 60_000;
const ENDS = new Set(['failed', 'cancelled']);
const RESUME_HINT = 'Resume the job, then run again.';
const WAIT_HINT = 'Increase wait-timeout-minutes, or run again when the job has finished.';
const ONCE_HINT = 'Run again when the job has finished.';
const MAX_FAILURES = 3;
const BEST_EFFORT_MS = 15_000;
async function pollJobs(context, jobIds) {
    let first = null;
    const ends = await Promise.allSettled(jobIds.map(async (jobId) => {
        try {
            return await pollJob(context, jobId);
        }
        catch (error) {
            first ??= error;
            context.stop.abort();
            throw error;
        }
    }));
    if (first !== null)
        throw first;
    return ends.flatMap(end => (end.status === 'fulfilled' ? [end.value] : []));
}
async function pollJob(context, jobId) {
    const { jobs, budget, report } = context;
    const { clock } = budget;
    const started = clock.now();
    const events = new Events(context, jobId);
    const isWaiting = (0,common_clock/* remainingMs */.X)(budget) > 0;
    const notFinished = ({ status }) => {
        const time = isWaiting ? ` after ${(0,format/* formatDuration */.a3)(clock.now() - started)}` : '';
        const message = `${jobId} hasn't finished${time}: its status is ${status}`;
        const note = isWaiting || status === 'paused' ? '' : '. This run checks only once';
        const waitHint = isWaiting ? WAIT_HINT : ONCE_HINT;
        const hint = status === 'paused' ? RESUME_HINT : waitHint;
        return new JobNotFinishedError(jobId, stateClause(status), `${message}${note}`, hint);
    };
    let lastStatus = null;
    let pause = FIRST_PAUSE_MS;
    for (;;) {
        const job = await jobs.get(jobId);
        if (job.status !== lastStatus) {
            const left = job.estimatedFinish === null ? null : job.estimatedFinish * 1000 - clock.now();
            report({ type: 'status', job, elapsed: clock.now() - started, left });
            lastStatus = job.status;
        }
        const hasModel = job.status === 'succeeded' && job.fineTunedModel !== null;
        if (hasModel || ENDS.has(job.status))
            await events.read(BEST_EFFORT_MS);
        if (hasModel)
            return { job, losses: events.losses };
        if (job.status === 'succeeded') {
            throw noModelError(jobId);
        }
        if (ENDS.has(job.status)) {
            throw new JobNotFinishedError(jobId, stateClause(job.status), endOf(job));
        }
        const left = (0,common_clock/* remainingMs */.X)(budget);
        if (left === 0)
            throw notFinished(job);
        try {
            const wait = Math.min(pause, pauseUntilFinish(job, clock.now()), left);
            await Promise.all([clock.sleep(wait, budget.cancelled), events.read(wait)]);
        }
        catch (error) {
            if (!budget.cancelled.aborted)
                throw error;
            throw cancelledError(`wait for ${jobId}`, 0);
        }
        pause = Math.min(MAX_PAUSE_MS, pause * 1.5);
    }
}
function pauseUntilFinish({ estimatedFinish }, now) {
    const left = (estimatedFinish ?? 0) * 1000 - now;
    return left > 0 ? Math.max(left, FIRST_PAUSE_MS) : Number.POSITIVE_INFINITY;
}
function endOf({ id, status, error }) {
    const why = (0,format/* withoutPeriod */.Kx)(error?.message ?? error?.code ?? '');
    const code = error?.message && error.code ? ` (${error.code})` : '';
    return `${id} ${status === 'failed' ? 'failed' : 'was cancelled'}${why ? `: ${why}${code}` : ''}`;
}
class Events {
    #known = new Set();
    #failures = 0;
    #losses = new Map();
    #context;
    #jobId;
    constructor(context, jobId) {
        this.#context = context;
        this.#jobId = jobId;
    }
    get losses() {
        return [...this.#losses.values()].sort((a, b) => a.step - b.step);
    }
    async read(limitMs) {
        const { jobs, budget, readsEvents, report } = this.#context;
        if (!readsEvents || this.#failures >= MAX_FAILURES)
            return;
        const patienceMs = Math.min(limitMs, BEST_EFFORT_MS);
        const deadline = budget.clock.now() + patienceMs;
        let events;
        try {
            const isKnown = (id) => this.#known.has(id);
            events = await jobs.events(this.#jobId, isKnown, { deadline, patienceMs });
        }
        catch (error) {
            if (!(error instanceof ApiError))
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

;// CONCATENATED MODULE: ./build/src/run/admin-access.js









function openAdmin(context, budget) {
    const { inputs, reportContext, clients, random } = context;
    const { log, sanitizer, warnings } = reportContext;
    const client = clients.open(adminKeyOf(inputs), budget);
    const report = (event) => {
        if (event.type === 'granted')
            keepIds(event.permissions);
        log.event(event);
        warnings.push(...eventWarning(event, sanitizer));
    };
    const keepIds = (found) => sanitizer.keepIds(found.flatMap(({ id, projectId = id }) => [id, projectId]));
    const keeping = (list) => {
        return async (...args) => {
            const found = await list(...args);
            keepIds(found);
            return found;
        };
    };
    const open = (api) => ({ ...api, list: keeping(api.list) });
    const projects = projectsApi(client);
    let afterCancel;
    return {
        permissions: open(permissionsApi(client)),
        permissionsAfterCancel: () => (afterCancel ??= open(openAfterCancel(context))),
        projectLookup: createProjectLookup({ ...projects, list: keeping(projects.list) }, report),
        budget,
        random,
        report,
        state: new ApplyState(),
    };
}
function openAfterCancel({ inputs, clients, clock }) {
    const cancelled = new AbortController().signal;
    const budget = { clock, cancelled, deadline: Number.POSITIVE_INFINITY };
    return permissionsApi(clients.open(adminKeyOf(inputs), budget));
}
function adminKeyOf({ adminKey }) {
    return { value: adminKey, input: 'admin-key' };
}
async function probeAdminKey(context) {
    const { inputs, clients, clock, cancelled } = context;
    const deadline = clock.now() + BEST_EFFORT_MS;
    const client = clients.open(adminKeyOf(inputs), { clock, cancelled, deadline });
    try {
        await projectsApi(client).probe({ deadline });
    }
    catch (error) {
        if (!(error instanceof ApiError))
            throw error;
        const isScope = lacksScope(error.serverMessage);
        const isBad = error.stopsRun && (!isScope || isWrongKind(adminKeyOf(inputs)));
        if (isBad || error.kind === 'cancelled')
            throw error;
    }
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./build/src/api/jobs.js



const MAX_EVENT_PAGES = 20;
const optionalNumber = dist/* optional */.lqM(dist/* nullable */.mee(dist/* number */.aig()));
const jobSchema = dist/* object */.Ikc({
    id: apiId,
    status: dist/* string */.YjP(),
    fine_tuned_model: dist/* optional */.lqM(dist/* nullable */.mee(apiId)),
    error: dist/* optional */.lqM(dist/* nullable */.mee(dist/* object */.Ikc({
        code: dist/* optional */.lqM(dist/* nullable */.mee(dist/* string */.YjP())),
        message: dist/* optional */.lqM(dist/* nullable */.mee(dist/* string */.YjP())),
    }))),
    estimated_finish: dist/* optional */.lqM(dist/* nullable */.mee(dist/* pipe */.FsL(dist/* number */.aig(), dist/* minValue */.Wwf(0), dist/* maxValue */.cGV(MAX_UNIX_SECONDS)))),
});
const lossesSchema = dist/* object */.Ikc({
    train_loss: optionalNumber,
    valid_loss: optionalNumber,
    full_valid_loss: optionalNumber,
});
const jobCheckpointSchema = dist/* object */.Ikc({
    id: apiId,
    fine_tuned_model_checkpoint: apiId,
    step_number: dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf()),
    metrics: dist/* optional */.lqM(dist/* nullable */.mee(lossesSchema)),
});
const jobEventSchema = dist/* object */.Ikc({
    id: apiId,
    level: dist/* string */.YjP(),
    message: dist/* string */.YjP(),
    type: dist/* optional */.lqM(dist/* nullable */.mee(dist/* string */.YjP())),
    data: dist/* optional */.lqM(dist/* unknown */.L5J()),
});
const metricsSchema = dist/* object */.Ikc({ step: dist/* number */.aig(), ...lossesSchema.entries });
function jobsApi(client) {
    const pageSize = new PageSize();
    async function get(jobId) {
        const operation = `read the fine-tuning job ${jobId}`;
        const { value } = await client.call({
            operation,
            method: 'GET',
            path: jobs_pathOf(jobId),
            schema: dist/* pipe */.FsL(jobSchema, dist/* check */.z6Y(job => job.id === jobId, 'it describes another job')),
        });
        const { id, status, fine_tuned_model, error, estimated_finish } = value;
        return {
            id,
            status,
            fineTunedModel: fine_tuned_model ?? null,
            error: error?.message || error?.code
                ? { code: error.code ?? null, message: error.message ?? null }
                : null,
            estimatedFinish: estimated_finish ?? null,
        };
    }
    async function checkpoints(jobId, options = {}) {
        const items = await listAll(client, {
            ...options,
            operation: `list the checkpoints of ${jobId}`,
            path: `${jobs_pathOf(jobId)}/checkpoints`,
            pageSize,
            item: jobCheckpointSchema,
        });
        return items
            .map(({ fine_tuned_model_checkpoint: checkpointId, step_number: step, metrics }) => ({
            checkpointId,
            step,
            ...toLosses(metrics ?? {}),
        }))
            .sort((a, b) => a.step - b.step);
    }
    async function events(jobId, isKnown, options = {}) {
        const items = await listAll(client, {
            ...options,
            operation: `list the events of ${jobId}`,
            path: `${jobs_pathOf(jobId)}/events`,
            pageSize,
            item: jobEventSchema,
            until: (page, read) => read >= MAX_EVENT_PAGES || page.some(({ id }) => isKnown(id)),
        });
        return items
            .filter(({ id }) => !isKnown(id))
            .map(toEvent)
            .reverse();
    }
    return { get, checkpoints, events };
}
function jobs_pathOf(jobId) {
    return `/fine_tuning/jobs/${encodeURIComponent(jobId)}`;
}
function toEvent({ id, level, message, type, data, }) {
    const metrics = type === 'metrics' ? dist/* safeParse */.xLC(metricsSchema, data) : null;
    const losses = metrics?.success ? toLosses(metrics.output) : null;
    const hasLoss = losses !== null && Object.values(losses).some(loss => loss !== null);
    return {
        id,
        level,
        message,
        metrics: metrics?.success && hasLoss ? { step: metrics.output.step, ...losses } : null,
    };
}
function toLosses(losses) {
    return {
        trainLoss: losses.train_loss ?? null,
        validLoss: losses.valid_loss ?? null,
        fullValidLoss: losses.full_valid_loss ?? null,
    };
}

// EXTERNAL MODULE: ./build/src/inputs/identity.js
var identity = __webpack_require__(2029);
// EXTERNAL MODULE: ./build/src/inputs/input-reader.js + 2 modules
var input_reader = __webpack_require__(4516);
;// CONCATENATED MODULE: ./build/src/sharing/jobs/select-checkpoints.js


class NoSuchCheckpointError extends Error {
    name = 'NoSuchCheckpointError';
}
const METRICS = [
    ['full_valid_loss', 'fullValidLoss'],
    ['valid_loss', 'validLoss'],
    ['train_loss', 'trainLoss'],
];
function selectCheckpoints(selector, { job, checkpoints }) {
    if (job.fineTunedModel === null) {
        throw noModelError(job.id);
    }
    if (selector === 'final')
        return { checkpointIds: [job.fineTunedModel], reason: null };
    if (selector === 'all') {
        const ids = [...checkpoints.map(({ checkpointId }) => checkpointId), job.fineTunedModel];
        return { checkpointIds: [...new Set(ids)], reason: null };
    }
    return selector === 'best'
        ? selectBest(job, checkpoints)
        : selectSteps(selector, job, checkpoints);
}
function selectBest({ id }, checkpoints) {
    const metric = METRICS.find(([, key]) => checkpoints.every(checkpoint => checkpoint[key] !== null));
    if (checkpoints.length === 0) {
        throw new NoSuchCheckpointError(`job-checkpoints: ${id} has no checkpoints to select the best from. Use final.`);
    }
    if (metric === undefined) {
        throw new NoSuchCheckpointError(`job-checkpoints: can't select the best checkpoint of ${id}, because its checkpoints have no loss metric in common. Use step numbers or final.`);
    }
    const [name, key] = metric;
    const lossOf = (checkpoint) => checkpoint[key] ?? Number.POSITIVE_INFINITY;
    const best = checkpoints.reduce((a, b) => (lossOf(b) <= lossOf(a) ? b : a));
    const loss = (0,format/* formatFloat */.kr)(lossOf(best));
    const reason = `step ${best.step} has the lowest ${name}, ${loss}, of ${(0,format/* pluralize */.td)(checkpoints.length, 'checkpoint')}`;
    return { checkpointIds: [best.checkpointId], reason };
}
function selectSteps(steps, { id }, checkpoints) {
    const byStep = new Map(checkpoints.map(({ step, checkpointId }) => [step, checkpointId]));
    const unknown = steps.filter(step => !byStep.has(step));
    if (unknown.length > 0) {
        const missing = unknown.length === 1 ? 'checkpoint at step' : 'checkpoints at steps';
        const fix = checkpoints.length === 0
            ? 'It has no checkpoints. Use final.'
            : `Select from its steps (${(0,format/* formatList */.ki)([...byStep.keys()].map(String), 50)}).`;
        throw new NoSuchCheckpointError(`job-checkpoints: ${id} has no ${missing} ${(0,format/* formatList */.ki)(unknown.map(String))}. ${fix}`);
    }
    return { checkpointIds: steps.flatMap(step => byStep.get(step) ?? []), reason: null };
}

;// CONCATENATED MODULE: ./build/src/sharing/jobs/resolve-jobs.js




async function resolveJobs(context, requests) {
    const resolvedJobs = [];
    const issues = [];
    const jobIds = new Set(requests.map(({ jobId }) => jobId));
    const selecting = requests.filter(({ selector }) => selector !== 'final');
    const withCheckpoints = new Set(selecting.map(({ jobId }) => jobId));
    const completed = await pollJobs(context, [...jobIds]);
    const results = new Map();
    const deadline = context.budget.clock.now() + BEST_EFFORT_MS;
    for (const { job, losses } of completed) {
        const checkpoints = withCheckpoints.has(job.id)
            ? await context.jobs.checkpoints(job.id)
            : await checkpointsForChart(context, job.id, deadline);
        results.set(job.id, { job, checkpoints, losses });
    }
    for (const { jobId, selector, location } of requests) {
        const result = results.get(jobId);
        if (result === undefined)
            continue;
        try {
            const { checkpointIds, reason } = selectCheckpoints(selector, result);
            context.report({ type: 'selected', jobId, checkpointIds, reason });
            resolvedJobs.push({ ...result, selector, checkpointIds });
        }
        catch (error) {
            if (!(error instanceof NoSuchCheckpointError))
                throw error;
            issues.push({ input: 'job-checkpoints', message: error.message, ...(0,validation/* withLocation */.w4)(location) });
        }
    }
    if (issues.length > 0)
        throw new validation/* InvalidInputsError */.Xt(issues);
    return resolvedJobs;
}
async function checkpointsForChart({ jobs }, jobId, deadline) {
    try {
        return await jobs.checkpoints(jobId, { deadline, patienceMs: BEST_EFFORT_MS });
    }
    catch (error) {
        if (error instanceof ApiError)
            return [];
        throw error;
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./build/src/sharing-file/parser-messages.js
function explainParserError(message) {
    if (/multiple documents/i.test(message)) {
        return 'The file has several YAML documents (---). Keep only one.';
    }
    if (/alias cannot be an empty/i.test(message)) {
        return 'A bare * is an alias in YAML. Put it in quotes, as "*".';
    }
    const tag = /^Unresolved tag: (.+)$/.exec(message)?.[1];
    if (tag !== undefined)
        return tagMessage(tag);
    return `Invalid YAML: ${message.replace(/\.$/, '').replace(/(["'])quote$/, '$1 quote')}.`;
}
function tagMessage(tag) {
    return `The tag ${tag.replace(/^tag:yaml\.org,2002:/, '!!')} isn't supported. Remove it.`;
}

;// CONCATENATED MODULE: ./build/src/sharing-file/document.js




const SHARING_FILE_INPUT = 'sharing-file';
const MAX_ISSUES = 1_000;
class SharingDocument {
    #issues = [];
    #file;
    #yaml;
    #lines;
    #document;
    #strayReturn;
    #values = new WeakMap();
    constructor(file, source, yaml) {
        this.#file = file;
        this.#strayReturn = source.search(/\r(?!\n)/);
        this.#yaml = yaml;
        this.#lines = new yaml.LineCounter();
        this.#document = yaml.parseDocument(source, {
            lineCounter: this.#lines,
            prettyErrors: false,
            uniqueKeys: false,
            logLevel: 'error',
        });
    }
    checkSyntax() {
        const { directives, errors, warnings } = this.#document;
        const deep = errors.find(({ message }) => /stack/i.test(message));
        if (deep !== undefined) {
            this.addIssueAt(deep.pos[0], 'The file is nested too deeply. Remove the extra brackets or dashes.');
            return;
        }
        if (this.#strayReturn >= 0) {
            this.addIssueAt(this.#strayReturn, "A carriage return isn't followed by a line feed. Save the file with LF or CRLF line endings.");
            return;
        }
        for (const { message, pos } of [...errors, ...warnings]) {
            this.addIssueAt(pos[0], explainParserError(message));
        }
        const { version } = directives.yaml;
        if (version !== '1.2') {
            this.addIssueAt(0, `YAML ${version} isn't supported. Remove the %YAML directive.`);
        }
        const isParsed = this.#issues.length === 0;
        this.#yaml.visit(this.#document, {
            Node: (_, node) => {
                if (isParsed)
                    this.#checkPlain(node);
                if (this.#yaml.isMap(node))
                    this.#checkKeysOf(node);
            },
        });
    }
    #checkPlain(node) {
        const at = startOf(node);
        if (this.#yaml.isAlias(node)) {
            this.addIssueAt(at, "Aliases (*name) aren't supported. Write out the value, or put text that starts with * in quotes.");
        }
        else if (node.tag !== undefined)
            this.addIssueAt(at, tagMessage(node.tag));
    }
    #checkKeysOf(map) {
        const keys = new Set();
        for (const { key } of map.items) {
            const name = this.#yaml.isScalar(key) ? key.value : null;
            const at = startOf(key);
            if (typeof name !== 'string')
                this.addIssueAt(at, "A key isn't text. Put it in quotes.");
            else if (keys.has(name)) {
                this.addIssueAt(at, `${(0,format/* quoted */.TL)(name)} is a duplicate key. Keep only one.`);
            }
            keys.add(name);
        }
    }
    toValue() {
        return this.#document.toJS({ maxAliasCount: 0 });
    }
    checkKeys(path, known) {
        const meant = new Set();
        const map = this.#nodeAt(path);
        for (const { key } of map.items) {
            const name = String(key);
            if (known.includes(name))
                continue;
            const plain = name.replaceAll('_', '-').toLowerCase().slice(0, 40);
            const near = known.find(one => (0,edit_distance/* editDistance */.Y)(plain, one) <= 3);
            let fix = `Remove it, or use ${(0,format/* formatList */.ki)(known, known.length, 'or')}.`;
            if (near !== undefined) {
                meant.add(near);
                fix = `Use ${near} instead.`;
            }
            this.addIssueAt(startOf(key), `${(0,format/* quoted */.TL)(name)} isn't a valid key here. ${fix}`);
        }
        return meant;
    }
    addIssue(path, message) {
        this.#note(this.locationOf(path), message);
    }
    addIssueAt(offset, message) {
        this.#note(this.#placeAt(offset), message);
    }
    throwIfInvalid() {
        if (this.#issues.length === 0)
            return;
        throw new validation/* InvalidInputsError */.Xt(this.#issues.toSorted(({ location: a }, { location: b }) => a.line - b.line || a.column - b.column));
    }
    locationOf(path) {
        for (let length = path.length; length >= 0; length--) {
            const node = this.#nodeAt(path.slice(0, length));
            if (node !== null)
                return this.#placeAt(startOf(node));
        }
        return this.#placeAt(0);
    }
    #note(location, message) {
        if (this.#issues.length >= MAX_ISSUES)
            return;
        const isKnown = this.#issues.some(one => one.message === message &&
            one.location.line === location.line &&
            one.location.column === location.column);
        if (!isKnown)
            this.#issues.push({ input: SHARING_FILE_INPUT, message, location });
    }
    #nodeAt(path) {
        let node = this.#document.contents;
        for (const key of path) {
            if (this.#yaml.isMap(node))
                node = this.#valuesOf(node).get(key);
            else
                node = this.#yaml.isSeq(node) ? node.items[Number(key)] : null;
        }
        return this.#yaml.isNode(node) ? node : null;
    }
    #valuesOf(map) {
        const known = this.#values.get(map);
        if (known !== undefined)
            return known;
        const values = new Map(map.items.map(({ key, value }) => [String(key), value]));
        this.#values.set(map, values);
        return values;
    }
    #placeAt(offset) {
        const { line, col } = this.#lines.linePos(offset);
        return { file: this.#file, line: Math.max(1, line), column: Math.max(1, col) };
    }
}
function startOf({ range }) {
    return range?.[0] ?? 0;
}

;// CONCATENATED MODULE: ./build/src/sharing-file/repeats.js

function checkRepeats(document, entries) {
    const lines = new Map();
    const jobs = new Map();
    for (const [index, { checkpointIds, jobIds, checkpointSelector: selector },] of entries.entries()) {
        for (const [at, id] of checkpointIds.entries()) {
            const path = ['checkpoints', index, 'checkpoint-id', at];
            const { line } = document.locationOf(path);
            const before = lines.get(id);
            if (before === undefined)
                lines.set(id, line);
            else
                addRepeat(document, path, (0,format/* quoted */.TL)(id), [before, line]);
        }
        for (const [at, id] of jobIds.entries()) {
            const path = ['checkpoints', index, 'fine-tuning-job-id', at];
            const place = { selector, line: document.locationOf(path).line };
            const before = jobs.get(id) ?? [];
            jobs.set(id, [...before, place]);
            const other = before.find(one => commonOf(one.selector, selector) !== null);
            if (other === undefined)
                continue;
            const common = commonOf(other.selector, selector);
            addRepeat(document, path, `${common}${(0,format/* quoted */.TL)(id)}`, [other.line, place.line]);
        }
    }
}
function addRepeat(document, path, what, [before, line]) {
    document.addIssue(path, `${what} is listed twice, on lines ${before} and ${line}. Keep it in one entry.`);
}
function commonOf(one, other) {
    if (one === 'all' || other === 'all' || one === other)
        return '';
    if (typeof one === 'string' || typeof other === 'string')
        return null;
    const step = one.find(each => other.includes(each));
    return step === undefined ? null : `Step ${step} of `;
}

;// CONCATENATED MODULE: ./build/src/sharing-file/schema.js


const NOT_TEXT = "isn't text. Put it in quotes, or remove it.";
const isList = ({ input }) => Array.isArray(input);
const idSchemaWith = (forList, several) => dist/* pipe */.FsL(dist/* string */.YjP(issue => (isList(issue) ? forList : NOT_TEXT)), dist/* maxLength */.Ru6(common_ids/* ID_MAX_LENGTH */.EA, ({ input }) => (0,common_ids/* longIdError */.E$)(input)), dist/* regex */.yGV(common_ids/* ID_PATTERN */.pw, ({ input }) => lineAdvice(input, several) ?? (0,common_ids/* invalidIdError */.Tn)(input)));
function lineAdvice(text, several) {
    if (/[,\s]/.test(text.trim()))
        return several;
    return /[\r\n]$/.test(text)
        ? "ends with a line break. Write it on the key's line, without |."
        : null;
}
const idSchema = idSchemaWith('is a list. Write one ID, without brackets.', "isn't a single ID. Write one owning project per entry.");
const NESTED = 'has a list inside a list. Write all items in one list.';
const listedId = idSchemaWith(NESTED, "isn't a valid ID. Write several IDs as a list, such as [a, b].");
const listOf = (item, description) => dist/* pipe */.FsL(dist/* union */.KCZ([item, dist/* array */.YOg(item)], "isn't text or a list. Write a list, such as [a, b], or put one item in quotes."), dist/* description */.h_(description));
const schema_name = dist/* pipe */.FsL(dist/* string */.YjP(issue => (isList(issue) ? NESTED : NOT_TEXT)), dist/* minLength */.BpQ(1, 'is empty. Remove it.'), dist/* regex */.yGV(/^[^\r\n]*$/, ({ input }) => lineAdvice(input.replace(/[^\S\r\n]|,/g, ''), 'has line breaks. Write several names as a list, such as [A, B].') ?? 'starts with a line break. Remove it.'));
const INVALID_STEP = "isn't a step number. Use a whole number, 0 or greater, without quotes.";
const step = dist/* pipe */.FsL(dist/* number */.aig(INVALID_STEP), dist/* integer */.ndf(INVALID_STEP), dist/* minValue */.Wwf(0, INVALID_STEP));
const entrySchema = dist/* strictObject */.rej({
    'checkpoint-id': dist/* optional */.lqM(listOf(listedId, 'IDs of the fine-tuned model checkpoints to share.')),
    'fine-tuning-job-id': dist/* optional */.lqM(listOf(listedId, 'IDs of the fine-tuning jobs whose models are shared.')),
    'job-checkpoints': dist/* optional */.lqM(dist/* pipe */.FsL(dist/* union */.KCZ([
        dist/* picklist */.KIO(['final', 'all', 'best']),
        step,
        dist/* pipe */.FsL(dist/* array */.YOg(step), dist/* minLength */.BpQ(1, 'is empty. Use final, all, best, or step numbers.')),
    ], "isn't a valid selection. Use final, all, best, or step numbers without quotes."), dist/* description */.h_('Which checkpoints of the jobs to share: final, all, best, or step numbers.'))),
    'project-ids': dist/* optional */.lqM(listOf(listedId, 'IDs of the projects to share with. [] means no projects.')),
    'project-names': dist/* optional */.lqM(listOf(schema_name, 'Exact names of active projects, or patterns. * matches any text, and ? any one character. For a literal * or ?, use \\* or \\?.')),
    'owning-project-id': dist/* optional */.lqM(dist/* pipe */.FsL(idSchema, dist/* description */.h_('ID of the project that owns the checkpoints. It always has access.'))),
}, "isn't a mapping. Write each entry with keys, such as checkpoint-id.");
const fileSchema = dist/* strictObject */.rej({
    checkpoints: dist/* pipe */.FsL(dist/* array */.YOg(entrySchema, "isn't a list. Start each entry with a dash."), dist/* minLength */.BpQ(1, 'is empty. Add an entry.'), dist/* description */.h_('The checkpoints and the projects to share them with. Deleting an entry leaves its access unchanged.')),
});

;// CONCATENATED MODULE: ./build/src/sharing-file/entries.js





const FILE_KEYS = Object.keys(fileSchema.entries);
const ENTRY_KEYS = Object.keys(entrySchema.entries);
function readEntries(document) {
    document.checkSyntax();
    document.throwIfInvalid();
    const value = document.toValue();
    if (!isObject(value)) {
        document.addIssue([], value === null
            ? 'The file is empty. Add a checkpoints list.'
            : "The file isn't a mapping. Put the entries in a list under checkpoints.");
        document.throwIfInvalid();
    }
    const meant = document.checkKeys([], FILE_KEYS);
    const raw = isObject(value) ? value.checkpoints : undefined;
    for (const issue of dist/* safeParse */.xLC(fileSchema, value).issues ?? []) {
        if (raw !== undefined || !meant.has('checkpoints'))
            addSchemaIssue(document, issue);
    }
    const entries = (Array.isArray(raw) ? raw : []).map((entry, index) => readEntry(document, entry, ['checkpoints', index]));
    checkRepeats(document, entries);
    document.throwIfInvalid();
    return entries;
}
function readEntry(document, value, path) {
    const raw = isObject(value) ? value : {};
    if (Array.isArray(value))
        document.addIssue(path, 'The entry is a list. Write it with keys, such as checkpoint-id.');
    const textsAt = (key) => [raw[key] ?? []]
        .flat()
        .flatMap((text, index) => (typeof text === 'string' ? [{ text, index }] : []));
    const idsAt = (key) => {
        const texts = textsAt(key);
        for (const { text, index } of texts)
            checkId(document, text, key, [...path, key, index]);
        return [...new Set(texts.map(({ text }) => text))];
    };
    const names = new Map();
    for (const { text, index } of textsAt('project-names')) {
        if (!names.has(text))
            names.set(text, index);
    }
    const entry = {
        checkpointIds: idsAt('checkpoint-id'),
        jobIds: idsAt('fine-tuning-job-id'),
        checkpointSelector: selectorOf(raw['job-checkpoints'] ?? 'final'),
        projectIds: idsAt('project-ids'),
        projectNames: [...names.keys()],
        owningProjectId: idsAt('owning-project-id')[0] ?? null,
        location: document.locationOf(path),
        nameLocations: [...names.values()].map(index => document.locationOf([...path, 'project-names', index])),
    };
    if (isObject(value))
        checkWhole(document, raw, path);
    return entry;
}
function checkWhole(document, raw, path) {
    const meant = document.checkKeys(path, ENTRY_KEYS);
    const lacks = (key) => isEmpty(raw[key]) && !meant.has(key);
    if (lacks('checkpoint-id') && lacks('fine-tuning-job-id')) {
        document.addIssue(path, 'The entry has no checkpoint-id or fine-tuning-job-id. Add one of them.');
    }
    else if ('job-checkpoints' in raw && lacks('fine-tuning-job-id')) {
        document.addIssue([...path, 'job-checkpoints'], 'job-checkpoints is only for jobs. Add fine-tuning-job-id, or remove job-checkpoints.');
    }
    const hasProjectIds = 'project-ids' in raw || meant.has('project-ids');
    if (!hasProjectIds && lacks('project-names')) {
        document.addIssue(path, 'The entry has no projects. Add project-ids or project-names. For no projects, write project-ids: [].');
    }
}
function checkId(document, id, key, path) {
    const fault = (0,common_ids/* fileIdError */.kL)(id, key);
    if (fault !== null && dist.is(idSchema, id))
        document.addIssue(path, `${key}: ${(0,format/* quoted */.TL)(id)} ${fault}`);
}
function selectorOf(value) {
    if (value === 'final' || value === 'all' || value === 'best')
        return value;
    return [...new Set([value].flat().filter(step => typeof step === 'number'))];
}
function addSchemaIssue(document, issue, above = []) {
    if (issue.expected === 'never')
        return;
    const path = [...above, ...(issue.path ?? []).map(({ key }) => key)];
    const nested = issue.issues?.filter(one => (one.path?.length ?? 0) > 0) ?? [];
    if (nested.length > 0) {
        for (const one of nested)
            addSchemaIssue(document, one, path);
        return;
    }
    const key = path.findLast(part => typeof part === 'string') ?? 'the file';
    const { received, kind, input, message } = issue;
    if (received === 'undefined') {
        document.addIssue(path, `${key} is missing. Add a ${key} list.`);
    }
    else if (input === null && typeof path.at(-1) === 'string') {
        document.addIssue(path, `${key} has no value. Add one, or remove the key.`);
    }
    else if (Array.isArray(input)) {
        document.addIssue(path, `${key} ${message}`);
    }
    else {
        const isText = kind === 'validation' && typeof input === 'string';
        const shown = isText ? (0,format/* quoted */.TL)(input) : received === 'Object' ? 'this mapping' : received;
        document.addIssue(path, `${key}: ${shown} ${message}`);
    }
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isEmpty(value) {
    return value === undefined || (Array.isArray(value) && value.length === 0);
}

;// CONCATENATED MODULE: ./build/src/sharing-file/read-sharing-file.js






async function readSharingFile(path, workspace) {
    const source = await readWithin(path, workspace);
    const yaml = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
    const file = external_node_path_.posix.normalize(slashed(path));
    return readEntries(new SharingDocument(file, source, yaml));
}
function slashed(path) {
    return path.replaceAll('\\', '/');
}
async function readWithin(path, workspace) {
    const fail = (message) => new validation/* InvalidInputsError */.Xt([{ input: SHARING_FILE_INPUT, message }]);
    const outside = `sharing-file: ${(0,format/* quoted */.TL)(path)} isn't a relative path in the workspace. Use the path of a file in the repository, without "..".`;
    if (external_node_path_.win32.isAbsolute(path) || slashed(path).split('/').includes('..'))
        throw fail(outside);
    try {
        const root = await (0,external_node_fs_promises_.realpath)(workspace);
        const real = await (0,external_node_fs_promises_.realpath)((0,external_node_path_.join)(root, slashed(path)));
        const inside = (0,external_node_path_.relative)(root, real);
        if ((0,external_node_path_.isAbsolute)(inside) || inside.split(external_node_path_.sep)[0] === '..')
            throw fail(outside);
        const { size } = await (0,external_node_fs_promises_.stat)(real);
        if (size > validation/* MAX_SHARING_FILE_BYTES */.$z) {
            const [bytes, max] = [size, validation/* MAX_SHARING_FILE_BYTES */.$z].map(format/* formatNumber */.ZV);
            throw fail(`sharing-file: ${(0,format/* quoted */.TL)(path)} has ${bytes} bytes, but the limit is ${max}. Split it into several files.`);
        }
        return new TextDecoder('utf-8', { fatal: true }).decode(await (0,external_node_fs_promises_.readFile)(real));
    }
    catch (error) {
        if (error instanceof validation/* InvalidInputsError */.Xt)
            throw error;
        if (error instanceof TypeError) {
            throw fail(`sharing-file: ${(0,format/* quoted */.TL)(path)} isn't UTF-8. Save the file as UTF-8.`);
        }
        const reason = error instanceof Error ? error.message : String(error);
        const words = reason.replace(/^[A-Z]+: ([^,]+),.*/s, '$1');
        throw fail(`sharing-file: ${(0,format/* quoted */.TL)(path)} can't be read (${words}). Check the path, and run actions/checkout before this step.`);
    }
}

;// CONCATENATED MODULE: ./build/src/run/jobs.js








const jobs_MINUTE_MS = 60_000;
async function jobs_readEntries(context) {
    const { inputs, env, cancelled, reportContext } = context;
    const { sharingFile, mode } = inputs;
    if (sharingFile === null)
        return [{ ...inputs, location: null, nameLocations: [] }];
    const entries = await readSharingFile(sharingFile, env.GITHUB_WORKSPACE ?? '');
    for (const { checkpointIds, jobIds, projectIds, owningProjectId } of entries) {
        reportContext.sanitizer.keepIds([...checkpointIds, ...jobIds, ...projectIds]);
        if (owningProjectId !== null)
            reportContext.sanitizer.keepIds([owningProjectId]);
    }
    for (let turn = 0; turn < 2; turn++)
        await (0,promises_.setImmediate)();
    if (cancelled.aborted)
        throw cancelledError('read the sharing file', 0);
    const job = entries.find(({ jobIds }) => jobIds.length > 0);
    if (job === undefined && mode === 'wait') {
        const message = 'sharing-file has no fine-tuning jobs to wait for. Add fine-tuning-job-id to an entry.';
        throw new validation/* InvalidInputsError */.Xt([{ input: 'sharing-file', message }]);
    }
    if (job !== undefined)
        checkJobCredential(inputs);
    return entries;
}
function checkJobCredential({ apiKey, serviceAccountId, runnerTokens }) {
    if (serviceAccountId !== null && runnerTokens === null) {
        const message = `service-account-id ${identity/* NO_ID_TOKEN */.Uj}`;
        throw new validation/* InvalidInputsError */.Xt([{ input: 'service-account-id', message }]);
    }
    if (serviceAccountId === null && apiKey === '') {
        const message = `api-key is empty, but sharing-file has fine-tuning jobs. ${input_reader/* MISSING_SECRET */.m}`;
        throw new validation/* InvalidInputsError */.Xt([{ input: 'api-key', message }]);
    }
}
async function waitForJobs(context, entries) {
    const { inputs, reportContext, clients, clock, cancelled } = context;
    const { mode, dryRun, waitTimeoutMinutes } = inputs;
    const isWaiting = !dryRun && (mode === 'wait' || mode === 'grant' || mode === 'sync');
    const stop = new AbortController();
    const until = AbortSignal.any([cancelled, stop.signal]);
    const minutes = isWaiting ? waitTimeoutMinutes : 0;
    const after = (time) => clock.now() + time * jobs_MINUTE_MS;
    const waiting = { clock, cancelled: until, deadline: after(minutes) };
    const reading = { ...waiting, deadline: after(minutes + 5) };
    return resolveJobs({
        jobs: jobsApi(clients.open(await context.credentials.forJobs(), reading)),
        budget: waiting,
        stop,
        readsEvents: isWaiting,
        report: event => {
            if (event.type === 'selected')
                reportContext.sanitizer.keepIds(event.checkpointIds);
            reportContext.log.job(event);
        },
    }, entries.flatMap(({ jobIds, checkpointSelector: selector, location }) => jobIds.map(jobId => ({ jobId, selector, location }))));
}

;// CONCATENATED MODULE: ./build/src/api/model-policy.js

const modelPolicySchema = dist/* object */.Ikc({
    mode: dist/* picklist */.KIO(['allow_list', 'deny_list']),
    model_ids: dist/* array */.YOg(dist/* string */.YjP()),
});
function modelPolicyApi(client) {
    async function get(projectId, options = {}) {
        const { value } = await client.call({
            ...options,
            operation: `read the model policy of ${projectId}`,
            method: 'GET',
            path: `/organization/projects/${encodeURIComponent(projectId)}/model_permissions`,
            schema: modelPolicySchema,
        });
        return { mode: value.mode, models: value.model_ids };
    }
    return { get };
}

;// CONCATENATED MODULE: ./build/src/api/models.js


const modelSchema = dist/* object */.Ikc({
    id: apiId,
    owned_by: dist/* optional */.lqM(dist/* nullable */.mee(dist/* string */.YjP())),
    shutdown_date: dist/* optional */.lqM(dist/* nullable */.mee(dist/* union */.KCZ([dist/* string */.YjP(), dist/* number */.aig()]))),
});
function modelsApi(client) {
    async function get(modelId, options = {}) {
        const { value } = await client.call({
            ...options,
            operation: `retrieve the model ${modelId}`,
            method: 'GET',
            path: `/models/${encodeURIComponent(modelId)}`,
            schema: dist/* pipe */.FsL(modelSchema, dist/* check */.z6Y(model => model.id === modelId, 'it describes another model')),
        });
        const { owned_by, shutdown_date } = value;
        const shutdownDate = typeof shutdown_date === 'number' ? toDate(shutdown_date) : shutdown_date;
        return { ownedBy: owned_by ?? null, shutdownDate: shutdownDate ?? null };
    }
    return { get };
}
function toDate(seconds) {
    const date = new Date(seconds * 1000);
    return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().slice(0, 10);
}

;// CONCATENATED MODULE: ./build/src/sharing/model-policy.js
const SNAPSHOT = /-\d{4}-\d{2}-\d{2}$/;
function policyHint({ mode, models }, projectId, checkpointId) {
    const base = models.find(id => isBaseOf(id, checkpointId));
    const isListed = models.includes(checkpointId);
    if (mode === 'deny_list') {
        const denied = isListed ? checkpointId : base;
        return denied === undefined
            ? null
            : `A possible cause is the list of denied models of ${projectId}, which has ${denied}. Remove it in the project's limits.`;
    }
    if (models.length === 0 || isListed)
        return null;
    const extent = base === undefined ? "doesn't have this model" : `has only its base, ${base}`;
    return `A possible cause is the list of allowed models of ${projectId}, which ${extent}. Add ${checkpointId} in the project's limits.`;
}
function isBaseOf(id, checkpointId) {
    const [prefix, base = ''] = checkpointId.split(':');
    return prefix === 'ft' && (id === base || id === base.replace(SNAPSHOT, ''));
}

;// CONCATENATED MODULE: ./build/src/sharing/verify.js








const MIN_PAUSE_MS = 2_000;
const LAST_MS = 1_000;
const UNUSUAL_MS = 60_000;
async function verifyModels(context, rows) {
    const due = rows.filter(row => row.requested && ACCESS_STATUSES.has(row.status) && context.models.has(row.projectId));
    const byProject = Map.groupBy(due, ({ projectId }) => projectId);
    const verified = new Map();
    await Promise.all([...byProject].map(async ([projectId, of]) => {
        const models = context.models.get(projectId);
        if (models !== undefined)
            await verifyProject(context, models, of, verified);
    }));
    return due.flatMap(row => verified.get(row) ?? []);
}
async function verifyProject({ budget, random, report, readPolicy, waiting }, models, rows, verified) {
    const { clock, cancelled } = budget;
    const started = clock.now();
    let policy = null;
    const settle = (row, model, problem, isCertain) => {
        const { projectId, checkpointId } = row;
        const verification = { projectId, checkpointId, model, problem, isCertain };
        verified.set(row, verification);
        report(verification);
    };
    const settleMissing = async (row, error) => {
        const problem = unusable(error, clock.now() - started);
        const known = await policy;
        const cause = known === null ? null : policyHint(known, row.projectId, row.checkpointId);
        settle(row, null, { ...problem, hint: cause ?? notVisibleHint(error) }, true);
    };
    let missing = rows.map(row => ({ row, error: null }));
    let isUnusual = false;
    for (let round = 1;; round++) {
        const checked = await mapConcurrently(missing, async ({ row, error: before }, open) => {
            const outcome = await getModel(models, row.checkpointId, { onProgress: open });
            if (!(outcome instanceof ApiError))
                settle(row, outcome, null, true);
            else if (isRetryable(outcome))
                return { row, error: outcome };
            else if (before !== null && isUnsent(outcome))
                await settleMissing(row, before);
            else {
                const isCertain = outcome.kind === 'refused' && isAboutAccess(outcome);
                settle(row, null, unusable(outcome, clock.now() - started), isCertain);
            }
            return null;
        });
        const later = checked.filter(one => one !== null);
        const [first] = later;
        if (first === undefined)
            return;
        const { projectId } = first.row;
        const isDenied = later.some(({ error }) => error.about === 'model-policy');
        const isLong = clock.now() - started >= UNUSUAL_MS;
        if (isDenied || isLong)
            policy ??= readPolicy(projectId);
        const left = (0,common_clock/* remainingMs */.X)(budget);
        const pause = Math.min(Math.max(MIN_PAUSE_MS, backoff(round, random)), left - LAST_MS);
        if (pause < MIN_PAUSE_MS) {
            await Promise.all(later.map(({ row, error }) => settleMissing(row, error)));
            return;
        }
        missing = later;
        const hint = isLong && !isUnusual ? notVisibleHint(first.error) : null;
        isUnusual ||= isLong;
        waiting({ projectId, models: missing.length, pause, left, isFirst: round === 1, hint });
        try {
            await clock.sleep(pause, cancelled);
        }
        catch {
            for (const { row, error } of later) {
                const message = 'The step was cancelled before the project could retrieve the model';
                settle(row, null, { ...problemOf(error), message }, false);
            }
            return;
        }
    }
}
async function getModel(models, checkpointId, options) {
    try {
        return await models.get(checkpointId, options);
    }
    catch (error) {
        if (error instanceof ApiError)
            return error;
        throw error;
    }
}
function unusable(error, waited) {
    const problem = problemOf(error);
    if (error.about === 'identity')
        return { ...problem, message: error.message };
    const time = waited < MIN_PAUSE_MS ? '' : ` after ${(0,format/* formatDuration */.a3)(waited)}`;
    return { ...problem, message: `Couldn't retrieve the model${time}: ${problem.message}` };
}
function isRetryable({ isUnavailable, status }) {
    return !isUnavailable && (status === 404 || status === 403);
}
function isUnsent({ kind, attempts }) {
    return kind === 'unavailable' && attempts === 0;
}
function isAboutAccess({ status, about }) {
    return status !== 429 && !CONNECTION.has(about);
}
const CONNECTION = new Set([
    'path',
    'host',
    'ip',
    'region',
    'firewall',
    'compression',
    'identity',
]);
function notVisibleHint({ about, status, hint }) {
    return about === null && status === 403 ? null : (hint ?? NOT_VISIBLE_HINT);
}
const NOT_VISIBLE_HINT = "Check that the key or service account belongs to this project, and that the project's limits allow the model.";

;// CONCATENATED MODULE: ./build/src/run/verify-access.js







async function verifyAccess(context, plans, budget) {
    const { inputs, reportContext, clients, credentials, random, cancelled } = context;
    const { mode, dryRun } = inputs;
    const { log } = reportContext;
    if (inputs.verificationLines.length === 0 || cancelled.aborted)
        return [];
    if (dryRun || !types/* VERIFYING_MODES */.Nv.has(mode)) {
        noteIgnoredVerification(context, dryRun ? 'a dry run' : `mode ${mode}`);
        return [];
    }
    const models = new Map([...(await credentials.forVerifying())].map(([projectId, credential]) => [
        projectId,
        modelsApi(clients.open(credential, budget)),
    ]));
    const report = (verification) => log.verification(verification);
    const readPolicy = (projectId) => readModelPolicy(context, projectId, budget);
    const waiting = (pause) => logPause(context, pause);
    return verifyModels({ models, budget, random, report, readPolicy, waiting }, plans.flatMap(({ rows }) => rows));
}
function noteIgnoredVerification({ inputs, reportContext }, where) {
    for (const input of new Set(inputs.verificationLines.map(line => line.input))) {
        reportContext.log.line `Ignoring ${input} in ${where}`;
    }
}
function logPause({ reportContext }, pause) {
    const { log } = reportContext;
    const { projectId, models, left, isFirst, hint } = pause;
    const missing = `${(0,format/* pluralize */.td)(models, 'model')} not available yet`;
    const next = (0,format/* formatDuration */.a3)(pause.pause);
    if (isFirst) {
        log.line `${projectId}: ${missing}. Checking for up to ${(0,format/* formatDuration */.a3)(left)}, next in ${next}.`;
    }
    else {
        log.line `${projectId}: ${missing}. Checking again in ${next}. ${(0,format/* formatDuration */.a3)(left)} left.`;
    }
    if (hint !== null)
        log.line `${projectId}: ${hint}`;
}
async function readModelPolicy({ inputs, clients, clock, ...context }, projectId, budget) {
    const cancelled = AbortSignal.any([context.cancelled, context.ended]);
    const deadline = Math.min(clock.now(), budget.deadline) + BEST_EFFORT_MS;
    const admin = { value: inputs.adminKey, input: 'admin-key' };
    const client = clients.open(admin, { clock, cancelled, deadline });
    try {
        return await modelPolicyApi(client).get(projectId, { deadline, patienceMs: BEST_EFFORT_MS });
    }
    catch (error) {
        if (error instanceof ApiError)
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/src/run/share.js













const share_MINUTE_MS = 60_000;
async function shareCheckpoints(context) {
    const { inputs, reportContext, clock, cancelled } = context;
    const { log, sanitizer, warnings } = reportContext;
    const deadline = clock.now() + inputs.shareTimeoutMinutes * share_MINUTE_MS;
    const budget = { clock, cancelled, deadline };
    const admin = openAdmin(context, budget);
    const entries = await jobs_readEntries(context);
    logRunStart(inputs, entries, log);
    const { plans, stop, jobs } = await planEntries(context, admin, await resolveEntries({ mode: inputs.mode, entries, verificationLines: linesOf(context) }, admin.projectLookup));
    log.plan(plans, inputs);
    const tooShort = timeWarning(plans, (0,common_clock/* remainingMs */.X)(budget), sanitizer);
    for (const { message } of tooShort)
        log.line `${message}`;
    warnings.push(...tooShort);
    if (stop !== null) {
        const outcome = outcomeFromPlans(inputs, withChangesSkipped(plans, stop), cancelled.aborted);
        const result = outcome.result === 'failed' ? 'unavailable' : outcome.result;
        const failureHeadline = result === 'cancelled' || stop.summary === undefined ? null : nothingChanged(stop.summary);
        return { ...outcome, result, failureHeadline, jobs };
    }
    const refusal = checkRevocationLimit(plans, inputs.maxRevocations);
    if (refusal !== null) {
        return { ...outcomeOfRefusal(inputs, withChangesSkipped(plans, refusal), refusal), jobs };
    }
    const applied = inputs.dryRun
        ? plans
        : withProjectNames(await applyPlans(admin, plans), admin.projectLookup);
    const outcome = { ...outcomeFromPlans(inputs, applied, cancelled.aborted), jobs };
    try {
        const verifications = await verifyAccess(context, applied, budget);
        const isUsable = verifications.every(({ problem }) => problem === null);
        if (outcome.result !== 'ok' || isUsable)
            return { ...outcome, verifications };
        return { ...outcome, result: cancelled.aborted ? 'cancelled' : 'failed', verifications };
    }
    catch (error) {
        return { ...outcome, result: 'failed', ...outcomeFromError(error), failureHeadline: null };
    }
}
async function planEntries(context, admin, entries) {
    const { inputs, clock } = context;
    const { permissions, projectLookup, budget } = admin;
    const plan = async (targets) => {
        const { plans, stop } = await planTargets(inputs.mode, targets, permissions);
        return { plans: withProjectNames(plans, projectLookup), stop };
    };
    const known = await plan(targetsOf(entries, []));
    const hasJobs = entries.some(({ jobIds }) => jobIds.length > 0);
    if (!hasJobs || known.stop !== null || !isAnswered(known.plans))
        return { ...known, jobs: [] };
    const isKeyUsed = known.plans.length > 0 || entries.some(one => one.projectNames.length > 0);
    if (!isKeyUsed)
        await probeAdminKey(context);
    const before = clock.now();
    const jobs = await waitForJobs(context, entries);
    const waited = clock.now() - before;
    budget.deadline += waited;
    if (waited > share_MINUTE_MS)
        projectLookup.expire();
    const current = new Map(waited > share_MINUTE_MS ? [] : known.plans.map(one => [one.checkpointId, one]));
    const targets = targetsOf(entries, jobs);
    const missing = targets.filter(({ checkpointId }) => !current.has(checkpointId));
    const added = await plan(missing);
    for (const one of added.plans)
        current.set(one.checkpointId, one);
    const plans = targets.flatMap(({ checkpointId }) => current.get(checkpointId) ?? []);
    return { plans, stop: added.stop, jobs };
}
function linesOf({ inputs: { mode, verificationLines } }) {
    return types/* VERIFYING_MODES */.Nv.has(mode) ? verificationLines : [];
}
function isAnswered(plans) {
    return plans.length === 0 || plans.some(({ listFailure }) => listFailure !== 'unavailable');
}

;// CONCATENATED MODULE: ./build/src/run/wait.js





async function waitForModels(context) {
    const { inputs, reportContext, cancelled } = context;
    const entries = await jobs_readEntries(context);
    logRunStart(inputs, entries, reportContext.log);
    noteIgnoredVerification(context, 'mode wait');
    const jobs = await waitForJobs(context, entries);
    const plans = targetsOf(entries, jobs).map(({ checkpointId }) => ({
        checkpointId,
        rows: [],
        listFailure: null,
        problem: null,
        duplicates: [],
    }));
    return { ...outcomeFromPlans(inputs, plans, cancelled.aborted), jobs };
}

;// CONCATENATED MODULE: ./build/src/run/run-action.js














async function runAction(run) {
    const { clock, started } = run;
    const reportContext = createReportContext(run);
    const outcome = await outcomeOf(run, reportContext);
    const ending = { ...outcome, started, ended: clock.now() };
    const { outputsFailed, files } = await writeOutputs(ending, reportContext);
    const report = { ...ending, outputsFailed };
    reportContext.warnings.push(...(await postStatus(report, run, reportContext)));
    await writeReport(report, files, reportContext);
    return report.result === 'ok' && !outputsFailed ? 0 : 1;
}
function createReportContext({ env, clock }) {
    const { keys, others } = secretsOf(env);
    for (const secret of [...keys, ...others])
        mask(secret);
    const sanitizer = createSanitizer(keys, others);
    sanitizer.keepIds(requestedIds(env));
    return {
        sanitizer,
        log: createLog(sanitizer, clock),
        temporary: env.RUNNER_TEMP,
        showSummary: isSummaryEnabled(env),
        errors: [],
        warnings: (0,misspelled/* ignoredInputs */.oV)(env).map(({ input, message }) => ({
            title: sanitizer.safe `Input ${input}`,
            message: sanitizer.safe `${message}`,
        })),
    };
}
async function outcomeOf(run, reportContext) {
    if (run.inputs.status === 'rejected') {
        return { ...NOTHING_DONE, ...outcomeFromError(run.inputs.reason) };
    }
    const inputs = run.inputs.value;
    const { mode, dryRun, exact, baseUrl, proxy } = inputs;
    const { env, random } = run;
    const clients = new ClientPool({ baseUrl, proxy, random, onRetry: reportContext.log.retry });
    const end = new AbortController();
    const ended = end.signal;
    const until = AbortSignal.any([run.cancelled, ended]);
    const credentials = new Credentials({ ...run, inputs, reportContext, until });
    const context = { ...run, inputs, reportContext, clients, ended, credentials };
    const outcome = await (mode === 'wait' ? waitForModels(context) : shareCheckpoints(context))
        .catch(outcomeFromError)
        .finally(() => {
        end.abort();
        return clients.close();
    });
    const settings = { mode, dryRun, exact, baseUrl, action: actionOf(env) };
    return { ...NOTHING_DONE, settings, ...outcome, requests: clients.requests };
}
async function postStatus(report, { env, cancelled }, { sanitizer }) {
    const requested = commitStatusInput(env);
    if (requested === null)
        return [];
    const bound = () => cancelled.aborted
        ? AbortSignal.timeout(1_500)
        : AbortSignal.any([AbortSignal.timeout(15_000), cancelled]);
    const state = stateOf(report);
    const description = headlineOf(report);
    return postCommitStatus({ ...requested, env, state, description, bound }, sanitizer);
}
function actionOf({ GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF }) {
    const action = `${GITHUB_ACTION_REPOSITORY}@${GITHUB_ACTION_REF}`;
    const isSound = GITHUB_ACTION_REPOSITORY && GITHUB_ACTION_REF && /^[\w./@-]+$/.test(action);
    return isSound ? action : 'OWNER/share-checkpoint@v1';
}


/***/ })

};

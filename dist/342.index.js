export const id = 342;
export const ids = [342];
export const modules = {

/***/ 9342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  act: () => (/* binding */ act)
});

// EXTERNAL MODULE: ./build/src/clock.js + 1 modules
var src_clock = __webpack_require__(1053);
// EXTERNAL MODULE: ./build/src/words.js
var src_words = __webpack_require__(8244);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
;// CONCATENATED MODULE: ./build/src/api/answer.js

const QUOTE_LENGTH = 60;
const errorBody = dist/* object */.Ikc({
    error: dist/* object */.Ikc({
        message: dist/* optional */.lqM(dist/* nullable */.mee(dist/* string */.YjP())),
        // Gateways send numbers, too.
        code: dist/* optional */.lqM(dist/* nullable */.mee(dist/* union */.KCZ([dist/* string */.YjP(), dist/* number */.aig()]))),
    }),
});
/**
 * Reads `{"error": {"message", "type", "param", "code"}}`, the shape of the API's errors
 * (OpenAI's OpenAPI document). Anything else gives nulls.
 */
function serverError(body) {
    const parsed = dist/* safeParse */.xLC(errorBody, parseJson(body));
    if (!parsed.success)
        return { message: null, code: null };
    const { message, code } = parsed.output.error;
    return { message: message ?? null, code: code === undefined || code === null ? null : `${code}` };
}
/** Thrown where an answer does not fit its schema; `message` says where. */
class UnreadableAnswer extends Error {
    name = 'UnreadableAnswer';
}
/**
 * The body of a successful answer as its schema describes it.
 *
 * @throws UnreadableAnswer where the body is no JSON or does not fit
 */
function readAnswer(schema, answer) {
    const json = parseJson(answer.body);
    if (json === undefined) {
        throw new UnreadableAnswer(answer.body === ''
            ? `the answer (${answer.status}) is empty`
            : `the answer (${answer.status}) is not JSON${startOf(answer.body)}`);
    }
    const parsed = dist/* safeParse */.xLC(schema, json);
    if (parsed.success)
        return parsed.output;
    const [issue] = parsed.issues;
    const where = dist/* getDotPath */.BuJ(issue) ?? 'the answer';
    throw new UnreadableAnswer(`the answer does not fit the API: ${where}: ${issue.message}`);
}
/**
 * How a body begins, for a message. It never ends within a word: half a key is not recognised as
 * one, and must not be shown either.
 */
function startOf(body) {
    const text = body.trim();
    const isCut = text.length > QUOTE_LENGTH;
    const start = isCut
        ? text
            .slice(0, QUOTE_LENGTH)
            .replace(/[^\s<>"',;()]*$/, '')
            .trim()
        : text;
    return start === '' ? '' : ` but begins with "${start}"`;
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/src/api/faults.js
// 429s that say "no money", not "not now".
const EXHAUSTED_CODES = new Set(['insufficient_quota', 'credit_balance_exhausted']);
/** Whether `error.code` of an answer says that credit is used up, which no waiting mends. */
function isExhausted(code) {
    return code !== null && EXHAUSTED_CODES.has(code);
}
/** Whether `error.message` of an answer says that the key is good and lacks a scope. */
function lacksScope(message) {
    return /missing scopes/i.test(message ?? '');
}
// The codes in which Node tells what OpenSSL finds, Node's own, and undici's of a proxy.
const CERTIFICATE_CODES = /CERT|^CRL_|^UNABLE_TO_|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$|^UND_ERR_PRX_TLS$/;
/** The most bytes of an answer's body, hundreds of times as many as a page of a list has. */
const MAX_BODY_BYTES = 10_000_000;
/** The most bytes of an answer's headers. */
const MAX_HEADER_BYTES = 16_384;
/** Why an answer was not read to its end, where it is too large; null for every other fault. */
function excessOf({ code = '' }) {
    if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
        return 'the answer is larger than 10 MB';
    if (code === 'UND_ERR_HEADERS_OVERFLOW')
        return 'the headers of the answer are larger than 16 KiB';
    return null;
}
/** Whether a connection failed for a certificate: what does not verify now will not in a second. */
function isCertificateFault({ code = '' }) {
    return CERTIFICATE_CODES.test(code);
}

;// CONCATENATED MODULE: ./build/src/api/errors.js

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
    /** Whether the key itself was turned away, so that no other call like it can do better. */
    get turnsKeyAway() {
        if (this.kind !== 'refused')
            return false;
        // The API was seen to answer a missing scope with 401; it would be no different with 403.
        const isScope = this.status === 403 && lacksScope(this.serverMessage);
        return this.status === 401 || this.status === 429 || isScope;
    }
}
/** The error of a call that was not sent, or not sent again, because the step was cancelled. */
function cancelledError(what, tries) {
    return new ApiError({ kind: 'cancelled', what, reason: 'the step was cancelled', tries });
}

;// CONCATENATED MODULE: ./build/src/api/hints.js


const PROJECT_KEY = /^sk-(proj|svcacct)-/;
const ADMIN_KEY = /^sk-admin-/;
/**
 * What to do about a failed exchange, null where nothing certain is known. Key prefixes and
 * messages are those that OpenAI's API shows; a prefix is a hint and never a reason to refuse.
 */
function hintFor({ exchange, key, method, what }) {
    if (exchange.type === 'failure')
        return connectionHint(exchange);
    const { status } = exchange;
    const { message, code } = serverError(exchange.body);
    const text = message ?? '';
    // What a write does not find is one of its projects: the checkpoint was listed before.
    if (method === 'GET' && isAboutMissing(status, text))
        return missingHint(key, what);
    if (status === 401 || status === 403)
        return keyHint(status, key, text, code);
    if (status === 429 && isExhausted(code)) {
        return 'the organization is out of credit or over its limit: see its billing settings; waiting does not help';
    }
    return null;
}
function keyHint(status, { value, input }, message, code) {
    if (input === 'admin-key' && PROJECT_KEY.test(value)) {
        return 'admin-key holds a project key; sharing needs an admin key (sk-admin-…), which an organization owner makes';
    }
    if (input !== 'admin-key' && ADMIN_KEY.test(value)) {
        return `${input} holds an admin key; jobs and models are read with a project's key (sk-proj-…)`;
    }
    if (lacksScope(message)) {
        const scope = /api\.[a-z_.]+/.exec(message)?.[0].replace(/\.$/, '');
        return `${input} is valid but lacks ${scope === undefined ? 'a permission' : `the scope ${scope}`}; make ${input === 'admin-key' ? 'an admin key' : 'a key'} that has it`;
    }
    if (code === 'invalid_api_key' || status === 401) {
        return `${input} is not a valid key of this API: it may be mistyped, revoked or expired; store a new one in the secret`;
    }
    return `${input} may not do this; an organization owner can say which key may`;
}
function missingHint({ input }, what) {
    if (input === 'admin-key' && !what.startsWith('list the permissions'))
        return null;
    if (input === 'admin-key') {
        return 'the ID of a checkpoint names the organization it belongs to: check that it is spelled right, and that admin-key is of that organization';
    }
    return input === 'api-key'
        ? 'a key sees the jobs of its own project only: check the ID of the job, and that api-key belongs to the project that trains'
        : null;
}
function isAboutMissing(status, message) {
    return status === 404 || ([400, 403].includes(status) && /not exist|not found/i.test(message));
}
function connectionHint({ error, proxy }) {
    if (isCertificateFault(error)) {
        const whose = `base-url${proxy === undefined ? '' : ', or that of the proxy,'}`;
        return `the certificate of ${whose} does not verify; for a private authority set NODE_EXTRA_CA_CERTS to its certificate`;
    }
    if (proxy !== undefined)
        return proxyHint(proxy);
    if (error.code === 'ENOTFOUND' || error.code === 'ECONNREFUSED') {
        return 'check base-url, and whether this runner needs HTTPS_PROXY';
    }
    return null;
}
function proxyHint({ status }) {
    const past = 'if the host of base-url can be reached without it, add that to NO_PROXY';
    if (status === 407)
        return 'the proxy asks for another user name and password: see HTTPS_PROXY';
    return status === null || status >= 500
        ? `check HTTPS_PROXY, and that this proxy runs; ${past}`
        : `the proxy does not let this runner reach base-url: have it allowed there, or, ${past}`;
}

;// CONCATENATED MODULE: ./build/src/api/failure.js




/** The error that tells all that is known of a failed exchange. */
function toError({ what, method, exchange, kind, tries, key, more }) {
    const details = {
        kind,
        what,
        reason: reasonOf(exchange),
        tries,
        ...more,
    };
    const hint = kind === 'cancelled' ? null : hintFor({ exchange, key, method, what });
    if (exchange.type === 'failure') {
        return new ApiError({ ...details, hint, requestId: exchange.requestId });
    }
    const { message, code } = serverError(exchange.body);
    return new ApiError({
        ...details,
        status: exchange.status,
        code,
        serverMessage: message,
        requestId: requestIdOf(exchange),
        mayRepeat: (more.mayRepeat ?? true) && exchange.headers['x-should-retry'] !== 'false',
        hint,
    });
}
/** Whether the exchange is the API's own no, rather than a fault on the way. */
function isNo(exchange) {
    return exchange.type === 'answer' && exchange.status < 500 && exchange.status !== 408;
}
/** `x-request-id`, null where there is none. */
function requestIdOf(exchange) {
    return exchange.type === 'answer'
        ? (exchange.headers['x-request-id'] ?? null)
        : exchange.requestId;
}
/** What became of an exchange, in words. */
function reasonOf(exchange) {
    if (exchange.type === 'failure') {
        const { error, sent, proxy } = exchange;
        const excess = excessOf(error);
        if (excess !== null)
            return excess;
        const fault = error.message || error.code || 'unknown fault';
        if (proxy === undefined)
            return `${sent ? 'no answer' : 'no connection'}: ${fault}`;
        const answer = proxy.status === null ? fault : `it answered ${proxy.status}`;
        return `no connection through the proxy ${proxy.host}: ${answer}`;
    }
    const { status, headers, body } = exchange;
    const { message } = serverError(body);
    if (message !== null)
        return `the API answered ${status}: ${message}`;
    if (status >= 300 && status < 400) {
        return `the API answered ${status}, a redirect to ${headers.location ?? 'nowhere'}, which is not followed`;
    }
    if (body.trim() === '')
        return `the API answered ${status} with no message`;
    return `the API answered ${status}, and not in its own form${startOf(body)}`;
}

// EXTERNAL MODULE: ./build/src/api/ids.js
var ids = __webpack_require__(7260);
;// CONCATENATED MODULE: ./build/src/api/schemas.js


/** An ID in an answer. */
const apiId = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(ids/* ID_MAX_LENGTH */.E, `an ID is longer than ${ids/* ID_MAX_LENGTH */.E} characters`), dist/* regex */.yGV(ids/* ID_PATTERN */.p, 'an ID has a character that no ID has'));
/** The last second that a Date can hold. */
const MAX_UNIX_SECONDS = 8_640_000_000_000;
/** A moment in an answer, in Unix seconds. */
const unixSeconds = dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(0), dist/* maxValue */.cGV(MAX_UNIX_SECONDS));

;// CONCATENATED MODULE: ./build/src/api/retry.js



const BACKOFF_BASE_MS = 1_000;
const BACKOFF_CAP_MS = 30_000;
const HTTP_DATE = /^[A-Z][a-z]+,? .*\d{2}:\d{2}:\d{2}/;
/** What one exchange means for a request of that method; pure. */
function judge(method, exchange) {
    const isRead = method === 'GET';
    if (exchange.type === 'failure') {
        if (!exchange.sent)
            return isLasting(exchange) ? 'final' : 'repeat';
        if (!isRead)
            return 'ambiguous';
        // What is too large now will be so in a second, and each try takes all that it may.
        return excessOf(exchange.error) === null ? 'repeat' : 'final';
    }
    const { status, headers } = exchange;
    if (status >= 200 && status < 300)
        return 'accept';
    const shouldRetry = headers['x-should-retry'];
    if (status === 429) {
        if (isExhausted(serverError(exchange.body).code))
            return 'final';
        return shouldRetry === 'false' ? 'final' : 'repeat';
    }
    const isUnsure = status === 408 || status === 409 || status >= 500;
    // A write goes back to its caller, who reads before anything else: `x-should-retry` may ask
    // for a repeat, but is no word on what was carried out.
    if (!isRead)
        return isUnsure || shouldRetry === 'true' ? 'ambiguous' : 'final';
    if (shouldRetry === 'false')
        return 'final';
    return isUnsure || shouldRetry === 'true' ? 'repeat' : 'final';
}
/** Whether what kept a connection from being made will do so again in a second. */
function isLasting({ error, proxy }) {
    const status = proxy?.status ?? 0;
    const isRefusal = status >= 400 && status < 500 && status !== 408 && status !== 429;
    return isRefusal || isCertificateFault(error) || (error.code ?? '').startsWith('ERR_TLS_');
}
/**
 * How many milliseconds the server asks to wait, null where it does not say: `retry-after-ms`,
 * else `retry-after` in seconds or as an HTTP date (RFC 9110, 10.2.3).
 *
 * @param now milliseconds since the Unix epoch
 */
function askedWait(headers, now) {
    const milliseconds = nonNegative(headers['retry-after-ms']);
    if (milliseconds !== null)
        return milliseconds;
    const retryAfter = headers['retry-after'];
    const seconds = nonNegative(retryAfter);
    if (seconds !== null)
        return seconds * 1000;
    // Date.parse takes much for a date that is none, "-5" for one.
    if (retryAfter === undefined || !HTTP_DATE.test(retryAfter))
        return null;
    // The form that ends with a year names no zone and means GMT like the others (RFC 9110, 5.6.7).
    const date = Date.parse(retryAfter.replace(/ \d{4}$/, '$& GMT'));
    return Number.isNaN(date) ? null : Math.max(0, date - now);
}
function nonNegative(text) {
    if (text === undefined || !/^\s*\d+(\.\d+)?\s*$/.test(text))
        return null;
    // So many digits that JavaScript makes them Infinity are no time that could be told.
    return Math.min(Number(text), MAX_UNIX_SECONDS);
}
/**
 * How long to wait before a repeat: as long as the server asks, and where it asks for nothing worth
 * the name (a clock that runs ahead makes its date a past one), as long as backoff says.
 *
 * @returns milliseconds
 */
function waitBefore(repeat, asked, random) {
    if (asked !== null && asked >= BACKOFF_BASE_MS)
        return asked;
    return Math.max(asked ?? 0, backoff(repeat, random));
}
/**
 * Exponential backoff with full jitter: anywhere between 0 and 1 s, 2 s, 4 s … 30 s.
 *
 * @param repeat 1 for the first repeat
 * @param random a number from 0 up to but not including 1
 * @returns milliseconds
 */
function backoff(repeat, random) {
    return random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** (repeat - 1));
}

;// CONCATENATED MODULE: ./build/src/api/client.js







/**
 * A client that repeats GETs after faults that pass, and writes only where nothing was carried
 * out (a 429, or a failure before a byte was sent), until the deadline rather than by a count.
 */
function createClient(options) {
    const { transport, key, allowance, random, onRepeat, limit } = options;
    const { clock, cancelled } = allowance;
    let requests = 0;
    async function call(call) {
        const started = clock.now();
        let gaveUp = null;
        for (let tries = 1;; tries++) {
            await coolDown(call.what, tries - 1, gaveUp);
            requests++;
            limit.sent(clock.now());
            const exchange = await transport.exchange(toHttp(call));
            const isRefused = exchange.type === 'answer' && exchange.status === 429;
            if (exchange.type === 'answer' && !isRefused)
                limit.took(clock.now());
            const fail = (kind, more = {}) => toError({ what: call.what, method: call.method, exchange, kind, tries, key, more });
            const verdict = judge(call.method, exchange);
            if (verdict === 'accept')
                return accept(call, exchange, key, fail);
            const asked = exchange.type === 'answer' ? askedWait(exchange.headers, clock.now()) : null;
            const left = (0,src_clock/* timeLeft */.f)(allowance);
            if (verdict === 'ambiguous') {
                throw fail('ambiguous', asked === null ? {} : askedOf(exchange, asked, left));
            }
            if (verdict === 'final')
                throw fail(isNo(exchange) ? 'refused' : 'unavailable');
            if (cancelled.aborted)
                throw fail('cancelled', { reason: 'the step was cancelled' });
            const backoff = waitBefore(tries, asked, random);
            // A 429 speaks for every request of the key, so that all of them wait it out.
            const wait = isRefused ? limit.refused(clock.now(), asked, backoff) : backoff;
            gaveUp = () => {
                const tried = `${(0,src_words/* counted */.hS)(tries, 'try', 'tries')} in ${(0,src_words/* duration */.p0)(clock.now() - started)}`;
                return fail('unavailable', { reason: `${reasonOf(exchange)}; gave up after ${tried}` });
            };
            if (wait >= left) {
                throw asked === wait ? fail('unavailable', askedOf(exchange, asked, left)) : gaveUp();
            }
            onRepeat({
                what: call.what,
                reason: reasonOf(exchange),
                requestId: requestIdOf(exchange),
                wait,
                left,
                spacing: isRefused ? limit.spacing : 0,
            });
            await pause(wait, call.what, tries);
        }
    }
    /** Waits until calls are welcome again; throws where that, or now, is too late. */
    async function coolDown(what, tries, gaveUp) {
        for (;;) {
            if (cancelled.aborted)
                throw cancelledError(what, tries);
            const left = (0,src_clock/* timeLeft */.f)(allowance);
            if (left === 0) {
                throw gaveUp?.() ?? new ApiError({ kind: 'unavailable', what, reason: 'no time is left' });
            }
            // While one call waits, another may be told to wait longer.
            const wait = limit.waitAt(clock.now());
            if (wait === 0)
                return;
            if (wait >= left) {
                const reason = `the rate limit takes a pause of ${(0,src_words/* duration */.p0)(wait)}, and ${(0,src_words/* duration */.p0)(left)} are left`;
                throw new ApiError({ kind: 'unavailable', what, reason, tries });
            }
            await pause(wait, what, tries);
        }
    }
    async function pause(milliseconds, what, tries) {
        try {
            await clock.sleep(milliseconds, cancelled);
        }
        catch {
            throw cancelledError(what, tries);
        }
    }
    return {
        call,
        get requests() {
            return requests;
        },
    };
}
/** What to say where the server asks to wait: too long, if that is beyond the deadline. */
function askedOf(exchange, asked, left) {
    if (asked < left)
        return { askedWait: asked };
    const asking = `it asks to wait ${(0,src_words/* duration */.p0)(asked)}, and ${(0,src_words/* duration */.p0)(left)} are left`;
    return { mayRepeat: false, reason: `${reasonOf(exchange)}; ${asking}` };
}
function accept(call, exchange, key, fail) {
    if (exchange.type !== 'answer')
        throw new TypeError('only an answer can be accepted');
    try {
        const value = readAnswer(call.schema, exchange);
        // IDs are shown and handed on as they are.
        if (hasKeyInId(value, key.value))
            throw new UnreadableAnswer('the answer has the key as an ID');
        return { value, requestId: requestIdOf(exchange) };
    }
    catch (error) {
        if (!(error instanceof UnreadableAnswer))
            throw error;
        const kind = call.method === 'GET' ? 'unreadable' : 'ambiguous';
        throw fail(kind, { reason: error.message });
    }
}
// What is shorter may well be a part of an ID.
const LEAST_KEY_LENGTH = 16;
/** Whether a text that may be an ID holds the key. */
function hasKeyInId(value, key) {
    if (key.length < LEAST_KEY_LENGTH)
        return false;
    if (typeof value === 'string')
        return value.includes(key) && ids/* ID_PATTERN */.p.test(value);
    if (typeof value !== 'object' || value === null)
        return false;
    return Object.values(value).some(part => hasKeyInId(part, key));
}
function toHttp({ method, path, query, body }) {
    const search = query === undefined ? '' : `?${new URLSearchParams(query)}`;
    const request = { method, path: path + (search === '?' ? '' : search) };
    return body === undefined ? request : { ...request, body: JSON.stringify(body) };
}

;// CONCATENATED MODULE: ./build/src/api/rate-limit.js
// The rate limits of admin endpoints that others measured are by the minute.
const WINDOW_MS = 60_000;
// Fewer answers in a minute say nothing of how many there may be: others use the limit, too.
const TELLING = 4;
// After each answer a little faster, and after each refusal slower by what about eleven answers
// make up for: so the pace follows the limit, and few requests are refused on the way.
const FASTER = 0.98;
const SLOWER = 1.25;
const LONGEST_SPACING_MS = 60_000;
/**
 * What is known of the rate limit of a key, shared by all clients that speak with it. The API
 * refuses requests without saying when it will take more; so after a refusal they are spaced by
 * how many it took in the minute before. All times are milliseconds since the Unix epoch.
 */
class RateLimit {
    #coolUntil = 0;
    #sentAt = 0;
    #taken = [];
    #spacing = 0;
    /** Milliseconds between requests, 0 where none was refused without a word on when to return. */
    get spacing() {
        return this.#spacing;
    }
    /** Milliseconds until the next request may be sent. */
    waitAt(now) {
        return Math.max(0, this.#coolUntil - now, this.#sentAt + this.#spacing - now);
    }
    /** Notes that a request is sent. */
    sent(now) {
        this.#sentAt = now;
    }
    /** Notes that a request was answered, and not refused. */
    took(now) {
        this.#taken.push(now);
        this.#forget(now);
        this.#spacing *= FASTER;
    }
    /**
     * Notes that a request was refused.
     *
     * @param asked how long the server asks to wait, in milliseconds; null where it does not say
     * @param backoff how long to wait where nothing better is known, in milliseconds
     * @returns how long to wait before it is sent again, in milliseconds
     */
    refused(now, asked, backoff) {
        const wait = asked === null ? this.#slowDown(now, backoff) : backoff;
        this.#coolUntil = Math.max(this.#coolUntil, now + wait);
        return wait;
    }
    #slowDown(now, backoff) {
        const taken = this.#forget(now);
        // Nothing is sent while it cools down: this one was on its way with one that was refused before.
        if (this.#spacing > 0 && now < this.#coolUntil)
            return this.#spacing;
        if (this.#spacing > 0) {
            this.#spacing = Math.min(this.#spacing * SLOWER, LONGEST_SPACING_MS);
        }
        else if (taken >= TELLING) {
            this.#spacing = WINDOW_MS / taken;
        }
        else {
            return backoff;
        }
        return this.#spacing;
    }
    /** Forgets what was taken before the last minute, and returns how many were taken in it. */
    #forget(now) {
        while ((this.#taken[0] ?? now) <= now - WINDOW_MS)
            this.#taken.shift();
        return this.#taken.length;
    }
}

// EXTERNAL MODULE: ./build/src/node_modules/undici/index.js
var undici = __webpack_require__(6425);
;// CONCATENATED MODULE: ./build/src/api/transport.js


const WHOLE_REQUEST_MS = 60_000;
// The runner sends SIGINT and, 7.5 s later, SIGTERM: a write under way gets a little of that
// time, because an answer is worth more than an `unknown`.
const CANCELLED_WRITE_GRACE_MS = 1_000;
/**
 * The wire to one API: HTTP/1.1, TLS always verified, proxies from the environment for `https`
 * alone, each request bounded as a whole by 60 s.
 */
function createTransport(options) {
    const { baseUrl, key, allowance } = options;
    const route = createRoute(options);
    const basePath = baseUrl.pathname.replace(/\/+$/, '');
    async function exchange({ method, path, body }) {
        let sent = false;
        let requestId = null;
        const tracked = route.dispatcher.compose(noteStart(() => (sent = true)));
        const bound = boundOf(method, allowance, () => sent);
        try {
            const answer = await tracked.request({
                origin: baseUrl.origin,
                method,
                path: basePath + path,
                headers: {
                    accept: 'application/json',
                    authorization: `Bearer ${key}`,
                    'user-agent': 'share-checkpoint',
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
            const host = sent ? null : route.proxy();
            if (host === null)
                return failure;
            return { ...failure, proxy: { host, status: refusalOf(fault) } };
        }
        finally {
            bound.release();
        }
    }
    return { exchange, close: () => route.dispatcher.destroy() };
}
function createRoute({ baseUrl, proxy }) {
    // Said outright, because NODE_TLS_REJECT_UNAUTHORIZED=0 would switch it off otherwise.
    const tls = { rejectUnauthorized: true, allowH2: false };
    const connect = (0,undici/* buildConnector */.gU)(tls);
    let isStraight = false;
    const options = {
        allowH2: false,
        // What goes through a proxy is connected by other means, so that this tells the two apart.
        connect: (...target) => {
            isStraight = true;
            // undici ends what is still being connected by it.
            return connect(...target);
        },
        maxResponseSize: MAX_BODY_BYTES,
        maxHeaderSize: MAX_HEADER_BYTES,
        headersTimeout: WHOLE_REQUEST_MS,
        bodyTimeout: WHOLE_REQUEST_MS,
    };
    // A proxy would get a plain `http` request, and the key in it, in clear text.
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
/** The status with which a proxy refused to make a tunnel; undici tells it in words alone. */
function refusalOf({ message }) {
    const status = /^Proxy response \((\d+)\)/.exec(message)?.[1];
    return status === undefined ? null : Number(status);
}
/** Tells when a request has a connection and begins to be written to it. */
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
/** The signal that ends a request: when its time is over, or soon after the step is cancelled. */
function boundOf(method, { clock, cancelled, requestMs = WHOLE_REQUEST_MS }, isSent) {
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
    void endAfter(requestMs, `no whole answer within ${requestMs / 1000} s`);
    if (cancelled.aborted)
        onCancel();
    else
        cancelled.addEventListener('abort', onCancel, { signal: released.signal });
    return { signal: bound.signal, release: () => released.abort() };
}
function flat(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
}

;// CONCATENATED MODULE: ./build/src/connections.js



/** The connections to the API of one run, one for each key. */
class Connections {
    #options;
    #transports = [];
    #clients = [];
    #limits = new Map();
    constructor(options) {
        this.#options = options;
    }
    /** A client that speaks with a key for as long as it is allowed to. */
    open(key, allowance) {
        const { baseUrl, proxy, random, onRepeat } = this.#options;
        const transport = createTransport({ baseUrl, proxy, key: key.value, allowance });
        const limit = this.#limits.get(key.value) ?? new RateLimit();
        this.#limits.set(key.value, limit);
        const client = createClient({ transport, key, allowance, random, onRepeat, limit });
        this.#transports.push(transport);
        this.#clients.push(client);
        return client;
    }
    /** Requests sent so far, by all clients. */
    get requests() {
        return this.#clients.reduce((sum, { requests }) => sum + requests, 0);
    }
    async close() {
        await Promise.all(this.#transports.map(transport => transport.close()));
    }
}

// EXTERNAL MODULE: ./build/src/inputs.js + 2 modules
var inputs = __webpack_require__(5365);
// EXTERNAL MODULE: ./build/src/mistakes.js
var src_mistakes = __webpack_require__(804);
// EXTERNAL MODULE: ./build/src/sharing/types.js
var types = __webpack_require__(6971);
;// CONCATENATED MODULE: ./build/src/report/run.js

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
                    ...(0,src_mistakes/* placed */.G)(where),
                },
            ];
        });
        if (problem === null || found.length > 0)
            return found;
        return [{ checkpointId, status: 'failed', problem, projectIds: [], ...(0,src_mistakes/* placed */.G)(where) }];
    });
}

;// CONCATENATED MODULE: ./build/src/report/headline.js



/** The headline of a run that changed nothing, because the API could not be asked. */
const UNAVAILABLE = 'The API could not be asked; nothing was changed';
/** The one sentence that says how the run ended; all of it is the action's own words. */
function headlineOf(report) {
    const { result, counts, mistakes, asked, problem } = report;
    if (result === 'invalid') {
        return `Nothing was done: ${(0,src_words/* counted */.hS)(mistakes.length, 'mistake')} in the inputs`;
    }
    if (counts === null || asked === null)
        return report.unplanned;
    if (result === 'unavailable' && counts.granted + counts.revoked === 0) {
        return UNAVAILABLE;
    }
    const isRefused = problem !== null && rowsOf(report).some(row => row.problem === problem);
    if (isRefused)
        return 'Nothing was changed: the plan was refused';
    const note = problem === null ? verificationNote(report) : ', but the run did not come to its end';
    const sentence = asked.dryRun && types/* CHANGING_MODES */.tA.has(asked.mode) ? planned : told;
    return `${result === 'cancelled' ? 'Cancelled: ' : ''}${sentence(report)}${note}`;
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
            const permissions = rowsOf(report).filter(({ permissionId }) => permissionId !== null);
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
    const others = rowsOf(report).filter(({ requested }) => !requested);
    const due = others.filter(({ status }) => status === 'revoked' || types/* BAD_STATUSES */.Hw.has(status)).length;
    const done = report.counts?.revoked ?? 0;
    const told = `${(0,src_words/* counted */.hS)(done, 'permission')} ${done === 1 ? 'was' : 'were'} revoked`;
    return done === due ? told : `${told}, ${(0,src_words/* grouped */.zD)(due - done)} not`;
}
function standing(report) {
    const rows = requestedRows(report);
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
    const rows = isRevoking ? rowsOf(report) : requestedRows(report);
    return rows.filter(({ status }) => statuses.includes(status)).length;
}
/** `3 projects`, or `6 cases (2 checkpoints × 3 projects)` where each is counted at each. */
function casesOf(report) {
    const rows = requestedRows(report);
    const each = Map.groupBy(rows, ({ checkpointId }) => checkpointId);
    const cases = [...each.values()].reduce((sum, of) => sum + projectsOf(of).length, 0);
    const checkpoints = report.checkpoints?.length ?? 0;
    if (checkpoints < 2)
        return (0,src_words/* counted */.hS)(cases, 'project');
    const projects = projectsOf(rows).length;
    if (cases !== checkpoints * projects) {
        return `${(0,src_words/* counted */.hS)(cases, 'case')} on ${(0,src_words/* counted */.hS)(checkpoints, 'checkpoint')}`;
    }
    return `${(0,src_words/* counted */.hS)(cases, 'case')} (${(0,src_words/* counted */.hS)(checkpoints, 'checkpoint')} × ${(0,src_words/* counted */.hS)(projects, 'project')})`;
}

;// CONCATENATED MODULE: ./build/src/sharing/problem.js
/** What of an error belongs into a row. */
function problemOf({ reason, hint, requestId }) {
    return { message: reason, hint, requestId };
}

;// CONCATENATED MODULE: ./build/src/sharing/result.js

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
    return types/* BAD_STATUSES */.Hw.has(status) || (mode === 'check' && status === 'not-shared');
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

;// CONCATENATED MODULE: ./build/src/sharing/waiting.js



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
    const isWaiting = (0,src_clock/* timeLeft */.f)(allowance) > 0;
    const waited = () => isWaiting
        ? ` after ${(0,src_words/* duration */.p0)(clock.now() - started)} of waiting: raise wait-minutes, or run this again`
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
        const left = (0,src_clock/* timeLeft */.f)(allowance);
        if (left === 0) {
            throw new Unfinished(`${jobId} has not finished: its status is ${job.status}${waited()}`);
        }
        try {
            const wait = Math.min(pause, pauseUntilFinish(job, clock.now()), left);
            await clock.sleep(wait, allowance.cancelled);
        }
        catch {
            throw cancelledError(`wait for ${jobId}`, 0);
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

;// CONCATENATED MODULE: ./build/src/outcome.js






/** A run that did nothing. */
const NOTHING_DONE = {
    result: 'failed',
    asked: null,
    requests: 0,
    checkpoints: null,
    counts: null,
    mistakes: [],
    unplanned: 'Nothing was done',
    problem: null,
    trained: [],
    verifications: [],
};
/** What came of a run that had a plan. */
function ended({ mode, exact }, checkpoints, isCancelled) {
    const rows = checkpoints.flatMap(checkpoint => checkpoint.rows);
    const result = resultOf({ mode, exact, checkpoints, isCancelled });
    return { result, checkpoints, counts: countRows(mode, rows) };
}
/** What came of a run whose plan was refused. */
function refused(inputs, checkpoints, problem) {
    return { ...ended(inputs, checkpoints, false), result: 'failed', problem };
}
/** What came of a run that something kept from having a plan. */
function unplanned(error) {
    if (error instanceof src_mistakes/* InvalidInputs */.h)
        return { result: 'invalid', mistakes: error.mistakes };
    if (error instanceof Unfinished) {
        return {
            unplanned: 'Nothing was changed: a fine-tuning job has made no model',
            problem: { message: error.message, hint: null, requestId: null },
        };
    }
    if (error instanceof ApiError) {
        return { ...withoutAnswer(error), problem: { ...problemOf(error), message: error.message } };
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
        unplanned: 'A bug in this action ended the run',
        problem: { message: `a bug in this action: ${stack}`, hint: null, requestId: null },
    };
}
function withoutAnswer(error) {
    if (error.kind === 'cancelled') {
        return { result: 'cancelled', unplanned: 'Cancelled: nothing was changed' };
    }
    return error.isUnavailable
        ? { result: 'unavailable', unplanned: UNAVAILABLE }
        : { result: 'failed', unplanned: 'Nothing was changed: the API refused what was asked of it' };
}

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
    const isKnown = checkpoints.some(({ unread, rows }) => unread === null && rows.some(row => row.status !== 'unknown' && isFailing(asked.mode, row)));
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
        const { context, getOctokit } = await __webpack_require__.e(/* import() */ 413).then(__webpack_require__.bind(__webpack_require__, 2413));
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

// EXTERNAL MODULE: ./build/src/api/base-url.js
var base_url = __webpack_require__(3957);
;// CONCATENATED MODULE: ./build/src/sharing/plan.js

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
    const requested = target.projectIds.flatMap(id => plan_requestedRows(mode, target, id, held.get(id)));
    const others = permissions
        .filter(({ projectId }) => !asked.has(projectId))
        .map(permission => otherRow(mode, target, permission));
    const duplicates = mode === 'revoke' || mode === 'list' ? [] : duplicatesOf(target, held);
    const { checkpointId } = target;
    const rows = [...requested, ...others];
    return { checkpointId, rows, unread: null, problem: null, duplicates, ...(0,src_mistakes/* placed */.G)(target.where) };
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
    return { checkpointId, rows, unread, problem, duplicates: [], ...(0,src_mistakes/* placed */.G)(target.where) };
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

;// CONCATENATED MODULE: ./build/src/report/event-line.js

/** What happened, in one line of the log. */
function eventLine(event, text) {
    const { safe } = text;
    const why = ({ error }) => safe `${error.reason}${requestNote(error.requestId, text)}`;
    switch (event.type) {
        case 'rejected':
            return safe `The grant of ${(0,src_words/* counted */.hS)(event.projects, 'project')} was turned down: ${why(event)}`;
        case 'ambiguous':
            return safe `Not sure what became of ${event.what}: ${why(event)}; reading it back in ${(0,src_words/* duration */.p0)(event.pause)}; ${(0,src_words/* duration */.p0)(event.left)} left`;
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

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./build/src/node_modules/@actions/core/lib/core.js + 3 modules
var core = __webpack_require__(8087);
// EXTERNAL MODULE: ./build/src/node_modules/@actions/core/lib/summary.js
var summary = __webpack_require__(1124);
;// CONCATENATED MODULE: ./build/src/report/runner.js


/** Writes lines to the log, as they are, in one piece. */
function writeLines(lines) {
    core/* info */.pq(lines.join(external_node_os_.EOL));
}
/** Keeps the runner from showing a value from here on. */
function mask(secret) {
    core/* setSecret */.Pq(secret);
}
/** Begins a group of lines that can be folded away. */
function startGroup(title) {
    core/* startGroup */.Oh(title);
}
/** Ends the group that was begun last. */
function endGroup() {
    core/* endGroup */.N4();
}
/** Writes an annotation; lines and columns count from 1. */
function annotation(level, message, { title, file, line, column }) {
    const write = level === 'error' ? core/* error */.z3 : core/* warning */.$e;
    write(message, {
        title,
        ...(file !== undefined && { file }),
        ...(line !== undefined && { startLine: line }),
        ...(column !== undefined && { startColumn: column }),
    });
}
/**
 * Hands outputs on to later steps.
 *
 * @throws Error where the runner's file can't be written
 */
function setOutputs(outputs) {
    for (const [name, value] of Object.entries(outputs))
        core/* setOutput */.uH(name, value);
}
/**
 * Adds Markdown to the job summary.
 *
 * @throws Error where the runner's file can't be written
 */
async function addSummary(markdown) {
    await summary/* summary */.z.addRaw(markdown).write();
}

;// CONCATENATED MODULE: ./build/src/report/annotations.js






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
        annotation(level, message.toString(), { title: title.toString(), ...where });
    }
    const others = annotations.filter(({ where }) => where === undefined);
    const most = Math.max(1, MOST - placed.length);
    const shown = others.length > most ? others.slice(0, most - 1) : others;
    const rest = others.length - shown.length + Math.max(0, placed.length - MOST_PLACED);
    const overflow = {
        title: safe `And more`,
        message: safe `${(0,src_words/* counted */.hS)(rest, `further ${level}`)}: the log and the summary have them all`,
    };
    for (const { title, message } of rest > 0 ? [...shown, overflow] : shown) {
        annotation(level, message.toString(), { title: title.toString() });
    }
}
/** Why some projects have no access, as an annotation. */
function failureAnnotation(group, text) {
    const { safe, words } = text;
    const { checkpointId, projectIds, problem, status, where } = group;
    const reason = annotations_reasonOf(problem, text);
    if (projectIds.length === 0) {
        const title = safe `The permissions of ${checkpointId} could not be read`;
        return { title, message: reason, ...(0,src_mistakes/* placed */.G)(where) };
    }
    return {
        title: safe `${(0,src_words/* counted */.hS)(projectIds.length, 'project')} ${status} on ${checkpointId}`,
        message: safe `${words((0,src_words/* listed */.KE)(projectIds), 2_000)}: ${reason}`,
        ...(0,src_mistakes/* placed */.G)(where),
    };
}
/** Access that nobody asked for, an annotation a checkpoint. */
function extraAnnotations(report, text) {
    const { safe, words } = text;
    return (report.checkpoints ?? []).flatMap(({ checkpointId, rows, where }) => {
        const extras = rows.filter(isExtra);
        if (extras.length === 0)
            return [];
        const who = words((0,src_words/* listed */.KE)(projectsOf(extras), 20), 2_000);
        return [
            {
                title: safe `${(0,src_words/* counted */.hS)(extras.length, 'permission')} nobody asked for on ${checkpointId}`,
                message: safe `${who}: access that was not asked for. Ask for it in project-ids, or take it away with mode sync or revoke`,
                ...(0,src_mistakes/* placed */.G)(where),
            },
        ];
    });
}
/** A problem in one line: what went wrong, what to do about it, and the request to quote. */
function annotations_reasonOf(problem, text) {
    const { safe, words } = text;
    if (problem === null)
        return safe `no reason is known`;
    const { message, hint, requestId } = problem;
    const advice = hint === null ? safe `` : safe `. What to do: ${hint}`;
    const request = requestNote(requestId, text);
    return safe `${words(message.replace(/\.$/, ''), 1_000)}${advice}${request}`;
}

;// CONCATENATED MODULE: ./build/src/report/job-line.js



/** What a fine-tuning job tells, in one line of the log. */
function jobLine(report, text) {
    const { safe } = text;
    switch (report.type) {
        case 'status': {
            const { job, elapsed, left } = report;
            const finish = left === null || left <= 0 ? '' : `, expected to finish in ${(0,src_words/* duration */.p0)(left)}`;
            return safe `${job.id}: ${job.status} after ${(0,src_words/* duration */.p0)(elapsed)}${finish}`;
        }
        case 'event':
            return safe `  ${report.jobId}: ${eventNote(report.event, text)}`;
        case 'events-failed':
            return safe `  ${report.jobId}: its events could not be read: ${report.error.reason}${requestNote(report.error.requestId, text)}`;
        case 'chosen': {
            const { jobId, checkpointIds, why } = report;
            const reason = why === null ? safe `` : safe `: ${why}`;
            return safe `${jobId} has made ${(0,src_words/* listed */.KE)(checkpointIds)}${reason}`;
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
        .flatMap(([name, loss]) => (loss === null ? [] : [`, ${name} ${(0,src_words/* rounded */.Wf)(loss)}`]))
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
        return safe `${projectId} ${verdictOf(verification)} ${checkpointId}: ${annotations_reasonOf(problem, text)}`;
    }
    const owner = model?.ownedBy ? safe `, owned by ${model.ownedBy}` : safe ``;
    const end = model?.shutdownDate ? safe `, to be shut down on ${model.shutdownDate}` : safe ``;
    return safe `${projectId} can use ${checkpointId}${owner}${end}`;
}

;// CONCATENATED MODULE: ./build/src/report/log.js






// From this many lines on, a list is folded.
const FOLD_FROM = 12;
/** A log that writes to the runner. */
function createLog(text) {
    const { safe } = text;
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
    function repeat({ what, reason, requestId, wait, left, spacing }) {
        const pace = spacing === 0 ? '' : `; from here on a request every ${(0,src_words/* duration */.p0)(spacing)}`;
        line `Waiting ${(0,src_words/* duration */.p0)(wait)} to ${what} again: ${reason}${requestNote(requestId, text)}; ${(0,src_words/* duration */.p0)(left)} left${pace}`;
    }
    function plan(plans, { mode, dryRun }) {
        const requests = plans.reduce((sum, one) => sum + requestsOf(one), 0);
        if (requests > 0) {
            const minutes = minutesOf(plans);
            const time = minutes < 1 ? 'less than a minute' : `about ${(0,src_words/* counted */.hS)(Math.ceil(minutes), 'minute')}`;
            line `Plan: ${(0,src_words/* counted */.hS)(requests, 'request')} to send, ${time} at ${REQUESTS_A_MINUTE} a minute${dryRun ? '; a dry run, so none is sent' : ''}`;
        }
        else if (mode !== 'check' &&
            mode !== 'list' &&
            plans.every(({ unread }) => unread === null)) {
            line `Plan: nothing to change`;
        }
        for (const { checkpointId, rows, unread, duplicates } of plans) {
            if (unread !== null)
                continue;
            list(safe `${checkpointId}: ${planNote(rows, mode)}`, rows.flatMap(row => planLine(row, mode, text) ?? []));
            for (const { projectId, permissions } of duplicates) {
                line `${projectId} holds ${permissions} permissions of ${checkpointId}; the oldest is reported`;
            }
        }
    }
    function event(happened) {
        if (happened.type === 'granted') {
            const { checkpointId, permissions, requestId } = happened;
            list(safe `Granted ${(0,src_words/* counted */.hS)(permissions.length, 'project')} access to ${checkpointId}${requestNote(requestId, text)}`, permissions.map(({ id, projectId }) => safe `+ ${projectId}  ${id}`));
        }
        else {
            write(eventLine(happened, text));
        }
    }
    const job = (happened) => write(jobLine(happened, text));
    const verification = (told) => write(verificationLine(told, text));
    return { line, list, repeat, plan, event, job, verification };
}
/** `2 to grant, 1 to revoke, 3 unchanged`; of a list for which nobody was asked, `3 permissions`. */
function planNote(rows, mode) {
    if (mode === 'list' && rows.length > 0 && rows.every(({ requested }) => !requested)) {
        return (0,src_words/* counted */.hS)(rows.length, 'permission');
    }
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
        : said.map(([number, what]) => `${(0,src_words/* grouped */.zD)(number)} ${what}`).join(', ');
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
    const some = (number, noun) => (number === 0 ? [] : [(0,src_words/* counted */.hS)(number, noun)]);
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
        line `As ${sharingFile} says, in ${(0,src_words/* counted */.hS)(entries.length, 'entry', 'entries')}`;
    if (checkpoints > REQUESTS_A_MINUTE) {
        const minutes = Math.ceil(checkpoints / REQUESTS_A_MINUTE);
        line `Reading who has access takes about ${(0,src_words/* counted */.hS)(minutes, 'minute')} at ${REQUESTS_A_MINUTE} requests a minute`;
    }
    if (baseUrl.href !== base_url/* DEFAULT_BASE_URL */.Q)
        line `The key goes to ${baseUrl.href}`;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
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
    return jsonList(rowsOf(report).values(), row => toRecord(row, text));
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
    const holding = asked?.mode === 'list' ? rowsOf(report) : requestedRows(report);
    const held = holding
        .values()
        .filter(({ status, permissionId }) => status !== 'revoked' && permissionId !== null);
    const lists = {
        permissions: asOutput(permissionsJson(report, text)),
        'permission-ids': asOutput(jsonList(held, ({ permissionId }) => permissionId)),
        'checkpoint-ids': asOutput([toJson(checkpointIds)]),
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
        error: row.problem === null ? null : String(annotations_reasonOf(row.problem, text)),
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
    const rows = rowsOf(report);
    return together([
        stepsFor(report, 'revoke', having(rows, 'granted')),
        stepsFor(report, 'grant', having(rows, 'revoked')),
    ]);
}
/** The steps, as YAML, that would make a failed check succeed. Empty as above. */
function fixSteps(report) {
    if (report.asked?.mode !== 'check')
        return '';
    const rows = rowsOf(report);
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
    const groups = Map.groupBy(checkpoints, ([, of]) => projectsOf(of).sort().join('\n'));
    if (groups.size > MOST_STEPS)
        return null;
    return [...groups.values()]
        .map(of => {
        const projectIds = projectsOf(of[0]?.[1] ?? []);
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
 * are several of both, else one row each, which names its checkpoint where the run `hasSeveral`. What
 * does not fit into `maxBytes` is counted.
 */
function tableOf(rows, text, maxBytes, hasSeveral = false) {
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
        ? matrix(rows, checkpoints, projects, text, maxBytes)
        : list(rows, hasSeveral || checkpoints.length > 1, text, maxBytes);
}
function matrix(rows, checkpoints, projects, text, maxBytes) {
    const cells = new Map(rows.map(row => [cellOf(row), row]));
    const lineOf = (projectId) => {
        const across = checkpoints.flatMap(checkpointId => cells.get(cellOf({ projectId, checkpointId })) ?? []);
        return [...across.slice(0, 1).map(row => projectOf(row, text)), ...across.map(statusOf)];
    };
    const heads = checkpoints.map(id => breakable(text.code(id)));
    return render(['Project', ...heads], projects, lineOf, maxBytes);
}
/** A checkpoint's ID that may break at its colons, or three of them are wider than the page. */
function breakable(id) {
    return id.replaceAll(':', ':<wbr>');
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
function render(heads, items, cellsOf, maxBytes, advice = 'the output permissions-file has them all') {
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
    const noteOf = (left) => `<p>${(0,src_words/* counted */.hS)(left, 'further checkpoint')} left out here: the log has them all.</p>`;
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
// Mermaid's own first colour can't be seen on white; these can, there and on GitHub's dark page,
// which shows through. There is no legend: the title names the colours.
const COLOURS = [
    { name: 'blue', value: '#2f81f7' },
    { name: 'orange', value: '#e36209' },
];
const LOOK = {
    xyChart: { width: 800, height: 360 },
    themeVariables: {
        xyChart: {
            backgroundColor: 'transparent',
            plotColorPalette: COLOURS.map(({ value }) => value).join(', '),
        },
    },
};
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
        `%%{init: ${JSON.stringify(LOOK)}}%%`,
        'xychart-beta',
        `  title "${titleOf(series)}"`,
        `  x-axis "step" ${plain(steps[0] ?? 0)} --> ${plain(steps.at(-1) ?? 0)}`,
        `  y-axis "loss" ${plain(bottom)} --> ${plain(high + margin)}`,
        ...series.map(one => `  line [${one.values.map(plain).join(', ')}]`),
    ].join('\n');
}
/** `Train loss over steps`, or of two lines `Train loss (blue) and Validation loss (orange)`. */
function titleOf(series) {
    const names = series.map(({ name }, index) => {
        const colour = series.length > 1 ? COLOURS[index]?.name : undefined;
        return colour === undefined ? name : `${name} (${colour})`;
    });
    return `${names.join(' and ')} over steps`;
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
    const byCheckpoint = Map.groupBy(requestedRows(report), ({ checkpointId }) => checkpointId);
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
        mistakes(report, text),
        refusal(report, text),
        diffOf(report, text),
        tableOf(requestedRows(report), text, LIST_BYTES, hasSeveral(report)),
        failures(report, text),
        verificationsOf(report.verifications, text),
        trainingsOf(report, text),
        steps('What would make this check succeed', fixSteps(report)),
        others(report, text),
        steps('Undo: what would take this run back', undoSteps(report)),
    ].filter(part => part !== '');
    const noteOf = (left) => `<p>${(0,src_words/* counted */.hS)(left, 'part')} left out here: the log and the output permissions-file have them all.</p>`;
    return fitted(parts, MAX_BYTES, noteOf)
        .map(part => `${part}\n`)
        .join('\n');
}
function circumstances(report, { html, code }) {
    const { asked, started, ended, requests, checkpoints } = report;
    if (asked === null)
        return '';
    const [from, to] = [utc(started), utc(ended)];
    const one = checkpoints?.length === 1 ? checkpoints[0] : undefined;
    const mode = `Mode <b>${asked.mode}</b>${asked.dryRun ? ', dry run: nothing was changed' : ''}`;
    const parts = [
        `API ${html(asked.baseUrl.host)}`,
        `${from.date} ${from.time} to ${to.time} UTC (${(0,src_words/* duration */.p0)(ended - started)})`,
        (0,src_words/* counted */.hS)(requests, 'request'),
    ].join(' · ');
    // A checkpoint's ID fills a line, and a second line that breaks somewhere is hard to read.
    const first = one === undefined ? `${mode} · ` : `${mode} · checkpoint ${code(one.checkpointId)}<br>`;
    return `<p>${first}${parts}</p>`;
}
function utc(milliseconds) {
    const [date = '', time = ''] = new Date(milliseconds).toISOString().split('T');
    return { date, time: time.slice(0, 8) };
}
/** Whether rows must name their checkpoint: the line above the tables then names none. */
function hasSeveral({ checkpoints }) {
    return (checkpoints?.length ?? 0) > 1;
}
function mistakes({ mistakes }, { html }) {
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
    const groups = failureGroups(report);
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
    const rows = rowsOf(report).filter(({ requested }) => !requested);
    if (rows.length === 0)
        return '';
    const table = tableOf(rows, text, LIST_BYTES / 4, hasSeveral(report));
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
var external_node_util_ = __webpack_require__(7975);
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

;// CONCATENATED MODULE: ./build/src/report/warnings.js




const SHUTDOWN_DAYS = 90;
const DAY_MS = 86_400_000;
/**
 * Warns where the planned requests take longer, at the API's usual pace, than there is time for.
 *
 * @param left milliseconds until the deadline
 */
function timeWarning(plans, left, { safe }) {
    const minutes = minutesOf(plans);
    if (minutes * 60_000 <= left)
        return [];
    return [
        {
            title: safe `share-minutes may be too short`,
            message: safe `The plan takes about ${(0,src_words/* counted */.hS)(Math.ceil(minutes), 'minute')} at the pace that the API allows, and ${(0,src_words/* duration */.p0)(left)} of share-minutes are left: raise it, or what is not begun by then is not-tried`,
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
        ...(asked?.mode === 'check' && !asked.exact ? extraAnnotations(report, text) : []),
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
    const revoked = rowsOf(report).filter(({ status }) => status === 'revoked');
    if (revoked.length === 0)
        return [];
    const who = [...new Set(revoked.map(row => `${row.projectId} on ${row.checkpointId}`))];
    return [
        {
            title: safe `${(0,src_words/* counted */.hS)(revoked.length, 'permission')} revoked`,
            message: safe `Access was taken away from ${words((0,src_words/* listed */.KE)(who, 10), 3_000)}`,
        },
    ];
}

;// CONCATENATED MODULE: ./build/src/report/report.js











// Who has made more mistakes than this wants to see the first of them.
const MOST_LINES = 1_000;
/**
 * Tells how the run ended: outputs first, then log, summary and annotations.
 *
 * @returns whether the outputs, which later steps rely on, could be handed on
 */
async function tell(report, reporting) {
    const { text, showSummary, warnings } = reporting;
    const { safe } = text;
    const errors = [];
    const outputs = { title: safe `No outputs`, what: 'The outputs' };
    const hasOutputs = await attempt(outputs, errors, text, () => writeOutputs(report, reporting));
    const summary = { title: safe `No summary`, what: 'The job summary' };
    await attempt(summary, warnings, text, async () => {
        const markdown = renderSummary(report, text);
        await writeFiles(report, markdown, reporting);
        if (showSummary)
            await addSummary(markdown);
    });
    await attempt({ title: safe `No log`, what: 'The log' }, errors, text, () => {
        tellLog(report, reporting);
        errors.push(...errorsOf(report, text));
        warnings.push(...warningsOf(report, text));
    });
    annotate('error', errors, text);
    annotate('warning', warnings, text);
    return hasOutputs;
}
/** Does something that a broken runner can make fail, and notes it if so. */
async function attempt({ title, what }, notes, { safe }, action) {
    try {
        await action();
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
async function writeFiles(report, summary, { text, temporary, warnings }) {
    const files = { title: text.safe `No files`, what: 'permissions-file and summary-file' };
    await attempt(files, warnings, text, () => {
        const folder = createFolder(temporary);
        const permissions = permissionsJson(report, text);
        const file = writePrivately(folder, 'permissions.json', permissions);
        setOutputs({ 'permissions-file': file });
        setOutputs({ 'summary-file': writePrivately(folder, 'summary.md', [summary]) });
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
        log.line `${annotations_reasonOf(problem, text)}`;
    for (const { checkpointId, projectIds, problem, status } of failureGroups(report)) {
        const who = projectIds.length === 0 ? '' : `${(0,src_words/* counted */.hS)(projectIds.length, 'project')} on `;
        log.list(safe `${status}: ${new SafeText(who)}${checkpointId}: ${annotations_reasonOf(problem, text)}`, projectIds.map(id => safe `${id}`));
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
        title: safe `${input === 'HTTPS_PROXY' ? 'Variable' : 'Input'} ${input}`,
        message: words(message, 1_000),
        ...place,
    }));
    const { problem } = report;
    const problems = problem === null
        ? []
        : [{ title: safe `${headlineOf(report)}`, message: safe `${annotations_reasonOf(problem, text)}` }];
    const failures = failureGroups(report).map(group => failureAnnotation(group, text));
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
        title: text.safe `${verification.projectId} ${verdictOf(verification)} ${verification.checkpointId}`,
        message: annotations_reasonOf(verification.problem, text),
    }));
}
/** In an exact check, access that nobody asked for fails the step. */
function extraErrors(report, text) {
    if (report.asked?.mode !== 'check' || !report.asked.exact)
        return [];
    return extraAnnotations(report, text);
}

;// CONCATENATED MODULE: ./build/src/api/models.js


const modelSchema = dist/* object */.Ikc({
    id: apiId,
    owned_by: dist/* optional */.lqM(dist/* nullable */.mee(dist/* string */.YjP())),
    shutdown_date: dist/* optional */.lqM(dist/* nullable */.mee(dist/* union */.KCZ([dist/* string */.YjP(), dist/* number */.aig()]))),
});
/** The model endpoint, spoken to by a project's client. */
function modelsApi(client) {
    async function get(modelId) {
        const { value } = await client.call({
            what: `retrieve the model ${modelId}`,
            method: 'GET',
            path: `/models/${encodeURIComponent(modelId)}`,
            schema: modelSchema,
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

;// CONCATENATED MODULE: ./build/src/api/pages.js



// No organization has so many projects. A list that never ends would fill the memory before the
// time is up.
const MAX_ITEMS = 500_000;
// Cursors are IDs, but for those of hosts that have other ones.
const MAX_CURSOR_LENGTH = 1_024;
/**
 * Every item of a list, or those `until` enough were read, in the API's order, without repeats. A
 * page leads to the next by its `last_id`, or by the ID of its last item where that is absent.
 *
 * @throws ApiError where a page can't be read, and of kind `unreadable` where pages lead nowhere:
 *   a part of a list must never pass for the whole
 */
async function readPages(client, { what, path, query, item, until }) {
    const page = dist/* object */.Ikc({
        object: dist/* literal */.euz('list'),
        data: dist/* array */.YOg(item),
        has_more: dist/* boolean */.zMY(),
        last_id: dist/* optional */.lqM(dist/* nullable */.mee(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(MAX_CURSOR_LENGTH)))),
    });
    const items = new Map();
    const cursors = new Set();
    let next = {};
    let count = 0;
    for (;;) {
        const { value, requestId } = await client.call({
            what,
            method: 'GET',
            path,
            query: { ...query, ...next },
            schema: page,
        });
        for (const found of value.data)
            if (!items.has(found.id))
                items.set(found.id, found);
        count += value.data.length;
        if (!value.has_more || until?.(value.data, cursors.size + 1))
            return [...items.values()];
        const broken = (reason) => new ApiError({ kind: 'unreadable', what, reason, requestId, tries: 1 });
        if (count >= MAX_ITEMS)
            throw broken(`the list has more than ${(0,src_words/* grouped */.zD)(MAX_ITEMS)} items`);
        const last = value.data.at(-1);
        if (last === undefined)
            throw broken('a page is empty and yet says that more follow');
        const after = value.last_id ?? last.id;
        if (cursors.has(after))
            throw broken('a page leads back to one that was read before');
        cursors.add(after);
        next = { after };
    }
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
// The usual most of OpenAI's lists; the document names none for this one.
const PAGE_SIZE = '100';
/** The permission endpoints, spoken to by an admin client. */
function permissionsApi(client) {
    let limit = { limit: PAGE_SIZE };
    async function list(checkpointId) {
        const read = (query) => readPages(client, {
            what: `list the permissions of ${checkpointId}`,
            path: pathOf(checkpointId),
            query,
            item: permissionSchema,
        });
        try {
            return (await read(limit)).map(toPermission);
        }
        catch (error) {
            const mayBeTheLimit = error instanceof ApiError && error.status === 400 && 'limit' in limit;
            if (!mayBeTheLimit)
                throw error;
            const items = await read({});
            limit = {};
            return items.map(toPermission);
        }
    }
    async function create(checkpointId, projectIds) {
        const { value, requestId } = await client.call({
            what: `grant access to ${checkpointId}`,
            method: 'POST',
            path: pathOf(checkpointId),
            body: { project_ids: projectIds },
            schema: createdSchema,
        });
        return { permissions: value.data.map(toPermission), requestId };
    }
    async function remove(checkpointId, permissionId) {
        const { value, requestId } = await client.call({
            what: `revoke the permission ${permissionId} of ${checkpointId}`,
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
/** The project endpoint, spoken to by an admin client. */
function projectsApi(client) {
    async function list() {
        const items = await readPages(client, {
            what: "list the organization's projects",
            path: '/organization/projects',
            query: { limit: '100', include_archived: 'true' },
            item: projectSchema,
        });
        return items.map(({ id, name, status, archived_at }) => ({
            id,
            name: name ?? null,
            archived: status === 'archived' || typeof archived_at === 'number',
        }));
    }
    async function probe() {
        await client.call({
            what: 'see whether admin-key is accepted',
            method: 'GET',
            path: '/organization/projects',
            query: { limit: '1' },
            schema: dist/* unknown */.L5J(),
        });
    }
    return { list, probe };
}

;// CONCATENATED MODULE: ./build/src/sharing/rejection.js

/** What to do about a project that the API does not take. */
const BAD_PROJECT = 'check its ID: only an active project of the organization of admin-key can be given access';
const OWNER = /cannot modify checkpoint permissions for the owning project(.*)$/is;
/**
 * Whether a refusal of a grant may be about one of its projects rather than about the whole call.
 * Which status an unknown project gets is not documented, so it can be any of these.
 */
function isAboutProjects(error) {
    return error.kind === 'refused' && [400, 404, 422].includes(error.status ?? 0);
}
/**
 * The project that a refusal calls the owner of the checkpoint, as the API was seen to word it:
 * `Cannot modify checkpoint permissions for the owning project: proj_…`. Null where it says
 * nothing of an owner, or which of several it means. An owner counts as having access, and lets
 * revocations begin: so no other words will do.
 */
function ownerIn(error, projectIds) {
    const [, name] = OWNER.exec(error.serverMessage ?? '') ?? [];
    if (name === undefined)
        return null;
    if (/\w/.test(name))
        return namedProject(error, projectIds);
    // It names nobody: a project that was asked for alone is the one.
    return projectIds.length === 1 ? (projectIds[0] ?? null) : null;
}
/**
 * The one project that a refusal names, null where it names none or several: a message that
 * names several may just repeat what was asked.
 */
function namedProject(error, projectIds) {
    const asked = new Set(projectIds);
    const named = new Set();
    for (const token of (error.serverMessage ?? '').split(/[^A-Za-z0-9._:@+=-]+/)) {
        const id = idIn(token, asked);
        if (id !== null)
            named.add(id);
    }
    return named.size === 1 ? ([...named][0] ?? null) : null;
}
/** The asked ID in a word of a sentence: `proj_a`, `proj_a.`, `project:proj_a`. */
function idIn(token, asked) {
    const bare = token.replace(/^[:=]+|[.:=-]+$/g, '');
    const labelled = bare.replace(/^[A-Za-z_]+[:=]/, '');
    const candidates = [token, bare, labelled].filter(part => ids/* ID_PATTERN */.p.test(part));
    return candidates.find(candidate => asked.has(candidate)) ?? null;
}

;// CONCATENATED MODULE: ./build/src/sharing/writing.js




// How long a list may lag behind a write that was just made.
const SETTLE_MS = 2_000;
/**
 * Reads a checkpoint's permissions after a write that can't be trusted, once a stale list has had
 * the time to settle.
 *
 * @returns the permissions, or a problem that says why they could not be read
 */
async function readBack({ permissions, allowance, random, report }, { checkpointId, what, error, tries }) {
    const pause = Math.max(SETTLE_MS, error.askedWait ?? 0, tries === 1 ? 0 : backoff(tries, random));
    const giveUp = (why) => ({
        problem: { ...problemOf(error), message: `${error.reason}; ${why}` },
    });
    const left = (0,src_clock/* timeLeft */.f)(allowance);
    if (error.kind === 'ambiguous') {
        report({ type: 'ambiguous', checkpointId, what, error, pause, left });
    }
    if (pause >= left)
        return giveUp('no time was left to read it back');
    try {
        await allowance.clock.sleep(pause, allowance.cancelled);
    }
    catch {
        return giveUp('the step was cancelled before it could be read back');
    }
    try {
        return { list: await permissions.list(checkpointId) };
    }
    catch (failure) {
        if (!(failure instanceof ApiError))
            throw failure;
        return giveUp(`reading it back failed: ${failure.reason}`);
    }
}
/**
 * What to say of a write that was not carried out and will not be sent again; notes where the key
 * itself was turned away.
 *
 * @param lost the doubtful try before it, which a read showed not to have been carried out
 */
function unsent(writing, error, lost) {
    if (error.turnsKeyAway)
        writing.stop = problemOf(error);
    const wasTurnedDown = error.tries > 0 && error.kind !== 'cancelled';
    const status = wasTurnedDown || lost !== null ? 'failed' : 'not-tried';
    if (lost === null)
        return { status, problem: problemOf(error) };
    const message = `${lost.reason}; a read showed that it was not carried out; then ${error.reason}`;
    // The last word has what to do about it, and which request to quote, unless there was none.
    const last = error.requestId === null && error.hint === null ? lost : error;
    return { status, problem: { ...problemOf(last), message } };
}

;// CONCATENATED MODULE: ./build/src/sharing/grant.js





/**
 * Grants one group of projects access: one POST and, where its answer can't be trusted, a pause, a
 * read, and another POST for those that the read showed absent, until all is settled or time is up.
 *
 * @returns the rejection, where the API turned the group down because of a project in it; the
 *   projects that are still pending in the ledger are then untouched
 */
async function grantGroup(writing, ledger, group) {
    const { checkpointId } = ledger;
    let lost = null;
    for (let tries = 1;; tries++) {
        const pending = ledger.pending(group);
        if (pending.length === 0)
            return null;
        const error = await post(writing, ledger, pending);
        if (error === null)
            return null;
        const isRejection = isAboutProjects(error);
        if (!isRejection && error.kind !== 'ambiguous') {
            const { status, problem } = unsent(writing, error, lost);
            ledger.settle(pending, status, problem);
            return null;
        }
        ledger.sent(pending);
        if (isRejection) {
            writing.report({ type: 'rejected', checkpointId, projects: pending.length, error });
            if (writing.rejections.areWhole)
                return error;
        }
        const what = `the grant of ${(0,src_words/* counted */.hS)(pending.length, 'project')}`;
        const read = await readBack(writing, { checkpointId, what, error, tries });
        if ('problem' in read) {
            ledger.settle(pending, 'unknown', read.problem);
            return null;
        }
        ledger.learn(read.list);
        ledger.reveal(read.list);
        const open = ledger.pending(pending).length;
        writing.report({ type: 'read-back', checkpointId, what, done: pending.length - open, open });
        if (isRejection) {
            writing.rejections.seen(checkpointId, pending, open < pending.length);
            return error;
        }
        if (!error.mayRepeat)
            ledger.settle(pending, 'failed', problemOf(error));
        lost = error;
    }
}
/** Sends one POST; null where its answer shows every project granted. */
async function post({ permissions, rejections, report }, ledger, pending) {
    const { checkpointId } = ledger;
    try {
        const { permissions: created, requestId } = await permissions.create(checkpointId, pending);
        ledger.sent(pending);
        const granted = ledger.learn(created);
        rejections.granted(checkpointId, granted.map(({ projectId }) => projectId));
        if (granted.length > 0) {
            report({ type: 'granted', checkpointId, permissions: granted, requestId });
        }
        const missing = ledger.pending(pending).length;
        if (missing === 0)
            return null;
        const reason = `the answer leaves out ${missing} of ${(0,src_words/* counted */.hS)(pending.length, 'project')}`;
        const what = `grant access to ${checkpointId}`;
        return new ApiError({ kind: 'ambiguous', what, reason, requestId, tries: 1 });
    }
    catch (error) {
        if (error instanceof ApiError)
            return error;
        // Nobody knows what became of it.
        ledger.sent(pending);
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/src/sharing/ledger.js


/** The rows of one checkpoint while its access is changed: what stands, and what was sent. */
class Ledger {
    checkpointId;
    #rows;
    /** Where the row of a project to grant is, and that of a permission to revoke. */
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
    /** The rows as they stand, in the plan's order. */
    get rows() {
        return this.#rows;
    }
    /** The projects to grant, of those given or of all, about which nothing is settled yet. */
    pending(projectIds = this.#grants.keys()) {
        return [...projectIds].filter(id => this.#at(this.#grants, id)?.status === 'to-grant');
    }
    /** The permissions to revoke about which nothing is settled yet. */
    pendingRevocations() {
        return [...this.#revocations.keys()].filter(id => this.#at(this.#revocations, id)?.status === 'to-revoke');
    }
    /** Whether the projects to grant, those given or all, have access now. */
    stand(projectIds = this.#grants.keys()) {
        return [...projectIds].every(id => {
            const status = this.#at(this.#grants, id)?.status ?? 'failed';
            return status !== 'to-grant' && !types/* BAD_STATUSES */.Hw.has(status);
        });
    }
    /** Notes that a write about these projects or permissions has left, whatever came of it. */
    sent(ids) {
        for (const id of ids)
            this.#sent.add(id);
    }
    /** Settles pending projects by permissions that the API shows; returns those it settled. */
    learn(permissions) {
        const held = byProject(permissions);
        return this.pending(held.keys()).flatMap(id => {
            const [permission] = held.get(id) ?? [];
            if (permission === undefined)
                return [];
            this.#update(this.#grants, id, row => ({
                ...withPermission(row, permission),
                // Another run may have been faster: what this one never sent is not its own doing.
                status: this.#sent.has(id) ? 'granted' : 'shared',
            }));
            return [permission];
        });
    }
    /**
     * Settles doubtful writes that could not be read back in their turn, by all permissions that the
     * checkpoint has now.
     */
    reveal(permissions) {
        const held = byProject(permissions);
        for (const id of this.#doubtful(this.#grants)) {
            const [permission] = held.get(id) ?? [];
            this.#update(this.#grants, id, row => permission === undefined
                ? notDone(row)
                : { ...withPermission(row, permission), status: 'granted', problem: null });
        }
        const present = new Set(permissions.map(({ id }) => id));
        for (const id of this.#doubtful(this.#revocations)) {
            this.#update(this.#revocations, id, row => present.has(id) ? notDone(row) : { ...row, status: 'revoked', problem: null });
        }
    }
    /** Settles pending projects without a permission. */
    settle(projectIds, status, problem) {
        for (const id of this.pending(projectIds)) {
            this.#update(this.#grants, id, row => ({ ...row, status, problem }));
        }
    }
    /** Settles the revocation of a permission. */
    settleRevocation(permissionId, status, problem) {
        this.#update(this.#revocations, permissionId, row => ({ ...row, status, problem }));
    }
    /** The project that a permission to revoke belongs to. */
    projectOf(permissionId) {
        return this.#at(this.#revocations, permissionId)?.projectId ?? '';
    }
    /** Settles all that is pending as `not-tried`; as `unknown` what may have been carried out. */
    close(problem, mayBeDone = () => false) {
        const statusOf = (id) => (mayBeDone(id) ? 'unknown' : 'not-tried');
        for (const id of this.pending())
            this.settle([id], statusOf(id), problem);
        for (const id of this.pendingRevocations())
            this.settleRevocation(id, statusOf(id), problem);
    }
    /** Whether a write about this project or permission has left. */
    wasSent(id) {
        return this.#sent.has(id);
    }
    #doubtful(index) {
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
/** The row of a doubtful write, once a read showed that it was not carried out. */
function notDone(row) {
    if (row.problem === null)
        return { ...row, status: 'failed' };
    const message = `${row.problem.message}; a later read showed that it was not carried out`;
    return { ...row, status: 'failed', problem: { ...row.problem, message } };
}

;// CONCATENATED MODULE: ./build/src/sharing/revoke.js



/**
 * Revokes one permission: a DELETE and, where its answer can't be trusted or is a 404, a pause and
 * a read that tells; another DELETE only for a permission that the read showed to be there still.
 */
async function revokePermission(writing, ledger, permissionId) {
    const { checkpointId } = ledger;
    const what = `the revocation of ${permissionId}`;
    let lost = null;
    for (let tries = 1;; tries++) {
        const error = await remove(writing, ledger, permissionId);
        if (error === null)
            return;
        const isNotFound = error.kind === 'refused' && error.status === 404;
        if (!isNotFound && error.kind !== 'ambiguous') {
            const { status, problem } = unsent(writing, error, lost);
            ledger.settleRevocation(permissionId, status, problem);
            return;
        }
        ledger.sent([permissionId]);
        const read = await readBack(writing, { checkpointId, what, error, tries });
        if ('problem' in read) {
            ledger.settleRevocation(permissionId, 'unknown', read.problem);
            return;
        }
        ledger.reveal(read.list);
        const isGone = read.list.every(({ id }) => id !== permissionId);
        const [done, open] = isGone ? [1, 0] : [0, 1];
        writing.report({ type: 'read-back', checkpointId, what, done, open });
        if (isGone) {
            ledger.settleRevocation(permissionId, 'revoked', null);
            return;
        }
        if (isNotFound || !error.mayRepeat) {
            const problem = problemOf(error);
            ledger.settleRevocation(permissionId, 'failed', {
                ...problem,
                message: `${problem.message}; a read shows the permission still there`,
            });
            return;
        }
        lost = error;
    }
}
/** Sends one DELETE; null where its answer settles the matter. */
async function remove({ permissions, report }, ledger, permissionId) {
    const { checkpointId } = ledger;
    try {
        const { deleted, requestId } = await permissions.remove(checkpointId, permissionId);
        ledger.sent([permissionId]);
        if (deleted) {
            ledger.settleRevocation(permissionId, 'revoked', null);
            const projectId = ledger.projectOf(permissionId);
            report({ type: 'revoked', checkpointId, projectId, permissionId, requestId });
        }
        else {
            const message = 'the API answered that it did not delete the permission (deleted: false)';
            ledger.settleRevocation(permissionId, 'failed', { message, hint: null, requestId });
        }
        return null;
    }
    catch (error) {
        if (error instanceof ApiError)
            return error;
        // Nobody knows what became of it.
        ledger.sent([permissionId]);
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/src/sharing/apply.js






const HELD_BACK = {
    message: 'held back, because not all grants of this checkpoint stand',
    hint: 'once they do, the next run revokes it',
    requestId: null,
};
/** Carries out plans one after the other, and returns them with their rows as they stand then. */
async function applyPlans(applying, plans) {
    const applied = [];
    for (const plan of plans)
        applied.push({ ...plan, rows: await applyPlan(applying, plan) });
    return applied;
}
/**
 * Carries out the plan of one checkpoint, grants before revocations, and returns its rows as they
 * stand afterwards. One project's failure never stops the others, but nothing is revoked unless
 * all grants stand: a slip in a replacement must not lock the old project out. Nothing is thrown:
 * what could not be done is in the rows.
 */
async function applyPlan(applying, plan) {
    const ledger = new Ledger(plan);
    try {
        for (const batch of inBatches(ledger.pending()))
            await grantBatch(applying, ledger, batch);
        for (const permissionId of ledger.stand() ? ledger.pendingRevocations() : []) {
            if (applying.stop === null)
                await revokePermission(applying, ledger, permissionId);
        }
        ledger.close(applying.stop ?? HELD_BACK);
    }
    catch (error) {
        // A fault of our own must not hide what was done before it.
        applying.stop = { message: `a bug in this action: ${error}`, hint: null, requestId: null };
        ledger.close(applying.stop, id => ledger.wasSent(id));
    }
    return ledger.rows;
}
/**
 * Grants a batch. Where the API turns it down, takes out the project that it names, or those that
 * the organization's list speaks against, and sends the rest; halves it where neither is known.
 * At most 4·⌈log2 n⌉ POSTs for n projects; what remains then is `failed`.
 */
async function grantBatch(applying, ledger, batch) {
    const groups = [{ projectIds: batch, sibling: null, isKnownBad: false }];
    const rejections = [];
    let postsLeft = Math.max(1, 4 * Math.ceil(Math.log2(batch.length)));
    while (postsLeft > 0 && applying.stop === null) {
        const group = groups.shift();
        if (group === undefined)
            return;
        if (group.isKnownBad && group.projectIds.length > 1) {
            groups.unshift(...halves(applying, ledger, group.projectIds));
            continue;
        }
        postsLeft--;
        const rejection = await grantGroup(applying, ledger, group.projectIds);
        if (rejection === null) {
            // What a rejected group was turned down for must then be in its other half.
            if (group.sibling !== null)
                group.sibling.isKnownBad = ledger.stand(group.projectIds);
            continue;
        }
        rejections.push(rejection);
        const rejected = ledger.pending(group.projectIds);
        // Turned down, and yet applied, as the read after it showed.
        if (rejected.length === 0)
            continue;
        await settleCulprits(applying, ledger, rejected, rejections);
        const rest = ledger.pending(rejected);
        if (rest.length === 0)
            continue;
        if (rest.length < rejected.length) {
            groups.unshift({ projectIds: rest, sibling: null, isKnownBad: false });
        }
        else {
            groups.unshift(...halves(applying, ledger, rest));
        }
    }
    const last = rejections.at(-1);
    if (last !== undefined && applying.stop === null)
        ledger.settle(batch, 'failed', problemOf(last));
}
/** Settles the projects that the latest rejection was about, as far as that can be told. */
async function settleCulprits({ directory, report }, ledger, rejected, rejections) {
    const rejection = rejections.at(-1);
    if (rejection === undefined)
        return;
    const owner = ownerIn(rejection, rejected);
    if (owner !== null) {
        ledger.settle([owner], 'owner', null);
        report({ type: 'owner', checkpointId: ledger.checkpointId, projectId: owner });
        return;
    }
    const named = namedProject(rejection, rejected);
    // A project that was turned down alone needs no naming.
    const culprit = named ?? (rejected.length === 1 ? rejected[0] : undefined);
    const problem = { ...problemOf(rejection), hint: rejection.hint ?? BAD_PROJECT };
    if (named !== null)
        ledger.settle([named], 'failed', problem);
    // One bad project that is named costs no look-up; a second one suggests that there are more.
    if (named === null || rejections.length > 1) {
        for (const [id, fault] of await directory.faultsOf(ledger.pending(rejected))) {
            ledger.settle([id], 'failed', { ...problem, message: `${problem.message} (${fault})` });
        }
    }
    if (culprit !== undefined)
        ledger.settle([culprit], 'failed', problem);
}
function halves({ report }, ledger, projectIds) {
    if (projectIds.length < 2)
        return [];
    report({ type: 'halving', checkpointId: ledger.checkpointId, projects: projectIds.length });
    const middle = Math.ceil(projectIds.length / 2);
    const second = { projectIds: projectIds.slice(middle), sibling: null, isKnownBad: false };
    return [{ projectIds: projectIds.slice(0, middle), sibling: second, isKnownBad: false }, second];
}
function inBatches(projectIds) {
    const batches = [];
    for (let start = 0; start < projectIds.length; start += BATCH_SIZE) {
        batches.push(projectIds.slice(start, start + BATCH_SIZE));
    }
    return batches;
}

;// CONCATENATED MODULE: ./build/src/sharing/directory.js

/** A directory that asks the API when it is first needed. */
function createDirectory(api, report) {
    let reading;
    const known = new Map();
    async function projects() {
        reading ??= read();
        return reading;
    }
    async function read() {
        const list = await api.list();
        for (const project of list)
            known.set(project.id, project);
        report({ type: 'looked-up', projects: list.length });
        return list;
    }
    async function faultsOf(projectIds) {
        const isFirst = reading === undefined;
        try {
            await projects();
        }
        catch (error) {
            if (!(error instanceof ApiError))
                throw error;
            if (isFirst)
                report({ type: 'look-up-failed', error });
            return new Map();
        }
        return new Map(projectIds.flatMap(id => {
            const project = known.get(id);
            if (project === undefined)
                return [[id, 'no project of the organization has this ID']];
            return project.archived ? [[id, 'the project is archived']] : [];
        }));
    }
    return { projects, faultsOf, nameOf: id => known.get(id)?.name ?? null };
}

;// CONCATENATED MODULE: ./build/src/sharing/limit.js

/**
 * Why the plans may not be carried out: they would revoke more permissions, over all checkpoints,
 * than the workflow allows. Null where they may.
 *
 * @param most null where there is no limit
 */
function limit_refusalOf(plans, most) {
    const revocations = plans.flatMap(({ rows }) => rows.filter(row => row.status === 'to-revoke'));
    if (most === null || revocations.length <= most)
        return null;
    const concerned = revocations.map(row => `${row.projectId} on ${row.checkpointId}`);
    const which = (0,src_words/* listed */.KE)([...new Set(concerned)], 20);
    return {
        message: `this run would revoke ${(0,src_words/* counted */.hS)(revocations.length, 'permission')}, and max-revocations is ${most}: ${which}`,
        hint: 'if that is what you want, raise max-revocations, or set it to none',
        requestId: null,
    };
}
/** The plans with every change held back for that reason. */
function heldBack(plans, problem) {
    return plans.map(plan => ({
        ...plan,
        rows: plan.rows.map(row => row.status === 'to-grant' || row.status === 'to-revoke'
            ? { ...row, status: 'not-tried', problem }
            : row),
    }));
}

;// CONCATENATED MODULE: ./build/src/sharing/rejected-batches.js
/**
 * What a run has seen of rejected batches. Whether one applies in part is not documented, so each
 * is followed by a read, until a batch that left nothing behind turns out to have begun with a
 * project that can be granted: then rejections take all of a batch or nothing.
 */
class RejectedBatches {
    #sawPart = false;
    #areWhole = false;
    #firsts = new Set();
    /** Whether it is settled that a rejected batch leaves nothing behind. */
    get areWhole() {
        return this.#areWhole && !this.#sawPart;
    }
    /** Notes what a read after a rejection showed. */
    seen(checkpointId, batch, appliedInPart) {
        if (appliedInPart)
            this.#sawPart = true;
        else if (batch[0] !== undefined)
            this.#firsts.add(`${checkpointId} ${batch[0]}`);
    }
    /** Notes a grant that went through. */
    granted(checkpointId, projectIds) {
        if (projectIds.some(id => this.#firsts.has(`${checkpointId} ${id}`)))
            this.#areWhole = true;
    }
}

;// CONCATENATED MODULE: ./build/src/sharing/survey.js



/**
 * Lists the permissions of every checkpoint and plans what the mode has to do. A checkpoint that can't be
 * listed does not keep the others from being planned, unless the key itself was turned away.
 */
async function planTargets(mode, targets, permissions) {
    const plans = [];
    let stop = null;
    for (const target of targets) {
        if (stop !== null) {
            plans.push(planUnread(target, 'unavailable', 'not-tried', stop));
            continue;
        }
        try {
            plans.push(planCheckpoint(mode, target, await permissions.list(target.checkpointId)));
        }
        catch (error) {
            if (!(error instanceof ApiError))
                throw error;
            if (error.turnsKeyAway)
                stop = problemOf(error);
            const isBegun = error.tries > 0 && error.kind !== 'cancelled';
            const status = isBegun ? 'failed' : 'not-tried';
            plans.push(planUnread(target, error.isUnavailable ? 'unavailable' : 'refused', status, problemOf(error)));
        }
    }
    return plans;
}
/** The plans with the names of projects, as far as the organization's list was read. */
function named(plans, { nameOf }) {
    return plans.map(plan => ({
        ...plan,
        rows: plan.rows.map(row => {
            const projectName = nameOf(row.projectId);
            // Most rows stay as they are, and there may be a hundred thousand of them.
            return projectName === row.projectName ? row : { ...row, projectName };
        }),
    }));
}

// EXTERNAL MODULE: ./build/src/sharing/targets.js + 1 modules
var sharing_targets = __webpack_require__(4722);
;// CONCATENATED MODULE: ./build/src/sharing/verify.js







const verify_SHORTEST_PAUSE_MS = 2_000;
const LAST_MS = 1_000;
/**
 * Waits until each key can retrieve the models that its project was asked for and has access to,
 * or the time is up: a permission takes a while to be known everywhere.
 *
 * @returns one verification for each key and model, in the order of the rows
 */
async function verifyKeys(verifying, rows) {
    const due = rows.filter(row => row.requested && types/* HAVING_ACCESS */.rg.has(row.status) && verifying.models.has(row.projectId));
    const byProject = Map.groupBy(due, ({ projectId }) => projectId);
    const verified = new Map();
    await Promise.all([...byProject].map(async ([projectId, of]) => {
        const models = verifying.models.get(projectId);
        if (models !== undefined)
            await verifyProject(verifying, models, of, verified);
    }));
    return due.flatMap(row => verified.get(row) ?? []);
}
/** Asks for all models of one project in rounds, until none is missing or the time is up. */
async function verifyProject({ allowance, random, report, waiting }, models, rows, verified) {
    const { clock, cancelled } = allowance;
    const started = clock.now();
    const settle = (row, model, problem, isCertain) => {
        const { projectId, checkpointId } = row;
        const verification = { projectId, checkpointId, model, problem, isCertain };
        verified.set(row, verification);
        report(verification);
    };
    let missing = rows;
    for (let round = 1; missing.length > 0; round++) {
        const later = [];
        for (const row of missing) {
            const outcome = await ask(models, row.checkpointId);
            if (!(outcome instanceof ApiError))
                settle(row, outcome, null, true);
            else if (mayPass(outcome))
                later.push({ row, error: outcome });
            else {
                const isCertain = outcome.kind === 'refused' && outcome.status !== 429;
                settle(row, null, verify_unusable(row, outcome, clock.now() - started), isCertain);
            }
        }
        const left = (0,src_clock/* timeLeft */.f)(allowance);
        // The last time they are asked for is just before the end.
        const pause = Math.min(Math.max(verify_SHORTEST_PAUSE_MS, backoff(round, random)), left - LAST_MS);
        if (pause < verify_SHORTEST_PAUSE_MS) {
            for (const { row, error } of later) {
                const problem = verify_unusable(row, error, clock.now() - started);
                settle(row, null, { ...problem, hint: CAUSES }, true);
            }
            return;
        }
        missing = later.map(({ row }) => row);
        const [first] = missing;
        if (first === undefined)
            return;
        waiting({ projectId: first.projectId, models: missing.length, pause, left });
        try {
            await clock.sleep(pause, cancelled);
        }
        catch {
            for (const { row, error } of later) {
                const message = `the step was cancelled before the key of ${row.projectId} could retrieve the model`;
                settle(row, null, { ...problemOf(error), message }, false);
            }
            return;
        }
    }
}
async function ask(models, checkpointId) {
    try {
        return await models.get(checkpointId);
    }
    catch (error) {
        if (error instanceof ApiError)
            return error;
        throw error;
    }
}
function verify_unusable({ projectId }, error, waited) {
    const problem = problemOf(error);
    const message = `the key of ${projectId} can't retrieve the model after ${(0,src_words/* duration */.p0)(waited)}: ${problem.message}`;
    return { ...problem, message };
}
/** Whether the key may see the model later: a key without the scope to look never will. */
function mayPass({ kind, status, serverMessage }) {
    if (kind !== 'refused')
        return false;
    return status === 404 || (status === 403 && !lacksScope(serverMessage));
}
const CAUSES = 'the key in verify-keys may belong to another project than the one it stands for, or the organization restricts which models that project may use (its limits, under models)';

;// CONCATENATED MODULE: ./build/src/api/jobs.js




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
/** The fine-tuning endpoints, spoken to by a project's client. */
function jobsApi(client) {
    async function get(jobId) {
        const what = `read the fine-tuning job ${jobId}`;
        const { value, requestId } = await client.call({
            what,
            method: 'GET',
            path: jobs_pathOf(jobId),
            schema: jobSchema,
        });
        const { id, status, fine_tuned_model, error, estimated_finish } = value;
        if (id !== jobId) {
            const reason = `the answer is about another job, ${id}`;
            throw new ApiError({ kind: 'unreadable', what, reason, requestId, tries: 1 });
        }
        return {
            id,
            status,
            fineTunedModel: fine_tuned_model ?? null,
            // A job that has not failed has an error, too, all of whose parts are null.
            error: error?.message || error?.code
                ? { code: error.code ?? null, message: error.message ?? null }
                : null,
            estimatedFinish: estimated_finish ?? null,
        };
    }
    async function checkpoints(jobId) {
        const items = await readPages(client, {
            what: `list the checkpoints of ${jobId}`,
            path: `${jobs_pathOf(jobId)}/checkpoints`,
            query: { limit: '100' },
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
    async function events(jobId, isKnown, pages) {
        const items = await readPages(client, {
            what: `list the events of ${jobId}`,
            path: `${jobs_pathOf(jobId)}/events`,
            query: { limit: '100' },
            item: jobEventSchema,
            until: (page, read) => read >= pages || page.some(({ id }) => isKnown(id)),
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
    return {
        id,
        level,
        message,
        metrics: metrics?.success ? { step: metrics.output.step, ...toLosses(metrics.output) } : null,
    };
}
function toLosses(losses) {
    return {
        trainLoss: losses.train_loss ?? null,
        validLoss: losses.valid_loss ?? null,
        fullValidLoss: losses.full_valid_loss ?? null,
    };
}

// EXTERNAL MODULE: ./build/src/input-reader.js
var input_reader = __webpack_require__(6061);
;// CONCATENATED MODULE: ./build/src/sharing/training.js


/** A choice that can't be made; the message is raw. */
class NoSuchCheckpoint extends Error {
    name = 'NoSuchCheckpoint';
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
        throw new Unfinished(`${job.id} has succeeded, but names no model that it made`);
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
        throw new NoSuchCheckpoint(`job-checkpoints: ${id} kept no checkpoints to choose the best of: use final`);
    }
    if (metric === undefined) {
        throw new NoSuchCheckpoint(`job-checkpoints: there is no telling which checkpoint of ${id} is best: no loss was measured for all ${checkpoints.length}. Name steps, or use final`);
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
        const there = checkpoints.length === 0 ? 'none' : (0,src_words/* listed */.KE)([...byStep.keys()].map(String), 50);
        throw new NoSuchCheckpoint(`job-checkpoints: ${id} has no checkpoint at step ${(0,src_words/* listed */.KE)(unknown.map(String))}; there are ${there}`);
    }
    return { checkpointIds: steps.flatMap(step => byStep.get(step) ?? []), why: null };
}

;// CONCATENATED MODULE: ./build/src/sharing/trained.js




/**
 * Waits for all jobs, and chooses among the checkpoints of each.
 *
 * @throws InvalidInputs with every choice that can't be made
 * @throws Unfinished where a job made no model
 * @throws ApiError where a job can't be read, or the step was cancelled
 */
async function trainedCheckpoints(waiting, wanted) {
    const trained = [];
    const mistakes = [];
    const jobIds = [...new Set(wanted.map(({ jobId }) => jobId))];
    const finished = await waitForJobs(waiting, jobIds);
    // All of them together: what is but for pictures must not hold up what is to be written.
    waiting.brief.allowance.deadline = waiting.brief.allowance.clock.now() + BRIEFLY_MS;
    for (const { jobId, choice, where } of wanted) {
        const found = finished[jobIds.indexOf(jobId)];
        if (found === undefined)
            continue;
        const { job, losses } = found;
        const checkpoints = await checkpointsOf(waiting, job, choice);
        const training = { job, checkpoints, losses };
        try {
            const { checkpointIds, why } = choose(choice, training);
            waiting.report({ type: 'chosen', jobId: job.id, checkpointIds, why });
            trained.push({ ...training, choice, checkpointIds });
        }
        catch (error) {
            if (!(error instanceof NoSuchCheckpoint))
                throw error;
            mistakes.push({ input: 'job-checkpoints', message: error.message, ...(0,src_mistakes/* placed */.G)(where) });
        }
    }
    if (mistakes.length > 0)
        throw new src_mistakes/* InvalidInputs */.h(mistakes);
    return trained;
}
/** The final model needs no list of checkpoints, which then is but for the picture. */
async function checkpointsOf({ jobs, brief }, { id }, choice) {
    if (choice !== 'final')
        return jobs.checkpoints(id);
    try {
        return await brief.jobs.checkpoints(id);
    }
    catch (error) {
        if (error instanceof ApiError)
            return [];
        throw error;
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/src/input-values.js
var input_values = __webpack_require__(3004);
// EXTERNAL MODULE: ./build/src/distance.js
var distance = __webpack_require__(8234);
;// CONCATENATED MODULE: ./build/src/sharing-document.js



/** The input that names the file. */
const INPUT = 'sharing-file';
// Who has made more mistakes than this wants to see the first of them.
const MOST_MISTAKES = 1_000;
/** A parsed YAML document that knows where everything stands, and notes what is wrong with it. */
class SharingDocument {
    #mistakes = [];
    #file;
    #yaml;
    #lines;
    #document;
    /** Where a carriage return stands without a line feed, -1 where none does. */
    #strayReturn;
    /**
     * @param file path from the workspace, for places
     * @param yaml the parser, loaded by whoever needs it
     */
    constructor(file, source, yaml) {
        this.#file = file;
        this.#strayReturn = source.search(/\r(?!\n)/);
        this.#yaml = yaml;
        this.#lines = new yaml.LineCounter();
        this.#document = yaml.parseDocument(source, {
            lineCounter: this.#lines,
            prettyErrors: false,
            // Checked here, because the parser takes quadratic time for it.
            uniqueKeys: false,
            // It would write the file's own text to the log.
            logLevel: 'error',
        });
    }
    /** Notes what is no plain YAML, or hides what it means: aliases, tags, directives. */
    checkSyntax() {
        const { directives, errors, warnings } = this.#document;
        const deep = errors.find(({ message }) => /stack/i.test(message));
        if (deep !== undefined) {
            this.wrongAt(deep.pos[0], 'the file is nested too deeply');
            return;
        }
        // In YAML it ends a line, for this parser it does not, and in a review it may not show.
        if (this.#strayReturn >= 0) {
            this.wrongAt(this.#strayReturn, 'a carriage return without a line feed: save the file with line ends of LF or CRLF');
            return;
        }
        for (const { message, pos } of [...errors, ...warnings]) {
            this.wrongAt(pos[0], explained(message));
        }
        const version = directives?.yaml.version;
        if (version !== undefined && version !== '1.2') {
            this.wrongAt(0, `YAML ${version}, in which texts mean other things: take the directive out`);
        }
        // An alias or a tag in what could not be parsed may be but the mistake that was just told.
        const isParsed = this.#mistakes.length === 0;
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
        const at = node.range?.[0] ?? 0;
        if (this.#yaml.isAlias(node)) {
            this.wrongAt(at, 'an alias (*name): write out what it stands for, or put text that begins with * in quotes');
        }
        else if (node.tag !== undefined)
            this.wrongAt(at, `a tag (${node.tag}): take it out`);
    }
    #checkKeysOf(map) {
        const keys = new Set();
        for (const { key } of map.items) {
            const name = this.#yaml.isScalar(key) ? key.value : null;
            const at = key?.range?.[0] ?? map.range?.[0] ?? 0;
            if (typeof name !== 'string')
                this.wrongAt(at, 'a key is not text: put it in quotes');
            else if (keys.has(name))
                this.wrongAt(at, `${(0,input_values/* quoted */.TL)(name)} stands twice here`);
            keys.add(name);
        }
    }
    /** The document as plain values. */
    toValue() {
        return this.#document.toJS({ maxAliasCount: 0 });
    }
    /**
     * Notes keys of a mapping that are not known, with the one that was meant.
     *
     * @returns the known keys that were meant by others: they are misspelled, and not missing as well
     */
    checkKeys(path, known) {
        const meant = new Set();
        const map = this.#nodeAt(path);
        const unknown = (map?.items ?? []).flatMap(({ key }) => {
            const name = this.#yaml.isScalar(key) ? key.value : null;
            return typeof name === 'string' && !known.includes(name) ? [{ name, key }] : [];
        });
        for (const { name, key } of unknown) {
            const plain = name.replaceAll('_', '-').toLowerCase().slice(0, 40);
            const near = known.find(one => (0,distance/* distance */.I)(plain, one) <= 3);
            if (near !== undefined)
                meant.add(near);
            const advice = near === undefined ? `known are ${known.join(', ')}` : `write ${near}`;
            this.wrongAt(key.range?.[0] ?? 0, `${(0,input_values/* quoted */.TL)(name)} is no key here: ${advice}`);
        }
        return meant;
    }
    /** Notes a mistake about something in the document. */
    wrong(path, message) {
        this.#note(this.placeOf(path), message);
    }
    /** Notes a mistake at a place, given as characters from the start. */
    wrongAt(offset, message) {
        this.#note(this.#placeAt(offset), message);
    }
    /** @throws InvalidInputs with all that was noted, in the order of lines, if anything was */
    stopIfWrong() {
        if (this.#mistakes.length === 0)
            return;
        const lineOf = ({ where }) => where?.line ?? 0;
        const columnOf = ({ where }) => where?.column ?? 0;
        throw new src_mistakes/* InvalidInputs */.h(this.#mistakes.toSorted((a, b) => lineOf(a) - lineOf(b) || columnOf(a) - columnOf(b)));
    }
    /** Where something stands, or the nearest thing around it. */
    placeOf(path) {
        for (let length = path.length; length > 0; length--) {
            const range = this.#nodeAt(path.slice(0, length))?.range;
            if (range)
                return this.#placeAt(range[0]);
        }
        return this.#placeAt(this.#document.contents?.range?.[0] ?? 0);
    }
    #note(where, message) {
        if (this.#mistakes.length >= MOST_MISTAKES)
            return;
        const text = `sharing-file: ${message}`;
        const isKnown = this.#mistakes.some(one => one.message === text && one.where?.line === where.line && one.where.column === where.column);
        if (!isKnown)
            this.#mistakes.push({ input: INPUT, message: text, where });
    }
    #nodeAt(path) {
        if (path.length === 0)
            return this.#document.contents;
        const node = this.#document.getIn(path, true);
        return this.#yaml.isNode(node) ? node : null;
    }
    #placeAt(offset) {
        const { line, col } = this.#lines.linePos(offset);
        return { file: this.#file, line: Math.max(1, line), column: Math.max(1, col) };
    }
}
/** What the parser says, in words that fit a file that people write. */
function explained(message) {
    if (/multiple documents/i.test(message))
        return 'holds several documents (---): write one';
    return message;
}

;// CONCATENATED MODULE: ./build/src/sharing-schema.js



const idTold = (noId) => dist/* pipe */.FsL(dist/* string */.YjP('is not text: put it in quotes'), dist/* maxLength */.Ru6(ids/* ID_MAX_LENGTH */.E, `has more than the ${ids/* ID_MAX_LENGTH */.E} characters of an ID`), dist/* regex */.yGV(ids/* ID_PATTERN */.p, noId));
/** An ID in the sharing file. */
const idSchema = idTold(input_values/* NO_ID */.gW);
// In an input, commas and lines make several of one text.
const listedId = idTold(({ input }) => /[,\n]/.test(input) ? `${input_values/* NO_ID */.gW}; write several as a list, [proj_a, proj_b]` : input_values/* NO_ID */.gW);
const listOf = (item, description) => dist/* pipe */.FsL(dist/* union */.KCZ([item, dist/* array */.YOg(item)], 'is neither text nor a list of texts'), dist/* description */.h_(description));
const sharing_schema_name = dist/* pipe */.FsL(dist/* string */.YjP('is not text: put it in quotes'), dist/* minLength */.BpQ(1, 'is empty'));
const NO_STEP = 'is no step number';
const step = dist/* pipe */.FsL(dist/* number */.aig(NO_STEP), dist/* integer */.ndf(NO_STEP), dist/* minValue */.Wwf(0, NO_STEP));
/** One entry of the sharing file: who may use some checkpoints. */
const entrySchema = dist/* strictObject */.rej({
    'checkpoint-id': dist/* optional */.lqM(listOf(listedId, 'IDs of fine-tuned model checkpoints')),
    'fine-tuning-job-id': dist/* optional */.lqM(listOf(listedId, 'IDs of fine-tuning jobs whose models are shared')),
    'job-checkpoints': dist/* optional */.lqM(dist/* pipe */.FsL(dist/* union */.KCZ([
        dist/* picklist */.KIO(['final', 'all', 'best']),
        step,
        dist/* pipe */.FsL(dist/* array */.YOg(step), dist/* minLength */.BpQ(1, 'is empty')),
    ], 'is neither final, all, best, nor a step number or a list of them, without quotes'), dist/* description */.h_('Which checkpoints of a job are meant: final, all, best, or step numbers'))),
    'project-ids': dist/* optional */.lqM(listOf(listedId, 'IDs of the projects that have access; [] means nobody')),
    'project-names': dist/* optional */.lqM(listOf(sharing_schema_name, 'Exact names of active projects; * stands for any text and ? for any character, \\* and \\? for themselves')),
    'owning-project-id': dist/* optional */.lqM(dist/* pipe */.FsL(idSchema, dist/* description */.h_('The project that owns the checkpoints'))),
}, 'is not the mapping that belongs here');
/** The sharing file. */
const fileSchema = dist/* strictObject */.rej({
    checkpoints: dist/* pipe */.FsL(dist/* array */.YOg(entrySchema, 'is no list of entries'), dist/* description */.h_('Who may use which checkpoints. Taking an entry out leaves its access as it is')),
}, 'is not the mapping that belongs here');

;// CONCATENATED MODULE: ./build/src/sharing-entries.js



const FILE_KEYS = Object.keys(fileSchema.entries);
const ENTRY_KEYS = Object.keys(entrySchema.entries);
/**
 * The entries of a sharing file, once everything in it has been checked.
 *
 * @throws InvalidInputs with everything that is wrong with it
 */
function readEntries(document) {
    document.checkSyntax();
    document.stopIfWrong();
    const value = document.toValue();
    if (!isObject(value)) {
        const isEmptyFile = value === null || value === undefined;
        document.wrong([], `the file is ${isEmptyFile ? 'empty' : 'no mapping'}: what it declares stands under the key checkpoints`);
        document.stopIfWrong();
    }
    const meant = document.checkKeys([], FILE_KEYS);
    const raw = isObject(value) ? value.checkpoints : undefined;
    for (const issue of dist/* safeParse */.xLC(fileSchema, value).issues ?? []) {
        if (raw !== undefined || !meant.has('checkpoints'))
            sharing_entries_tell(document, issue);
    }
    const entries = (Array.isArray(raw) ? raw : []).map((entry, index) => readEntry(document, entry, ['checkpoints', index]));
    checkRepeats(document, entries);
    document.stopIfWrong();
    return entries;
}
/** An entry, as far as it is sound: what the schema says against it is told apart from this. */
function readEntry(document, value, path) {
    const raw = isObject(value) ? value : {};
    if (Array.isArray(value))
        document.wrong(path, 'an entry is a list, where a mapping belongs');
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
        jobCheckpoints: choiceOf(raw['job-checkpoints'] ?? 'final'),
        projectIds: idsAt('project-ids'),
        projectNames: [...names.keys()],
        owningProjectId: idsAt('owning-project-id')[0] ?? null,
        where: document.placeOf(path),
        namePlaces: [...names.values()].map(index => document.placeOf([...path, 'project-names', index])),
    };
    if (isObject(value))
        checkWhole(document, raw, path);
    return entry;
}
/** What an entry must not do without. */
function checkWhole(document, raw, path) {
    const meant = document.checkKeys(path, ENTRY_KEYS);
    const lacks = (key) => isEmpty(raw[key]) && !meant.has(key);
    if (lacks('checkpoint-id') && lacks('fine-tuning-job-id')) {
        document.wrong(path, 'an entry without checkpoint-id and fine-tuning-job-id');
    }
    const saysNobody = 'project-ids' in raw || meant.has('project-ids');
    if (!saysNobody && lacks('project-names')) {
        document.wrong(path, 'an entry without projects: for nobody write project-ids: []');
    }
}
function checkId(document, id, key, path) {
    const fault = id.startsWith('sk-') ? 'is a key: take it out, and revoke it' : (0,input_values/* faultOf */.Kl)(id, key);
    // What the schema says of the form of IDs is told apart from this.
    if (fault !== null && dist.is(idSchema, id))
        document.wrong(path, `${key}: ${(0,input_values/* quoted */.TL)(id)} ${fault}`);
}
function choiceOf(value) {
    if (value === 'final' || value === 'all' || value === 'best')
        return value;
    return [...new Set([value].flat().filter(step => typeof step === 'number'))];
}
/** A checkpoint, or one choice of a job, that stands twice would be asked for by two wills. */
function checkRepeats(document, entries) {
    const first = new Map();
    for (const [index, { checkpointIds, jobIds, jobCheckpoints }] of entries.entries()) {
        const asked = [
            ...checkpointIds.map((id, at) => ({ id, what: id, key: 'checkpoint-id', at })),
            ...jobIds.map((id, at) => ({
                id,
                what: `${id} ${JSON.stringify(jobCheckpoints)}`,
                key: 'fine-tuning-job-id',
                at,
            })),
        ];
        for (const { id, what, key, at } of asked) {
            const path = ['checkpoints', index, key, at];
            const { line } = document.placeOf(path);
            const before = first.get(what);
            if (before === undefined)
                first.set(what, line);
            else {
                const lines = `in line ${before} and in line ${line}`;
                document.wrong(path, `${(0,input_values/* quoted */.TL)(id)} stands twice: ${lines}`);
            }
        }
    }
}
function sharing_entries_tell(document, issue, above = []) {
    // Unknown keys are told by another check, all of them.
    if (issue.type === 'strict_object' && issue.expected === 'never')
        return;
    const path = [...above, ...(issue.path ?? []).map(({ key }) => key)];
    // What is wrong with a list is told of its items, not of the list.
    const nested = issue.issues?.filter(one => (one.path?.length ?? 0) > 0) ?? [];
    if (nested.length > 0) {
        for (const one of nested)
            sharing_entries_tell(document, one, path);
        return;
    }
    const key = path.findLast(part => typeof part === 'string') ?? 'the file';
    const { received, kind, input, message } = issue;
    if (received === 'undefined')
        document.wrong(path, `${key} is missing`);
    else {
        const isText = kind === 'validation' && typeof input === 'string';
        const shown = isText ? (0,input_values/* quoted */.TL)(input) : Array.isArray(input) ? 'the list' : received;
        document.wrong(path, `${key}: ${shown} ${message}`);
    }
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isEmpty(value) {
    return value === undefined || (Array.isArray(value) && value.length === 0);
}

;// CONCATENATED MODULE: ./build/src/sharing-file.js







// A thousand checkpoints with a hundred projects each are smaller.
const sharing_file_MAX_BYTES = 4_000_000;
/**
 * Reads the sharing file.
 *
 * @param path relative to the workspace
 * @param workspace the folder that the repository is checked out into (`GITHUB_WORKSPACE`)
 * @throws InvalidInputs with everything that is wrong with it
 */
async function readSharingFile(path, workspace) {
    const source = await readWithin(path, workspace);
    // Loaded here, so that nobody else pays for it.
    const yaml = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
    const file = external_node_path_.posix.normalize(slashed(path));
    return readEntries(new SharingDocument(file, source, yaml));
}
/** A path as it is written on every machine: one with backslashes means the same on all of them. */
function slashed(path) {
    return path.replaceAll('\\', '/');
}
/** The text of a file of the workspace. */
async function readWithin(path, workspace) {
    const fail = (message) => new src_mistakes/* InvalidInputs */.h([{ input: INPUT, message }]);
    const outside = `sharing-file: ${(0,input_values/* quoted */.TL)(path)} is not within the workspace: name a file of the repository, without ..`;
    // What is absolute on Windows is so here, too.
    if (external_node_path_.win32.isAbsolute(path) || slashed(path).split('/').includes('..'))
        throw fail(outside);
    try {
        const root = await (0,promises_.realpath)(workspace);
        const real = await (0,promises_.realpath)((0,external_node_path_.join)(root, slashed(path)));
        const inside = (0,external_node_path_.relative)(root, real);
        if ((0,external_node_path_.isAbsolute)(inside) || inside.split(external_node_path_.sep)[0] === '..')
            throw fail(outside);
        const { size } = await (0,promises_.stat)(real);
        if (size > sharing_file_MAX_BYTES) {
            const [has, most] = [size, sharing_file_MAX_BYTES].map(src_words/* grouped */.zD);
            throw fail(`sharing-file: ${(0,input_values/* quoted */.TL)(path)} has ${has} bytes, and ${most} are the most`);
        }
        return new TextDecoder('utf-8', { fatal: true }).decode(await (0,promises_.readFile)(real));
    }
    catch (error) {
        if (error instanceof src_mistakes/* InvalidInputs */.h)
            throw error;
        if (error instanceof TypeError)
            throw fail(`sharing-file: ${(0,input_values/* quoted */.TL)(path)} is not UTF-8`);
        const reason = error instanceof Error ? error.message : String(error);
        throw fail(`sharing-file: ${(0,input_values/* quoted */.TL)(path)} could not be read (${reason}): is the repository checked out, by actions/checkout, before this step?`);
    }
}

;// CONCATENATED MODULE: ./build/src/wait.js









const MINUTE_MS = 60_000;
/** The story of `wait`, which never sees an admin key: jobs become checkpoint IDs. */
async function waitForModels(story) {
    const { inputs, reporting } = story;
    const entries = await entriesOf(story);
    announce(inputs, entries, reporting.log);
    if (inputs.verifyKeys.size > 0)
        reporting.log.line `verify-keys is of no use in wait`;
    const trained = await train(story, entries);
    const checkpoints = (0,sharing_targets/* targetsOf */.QR)(entries, trained).map(({ checkpointId }) => ({
        checkpointId,
        rows: [],
        unread: null,
        problem: null,
        duplicates: [],
    }));
    return { ...ended(inputs, checkpoints, story.cancelled.aborted), trained };
}
/** What is asked for: by the sharing file, or by the inputs, which are one entry. */
async function entriesOf({ inputs, env }) {
    const { sharingFile, apiKey } = inputs;
    if (sharingFile === null)
        return [{ ...inputs, where: null, namePlaces: [] }];
    const entries = await readSharingFile(sharingFile, env.GITHUB_WORKSPACE ?? '');
    const job = entries.find(({ jobIds }) => jobIds.length > 0);
    if (job === undefined && inputs.mode === 'wait') {
        const message = 'sharing-file names nothing to wait for: give an entry a fine-tuning-job-id';
        throw new src_mistakes/* InvalidInputs */.h([{ input: 'sharing-file', message }]);
    }
    if (job !== undefined && apiKey === '') {
        const message = `api-key is empty, and sharing-file has fine-tuning jobs to read with it: ${input_reader/* NO_SECRET */.zY}`;
        throw new src_mistakes/* InvalidInputs */.h([{ input: 'api-key', message }]);
    }
    return entries;
}
/** Waits for the jobs, or asks them once where the mode changes nothing by their models. */
async function train(story, entries) {
    const { inputs, reporting, connections, clock, cancelled } = story;
    const { mode, dryRun, apiKey, waitMinutes } = inputs;
    const isWaiting = !dryRun && (mode === 'wait' || mode === 'grant' || mode === 'sync');
    const stop = new AbortController();
    const until = AbortSignal.any([cancelled, stop.signal]);
    const minutes = isWaiting ? waitMinutes : 0;
    const after = (time) => clock.now() + time * MINUTE_MS;
    const waiting = { clock, cancelled: until, deadline: after(minutes) };
    // The last question may take its repeats, too, and a rate limit more than a minute to let it pass.
    const reading = { ...waiting, deadline: after(minutes + 5) };
    const brief = { ...reading, requestMs: BRIEFLY_MS };
    const key = { value: apiKey, input: 'api-key' };
    return trainedCheckpoints({
        jobs: jobsApi(connections.open(key, reading)),
        allowance: waiting,
        stop,
        brief: { jobs: jobsApi(connections.open(key, brief)), allowance: brief },
        report: event => reporting.log.job(event),
    }, entries.flatMap(({ jobIds, jobCheckpoints: choice, where }) => jobIds.map(jobId => ({ jobId, choice, where }))));
}

;// CONCATENATED MODULE: ./build/src/story.js




















const story_MINUTE_MS = 60_000;
/** The story of all other modes: who is meant, who has access, what is to be done, and doing it. */
async function share(story) {
    const { inputs, reporting, clock, cancelled } = story;
    const { mode, dryRun, maxRevocations, shareMinutes, verifyKeys: keys } = inputs;
    const { log, text, warnings } = reporting;
    const deadline = clock.now() + shareMinutes * story_MINUTE_MS;
    const allowance = { clock, cancelled, deadline };
    const applying = openAdmin(story, allowance);
    const { directory, permissions } = applying;
    const wanted = await entriesOf(story);
    announce(inputs, wanted, log);
    const verifyKeys = types/* VERIFYING_MODES */.Nv.has(mode) ? keys : new Map();
    const entries = await (0,sharing_targets/* resolveEntries */.tW)({ mode, entries: wanted, verifyKeys }, directory);
    const survey = async (targets) => named(await planTargets(mode, targets, permissions), directory);
    // Before the wait for jobs, so that a bad key shows at once.
    let plans = await survey((0,sharing_targets/* targetsOf */.QR)(entries, []));
    let trained = [];
    if (entries.some(({ jobIds }) => jobIds.length > 0) && isAnswered(plans)) {
        const isAsked = plans.length > 0 || entries.some(one => one.projectNames.length > 0);
        if (!isAsked)
            await probe(story);
        const before = clock.now();
        trained = await train(story, entries);
        const waited = clock.now() - before;
        allowance.deadline = clock.now() + shareMinutes * story_MINUTE_MS;
        // After a wait that was one, what was listed before it may have changed.
        const listed = new Map(waited > story_MINUTE_MS ? [] : plans.map(plan => [plan.checkpointId, plan]));
        const targets = (0,sharing_targets/* targetsOf */.QR)(entries, trained);
        const others = await survey(targets.filter(({ checkpointId }) => !listed.has(checkpointId)));
        for (const plan of others)
            listed.set(plan.checkpointId, plan);
        plans = targets.flatMap(({ checkpointId }) => listed.get(checkpointId) ?? []);
    }
    log.plan(plans, inputs);
    warnings.push(...timeWarning(plans, (0,src_clock/* timeLeft */.f)(allowance), text));
    const refusal = limit_refusalOf(plans, maxRevocations);
    if (refusal !== null) {
        return { ...refused(inputs, heldBack(plans, refusal), refusal), trained };
    }
    const applied = dryRun ? plans : named(await applyPlans(applying, plans), directory);
    const outcome = { ...ended(inputs, applied, cancelled.aborted), trained };
    try {
        const verifications = await verify(story, applied, allowance);
        const isUsable = verifications.every(({ problem }) => problem === null);
        if (outcome.result !== 'ok' || isUsable)
            return { ...outcome, verifications };
        return { ...outcome, result: cancelled.aborted ? 'cancelled' : 'failed', verifications };
    }
    catch (error) {
        // What was done stands, whatever goes wrong after it.
        return { ...outcome, result: 'failed', ...unplanned(error) };
    }
}
/** Whether the API answered for any checkpoint, so that going on makes sense. */
function isAnswered(plans) {
    return plans.length === 0 || plans.some(({ unread }) => unread !== 'unavailable');
}
function openAdmin({ inputs, reporting, connections, random }, allowance) {
    const { log, text, warnings } = reporting;
    const client = connections.open(adminKeyOf(inputs), allowance);
    const projects = projectsApi(client);
    const report = (event) => {
        log.event(event);
        warnings.push(...eventWarning(event, text));
    };
    return {
        permissions: permissionsApi(client),
        directory: createDirectory(projects, report),
        allowance,
        random,
        report,
        rejections: new RejectedBatches(),
        stop: null,
    };
}
function adminKeyOf({ adminKey }) {
    return { value: adminKey, input: 'admin-key' };
}
/**
 * Asks whether the admin key is taken, where nothing else would before the wait for jobs. An
 * admin key may well lack the scope to list projects: that alone says nothing against it.
 *
 * @throws ApiError where the key is turned away for good
 */
async function probe({ inputs, connections, clock, cancelled }) {
    const deadline = clock.now() + BRIEFLY_MS;
    const brief = { clock, cancelled, deadline, requestMs: BRIEFLY_MS };
    try {
        await projectsApi(connections.open(adminKeyOf(inputs), brief)).probe();
    }
    catch (error) {
        if (!(error instanceof ApiError))
            throw error;
        const isScope = lacksScope(error.serverMessage);
        const isProjectKey = /^sk-(proj|svcacct)-/.test(inputs.adminKey);
        const isBad = error.turnsKeyAway && (!isScope || isProjectKey);
        if (isBad || error.kind === 'cancelled')
            throw error;
    }
}
/** Sees that keys can use what is shared, where that is asked for and makes sense. */
async function verify({ inputs, reporting, connections, random, cancelled }, plans, allowance) {
    const { mode, dryRun, verifyKeys: keys } = inputs;
    if (keys.size === 0 || cancelled.aborted)
        return [];
    if (dryRun || !types/* VERIFYING_MODES */.Nv.has(mode)) {
        reporting.log.line `verify-keys is of no use in ${dryRun ? 'a dry run' : mode}`;
        return [];
    }
    const models = new Map([...keys].map(([projectId, value]) => {
        const key = { value, input: 'verify-keys' };
        return [projectId, modelsApi(connections.open(key, allowance))];
    }));
    const report = (verification) => reporting.log.verification(verification);
    const waiting = ({ projectId, models: many, pause, left }) => reporting.log
        .line `The key of ${projectId} can't retrieve ${(0,src_words/* counted */.hS)(many, 'model')} yet; asking again in ${(0,src_words/* duration */.p0)(pause)}, ${(0,src_words/* duration */.p0)(left)} left`;
    return verifyKeys({ models, allowance, random, report, waiting }, plans.flatMap(({ rows }) => rows));
}

;// CONCATENATED MODULE: ./build/src/act.js











/**
 * Does what the inputs ask for, and reports.
 *
 * @returns the exit code: 0 where all stands as asked, else 1
 */
async function act(asked) {
    const { env, clock, started } = asked;
    const reporting = createReporting(env);
    const outcome = await outcomeOf(asked, reporting);
    const report = { ...outcome, started, ended: clock.now() };
    reporting.warnings.push(...(await postStatus(report, asked, reporting)));
    const hasOutputs = await tell(report, reporting);
    return report.result === 'ok' && hasOutputs ? 0 : 1;
}
/** Masks every key before anything is printed. */
function createReporting(env) {
    const secrets = (0,inputs/* secretsOf */.Fj)(env);
    for (const secret of secrets)
        mask(secret);
    const text = createText(secrets);
    return {
        text,
        log: createLog(text),
        temporary: env.RUNNER_TEMP,
        showSummary: (0,inputs/* summaryWanted */.QR)(env),
        warnings: [],
    };
}
async function outcomeOf({ read, ...outside }, reporting) {
    if (read.status === 'rejected')
        return { ...NOTHING_DONE, ...unplanned(read.reason) };
    const inputs = read.value;
    const { mode, dryRun, exact, baseUrl, proxy } = inputs;
    const { env, random } = outside;
    const connections = new Connections({ baseUrl, proxy, random, onRepeat: reporting.log.repeat });
    const story = { ...outside, inputs, reporting, connections };
    const outcome = await (mode === 'wait' ? waitForModels(story) : share(story))
        .catch(unplanned)
        .finally(() => connections.close());
    const asked = { mode, dryRun, exact, baseUrl, action: actionOf(env) };
    return { ...NOTHING_DONE, asked, ...outcome, requests: connections.requests };
}
/** Posts the commit status that the workflow wants, also where its inputs are wrong. */
async function postStatus(report, { env, cancelled }, { text }) {
    const wanted = (0,inputs/* statusWanted */.KM)(env);
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


/***/ })

};

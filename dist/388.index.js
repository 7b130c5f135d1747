export const id = 388;
export const ids = [388];
export const modules = {

/***/ 8388:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  act: () => (/* binding */ act)
});

// EXTERNAL MODULE: ./build/src/clock.js + 1 modules
var src_clock = __webpack_require__(1053);
// EXTERNAL MODULE: ./build/src/words.js
var words = __webpack_require__(8244);
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

// EXTERNAL MODULE: ./build/src/api/errors.js
var errors = __webpack_require__(6271);
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
        return new errors/* ApiError */.h({ ...details, hint, requestId: exchange.requestId });
    }
    const { message, code } = serverError(exchange.body);
    return new errors/* ApiError */.h({
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
    const date = Date.parse(retryAfter);
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
            const exchange = await transport.exchange(toHttp(call));
            const fail = (kind, more = {}) => toError({ what: call.what, method: call.method, exchange, kind, tries, key, more });
            const verdict = judge(call.method, exchange);
            if (verdict === 'accept')
                return accept(call, exchange, fail);
            const asked = exchange.type === 'answer' ? askedWait(exchange.headers, clock.now()) : null;
            const left = (0,src_clock/* timeLeft */.f)(allowance);
            if (verdict === 'ambiguous') {
                throw fail('ambiguous', asked === null ? {} : askedOf(exchange, asked, left));
            }
            if (verdict === 'final')
                throw fail(isNo(exchange) ? 'refused' : 'unavailable');
            if (cancelled.aborted)
                throw fail('cancelled', { reason: 'the step was cancelled' });
            const wait = waitBefore(tries, asked, random);
            // A 429 speaks for every request of the key, so that all of them wait it out.
            if (exchange.type === 'answer' && exchange.status === 429) {
                limit.coolUntil = Math.max(limit.coolUntil, clock.now() + wait);
            }
            gaveUp = () => {
                const tried = `${(0,words/* counted */.hS)(tries, 'try', 'tries')} in ${(0,words/* duration */.p0)(clock.now() - started)}`;
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
            });
            await pause(wait, call.what, tries);
        }
    }
    /** Waits until calls are welcome again; throws where that, or now, is too late. */
    async function coolDown(what, tries, gaveUp) {
        for (;;) {
            if (cancelled.aborted)
                throw (0,errors/* cancelledError */.Y)(what, tries);
            const left = (0,src_clock/* timeLeft */.f)(allowance);
            if (left === 0) {
                throw gaveUp?.() ?? new errors/* ApiError */.h({ kind: 'unavailable', what, reason: 'the time is up' });
            }
            // While one call waits, another may be told to wait longer.
            const wait = limit.coolUntil - clock.now();
            if (wait <= 0)
                return;
            if (wait >= left) {
                const reason = `the rate limit takes a pause of ${(0,words/* duration */.p0)(wait)}, and ${(0,words/* duration */.p0)(left)} are left`;
                throw new errors/* ApiError */.h({ kind: 'unavailable', what, reason, tries });
            }
            await pause(wait, what, tries);
        }
    }
    async function pause(milliseconds, what, tries) {
        try {
            await clock.sleep(milliseconds, cancelled);
        }
        catch {
            throw (0,errors/* cancelledError */.Y)(what, tries);
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
    const asking = `it asks to wait ${(0,words/* duration */.p0)(asked)}, and ${(0,words/* duration */.p0)(left)} are left`;
    return { mayRepeat: false, reason: `${reasonOf(exchange)}; ${asking}` };
}
function accept(call, exchange, fail) {
    if (exchange.type !== 'answer')
        throw new TypeError('only an answer can be accepted');
    try {
        return { value: readAnswer(call.schema, exchange), requestId: requestIdOf(exchange) };
    }
    catch (error) {
        if (!(error instanceof UnreadableAnswer))
            throw error;
        const kind = call.method === 'GET' ? 'unreadable' : 'ambiguous';
        throw fail(kind, { reason: error.message });
    }
}
function toHttp({ method, path, query, body }) {
    const search = query === undefined ? '' : `?${new URLSearchParams(query)}`;
    const request = { method, path: path + (search === '?' ? '' : search) };
    return body === undefined ? request : { ...request, body: JSON.stringify(body) };
}

// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(6752);
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
        const bound = boundOf(method, allowance);
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
    const connect = (0,undici.buildConnector)(tls);
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
        return { dispatcher: new undici.Agent(options), proxy: () => null };
    }
    const { host } = new URL(proxy.url);
    const dispatcher = new undici.EnvHttpProxyAgent({
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
function boundOf(method, { clock, cancelled, requestMs = WHOLE_REQUEST_MS }) {
    const bound = new AbortController();
    const released = new AbortController();
    const endAfter = (milliseconds, message) => clock.sleep(milliseconds, released.signal).then(() => bound.abort(new Error(message)), () => { });
    const onCancel = () => {
        const message = 'the step was cancelled';
        if (method === 'GET')
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
        const limit = this.#limits.get(key.value) ?? { coolUntil: 0 };
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

// EXTERNAL MODULE: ./build/src/outcome.js
var src_outcome = __webpack_require__(8961);
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
        const broken = (reason) => new errors/* ApiError */.h({ kind: 'unreadable', what, reason, requestId, tries: 1 });
        if (count >= MAX_ITEMS)
            throw broken(`the list has more than ${(0,words/* grouped */.zD)(MAX_ITEMS)} items`);
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
            path: pathOf(jobId),
            schema: jobSchema,
        });
        const { id, status, fine_tuned_model, error, estimated_finish } = value;
        if (id !== jobId) {
            const reason = `the answer is about another job, ${id}`;
            throw new errors/* ApiError */.h({ kind: 'unreadable', what, reason, requestId, tries: 1 });
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
            path: `${pathOf(jobId)}/checkpoints`,
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
            path: `${pathOf(jobId)}/events`,
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
function pathOf(jobId) {
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
            path: permissions_pathOf(checkpointId),
            query,
            item: permissionSchema,
        });
        try {
            return (await read(limit)).map(toPermission);
        }
        catch (error) {
            const mayBeTheLimit = error instanceof errors/* ApiError */.h && error.status === 400 && 'limit' in limit;
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
            path: permissions_pathOf(checkpointId),
            body: { project_ids: projectIds },
            schema: createdSchema,
        });
        return { permissions: value.data.map(toPermission), requestId };
    }
    async function remove(checkpointId, permissionId) {
        const { value, requestId } = await client.call({
            what: `revoke the permission ${permissionId} of ${checkpointId}`,
            method: 'DELETE',
            path: `${permissions_pathOf(checkpointId)}/${encodeURIComponent(permissionId)}`,
            schema: removedSchema(permissionId),
        });
        return { deleted: value.deleted, requestId };
    }
    return { list, create, remove };
}
function permissions_pathOf(checkpointId) {
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
            what: 'see whether admin-key is taken',
            method: 'GET',
            path: '/organization/projects',
            query: { limit: '1' },
            schema: dist/* unknown */.L5J(),
        });
    }
    return { list, probe };
}

// EXTERNAL MODULE: ./build/src/mistakes.js
var mistakes = __webpack_require__(804);
// EXTERNAL MODULE: ./build/src/report/log.js
var report_log = __webpack_require__(6314);
// EXTERNAL MODULE: ./build/src/report/warnings.js
var report_warnings = __webpack_require__(9915);
// EXTERNAL MODULE: ./build/src/sharing/problem.js
var sharing_problem = __webpack_require__(4297);
;// CONCATENATED MODULE: ./build/src/sharing/rejection.js

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
        problem: { ...(0,sharing_problem/* problemOf */.Z)(error), message: `${error.reason}; ${why}` },
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
        if (!(failure instanceof errors/* ApiError */.h))
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
        writing.stop = (0,sharing_problem/* problemOf */.Z)(error);
    const wasTurnedDown = error.tries > 0 && error.kind !== 'cancelled';
    const status = wasTurnedDown || lost !== null ? 'failed' : 'not-tried';
    if (lost === null)
        return { status, problem: (0,sharing_problem/* problemOf */.Z)(error) };
    const message = `${lost.reason}; a read showed that it was not carried out; then ${error.reason}`;
    return { status, problem: { ...(0,sharing_problem/* problemOf */.Z)(lost), message } };
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
        const what = `the grant of ${(0,words/* counted */.hS)(pending.length, 'project')}`;
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
            ledger.settle(pending, 'failed', (0,sharing_problem/* problemOf */.Z)(error));
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
        const reason = `the answer leaves out ${missing} of ${(0,words/* counted */.hS)(pending.length, 'project')}`;
        const what = `grant access to ${checkpointId}`;
        return new errors/* ApiError */.h({ kind: 'ambiguous', what, reason, requestId, tries: 1 });
    }
    catch (error) {
        if (error instanceof errors/* ApiError */.h)
            return error;
        // Nobody knows what became of it.
        ledger.sent(pending);
        throw error;
    }
}

// EXTERNAL MODULE: ./build/src/sharing/plan.js
var plan = __webpack_require__(3575);
// EXTERNAL MODULE: ./build/src/sharing/types.js
var types = __webpack_require__(6971);
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
        const held = (0,plan/* byProject */.$X)(permissions);
        return this.pending(held.keys()).flatMap(id => {
            const [permission] = held.get(id) ?? [];
            if (permission === undefined)
                return [];
            this.#update(this.#grants, id, row => ({
                ...(0,plan/* withPermission */.IW)(row, permission),
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
        const held = (0,plan/* byProject */.$X)(permissions);
        for (const id of this.#doubtful(this.#grants)) {
            const [permission] = held.get(id) ?? [];
            this.#update(this.#grants, id, row => permission === undefined
                ? notDone(row)
                : { ...(0,plan/* withPermission */.IW)(row, permission), status: 'granted', problem: null });
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
            const problem = (0,sharing_problem/* problemOf */.Z)(error);
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
        if (error instanceof errors/* ApiError */.h)
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
        ledger.settle(batch, 'failed', (0,sharing_problem/* problemOf */.Z)(last));
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
    const problem = (0,sharing_problem/* problemOf */.Z)(rejection);
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
    for (let start = 0; start < projectIds.length; start += plan/* BATCH_SIZE */.BU) {
        batches.push(projectIds.slice(start, start + plan/* BATCH_SIZE */.BU));
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
            if (!(error instanceof errors/* ApiError */.h))
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
    const which = (0,words/* listed */.KE)([...new Set(concerned)], 20);
    return {
        message: `this run would revoke ${(0,words/* counted */.hS)(revocations.length, 'permission')}, and max-revocations is ${most}: ${which}`,
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
            plans.push((0,plan/* planUnread */.Vg)(target, 'unavailable', 'not-tried', stop));
            continue;
        }
        try {
            plans.push((0,plan/* planCheckpoint */.e0)(mode, target, await permissions.list(target.checkpointId)));
        }
        catch (error) {
            if (!(error instanceof errors/* ApiError */.h))
                throw error;
            if (error.turnsKeyAway)
                stop = (0,sharing_problem/* problemOf */.Z)(error);
            const isBegun = error.tries > 0 && error.kind !== 'cancelled';
            const status = isBegun ? 'failed' : 'not-tried';
            plans.push((0,plan/* planUnread */.Vg)(target, error.isUnavailable ? 'unavailable' : 'refused', status, (0,sharing_problem/* problemOf */.Z)(error)));
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
// EXTERNAL MODULE: ./build/src/sharing/training.js
var sharing_training = __webpack_require__(2282);
// EXTERNAL MODULE: ./build/src/sharing/waiting.js
var sharing_waiting = __webpack_require__(5749);
;// CONCATENATED MODULE: ./build/src/sharing/trained.js



/**
 * Waits for all jobs, and chooses among the checkpoints of each.
 *
 * @throws NoSuchCheckpoint where a choice can't be made
 * @throws Unfinished where a job made no model
 * @throws ApiError where a job can't be read, or the step was cancelled
 */
async function trainedCheckpoints(waiting, wanted) {
    const trained = [];
    const faults = [];
    const jobIds = [...new Set(wanted.map(({ jobId }) => jobId))];
    const finished = await (0,sharing_waiting/* waitForJobs */.pf)(waiting, jobIds);
    for (const { jobId, choice } of wanted) {
        const found = finished[jobIds.indexOf(jobId)];
        if (found === undefined)
            continue;
        const { job, losses } = found;
        const checkpoints = await checkpointsOf(waiting, job, choice);
        const training = { job, checkpoints, losses };
        try {
            const { checkpointIds, why } = (0,sharing_training/* choose */.S)(choice, training);
            waiting.report({ type: 'chosen', jobId: job.id, checkpointIds, why });
            trained.push({ ...training, choice, checkpointIds });
        }
        catch (error) {
            if (!(error instanceof sharing_training/* NoSuchCheckpoint */.b))
                throw error;
            faults.push(...error.faults);
        }
    }
    if (faults.length > 0)
        throw new sharing_training/* NoSuchCheckpoint */.b(faults);
    return trained;
}
/** The final model needs no list of checkpoints, which then is but for the picture. */
async function checkpointsOf({ jobs, brief }, { id }, choice) {
    if (choice !== 'final')
        return jobs.checkpoints(id);
    try {
        brief.allowance.deadline = brief.allowance.clock.now() + sharing_waiting/* BRIEFLY_MS */.tK;
        return await brief.jobs.checkpoints(id);
    }
    catch (error) {
        if (error instanceof errors/* ApiError */.h)
            return [];
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/src/sharing/verify.js







const SHORTEST_PAUSE_MS = 2_000;
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
            if (!(outcome instanceof errors/* ApiError */.h))
                settle(row, outcome, null, true);
            else if (mayPass(outcome))
                later.push({ row, error: outcome });
            else {
                const isCertain = outcome.kind === 'refused';
                settle(row, null, unusable(row, outcome, clock.now() - started), isCertain);
            }
        }
        const left = (0,src_clock/* timeLeft */.f)(allowance);
        // The last time they are asked for is just before the end.
        const pause = Math.min(Math.max(SHORTEST_PAUSE_MS, backoff(round, random)), left - LAST_MS);
        if (pause < SHORTEST_PAUSE_MS) {
            for (const { row, error } of later) {
                const problem = unusable(row, error, clock.now() - started);
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
                settle(row, null, { ...(0,sharing_problem/* problemOf */.Z)(error), message }, false);
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
        if (error instanceof errors/* ApiError */.h)
            return error;
        throw error;
    }
}
function unusable({ projectId }, error, waited) {
    const problem = (0,sharing_problem/* problemOf */.Z)(error);
    const message = `the key of ${projectId} can't retrieve the model after ${(0,words/* duration */.p0)(waited)}: ${problem.message}`;
    return { ...problem, message };
}
/** Whether the key may see the model later: a key without the scope to look never will. */
function mayPass({ kind, status, serverMessage }) {
    if (kind !== 'refused')
        return false;
    return status === 404 || (status === 403 && !lacksScope(serverMessage));
}
const CAUSES = 'the key in verify-keys may belong to another project than the one it stands for, or the organization restricts which models that project may use (its limits, under models)';

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
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
                this.wrongAt(at, 'a key that is not text');
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
        throw new mistakes/* InvalidInputs */.h(this.#mistakes.toSorted((a, b) => lineOf(a) - lineOf(b) || columnOf(a) - columnOf(b)));
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
        return 'several documents (---): write one';
    return message;
}

;// CONCATENATED MODULE: ./build/src/sharing-schema.js



/** An ID in the sharing file. */
const idSchema = dist/* pipe */.FsL(dist/* string */.YjP('is not text: put it in quotes'), dist/* maxLength */.Ru6(ids/* ID_MAX_LENGTH */.E, `has more than the ${ids/* ID_MAX_LENGTH */.E} characters of an ID`), dist/* regex */.yGV(ids/* ID_PATTERN */.p, input_values/* NO_ID */.gW));
const listOf = (item, description) => dist/* pipe */.FsL(dist/* union */.KCZ([item, dist/* array */.YOg(item)], 'is neither text nor a list of texts'), dist/* description */.h_(description));
const sharing_schema_name = dist/* pipe */.FsL(dist/* string */.YjP('is not text: put it in quotes'), dist/* minLength */.BpQ(1, 'is empty'));
const NO_STEP = 'is no step number';
const step = dist/* pipe */.FsL(dist/* number */.aig(NO_STEP), dist/* integer */.ndf(NO_STEP), dist/* minValue */.Wwf(0, NO_STEP));
/** One entry of the sharing file: who may use some checkpoints. */
const entrySchema = dist/* strictObject */.rej({
    'checkpoint-id': dist/* optional */.lqM(listOf(idSchema, 'IDs of fine-tuned model checkpoints')),
    'fine-tuning-job-id': dist/* optional */.lqM(listOf(idSchema, 'IDs of fine-tuning jobs whose models are shared')),
    'job-checkpoints': dist/* optional */.lqM(dist/* pipe */.FsL(dist/* union */.KCZ([
        dist/* picklist */.KIO(['final', 'all', 'best']),
        step,
        dist/* pipe */.FsL(dist/* array */.YOg(step), dist/* minLength */.BpQ(1, 'is empty')),
    ], 'is neither final, all, best, nor a list of step numbers'), dist/* description */.h_('Which checkpoints of a job are meant: final, all, best, or step numbers'))),
    'project-ids': dist/* optional */.lqM(listOf(idSchema, 'IDs of the projects that have access; [] means nobody')),
    'project-names': dist/* optional */.lqM(listOf(sharing_schema_name, 'Exact names of active projects; * stands for any text and ? for any character, \\* and \\? for themselves')),
    'owning-project-id': dist/* optional */.lqM(dist/* pipe */.FsL(idSchema, dist/* description */.h_('The project that owns the checkpoints'))),
}, 'is no mapping');
/** The sharing file. */
const fileSchema = dist/* strictObject */.rej({
    checkpoints: dist/* pipe */.FsL(dist/* array */.YOg(entrySchema, 'is no list of entries'), dist/* description */.h_('Who may use which checkpoints. Taking an entry out leaves its access as it is')),
}, 'is no mapping');

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
        document.wrong([], `the file is ${isEmptyFile ? 'empty' : 'no mapping'}: it has the key checkpoints`);
        document.stopIfWrong();
    }
    const meant = document.checkKeys([], FILE_KEYS);
    const raw = isObject(value) ? value.checkpoints : undefined;
    for (const issue of dist/* safeParse */.xLC(fileSchema, value).issues ?? []) {
        if (raw !== undefined || !meant.has('checkpoints'))
            tell(document, issue);
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
        document.wrong(path, 'an entry is a list, and not a mapping');
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
function tell(document, issue, above = []) {
    // Unknown keys are told by another check, all of them.
    if (issue.type === 'strict_object' && issue.expected === 'never')
        return;
    const path = [...above, ...(issue.path ?? []).map(({ key }) => key)];
    // What is wrong with a list is told of its items, not of the list.
    const nested = issue.issues?.filter(one => (one.path?.length ?? 0) > 0) ?? [];
    if (nested.length > 0) {
        for (const one of nested)
            tell(document, one, path);
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
const MAX_BYTES = 4_000_000;
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
    const fail = (message) => new mistakes/* InvalidInputs */.h([{ input: INPUT, message }]);
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
        if (size > MAX_BYTES) {
            const [has, most] = [size, MAX_BYTES].map(words/* grouped */.zD);
            throw fail(`sharing-file: ${(0,input_values/* quoted */.TL)(path)} has ${has} bytes, and ${most} are the most`);
        }
        return new TextDecoder('utf-8', { fatal: true }).decode(await (0,promises_.readFile)(real));
    }
    catch (error) {
        if (error instanceof mistakes/* InvalidInputs */.h)
            throw error;
        if (error instanceof TypeError)
            throw fail(`sharing-file: ${(0,input_values/* quoted */.TL)(path)} is not UTF-8`);
        const reason = error instanceof Error ? error.message : String(error);
        throw fail(`sharing-file: ${(0,input_values/* quoted */.TL)(path)} could not be read (${reason}): is the repository checked out, by actions/checkout, before this step?`);
    }
}

;// CONCATENATED MODULE: ./build/src/story.js























const MINUTE_MS = 60_000;
/** The story of `wait`, which never sees an admin key: jobs become checkpoint IDs. */
async function waitForModels(story) {
    const { inputs, reporting } = story;
    const entries = await entriesOf(story);
    (0,report_log/* announce */.i)(inputs, entries, reporting.log);
    if (inputs.verifyKeys.size > 0)
        reporting.log.line `verify-keys is not used in wait`;
    const trained = await train(story, entries);
    const checkpoints = (0,sharing_targets/* targetsOf */.QR)(entries, trained).map(({ checkpointId }) => ({
        checkpointId,
        rows: [],
        unread: null,
        problem: null,
        duplicates: [],
    }));
    return { ...(0,src_outcome/* ended */.v6)(inputs, checkpoints, false), trained };
}
/** The story of all other modes: who is meant, who has access, what is to be done, and doing it. */
async function share(story) {
    const { inputs, reporting, clock, cancelled } = story;
    const { mode, dryRun, maxRevocations, shareMinutes, verifyKeys: keys } = inputs;
    const { log, text, warnings } = reporting;
    const deadline = clock.now() + shareMinutes * MINUTE_MS;
    const allowance = { clock, cancelled, deadline };
    const applying = openAdmin(story, allowance);
    const { directory, permissions } = applying;
    const wanted = await entriesOf(story);
    (0,report_log/* announce */.i)(inputs, wanted, log);
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
        allowance.deadline = clock.now() + shareMinutes * MINUTE_MS;
        // After a wait that was one, what was listed before it may have changed.
        const listed = new Map(waited > MINUTE_MS ? [] : plans.map(plan => [plan.checkpointId, plan]));
        const targets = (0,sharing_targets/* targetsOf */.QR)(entries, trained);
        const others = await survey(targets.filter(({ checkpointId }) => !listed.has(checkpointId)));
        for (const plan of others)
            listed.set(plan.checkpointId, plan);
        plans = targets.flatMap(({ checkpointId }) => listed.get(checkpointId) ?? []);
    }
    log.plan(plans, inputs);
    warnings.push(...(0,report_warnings/* timeWarning */.a0)(plans, (0,src_clock/* timeLeft */.f)(allowance), text));
    const refusal = limit_refusalOf(plans, maxRevocations);
    if (refusal !== null) {
        return { ...(0,src_outcome/* refused */.J5)(inputs, heldBack(plans, refusal), refusal), trained };
    }
    const applied = dryRun ? plans : named(await applyPlans(applying, plans), directory);
    const outcome = { ...(0,src_outcome/* ended */.v6)(inputs, applied, cancelled.aborted), trained };
    try {
        const verifications = await verify(story, applied, allowance);
        const isUsable = verifications.every(({ problem }) => problem === null);
        if (outcome.result !== 'ok' || isUsable)
            return { ...outcome, verifications };
        return { ...outcome, result: cancelled.aborted ? 'cancelled' : 'failed', verifications };
    }
    catch (error) {
        // What was done stands, whatever goes wrong after it.
        return { ...outcome, result: 'failed', ...(0,src_outcome/* unplanned */.Uv)(error) };
    }
}
/** What is asked for: by the sharing file, or by the inputs, which are one entry. */
async function entriesOf({ inputs, env }) {
    const { sharingFile, apiKey } = inputs;
    if (sharingFile === null)
        return [{ ...inputs, where: null, namePlaces: [] }];
    const entries = await readSharingFile(sharingFile, env.GITHUB_WORKSPACE ?? '');
    const job = entries.find(({ jobIds }) => jobIds.length > 0);
    if (job === undefined && inputs.mode === 'wait') {
        const message = 'sharing-file has no fine-tuning jobs to wait for';
        throw new mistakes/* InvalidInputs */.h([{ input: 'sharing-file', message }]);
    }
    if (job !== undefined && apiKey === '') {
        const message = 'api-key is empty, and the sharing file has fine-tuning jobs to read with it';
        throw new mistakes/* InvalidInputs */.h([{ input: 'api-key', message }]);
    }
    return entries;
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
        warnings.push(...(0,report_warnings/* eventWarning */.nn)(event, text));
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
    const deadline = clock.now() + sharing_waiting/* BRIEFLY_MS */.tK;
    const brief = { clock, cancelled, deadline, requestMs: sharing_waiting/* BRIEFLY_MS */.tK };
    try {
        await projectsApi(connections.open(adminKeyOf(inputs), brief)).probe();
    }
    catch (error) {
        if (!(error instanceof errors/* ApiError */.h))
            throw error;
        const isScope = lacksScope(error.serverMessage);
        const isProjectKey = /^sk-(proj|svcacct)-/.test(inputs.adminKey);
        const isBad = error.turnsKeyAway && (!isScope || isProjectKey);
        if (isBad || error.kind === 'cancelled')
            throw error;
    }
}
/** Waits for the jobs, or asks them once where the mode changes nothing by their models. */
async function train(story, entries) {
    const { inputs, reporting, connections, clock, cancelled } = story;
    const { mode, dryRun, apiKey, waitMinutes } = inputs;
    const isWaiting = mode === 'wait' || (!dryRun && (mode === 'grant' || mode === 'sync'));
    const stop = new AbortController();
    const until = AbortSignal.any([cancelled, stop.signal]);
    const minutes = isWaiting ? waitMinutes : 0;
    const after = (time) => clock.now() + time * MINUTE_MS;
    const waiting = { clock, cancelled: until, deadline: after(minutes) };
    // The last question may take its repeats, too.
    const reading = { ...waiting, deadline: after(minutes + 1) };
    const brief = { ...reading, requestMs: sharing_waiting/* BRIEFLY_MS */.tK };
    const key = { value: apiKey, input: 'api-key' };
    return trainedCheckpoints({
        jobs: jobsApi(connections.open(key, reading)),
        allowance: waiting,
        stop,
        brief: { jobs: jobsApi(connections.open(key, brief)), allowance: brief },
        report: event => reporting.log.job(event),
    }, entries.flatMap(({ jobIds, jobCheckpoints: choice }) => jobIds.map(jobId => ({ jobId, choice }))));
}
/** Sees that keys can use what is shared, where that is asked for and makes sense. */
async function verify({ inputs, reporting, connections, random, cancelled }, plans, allowance) {
    const { mode, dryRun, verifyKeys: keys } = inputs;
    if (keys.size === 0 || cancelled.aborted)
        return [];
    if (dryRun || !types/* VERIFYING_MODES */.Nv.has(mode)) {
        reporting.log.line `verify-keys is not used in ${dryRun ? 'a dry run' : mode}`;
        return [];
    }
    const models = new Map([...keys].map(([projectId, value]) => {
        const key = { value, input: 'verify-keys' };
        return [projectId, modelsApi(connections.open(key, allowance))];
    }));
    const report = (verification) => reporting.log.verification(verification);
    const waiting = ({ projectId, models: many, pause, left }) => reporting.log
        .line `The key of ${projectId} can't retrieve ${(0,words/* counted */.hS)(many, 'model')} yet; asking again in ${(0,words/* duration */.p0)(pause)}, ${(0,words/* duration */.p0)(left)} left`;
    return verifyKeys({ models, allowance, random, report, waiting }, plans.flatMap(({ rows }) => rows));
}

;// CONCATENATED MODULE: ./build/src/act.js



/**
 * Does what the inputs ask for. All that speaks to a network is loaded with this file, and by
 * nothing else before it.
 */
async function act(asked) {
    const { inputs, reporting, random } = asked;
    const { baseUrl, proxy, mode } = inputs;
    const connections = new Connections({ baseUrl, proxy, random, onRepeat: reporting.log.repeat });
    const story = { ...asked, connections };
    const outcome = await (mode === 'wait' ? waitForModels(story) : share(story))
        .catch(src_outcome/* unplanned */.Uv)
        .finally(() => connections.close());
    return { ...outcome, requests: connections.requests };
}


/***/ })

};

export const id = 6;
export const ids = [6];
export const modules = {

/***/ 8006:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createServiceAccount: () => (/* binding */ createServiceAccount)
});

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
;// CONCATENATED MODULE: ./build/src/identity/claims.js

const CLAIMS = ['iss', 'aud', 'sub', 'repository', 'ref', 'environment', 'workflow_ref'];
const claimsSchema = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), dist/* record */.g1P(dist/* string */.YjP(), dist/* unknown */.L5J()));
function claimsOf(jwt) {
    const [, payload = ''] = jwt.split('.');
    const parsed = dist/* safeParse */.xLC(claimsSchema, Buffer.from(payload, 'base64url').toString());
    const claims = parsed.success ? parsed.output : {};
    const { exp, iat } = claims;
    const seconds = typeof exp === 'number' && typeof iat === 'number' ? exp - iat : Number.NaN;
    return {
        shown: CLAIMS.map(name => [name, toText(claims[name])]),
        lifetimeMs: seconds > 0 ? seconds * 1000 : null,
    };
}
function toText(claim) {
    if (typeof claim === 'string')
        return claim;
    if (claim === undefined || claim === null)
        return null;
    const isFlat = Object.values(claim).every(part => typeof part !== 'object');
    return isFlat ? JSON.stringify(claim) : '(not a text)';
}

;// CONCATENATED MODULE: ./build/src/identity/token-context.js
const TOKEN_PATTERN = /^[!-~]{8,16000}$/;

;// CONCATENATED MODULE: ./build/src/identity/github-token.js



const responseSchema = dist/* object */.Ikc({ value: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(TOKEN_PATTERN)) });
async function requestGitHubToken(context) {
    const { provider, runner } = context;
    const url = new URL(runner.url);
    url.search += `${url.search === '' ? '?' : '&'}audience=${encodeURIComponent(provider.audience)}`;
    const { value, requestedAt } = await context.requestToken({
        method: 'GET',
        url,
        key: runner.token,
        operation: "get this job's OIDC token",
        server: "GitHub's token service",
        input: null,
        schema: responseSchema,
        rejection: () => ({ about: 'identity', summary: "Couldn't get this job's OIDC token" }),
    });
    context.onToken(value.value);
    return { jwt: value.value, requestedAt, ...claimsOf(value.value) };
}

;// CONCATENATED MODULE: ./build/src/identity/exchange-token.js



const DEFAULT_LIFETIME_S = 3_600;
const digits = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^\d{1,9}$/), dist/* transform */.pdi(Number));
const exchange_token_responseSchema = dist/* object */.Ikc({
    access_token: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(TOKEN_PATTERN)),
    token_type: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^bearer$/i)),
    expires_in: dist/* optional */.lqM(dist/* nullable */.mee(dist/* pipe */.FsL(dist/* union */.KCZ([dist/* number */.aig(), digits]), dist/* minValue */.Wwf(1)))),
});
async function exchangeToken(serviceAccountId, context) {
    const { id: providerId, tokenUrl } = context.provider;
    const github = await requestGitHubToken(context);
    const { value, requestedAt } = await context.requestToken({
        method: 'POST',
        url: tokenUrl,
        operation: `get an access token for ${serviceAccountId}`,
        server: tokenUrl.host,
        body: JSON.stringify({
            grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
            subject_token: github.jwt,
            subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
            identity_provider_id: providerId,
            service_account_id: serviceAccountId,
        }),
        input: 'identity-token-url',
        schema: exchange_token_responseSchema,
        rejection: status => {
            if (MISMATCH.has(status))
                context.onRejected(serviceAccountId, github);
            return rejectionOf(serviceAccountId, status);
        },
    });
    context.onToken(value.access_token);
    const endOfGitHub = github.requestedAt + (github.lifetimeMs ?? Number.POSITIVE_INFINITY);
    const lifetime = (value.expires_in ?? DEFAULT_LIFETIME_S) * 1000;
    return {
        value: value.access_token,
        requestedAt,
        expiresAt: Math.min(endOfGitHub, requestedAt + lifetime),
    };
}
const MISMATCH = new Set([400, 401, 403]);
function rejectionOf(serviceAccountId, status) {
    const summary = `OpenAI rejected the token exchange for ${serviceAccountId}`;
    if (status === 429)
        return { about: 'identity', summary };
    const hint = MISMATCH.has(status)
        ? "Check service-account-id and identity-provider-id. Compare the claims in the log with the identity provider's audience and mapping."
        : 'Check identity-token-url.';
    return { about: 'identity', summary, hint };
}

;// CONCATENATED MODULE: ./build/src/identity/service-account.js

const MAX_MARGIN_MS = 60_000;
const MARGIN_SHARE = 0.25;
function createServiceAccount(id, input, context) {
    const { clock } = context;
    let current = null;
    let pending = null;
    let isReplacement = false;
    async function token() {
        if (current !== null && clock.now() < renewalOf(current))
            return current.value;
        if (current !== null)
            isReplacement = false;
        current = null;
        pending ??= renew();
        return (await pending).value;
    }
    async function renew() {
        current = await exchangeToken(id, context);
        pending = null;
        return current;
    }
    function reject(value) {
        if (current === null || current.value !== value)
            return true;
        if (isReplacement)
            return false;
        isReplacement = true;
        current = null;
        return true;
    }
    return { id, input, token, reject };
}
function renewalOf({ requestedAt, expiresAt }) {
    return expiresAt - Math.min(MAX_MARGIN_MS, (expiresAt - requestedAt) * MARGIN_SHARE);
}


/***/ })

};

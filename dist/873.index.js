export const id = 873;
export const ids = [873];
export const modules = {

/***/ 7873:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   sharingFileOf: () => (/* binding */ sharingFileOf)
/* harmony export */ });
/* harmony import */ var _common_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4220);
/* harmony import */ var _common_ids_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(177);
/* harmony import */ var _common_validation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4332);



const SCHEMA = 'https://raw.githubusercontent.com/OWNER/share-checkpoint/v1/sharing.schema.json';
const MAX_IDS = 20_000;
const MAX_NAME_LENGTH = 100;
async function sharingFileOf({ plans }, sanitizer) {
    const { safe, safeText } = sanitizer;
    const all = plans ?? [];
    const declared = all.flatMap(plan => (plan.listFailure === null ? declaredOf(plan) : []));
    const { fit = [], unfit = [] } = Object.groupBy(declared, one => isAccepted(one) ? 'fit' : 'unfit');
    const leftOut = [
        {
            reason: "permissions couldn't be read",
            checkpointIds: idsOf(all.filter(({ listFailure }) => listFailure !== null)),
        },
        { reason: "a sharing file doesn't accept one of the IDs", checkpointIds: idsOf(unfit) },
    ].filter(({ checkpointIds }) => checkpointIds.length > 0);
    const notes = leftOut.map(({ reason, checkpointIds }) => safe `Left out of sharing-file because ${reason}: ${safeText((0,_common_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatList */ .ki)(checkpointIds, 10), 3_000)}`);
    const without = (message) => ({
        yaml: null,
        notes,
        warnings: [{ title: safe `The output sharing-file is empty`, message }],
    });
    if (fit.length === 0)
        return { yaml: null, notes, warnings: [] };
    const ids = fit.reduce((sum, { projectIds }) => sum + projectIds.length, all.length);
    if (ids > MAX_IDS) {
        return without(safe `A sharing file is written for up to ${(0,_common_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatNumber */ .ZV)(MAX_IDS)} IDs, but this list has ${(0,_common_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatNumber */ .ZV)(ids)}. List fewer checkpoints per step, or read permissions-file.`);
    }
    const yaml = await render(fit, leftOut, sanitizer);
    const bytes = Buffer.byteLength(yaml);
    if (bytes > _common_validation_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_SHARING_FILE_BYTES */ .$z) {
        return without(safe `The sharing file would have ${(0,_common_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatNumber */ .ZV)(bytes)} bytes, but the limit is ${(0,_common_format_js__WEBPACK_IMPORTED_MODULE_1__/* .formatNumber */ .ZV)(_common_validation_js__WEBPACK_IMPORTED_MODULE_0__/* .MAX_SHARING_FILE_BYTES */ .$z)}. List fewer checkpoints per step, or read permissions-file.`);
    }
    return { yaml, notes, warnings: [] };
}
function declaredOf({ checkpointId, owningProjectId, rows }) {
    const holding = rows.filter(({ permissionId, projectId }) => permissionId !== null && projectId !== owningProjectId);
    return {
        checkpointId,
        owningProjectId,
        projectIds: [...new Set(holding.map(({ projectId }) => projectId))],
        names: new Map(rows.flatMap(({ projectId, projectName }) => projectName === null ? [] : [[projectId, projectName]])),
    };
}
function isAccepted({ checkpointId, owningProjectId, projectIds }) {
    return ((0,_common_ids_js__WEBPACK_IMPORTED_MODULE_2__/* .fileIdError */ .kL)(checkpointId, 'checkpoint-id') === null &&
        (owningProjectId === undefined || (0,_common_ids_js__WEBPACK_IMPORTED_MODULE_2__/* .fileIdError */ .kL)(owningProjectId, 'owning-project-id') === null) &&
        projectIds.every(id => (0,_common_ids_js__WEBPACK_IMPORTED_MODULE_2__/* .fileIdError */ .kL)(id, 'project-ids') === null));
}
function idsOf(checkpoints) {
    return checkpoints.map(({ checkpointId }) => checkpointId);
}
async function render(declared, leftOut, { sanitize }) {
    const { Document, Scalar, YAMLMap, YAMLSeq } = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
    const document = new Document(null, { compat: 'yaml-1.1' });
    const comments = new Map();
    function scalarOf(id, name) {
        const scalar = new Scalar(id);
        if (name === undefined)
            return scalar;
        const comment = comments.get(name) ?? sanitize(name, MAX_NAME_LENGTH);
        comments.set(name, comment);
        if (comment !== '')
            scalar.comment = ` ${comment}`;
        return scalar;
    }
    const checkpoints = new YAMLSeq(document.schema);
    for (const { checkpointId, owningProjectId: owner, projectIds, names } of declared) {
        const projects = new YAMLSeq(document.schema);
        for (const id of projectIds)
            projects.add(scalarOf(id, names.get(id)));
        const entry = new YAMLMap(document.schema);
        entry.set('checkpoint-id', checkpointId);
        if (owner !== undefined)
            entry.set('owning-project-id', scalarOf(owner, names.get(owner)));
        entry.set('project-ids', projects);
        entry.spaceBefore = checkpoints.items.length > 0;
        checkpoints.add(entry);
    }
    const file = new YAMLMap(document.schema);
    file.set('checkpoints', checkpoints);
    file.commentBefore = ` yaml-language-server: $schema=${SCHEMA}`;
    document.contents = file;
    document.comment = leftOut
        .flatMap(({ reason, checkpointIds }) => [`Left out because ${reason}:`, ...checkpointIds])
        .map(line => ` ${line}`)
        .join('\n');
    return document.toString({ lineWidth: 0 });
}


/***/ })

};

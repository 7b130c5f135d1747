import { entryWith, type InvalidContent, jobWith } from './fixtures.ts'

const NO_KEY = "isn't a valid key here."
const NO_ENTRY = "isn't a mapping. Write each entry with keys, such as checkpoint-id."
const NO_ID = "isn't a valid ID. IDs contain only"

/** Files that a schema rejects, too. */
export const SCHEMA_VIOLATIONS: Record<string, InvalidContent> = {
  'nothing in it': ['‸', 'The file is empty. Add a checkpoints list.'],
  'a comment alone': ['‸# nothing\n', 'The file is empty.'],
  'a text alone': [
    '‸hello\n',
    "The file isn't a mapping. Put the entries in a list under checkpoints.",
  ],
  'a text below a comment': ['# who\n\n‸hello\n', "The file isn't a mapping."],
  'a list alone': [
    '‸- checkpoint-id: ft:a\n',
    "The file isn't a mapping. Put the entries in a list under checkpoints.",
  ],
  'checkpoints misspelled': ['‸checkpont: []\n', `"checkpont" ${NO_KEY} Use checkpoints instead.`],
  'projects misspelled': [
    entryWith('‸prjct-id: p'),
    `"prjct-id" ${NO_KEY} Use project-ids instead.`,
  ],
  'jobs misspelled': [
    'checkpoints:\n  - ‸fine_tuning_job_ids: a\n    project-ids: p\n',
    `"fine_tuning_job_ids" ${NO_KEY} Use fine-tuning-job-id instead.`,
  ],
  'a name with a line break before it': [
    entryWith('project-names: ‸"\\nA"'),
    'starts with a line break. Remove it.',
  ],
  'no checkpoints': ['‸{}\n', 'checkpoints is missing. Add a checkpoints list.'],
  'no entries': ['checkpoints: ‸[]\n', 'checkpoints is empty. Add an entry.'],
  'a list for the owner': [
    entryWith('project-ids: p', 'owning-project-id: ‸[o]'),
    'owning-project-id is a list. Write one ID, without brackets.',
  ],
  'several owners in a text': [
    entryWith('project-ids: p', 'owning-project-id: ‸o, p'),
    'owning-project-id: "o, p" isn\'t a single ID. Write one owning project per entry.',
  ],
  'a list in a list': [
    entryWith('project-ids: [p, ‸[q]]', 'project-names: [‸[n]]'),
    'project-ids has a list inside a list. Write all items in one list.',
    'project-names has a list inside a list. Write all items in one list.',
  ],
  'a block of one line': [
    entryWith(
      'project-ids: ‸|',
      '  p',
      'project-names: ‸|',
      '  Research, EU',
      'owning-project-id: ‸|',
      '  o',
    ),
    "ends with a line break. Write it on the key's line, without |.",
    "ends with a line break. Write it on the key's line, without |.",
    "ends with a line break. Write it on the key's line, without |.",
  ],
  'a block of several lines': [
    entryWith('project-ids: ‸|', '  p', '  q', 'project-names: ‸|', '  A', '  B'),
    "isn't a valid ID. Write several IDs as a list, such as [a, b].",
    'has line breaks. Write several names as a list, such as [A, B].',
  ],
  'checkpoints without a value': [
    'checkpoints:‸\n',
    'checkpoints has no value. Add one, or remove the key.',
  ],
  'a text for checkpoints': [
    'checkpoints: ‸ft:a\n',
    'checkpoints: "ft:a" isn\'t a list. Start each entry with a dash.',
  ],
  'one entry and no list': [
    'checkpoints:\n  ‸checkpoint-id: ft:a\n',
    "checkpoints: this mapping isn't a list.",
  ],
  'entries that are none': [
    'checkpoints:\n  -‸\n  - ‸ft:a\n  - ‸7\n',
    `checkpoints: null ${NO_ENTRY}`,
    `checkpoints: "ft:a" ${NO_ENTRY}`,
    `checkpoints: 7 ${NO_ENTRY}`,
  ],
  'a list for an entry': [
    'checkpoints:\n  - ‸[]\n  - ‸[checkpoint-id, ft:b]\n',
    'The entry is a list. Write it with keys, such as checkpoint-id.',
    'The entry is a list. Write it with keys, such as checkpoint-id.',
  ],
  'an unknown key beside checkpoints': [
    `${entryWith('project-ids: p')}‸mode: sync\n‸Checkpoint: []\n`,
    `"mode" ${NO_KEY} Remove it, or use checkpoints.`,
    `"Checkpoint" ${NO_KEY} Use checkpoints instead.`,
  ],
  'unknown keys in an entry': [
    entryWith('project-ids: p', '‸project_names: n', '‸Project-IDs: q', '‸admin-key: x', '‸"": y'),
    `"project_names" ${NO_KEY} Use project-names instead.`,
    `"Project-IDs" ${NO_KEY} Use project-ids instead.`,
    `"admin-key" ${NO_KEY} Remove it, or use checkpoint-id, fine-tuning-job-id, job-checkpoints, project-ids, project-names, or owning-project-id.`,
    `"" ${NO_KEY} Remove it, or use checkpoint-id`,
  ],
  'keys that JavaScript has, too': [
    entryWith('project-ids: p', '‸__proto__: {}', '‸constructor: x', '‸toString: y'),
    `"__proto__" ${NO_KEY}`,
    `"constructor" ${NO_KEY}`,
    `"toString" ${NO_KEY}`,
  ],
  'keys that are no texts': [
    entryWith('project-ids: p', '‸1: x', '‸null: y', '? ‸[a, b]', ': z', '? ‸{c: d}', ': z'),
    "A key isn't text. Put it in quotes.",
    "A key isn't text. Put it in quotes.",
    "A key isn't text. Put it in quotes.",
    "A key isn't text. Put it in quotes.",
  ],
  'a merged map': [entryWith('project-ids: p', '‸<<: {project-names: n}'), `"<<" ${NO_KEY}`],
  'a list of anything': [
    entryWith('project-ids: [‸1, ‸true, ‸null, ‸1.5, ‸{a: b}, ‸[c], ‸0x10, ‸.inf, p, ‸~]'),
    "project-ids: 1 isn't text. Put it in quotes, or remove it.",
    "project-ids: true isn't text",
    "project-ids: null isn't text",
    "project-ids: 1.5 isn't text",
    "project-ids: this mapping isn't text",
    'project-ids has a list inside a list',
    "project-ids: 16 isn't text",
    "project-ids: Infinity isn't text",
    "project-ids: null isn't text",
  ],
  'names that are none': [
    entryWith('project-names: [‸7, ‸"", ok, ‸a: b]'),
    "project-names: 7 isn't text. Put it in quotes, or remove it.",
    'project-names: "" is empty. Remove it.',
    "project-names: this mapping isn't text",
  ],
  'an empty name': [entryWith('project-names: ‸""'), 'project-names: "" is empty. Remove it.'],
  'a number for a list': [
    entryWith('project-ids: ‸7'),
    "project-ids: 7 isn't text or a list. Write a list, such as [a, b], or put one item in quotes.",
  ],
  'a map for a list': [
    entryWith('project-ids: ‸{p: q}'),
    "project-ids: this mapping isn't text or a list",
  ],
  'keys without a value': [
    entryWith('project-ids:‸', 'project-names:‸', 'owning-project-id:‸'),
    'project-ids has no value. Add one, or remove the key.',
    'project-names has no value',
    'owning-project-id has no value',
  ],
  'IDs that are none': [
    entryWith(`project-ids: [‸a b, ‸-x, ‸"", ‸" p ", ‸"p\\n", p, ‸a/b, ‸${'x'.repeat(257)}]`),
    'project-ids: "a b" isn\'t a valid ID. Write several IDs as a list',
    `project-ids: "-x" ${NO_ID}`,
    `project-ids: "" ${NO_ID}`,
    `project-ids: " p " ${NO_ID}`,
    `project-ids: "p`,
    `project-ids: "a/b" ${NO_ID}`,
    "has 257 characters, but an ID has at most 256. Check that it's a single ID.",
  ],
  'IDs with a comma between them': [
    entryWith('project-ids: [‸"p,q"]', 'owning-project-id: ‸p,q'),
    "isn't a valid ID. Write several IDs as a list, such as [a, b].",
    'owning-project-id: "p,q" isn\'t a single ID',
  ],
  'one wrong ID for each list': [
    'checkpoints:\n  - checkpoint-id: ‸ft a\n    fine-tuning-job-id: ‸ftjob/a\n    project-ids: ‸ä\n',
    'checkpoint-id: "ft a" isn\'t a valid ID',
    `fine-tuning-job-id: "ftjob/a" ${NO_ID}`,
    'project-ids: "ä" isn\'t a valid ID. Check character 1 (U+00E4). IDs contain only',
  ],
  'several owners': [
    entryWith('project-ids: p', 'owning-project-id: ‸[own, other]'),
    'owning-project-id is a list',
  ],
  'an unknown choice of checkpoints': [
    jobWith('job-checkpoints: ‸last'),
    'job-checkpoints: "last" isn\'t a valid selection. Use final, all, best, or step numbers without quotes.',
  ],
  'a text for a step': [
    jobWith('job-checkpoints: ‸"5"'),
    'job-checkpoints: "5" isn\'t a valid selection',
  ],
  'a text for a step of a job, in two entries': [
    `${jobWith('job-checkpoints: ‸"5"')}  - fine-tuning-job-id: ftjob-a\n    job-checkpoints: ‸"5"\n    project-ids: q\n`,
    'job-checkpoints: "5" isn\'t a valid selection',
    'job-checkpoints: "5" isn\'t a valid selection',
  ],
  'no choice of checkpoints': [jobWith('job-checkpoints:‸'), 'job-checkpoints has no value'],
  'a list without steps': [
    jobWith('job-checkpoints: ‸[]'),
    'job-checkpoints is empty. Use final, all, best, or step numbers.',
  ],
  'a step below 0': [
    jobWith('job-checkpoints: ‸-1'),
    "job-checkpoints: -1 isn't a step number. Use a whole number",
  ],
  'a step with two faults': [
    jobWith('job-checkpoints: [1, ‸-1.5]'),
    "job-checkpoints: -1.5 isn't a step number. Use a whole number",
  ],
  'steps that are none': [
    jobWith('job-checkpoints: [‸-1, ‸1.5, 7, ‸"8", ‸final]'),
    'job-checkpoints: -1',
    'job-checkpoints: 1.5',
    'job-checkpoints: "8"',
    'job-checkpoints: "final"',
  ],
}

/** Files with a valid shape and issues that no schema can detect. */
export const INVALID_ENTRIES: Record<string, InvalidContent> = {
  'an empty entry': [
    'checkpoints:\n  - ‸‸{}\n',
    'The entry has no checkpoint-id or fine-tuning-job-id. Add one of them.',
    'The entry has no projects. Add project-ids or project-names. For no projects, write project-ids: [].',
  ],
  'nothing that is shared': [
    'checkpoints:\n  - ‸project-ids: p\n',
    'The entry has no checkpoint-id or fine-tuning-job-id.',
  ],
  'empty lists of what is shared': [
    'checkpoints:\n  - ‸checkpoint-id: []\n    fine-tuning-job-id: []\n    project-ids: p\n',
    'The entry has no checkpoint-id or fine-tuning-job-id. Add one of them.',
  ],
  'no projects': ['checkpoints:\n  - ‸checkpoint-id: ft:a\n', 'The entry has no projects.'],
  'no projects by name': [
    'checkpoints:\n  - ‸checkpoint-id: ft:a\n    project-names: []\n',
    'The entry has no projects. Add project-ids or project-names. For no projects, write project-ids: [].',
  ],
  'IDs of other things': [
    entryWith(
      'fine-tuning-job-id: [‸ft:b, ‸proj_b]',
      'project-ids: [p, ‸ft:c, ‸ftjob-a, ‸ftckpt_a]',
    ),
    'fine-tuning-job-id: "ft:b" is a checkpoint. Move it to checkpoint-id.',
    'fine-tuning-job-id: "proj_b" is a project. Move it to project-ids.',
    'project-ids: "ft:c" is a checkpoint. Move it to checkpoint-id.',
    'project-ids: "ftjob-a" is a fine-tuning job. Move it to fine-tuning-job-id.',
    'project-ids: "ftckpt_a" is the ID of a checkpoint object',
  ],
  'one ID of another thing for each list': [
    'checkpoints:\n  - checkpoint-id: ‸ftjob-a\n    project-ids:\n      ‸ft:a\n    owning-project-id: ‸ft:b\n',
    'checkpoint-id: "ftjob-a" is a fine-tuning job',
    'project-ids: "ft:a" is a checkpoint',
    'owning-project-id: "ft:b" is a checkpoint',
  ],
  keys: [
    entryWith('project-ids: [‸sk-proj-a]', 'owning-project-id: ‸sk-admin-a'),
    'project-ids: "sk-proj-a" looks like an API key. Remove it from the file, and revoke the key.',
    'owning-project-id: "sk-admin-a" looks like an API key',
  ],
  'a choice of checkpoints without a job': [
    entryWith('project-ids: p', 'job-checkpoints: ‸best'),
    'job-checkpoints is only for jobs. Add fine-tuning-job-id, or remove job-checkpoints.',
  ],
  'steps of a job that overlap': [
    `${jobWith('job-checkpoints: [1, 2]')}  - fine-tuning-job-id: ‸ftjob-a\n    job-checkpoints: 2\n    project-ids: q\n`,
    'Step 2 of "ftjob-a" is listed twice, on lines 2 and 5. Keep it in one entry.',
  ],
  'steps of a job beside all of them': [
    `${jobWith('job-checkpoints: [1, 2]')}  - fine-tuning-job-id: [ftjob-b, ‸ftjob-a]\n    job-checkpoints: all\n    project-ids: q\n`,
    '"ftjob-a" is listed twice, on lines 2 and 5. Keep it in one entry.',
  ],
  'all checkpoints of a job beside a step': [
    `${jobWith('job-checkpoints: all')}  - fine-tuning-job-id: ‸ftjob-a\n    job-checkpoints: 1\n    project-ids: q\n`,
    '"ftjob-a" is listed twice, on lines 2 and 5. Keep it in one entry.',
  ],
  'the best checkpoint of a job twice': [
    `${jobWith('job-checkpoints: best')}  - fine-tuning-job-id: ‸ftjob-a\n    job-checkpoints: best\n    project-ids: q\n`,
    '"ftjob-a" is listed twice, on lines 2 and 5. Keep it in one entry.',
  ],
  'a checkpoint in three entries': [
    `${entryWith('project-ids: p')}  - checkpoint-id: ‸ft:a\n    project-ids: q\n  - project-ids: []\n    checkpoint-id: ‸ft:a\n`,
    '"ft:a" is listed twice, on lines 2 and 4. Keep it in one entry.',
    '"ft:a" is listed twice, on lines 2 and ',
  ],
  'a checkpoint twice, within a list': [
    `${entryWith('project-ids: p')}  - project-ids: []\n    checkpoint-id:\n      - ft:b\n      - ‸ft:a\n`,
    '"ft:a" is listed twice, on lines 2 and ',
  ],
}

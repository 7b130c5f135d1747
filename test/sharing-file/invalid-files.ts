import { entryWith, type InvalidContent, jobWith } from './fixtures.ts'

const NO_KEY = 'is no key here: '
const NO_ID = 'is no ID'

/** Files that a schema rejects, too. */
export const SCHEMA_VIOLATIONS: Record<string, InvalidContent> = {
  'nothing in it': ['‸', 'the file'],
  'a comment alone': ['‸# nothing\n', 'the file'],
  'a text alone': ['‸hello\n', 'the file'],
  'a list alone': ['‸- checkpoint-id: ft:a\n', ''],
  'no checkpoints': ['‸{}\n', 'checkpoints is missing'],
  'no entries': ['checkpoints: ‸[]\n', 'checkpoints: the list is empty. Add an entry.'],
  'a list for the owner': [
    entryWith('project-ids: p', 'owning-project-id: ‸[o]'),
    "owning-project-id: the list isn't one ID. Write it without brackets.",
  ],
  'several owners in a text': [
    entryWith('project-ids: p', 'owning-project-id: ‸o, p'),
    'owning-project-id: "o, p" isn\'t one ID. An entry has one owning project.',
  ],
  'a list in a list': [
    entryWith('project-ids: [p, ‸[q]]', 'project-names: [‸[n]]'),
    'project-ids: the list is in another list. Write all items in one list.',
    'project-names: the list is in another list. Write all items in one list.',
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
    "isn't a valid ID. Write several as a list, such as [a, b].",
    'has line breaks. Write several as a list, such as [A, B].',
  ],
  'checkpoints without a value': ['checkpoints:‸\n', 'checkpoints: null is no list of entries'],
  'a text for checkpoints': ['checkpoints: ‸ft:a\n', 'checkpoints: "ft:a" is no list of entries'],
  'one entry and no list': ['checkpoints:\n  ‸checkpoint-id: ft:a\n', 'is no list of entries'],
  'entries that are none': ['checkpoints:\n  -‸\n  - ‸ft:a\n  - ‸7\n', '', '', ''],
  'a list for an entry': ['checkpoints:\n  - ‸[]\n  - ‸[checkpoint-id, ft:b]\n', '', ''],
  'an unknown key beside checkpoints': [
    `${entryWith('project-ids: p')}‸mode: sync\n‸Checkpoint: []\n`,
    `"mode" ${NO_KEY}known are checkpoints`,
    `"Checkpoint" ${NO_KEY}write checkpoints`,
  ],
  'unknown keys in an entry': [
    entryWith('project-ids: p', '‸project_names: n', '‸Project-IDs: q', '‸admin-key: x', '‸"": y'),
    `"project_names" ${NO_KEY}write project-names`,
    `"Project-IDs" ${NO_KEY}write project-ids`,
    `"admin-key" ${NO_KEY}known are checkpoint-id, fine-tuning-job-id, job-checkpoints, project-ids`,
    `"" ${NO_KEY}known are`,
  ],
  'keys that JavaScript has, too': [
    entryWith('project-ids: p', '‸__proto__: {}', '‸constructor: x', '‸toString: y'),
    `"__proto__" ${NO_KEY}`,
    `"constructor" ${NO_KEY}`,
    `"toString" ${NO_KEY}`,
  ],
  'keys that are no texts': [
    entryWith('project-ids: p', '‸1: x', '‸null: y', '? ‸[a, b]', ': z', '? ‸{c: d}', ': z'),
    'key',
    'key',
    'key',
    'key',
  ],
  'a merged map': [entryWith('project-ids: p', '‸<<: {project-names: n}'), `"<<" ${NO_KEY}`],
  'a list of anything': [
    entryWith('project-ids: [‸1, ‸true, ‸null, ‸1.5, ‸{a: b}, ‸[c], ‸0x10, ‸.inf, p, ‸~]'),
    'project-ids: 1 is not text: put it in quotes',
    'project-ids: true is not text',
    'project-ids: null is not text',
    'project-ids: 1.5 is not text',
    'project-ids: Object is not text',
    'project-ids: the list is in another list',
    'project-ids: 16 is not text',
    'project-ids: Infinity is not text',
    'project-ids: null is not text',
  ],
  'names that are none': [
    entryWith('project-names: [‸7, ‸"", ok, ‸a: b]'),
    'project-names: 7 is not text: put it in quotes',
    'is empty',
    'project-names: Object is not text',
  ],
  'an empty name': [entryWith('project-names: ‸""'), 'is empty'],
  'a number for a list': [
    entryWith('project-ids: ‸7'),
    'project-ids: 7 is neither text nor a list',
  ],
  'a map for a list': [entryWith('project-ids: ‸{p: q}'), 'project-ids: Object is neither'],
  'keys without a value': [
    entryWith('project-ids:‸', 'project-names:‸', 'owning-project-id:‸'),
    'project-ids: null is neither text nor a list of texts',
    'project-names: null is neither text nor a list of texts',
    'owning-project-id: null is not text',
  ],
  'IDs that are none': [
    entryWith(`project-ids: [‸a b, ‸-x, ‸"", ‸" p ", ‸"p\\n", p, ‸a/b, ‸${'x'.repeat(257)}]`),
    'project-ids: "a b" isn\'t a valid ID. Write several as a list',
    `project-ids: "-x" ${NO_ID}`,
    `project-ids: "" ${NO_ID}`,
    `project-ids: " p " ${NO_ID}`,
    `project-ids: "p`,
    `project-ids: "a/b" ${NO_ID}`,
    'has more than the 256 characters',
  ],
  'IDs with a comma between them': [
    entryWith('project-ids: [‸"p,q"]', 'owning-project-id: ‸p,q'),
    "isn't a valid ID. Write several as a list, such as [a, b].",
    'owning-project-id: "p,q" isn\'t one ID',
  ],
  'one wrong ID for each list': [
    'checkpoints:\n  - checkpoint-id: ‸ft a\n    fine-tuning-job-id: ‸ftjob/a\n    project-ids: ‸ä\n',
    'checkpoint-id: "ft a" isn\'t a valid ID',
    `fine-tuning-job-id: "ftjob/a" ${NO_ID}`,
    `project-ids: "ä" ${NO_ID}`,
  ],
  'several owners': [
    entryWith('project-ids: p', 'owning-project-id: ‸[own, other]'),
    "owning-project-id: the list isn't one ID",
  ],
  'an unknown choice of checkpoints': [
    jobWith('job-checkpoints: ‸last'),
    'job-checkpoints: "last" is neither final, all, best, nor a step number or a list of them, without quotes',
  ],
  'a text for a step': [jobWith('job-checkpoints: ‸"5"'), 'job-checkpoints: "5" is neither'],
  'no choice of checkpoints': [jobWith('job-checkpoints:‸'), 'job-checkpoints: null is neither'],
  'a list without steps': [jobWith('job-checkpoints: ‸[]'), 'job-checkpoints: '],
  'a step below 0': [jobWith('job-checkpoints: ‸-1'), 'job-checkpoints: -1'],
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
    'an entry without checkpoint-id and fine-tuning-job-id',
    'an entry without projects: for nobody write project-ids: []',
  ],
  'nothing that is shared': [
    'checkpoints:\n  - ‸project-ids: p\n',
    'an entry without checkpoint-id',
  ],
  'empty lists of what is shared': [
    'checkpoints:\n  - ‸checkpoint-id: []\n    fine-tuning-job-id: []\n    project-ids: p\n',
    'an entry without checkpoint-id and fine-tuning-job-id',
  ],
  'no projects': ['checkpoints:\n  - ‸checkpoint-id: ft:a\n', 'an entry without projects'],
  'no projects by name': [
    'checkpoints:\n  - ‸checkpoint-id: ft:a\n    project-names: []\n',
    'an entry without projects: for nobody write project-ids: []',
  ],
  'IDs of other things': [
    entryWith(
      'fine-tuning-job-id: [‸ft:b, ‸proj_b]',
      'project-ids: [p, ‸ft:c, ‸ftjob-a, ‸ftckpt_a]',
    ),
    'fine-tuning-job-id: "ft:b" is a checkpoint: put it into checkpoint-id',
    'fine-tuning-job-id: "proj_b" is a project: put it into project-ids',
    'project-ids: "ft:c" is a checkpoint: put it into checkpoint-id',
    'project-ids: "ftjob-a" is a fine-tuning job: put it into fine-tuning-job-id',
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
    'project-ids: "sk-proj-a" is a key: take it out, and revoke it',
    'owning-project-id: "sk-admin-a" is a key',
  ],
  'a choice of checkpoints without a job': [
    entryWith('project-ids: p', 'job-checkpoints: ‸best'),
    'job-checkpoints is only for jobs. Add fine-tuning-job-id, or remove job-checkpoints.',
  ],
  'steps of a job that overlap': [
    `${jobWith('job-checkpoints: [1, 2]')}  - fine-tuning-job-id: ‸ftjob-a\n    job-checkpoints: 2\n    project-ids: q\n`,
    'step 2 of "ftjob-a" stands twice: in line 2 and in line 5',
  ],
  'steps of a job beside all of them': [
    `${jobWith('job-checkpoints: [1, 2]')}  - fine-tuning-job-id: [ftjob-b, ‸ftjob-a]\n    job-checkpoints: all\n    project-ids: q\n`,
    '"ftjob-a" stands twice: in line 2 and in line 5',
  ],
  'a checkpoint in three entries': [
    `${entryWith('project-ids: p')}  - checkpoint-id: ‸ft:a\n    project-ids: q\n  - project-ids: []\n    checkpoint-id: ‸ft:a\n`,
    '"ft:a" stands twice: in line 2 and in line 4',
    '"ft:a" stands twice: in line 2 and in line ',
  ],
  'a checkpoint twice, within a list': [
    `${entryWith('project-ids: p')}  - project-ids: []\n    checkpoint-id:\n      - ft:b\n      - ‸ft:a\n`,
    '"ft:a" stands twice: in line 2 and in line ',
  ],
}

/** A file of one entry, with its checkpoint in line 2 and these lines below it. */
export const entryWith = (...lines: string[]): string =>
  ['checkpoints:', '  - checkpoint-id: ft:a', ...lines.map(line => `    ${line}`), ''].join('\n')

/** A file of one entry for a job. */
export const jobWith = (line: string): string =>
  `checkpoints:\n  - fine-tuning-job-id: ftjob-a\n    project-ids: p\n    ${line}\n`

/** Valid files, by what is special about them. */
export const VALID: Record<string, string> = {
  'one text for each list': entryWith('project-ids: p', 'project-names: n'),
  'flow lists': entryWith('project-ids: [p, q]', 'project-names: [prod-*, "Research, EU"]'),
  'block lists': entryWith('project-ids:', '  - p', '  # not q', '  - r'),
  'an explicitly empty list of projects': entryWith('project-ids: []'),
  'no project by ID, and one by name': entryWith('project-ids: []', 'project-names: n'),
  'a job': jobWith(''),
  'the final model of a job': jobWith('job-checkpoints: final'),
  'all checkpoints of a job': jobWith('job-checkpoints: all'),
  'the best checkpoint of a job': jobWith('job-checkpoints: best'),
  'one step of a job': jobWith('job-checkpoints: 0'),
  'some steps of a job': jobWith('job-checkpoints: [200, 100]'),
  'the best checkpoint of a job beside its steps and the final one': ['[1]', 'best', '2', 'final']
    .map((choice, index) => {
      const entry = jobWith(`job-checkpoints: ${choice}`)
      return index === 0 ? entry : entry.replace('checkpoints:\n', '')
    })
    .join(''),
  'a checkpoint and a job together': jobWith('checkpoint-id: [ft:a, ft:b]'),
  'an owner': entryWith('project-ids: p', 'owning-project-id: own'),
  'names that look like something else': entryWith(
    'project-names: ["a,b", "#1", " c ", "7", "[d]"]',
  ),
  'words that older YAML takes for others': entryWith(
    'project-names: [yes, no, on, 2024-01-31, 1:30]',
  ),
  'a folded text': entryWith('project-names: >-', '  Research,', '  EU'),
  'repeats within a list': entryWith('project-ids: [p, q, p]', 'project-names: [n, n]'),
  'an anchor that nothing refers to': entryWith('project-ids: &all [p]'),
  'marks of a document, comments, and a directive': `# who\n%YAML 1.2\n---\n${entryWith('project-ids: p # all')}...\n# end\n`,
  'Windows line ends': entryWith('project-ids: p').replaceAll('\n', '\r\n'),
  'a byte order mark': `\ufeff${entryWith('project-ids: p')}`,
  JSON: '{"checkpoints": [{"checkpoint-id": "ft:a", "project-ids": ["p"]}]}',
}

/** A content with markers at its issues, and words from each message. */
export type InvalidContent = readonly [content: string, ...words: string[]]

const ALIAS = "Aliases (*name) aren't supported. Write out the value, or put text"

/** Files that aren't YAML, or have YAML features beyond data, which no schema sees. */
export const UNPARSABLE: Record<string, InvalidContent> = {
  'a tab': [
    'checkpoints:\n‸\t- checkpoint-id: ft:a\n',
    'Invalid YAML: Tabs are not allowed as indentation.',
  ],
  'carriage returns alone': [
    entryWith('project-ids: p').replace('\n', '‸\r').replaceAll('\n', '\r'),
    "A carriage return isn't followed by a line feed. Save the file with LF or CRLF line endings.",
  ],
  'a carriage return within a comment': [
    entryWith('project-ids: [] # nobody‸\r    project-names: "*"'),
    "A carriage return isn't followed by a line feed.",
  ],
  'a carriage return before everything': [
    `‸\r${entryWith('project-ids: p')}`,
    "A carriage return isn't followed by a line feed.",
  ],
  'another version of YAML': [
    `‸%YAML 1.1\n---\n${entryWith('project-ids: p')}`,
    "YAML 1.1 isn't supported. Remove the %YAML directive.",
  ],
  'a list without an end': [`${entryWith('project-ids: [p')}‸`, 'end with a ].'],
  'a text without an end': [
    `${entryWith('project-ids: "p')}‸`,
    'Invalid YAML: Missing closing " quote.',
  ],
  'a wrong indentation': [
    'checkpoints:\n  - checkpoint-id: ft:a\n‸   project-ids: p\n',
    'Sequence item',
  ],
  'a reserved character': [entryWith('project-ids: ‸@p'), 'reserved character @'],
  'a bare asterisk': [
    entryWith('project-names: ‸*'),
    'A bare * is an alias in YAML. Put it in quotes, as "*".',
  ],
  'a bare asterisk in a list': [entryWith('project-names: [‸*]'), 'Put it in quotes, as "*".'],
  'a pattern without quotes': [entryWith('project-names: [‸*-prod, ‸*x]'), ALIAS, ALIAS],
  'an alias': [
    `${entryWith('project-ids: &all [p]')}  - checkpoint-id: ft:b\n    project-ids: ‸*all\n`,
    ALIAS,
  ],
  'aliases that grow': [
    'a: &a [x, x]\nb: &b [‸*a, ‸*a]\nc: [‸*b, ‸*b]\n',
    ALIAS,
    ALIAS,
    ALIAS,
    ALIAS,
  ],
  'a known tag': [entryWith('project-ids: !!str ‸p'), "The tag !!str isn't supported. Remove it."],
  'a set': [entryWith('project-ids: !!set ‸{p, q}'), "The tag !!set isn't supported. Remove it."],
  'an unknown tag': [
    entryWith('project-ids: ‸!mine p'),
    "The tag !mine isn't supported. Remove it.",
  ],
  'an unknown directive': [`‸%MINE x\n---\n${entryWith('project-ids: p')}`, '%MINE'],
  'a merge key': [
    `checkpoints:\n  - &one\n    checkpoint-id: ft:a\n    project-ids: p\n  - <<: ‸*one\n    checkpoint-id: ft:b\n`,
    ALIAS,
  ],
  'a key twice': [
    entryWith('project-ids: p', '‸project-ids: q', '‸project-ids: r'),
    'is a duplicate key. Keep only one.',
    'is a duplicate key. Keep only one.',
  ],
  'checkpoints twice': [
    `${entryWith('project-ids: p')}‸checkpoints: []\n`,
    'is a duplicate key. Keep only one.',
  ],
  'two documents': [
    `${entryWith('project-ids: p')}‸---\nmore: 1\n`,
    'The file has several YAML documents (---). Keep only one.',
  ],
}

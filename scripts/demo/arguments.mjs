import { parseArgs } from 'node:util'

/**
 * What to show.
 * @typedef {object} Choice
 * @property {string[]} checkpoints
 * @property {string[]} projects
 * @property {boolean} verbose
 * @property {boolean} help
 */

const CHECKPOINTS = ['ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd']
const PROJECTS = ['proj_web', 'proj_mobile', 'proj_research']

export const USAGE = 'Usage: npm run demo -- [-c ID[,ID]] [-p ID[,ID]] [--verbose] [--help]'

export const HELP = `Runs the built action against an API on this machine, and shows what its users see.
It needs no key, and no request leaves this machine.

${USAGE}

  -c, --checkpoint ID  Fine-tuned model checkpoint to share. Separate IDs with commas,
                       or repeat the option. Default: ${CHECKPOINTS}
  -p, --project ID     Project that gets access, in the same way.
                       Default: ${PROJECTS}
  -v, --verbose        Also print every output, and the job summary's Markdown
  -h, --help           Print this text

npm takes the options before \`--\` for itself. Example: npm run demo -- -p proj_web,proj_docs`

/** An argument that the demo doesn't accept. */
export class UsageError extends Error {}

const OPTIONS = /** @type {const} */ ({
  checkpoint: { type: 'string', multiple: true, short: 'c' },
  project: { type: 'string', multiple: true, short: 'p' },
  verbose: { type: 'boolean', short: 'v' },
  help: { type: 'boolean', short: 'h' },
})

/**
 * @param {string[]} args
 * @returns {Choice}
 * @throws {UsageError} if one of them is wrong
 */
export function readArguments(args) {
  const values = parse(args)
  return {
    checkpoints: readIds(values.checkpoint, '-c', CHECKPOINTS, /^(?!proj_|ftjob-|ftckpt_|sk-)/),
    projects: readIds(values.project, '-p', PROJECTS, /^(?!ft:|ftjob-|ftckpt_|sk-)/),
    verbose: values.verbose ?? false,
    help: values.help ?? false,
  }
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS }).values
  } catch (error) {
    const [sentence] = /** @type {Error} */ (error).message.split(/\. |\n/)
    throw new UsageError(`${sentence}.`)
  }
}

/**
 * The IDs of an option, without repeated ones. An ID fits if the action accepts it in that input.
 * @param {string[] | undefined} values
 * @param {string} option
 * @param {string[]} defaults
 * @param {RegExp} kind
 */
function readIds(values, option, defaults, kind) {
  if (values === undefined) return defaults
  const ids = values.flatMap(value => value.split(',')).map(id => id.trim())
  for (const id of ids) {
    const isId = /^[A-Za-z0-9][A-Za-z0-9._:@+=-]{0,199}$/.test(id) && kind.test(id)
    if (!isId) throw new UsageError(`Invalid ID "${id}" for ${option}. Example: ${defaults[0]}.`)
  }
  return [...new Set(ids)]
}

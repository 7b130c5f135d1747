import { type Annotation, annotationLocation, MESSAGE_LIMIT } from './annotations.ts'
import { type Command, parseCommand, setIgnoringCase, trim } from './commands.ts'
import { Masker } from './masker.ts'

const REGISTERED =
  'stop-commands set-env set-output save-state add-mask add-path add-matcher remove-matcher debug warning error notice group endgroup echo'

/**
 * The runner's state of a step: pass it the lines of stdout and stderr as they arrive.
 */
export class StepRecord {
  readonly commands: Command[] = []
  readonly annotations: Annotation[] = []
  readonly outputs = new Map<string, string>()
  readonly state = new Map<string, string>()
  readonly masks = new Set<string>()
  readonly masker = new Masker()
  /** Lines as GitHub shows them, without debug lines, as without debug logging. */
  readonly log: string[] = []
  /** Whether a command failed, which fails the step whatever its exit code. */
  failed = false
  readonly #workspace: string
  readonly #names = new Set(REGISTERED.split(' '))
  #stopToken: string | null = null
  #echo = false

  /** @param workspace the folder that annotated files are shown relative to */
  constructor(workspace: string) {
    this.#workspace = workspace
  }

  /**
   * Executes or shows one line (GitHub's runner: ActionCommandManager). Problem matchers are
   * recorded and not run, and the switch that re-enables `set-env` and `add-path` is off.
   *
   * @returns the command in the line, or null if it was shown as text
   */
  feed(line: string): Command | null {
    const command = parseCommand(line, this.#names)
    if (command === null || (this.#stopToken ?? command.command) !== command.command) {
      this.#show(line)
      return null
    }
    if (this.#stopToken !== null) {
      this.#names.delete(this.#stopToken)
      this.#stopToken = null
      this.#show(line)
      return command
    }
    this.commands.push(command)
    // Commands that contain secrets or show themselves anyway are never echoed.
    const echoed = !/^(add-mask|debug|error|warning|notice|stop-commands)$/.test(command.command)
    if (this.#echo && echoed) this.#show(line)
    try {
      this.#execute(command, line)
    } catch (error) {
      this.fail(`Unable to carry out the command ${command.command}`, error)
    }
    return command
  }

  /** Fails the step with two error annotations: what failed, and why. */
  fail(operation: string, error: unknown): void {
    this.failed = true
    this.annotate('error', operation)
    this.annotate('error', error instanceof Error ? error.message : String(error))
  }

  /** Sets an output, ignoring the case of its name. @throws Error if the name is empty */
  setOutput(name: string, value: string): void {
    if (name === '') throw new Error('An output needs a name')
    setIgnoringCase(this.outputs, name, value)
  }

  /** Saves state, ignoring the case of its name. */
  saveState(name: string, value: string): void {
    setIgnoringCase(this.state, name, value)
  }

  /** Adds an annotation, with its message masked, and its line in the log. */
  annotate(
    level: Annotation['level'],
    text: string,
    place: Omit<Annotation, 'level' | 'message'> = {},
  ) {
    const message = this.masker.mask(text)
    this.annotations.push({ level, message, ...place })
    const cut = message.slice(0, MESSAGE_LIMIT)
    if (cut !== '') this.#show(`${level[0]?.toUpperCase()}${level.slice(1)}: ${cut}`)
  }

  #show(line: string): void {
    this.log.push(this.masker.mask(line))
  }

  #execute({ command, properties, data }: Command, line: string): void {
    const lookup = new Map(Object.entries(properties).map(([k, v]) => [k.toLowerCase(), v]))
    const name = lookup.get('name') ?? ''
    switch (command) {
      case 'stop-commands':
        if (data === '' || data === 'pause-logging' || this.#names.has(data.toLowerCase())) {
          throw new Error('The token to stop commands with is empty or taken')
        }
        this.#stopToken = data.toLowerCase()
        this.#names.add(this.#stopToken)
        if (data.length > 6) this.masker.add(data)
        this.#show(line)
        break
      case 'set-env':
      case 'add-path':
        throw new Error(`The command ${command} is disabled`)
      case 'set-output':
        this.setOutput(name, data)
        break
      case 'save-state':
        if (name === '') throw new Error('State needs a name')
        this.saveState(name, data)
        break
      case 'add-mask':
        this.#addMask(data)
        break
      case 'error':
      case 'warning':
      case 'notice':
        this.annotate(command, data, annotationLocation(lookup, this.#workspace))
        break
      case 'group':
        this.#show(data)
        break
      case 'echo':
        if (!/^\s*(on|off)\s*$/i.test(data)) throw new Error('echo takes on or off')
        this.#echo = /on/i.test(data)
    }
  }

  #addMask(data: string): void {
    if (trim(data) === '') this.annotate('warning', 'An empty value cannot be masked')
    else if (this.#echo) this.#show('::add-mask::***')
    for (const value of [data, ...data.split(/[\r\n]/).map(trim)]) {
      if (trim(value) === '') continue
      this.masks.add(value)
      this.masker.add(value)
    }
  }
}

import { readFileSync } from 'node:fs'
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { table } from '../markdown.ts'
import { formatNumber } from './results.ts'

const PACKAGES = ['undici', 'openai', '@actions/core', '@vercel/ncc']

/** The machine and the versions that were measured, as a Markdown table. */
export function machine(): string {
  const [cpu] = cpus()
  const load = loadavg().map(value => formatNumber(value, 1))
  return table([
    ['Machine and versions', ''],
    ['Date', new Date().toISOString().slice(0, 10)],
    ['Processor', `${cpu?.model.trim()}, ${cpus().length} cores`],
    ['Memory', `${formatNumber(totalmem() / 2 ** 30)} GiB`],
    ['System', `${type()} ${release()}, ${arch()}`],
    ['Load average at the start (1, 5, and 15 minutes)', load.join(', ')],
    ['Node', process.version],
    ...PACKAGES.map(name => [`\`${name}\``, versionOf(name)]),
  ])
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')).version
}

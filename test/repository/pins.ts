/** A third-party action, at the only commit that workflows can use. */
export interface Pin {
  commit: string
  version: string
  /** The inputs that workflows can use. */
  inputs: readonly string[]
}

/** The third-party actions that workflows can use, as `uses:` names them. */
export const PINS: Record<string, Pin> = {
  'actions/checkout': {
    commit: '3d3c42e5aac5ba805825da76410c181273ba90b1',
    version: 'v7.0.1',
    inputs: ['fetch-depth', 'persist-credentials'],
  },
  'actions/setup-node': {
    commit: '820762786026740c76f36085b0efc47a31fe5020',
    version: 'v7.0.0',
    inputs: ['node-version', 'package-manager-cache'],
  },
  'actions/upload-artifact': {
    commit: '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a',
    version: 'v7.0.1',
    inputs: ['name', 'path', 'retention-days'],
  },
  'actions/download-artifact': {
    commit: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c',
    version: 'v8.0.1',
    inputs: ['name', 'pattern', 'path'],
  },
  'actions/attest': {
    commit: '1e69f48acb82d1966a394da916b4c1698aa569d6',
    version: 'v4.2.2',
    inputs: ['subject-path'],
  },
  'github/codeql-action/init': {
    commit: 'e4fba868fa4b1b91e1fdab776edc8cfbe6e9fb81',
    version: 'v4.37.3',
    inputs: ['languages', 'config'],
  },
  'github/codeql-action/analyze': {
    commit: 'e4fba868fa4b1b91e1fdab776edc8cfbe6e9fb81',
    version: 'v4.37.3',
    inputs: ['category'],
  },
  'github/codeql-action/upload-sarif': {
    commit: 'e4fba868fa4b1b91e1fdab776edc8cfbe6e9fb81',
    version: 'v4.37.3',
    inputs: ['sarif_file'],
  },
  'ossf/scorecard-action': {
    commit: 'f49aabe0b5af0936a0987cfb85d86b75731b0186',
    version: 'v2.4.1',
    inputs: ['results_file', 'results_format', 'publish_results'],
  },
  'zizmorcore/zizmor-action': {
    commit: '3dc1ecc9bcb9e94e9b2c709687979e1298497054',
    version: 'v0.6.2',
    inputs: ['advanced-security'],
  },
}

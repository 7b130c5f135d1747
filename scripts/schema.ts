import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { toJsonSchema } from '@valibot/to-json-schema'
import { fileSchema } from '../src/sharing-file/schema.ts'

// Writes the JSON Schema of the sharing file from the schema that validates it. With --check it
// only compares.
const FILE = 'sharing.schema.json'
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })

const schema = {
  ...toJsonSchema(fileSchema, { target: 'draft-07' }),
  title: 'share-checkpoint: the sharing file',
  description: 'Who may use which fine-tuned model checkpoints',
  examples: [
    {
      checkpoints: [
        {
          'checkpoint-id': 'ft:gpt-4o-mini-2024-07-18:acme:weather:B7R9VjQd',
          'owning-project-id': 'proj_train',
          'project-ids': ['proj_abc', 'proj_def'],
        },
      ],
    },
  ],
}
const text = `${JSON.stringify(schema, null, 2)}\n`

if (!values.check) {
  writeFileSync(FILE, text)
} else if (readFileSync(FILE, 'utf8') === text) {
  console.log(`${FILE} is up to date`)
} else {
  console.error(`${FILE} is out of date. Run npm run schema`)
  process.exitCode = 1
}

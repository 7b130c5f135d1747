// Loaded into a process with `node --import`: makes it look like an older Node, which lacks what
// the action uses. Syntax stays as it is: only a real one could show that.
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } })
/** @type {[object, string[]][]} */
const missing = [
  [Promise, ['try', 'withResolvers']],
  [RegExp, ['escape']],
  [Map, ['groupBy']],
  [Object, ['groupBy']],
  [URL, ['parse']],
  [Array, ['fromAsync']],
  [AbortSignal, ['any']],
  [Set.prototype, ['union', 'difference', 'intersection']],
]
for (const [owner, names] of missing) {
  for (const name of names) Reflect.deleteProperty(owner, name)
}
Reflect.deleteProperty(globalThis, 'Iterator')

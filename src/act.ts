import { Connections } from './connections.ts'
import { type Outcome, unplanned } from './outcome.ts'
import { type Story, share, waitForModels } from './story.ts'

/**
 * Does what the inputs ask for. All that speaks to a network is loaded with this file, and by
 * nothing else before it.
 */
export async function act(asked: Omit<Story, 'connections'>): Promise<Partial<Outcome>> {
  const { inputs, reporting, random } = asked
  const { baseUrl, proxy, mode } = inputs
  const connections = new Connections({ baseUrl, proxy, random, onRepeat: reporting.log.repeat })
  const story: Story = { ...asked, connections }
  const outcome = await (mode === 'wait' ? waitForModels(story) : share(story))
    .catch(unplanned)
    .finally(() => connections.close())
  return { ...outcome, requests: connections.requests }
}

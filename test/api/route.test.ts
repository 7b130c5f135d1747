import { expect, test } from 'vitest'
import { routeOf } from '../../src/api/rate-limit.ts'

test.each([
  ['/fine_tuning/checkpoints/ft%3Aa/permissions', 'GET /fine_tuning/checkpoints/{id}/permissions'],
  [
    '/fine_tuning/checkpoints/as/permissions/cp_1',
    'GET /fine_tuning/checkpoints/{id}/permissions/{id}',
  ],
  ['/fine_tuning/jobs/jobs/events', 'GET /fine_tuning/jobs/{id}/events'],
  ['/organization/projects', 'GET /organization/projects'],
  ['/models/gpt', 'GET /models/{id}'],
])('the route of %s is %s', (path, route) => {
  expect(routeOf({ method: 'GET', path })).toBe(route)
})

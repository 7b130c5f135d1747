const DAY_MS = 86_400_000

/** Whether a model's shutdown date has passed; null if it isn't a date. */
export function isShutDown(date: string, now: number): boolean | null {
  const time = Date.parse(date)
  if (Number.isNaN(time)) return null
  // A date without a time is over when its day is.
  return (/^\d{4}-\d{2}-\d{2}$/.test(date) ? time + DAY_MS : time) <= now
}

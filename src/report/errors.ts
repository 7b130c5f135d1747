import { type Annotation, extraAnnotations, failureAnnotation } from './annotations.ts'
import { headlineOf } from './headline.ts'
import { formatProblem } from './problem.ts'
import { failureGroups, modeOf, type RunReport } from './run-report.ts'
import type { Sanitizer } from './sanitize.ts'

/** What fails the step, as annotations: invalid inputs, then the run as a whole, then the rest. */
export function errorsOf(report: RunReport, sanitizer: Sanitizer): Annotation[] {
  const { safe, safeText } = sanitizer
  const issues = report.issues.map(({ input, message, ...place }) => ({
    title: safe`${input === 'HTTPS_PROXY' ? 'Variable' : 'Input'} ${input}`,
    message: safeText(message, 1_000),
    ...place,
  }))
  const { problem } = report
  const problems =
    problem === null
      ? []
      : [
          {
            title: safe`${headlineOf(report)}`,
            message: safe`${formatProblem(problem, sanitizer)}`,
          },
        ]
  const failures = failureGroups(report).map(group =>
    failureAnnotation(group, modeOf(report), sanitizer),
  )
  return [
    ...issues,
    ...problems,
    ...failures,
    ...extraErrors(report, sanitizer),
    ...verificationErrors(report, sanitizer),
  ]
}

/** Projects that can't use a model that they have access to, or couldn't be verified. */
function verificationErrors({ verifications }: RunReport, sanitizer: Sanitizer): Annotation[] {
  const { safe } = sanitizer
  return verifications
    .filter(({ problem }) => problem !== null)
    .map(({ projectId, checkpointId, problem, isCertain }) => ({
      title: isCertain ? safe`A project can't use a model` : safe`A project couldn't be verified`,
      message: safe`${projectId} on ${checkpointId}: ${formatProblem(problem, sanitizer)}`,
    }))
}

/** In an exact check, access that wasn't requested fails the step. */
function extraErrors(report: RunReport, sanitizer: Sanitizer): Annotation[] {
  if (report.settings?.mode !== 'check' || !report.settings.exact) return []
  return extraAnnotations(report, sanitizer)
}

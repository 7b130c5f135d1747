/**
 * Checks our schemas of OpenAI's API against its official client at compile time: our schemas must
 * accept the client's response types, and our request bodies must match its parameters. Tests
 * against our own server can't show this, because the server would have the same errors. If an
 * update of the client changes a shape, this file fails first. There is nothing to run, so only the
 * type check reads it.
 */

import type { ProjectModelPermissions } from 'openai/resources/admin/organization/projects/model-permissions'
import type { Project } from 'openai/resources/admin/organization/projects/projects'
import type {
  PermissionCreateParams,
  PermissionCreateResponse,
  PermissionListResponse,
  PermissionRetrieveResponse,
} from 'openai/resources/fine-tuning/checkpoints/permissions'
import type { FineTuningJobCheckpoint } from 'openai/resources/fine-tuning/jobs/checkpoints'
import type { FineTuningJob, FineTuningJobEvent } from 'openai/resources/fine-tuning/jobs/jobs'
import type { Model } from 'openai/resources/models'
import type * as v from 'valibot'
import type { jobCheckpointSchema, jobEventSchema, jobSchema } from '../../src/api/jobs.ts'
import type { modelPolicySchema } from '../../src/api/model-policy.ts'
import type { modelSchema } from '../../src/api/models.ts'
import type { permissionSchema } from '../../src/api/permissions.ts'
import type { projectSchema } from '../../src/api/projects.ts'

/** Theirs, if it is assignable to Ours; otherwise a compiler error. */
type Accepts<Theirs extends Ours, Ours> = Theirs

/** Our type of a permission before validation. */
type OurPermission = v.InferInput<typeof permissionSchema>

/** The response to a grant lists permissions. */
export type Granted = Accepts<PermissionCreateResponse, OurPermission>

/** So do the pages of the list. */
export type Listed = Accepts<PermissionListResponse, OurPermission>

/** So did the list in its older form, which is deprecated in the client. */
export type Retrieved = Accepts<PermissionRetrieveResponse.Data, OurPermission>

/** The organization's list has projects, with more fields than we read. */
export type Listing = Accepts<Project, v.InferInput<typeof projectSchema>>

/** The body of our grant is valid for the client. */
export type Body = Accepts<{ project_ids: string[] }, PermissionCreateParams>

/** A fine-tuning job, with more fields than we read. */
export type Job = Accepts<FineTuningJob, v.InferInput<typeof jobSchema>>

/** A job's checkpoint, with its losses. */
export type JobCheckpoint = Accepts<
  FineTuningJobCheckpoint,
  v.InferInput<typeof jobCheckpointSchema>
>

/** A job's event; the client doesn't specify `data`. */
export type JobEvent = Accepts<FineTuningJobEvent, v.InferInput<typeof jobEventSchema>>

/** Which models a project can use. */
export type Policy = Accepts<ProjectModelPermissions, v.InferInput<typeof modelPolicySchema>>

/** A model, as a project's key sees it. */
export type Seen = Accepts<Model, v.InferInput<typeof modelSchema>>

/** The names of the losses are known to the client. */
export type Loss = Accepts<
  'train_loss' | 'valid_loss' | 'full_valid_loss',
  keyof FineTuningJobCheckpoint.Metrics
>

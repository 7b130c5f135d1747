/**
 * Holds our reading of OpenAI's API against that of its official client, at compile time: what the
 * client says an answer looks like has to be something that our schemas take, and what we send has
 * to be something that it would send. Tests against a server of our own can't show this, since the
 * server would share our mistakes; an update of the client that changes a shape fails here first.
 * There is nothing to run, so only the type check reads this file.
 */

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
import type { modelSchema } from '../../src/api/models.ts'
import type { permissionSchema } from '../../src/api/permissions.ts'
import type { projectSchema } from '../../src/api/projects.ts'

/** Theirs, where each value of it is one of Ours; otherwise an error of the compiler. */
type Accepts<Theirs extends Ours, Ours> = Theirs

/** What we take for a permission, before it is checked. */
type OurPermission = v.InferInput<typeof permissionSchema>

/** A grant's answer lists permissions. */
export type Granted = Accepts<PermissionCreateResponse, OurPermission>

/** So do the pages of the list. */
export type Listed = Accepts<PermissionListResponse, OurPermission>

/** So did the list in its older form, which the client has deprecated and still describes. */
export type Retrieved = Accepts<PermissionRetrieveResponse.Data, OurPermission>

/** The organization's list holds projects, with more about each than we read. */
export type Listing = Accepts<Project, v.InferInput<typeof projectSchema>>

/** The body of our grant is one that the client could send. */
export type Body = Accepts<{ project_ids: string[] }, PermissionCreateParams>

/** A fine-tuning job, with more about its making than we read. */
export type Job = Accepts<FineTuningJob, v.InferInput<typeof jobSchema>>

/** What a job kept on the way, with the losses that were measured. */
export type JobCheckpoint = Accepts<
  FineTuningJobCheckpoint,
  v.InferInput<typeof jobCheckpointSchema>
>

/** What a job tells of itself; what `data` holds is not said by the client. */
export type JobEvent = Accepts<FineTuningJobEvent, v.InferInput<typeof jobEventSchema>>

/** A model, as a key of a project sees it. */
export type Seen = Accepts<Model, v.InferInput<typeof modelSchema>>

/** The names of the losses are those that the client knows. */
export type Loss = Accepts<
  'train_loss' | 'valid_loss' | 'full_valid_loss',
  keyof FineTuningJobCheckpoint.Metrics
>

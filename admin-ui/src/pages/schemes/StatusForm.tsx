/** The status on the scheme's own page: shown, and changed there by those who may. */
import { useState } from 'react';
import { EditForm, Select, UserErrorFields, useForm, useSave } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { useFlash } from '../../layout/flash.js';
import { undone } from '../../layout/undone.js';
import { ProjectStatusTag } from '../../ui/Status.js';
import { words } from '../../ui/words.js';
import { projectStatuses } from './choices.js';
import { type Scheme, SchemeFields } from './scheme.js';

const SetStatus = graphql(
  `
    mutation StatusForm_Update($input: UpdateProjectInput!) {
      updateProject(input: $input) {
        project { ...Scheme }
        errors { ...UserError }
      }
    }
  `,
  [SchemeFields, UserErrorFields],
);

export function StatusForm({ scheme }: { scheme: Scheme }) {
  if (!scheme.viewerCanUpdate || scheme.isArchived) {
    return (
      <p className="govuk-body">
        <strong>Status:</strong> <ProjectStatusTag status={scheme.status} />
      </p>
    );
  }
  return <Editable scheme={scheme} />;
}

function Editable({ scheme }: { scheme: Scheme }) {
  const save = useSave(SetStatus, 'updateProject');
  const undo = useSave(SetStatus, 'updateProject');
  const flash = useFlash();
  const [theirs, setTheirs] = useState<Scheme | null>(null);
  const { id, version } = scheme;
  const form = useForm({
    draftKey: null,
    initial: { status: scheme.status as string },
    version,
    errors: save.errors,
  });
  const submit = async ({ status }: { status: string }) => {
    if (!form.isDirty) return;
    const was = form.initial.status as Scheme['status'];
    const outcome = await save.run({
      id,
      version: form.version ?? version,
      status: status as Scheme['status'],
    });
    if (outcome.conflict?.project) setTheirs(outcome.conflict.project);
    const saved = outcome.saved?.project;
    if (!saved) return;
    form.reset({ status: saved.status }, saved.version);
    flash.show(`Status saved: ${words(saved.status)}`, async () => {
      const back = await undo.run({
        id,
        version: saved.version,
        status: was,
        reason: 'Undone at once',
      });
      return undone(back, `Status is ${words(was)} again`);
    });
  };
  return (
    <div className="register-status-form">
      <EditForm
        form={form}
        errors={save.errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel="Save status"
        leaveFreely
        conflict={theirs && { values: { status: theirs.status }, version: theirs.version }}
        onMerged={() => {
          setTheirs(null);
          save.clear();
        }}
      >
        <Select name="status" label="Status" choices={projectStatuses} />
      </EditForm>
    </div>
  );
}

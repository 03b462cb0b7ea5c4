/** Putting a record away, with the reason, and taking it out again: nothing is ever deleted. */
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { UserError } from '../forms/errors.js';
import { EditForm, type FormError, useForm } from '../forms/index.js';
import type { Save } from '../forms/save.js';
import type { graphql } from '../graphql/tada.js';
import { useFlash } from '../layout/flash.js';
import { undone } from '../layout/undone.js';
import { Button } from './Button.js';
import { Dialog } from './Dialog.js';

type ArchiveInput = ReturnType<typeof graphql.scalar<'ArchiveInput'>>;
type ArchiveSave = Save<ArchiveInput, Payload>;
type Payload = { errors: readonly UserError[] };

type Props = {
  /** What it is, as in "Archive this scheme". */
  what: string;
  record: { id: string; version: number; isArchived: boolean };
  /** Its name or title, as the page shows it. */
  name: string;
  /** `useSave(ArchiveProject, 'archiveProject')`, whose input is `ArchiveInput`. */
  archive: ArchiveSave;
  unarchive: ArchiveSave;
  /** `link` where there is one for each row. */
  kind?: 'link';
  /** Where to go on when it was archived: its list. Without it, the page stays. */
  listTo?: string;
};

/** Show it only to those who may: `viewerCanArchive`. */
export function ArchiveButton(props: Props) {
  const [open, setOpen] = useState(false);
  const { isArchived } = props.record;
  return (
    <>
      <Button
        kind={props.kind ?? (isArchived ? 'secondary' : 'warning')}
        about={props.kind ? props.name : `this ${props.what}`}
        onClick={() => setOpen(true)}
      >
        {isArchived ? 'Take out of the archive' : 'Archive'}
      </Button>
      {open ? <Asked {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Asked(props: Props & { onClose(): void }) {
  const { what, record, name, archive, unarchive, listTo, onClose } = props;
  const { id, version, isArchived } = record;
  const save = isArchived ? unarchive : archive;
  const navigate = useNavigate();
  const flash = useFlash();
  const [missing, setMissing] = useState<FormError[]>([]);
  const errors = missing.length > 0 ? missing : save.errors;
  const form = useForm({ draftKey: null, initial: { reason: '' }, version, errors });

  const submit = async ({ reason }: { reason: string }) => {
    const needed = !isArchived && !reason.trim();
    setMissing(needed ? [{ field: 'reason', message: `Say why you archive this ${what}` }] : []);
    if (needed) return;
    const outcome = await save.run({ id, version, reason: reason.trim() || null });
    if (!outcome.saved) return;
    onClose();
    if (isArchived) return flash.show(`${name}: taken out of the archive`);
    if (listTo) await navigate(listTo);
    flash.show(`${name}: archived`, async () => {
      // Archiving was one change: the version to take it back from is the next one.
      const back = await unarchive.run({ id, version: version + 1, reason: 'Undone at once' });
      return undone(back, `${name}: taken out of the archive`);
    });
  };
  return (
    <Dialog
      title={isArchived ? `Take this ${what} out of the archive` : `Archive this ${what}`}
      onClose={() => {
        save.clear();
        onClose();
      }}
    >
      <p className="govuk-body register-long">{name}</p>
      <p className="govuk-body">
        {isArchived
          ? 'It comes back into the lists, on the public pages too if everyone may see it.'
          : 'It leaves the lists and the public pages. Its history stays, links to it keep working, and it can be taken out of the archive again.'}
      </p>
      <EditForm
        form={form}
        errors={errors}
        loading={save.loading}
        onSubmit={submit}
        submitLabel={isArchived ? 'Take out of the archive' : 'Archive'}
        reason={isArchived ? 'offered' : 'required'}
        leaveFreely
        cancel={
          <Button kind="link" onClick={onClose}>
            Cancel
          </Button>
        }
      >
        {null}
      </EditForm>
    </Dialog>
  );
}

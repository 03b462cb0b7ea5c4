/** Rewording a title where it stands. */
import { useEffect, useRef } from 'react';
import {
  Checkbox,
  EditForm,
  TextField,
  UserErrorFields,
  useRecordForm,
  useSave,
} from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { Button } from '../../ui/Button.js';
import {
  type FocusAreaLine,
  FocusAreaLineFields,
  type PriorityLine,
  PriorityLineFields,
} from './fields.js';

const UpdatePriority = graphql(
  `
    mutation StrategyPage_RetitlePriority($input: UpdatePriorityInput!) {
      updatePriority(input: $input) {
        priority { ...PriorityLine }
        errors { ...UserError }
      }
    }
  `,
  [PriorityLineFields, UserErrorFields],
);

const UpdateFocusArea = graphql(
  `
    mutation StrategyPage_RenameFocusArea($input: UpdateFocusAreaInput!) {
      updateFocusArea(input: $input) {
        focusArea { ...FocusAreaLine }
        errors { ...UserError }
      }
    }
  `,
  [FocusAreaLineFields, UserErrorFields],
);

type Props = { asksWhy: boolean; onDone(): void };

/** The title of a priority, and whether it is only a working title. */
export function RetitlePriority({ priority, asksWhy, onDone }: Props & { priority: PriorityLine }) {
  const save = useSave(UpdatePriority, 'updatePriority');
  const edit = useRecordForm({
    draftKey: `retitle:${priority.id}`,
    record: priority,
    valuesOf: (each: PriorityLine) => ({
      title: each.title ?? '',
      provisional: each.titleStatus !== 'VERIFIED',
    }),
    save,
    recordOf: (payload) => payload.priority,
    input: (values, _, version) => ({
      id: priority.id,
      version,
      title: values.title || null,
      titleStatus: titleStatus(values.title, values.provisional),
      reason: values.reason || null,
    }),
    onSaved: onDone,
  });
  return (
    <InPlace id={priority.id} onDone={onDone}>
      <EditForm {...edit} {...reasonFor(asksWhy)} cancel={<Cancel onDone={onDone} />}>
        <TextField name="title" label="Title of the priority" takesFocus />
        <Checkbox
          name="provisional"
          label="This is a provisional title"
          hint="Readers are told that it is not the published one."
        />
      </EditForm>
    </InPlace>
  );
}

/** The title of a focus area. */
export function RenameFocusArea({ area, asksWhy, onDone }: Props & { area: FocusAreaLine }) {
  const save = useSave(UpdateFocusArea, 'updateFocusArea');
  const edit = useRecordForm({
    draftKey: `retitle:${area.id}`,
    record: area,
    valuesOf: (each: FocusAreaLine) => ({ title: each.title }),
    save,
    recordOf: (payload) => payload.focusArea,
    input: (values, _, version) => ({
      id: area.id,
      version,
      title: values.title,
      reason: values.reason || null,
    }),
    onSaved: onDone,
  });
  return (
    <InPlace id={area.id} onDone={onDone}>
      <EditForm {...edit} {...reasonFor(asksWhy)} cancel={<Cancel onDone={onDone} />}>
        <TextField name="title" label="Title of the focus area" takesFocus />
      </EditForm>
    </InPlace>
  );
}

function titleStatus(title: string, provisional: boolean): PriorityLine['titleStatus'] {
  if (!title) return 'MISSING';
  return provisional ? 'PROVISIONAL' : 'VERIFIED';
}

const reasonFor = (asksWhy: boolean) => (asksWhy ? ({ reason: 'required' } as const) : {});

function Cancel({ onDone }: { onDone(): void }) {
  return (
    <Button kind="secondary" onClick={onDone}>
      Cancel
    </Button>
  );
}

/** Escape gives up; whichever way it ends, the focus goes back to the button that opened it. */
function InPlace({
  id,
  onDone,
  children,
}: {
  id: string;
  onDone(): void;
  children: React.ReactNode;
}) {
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(
    () => () => {
      setTimeout(() => document.getElementById(`rename-${id}`)?.focus());
    },
    [id],
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut; the button Cancel does the same
    <div
      className="register-in-place"
      onKeyDown={(event) => {
        if (event.key === 'Escape') done.current();
      }}
    >
      {children}
    </div>
  );
}

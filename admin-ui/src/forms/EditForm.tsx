/**
 * The form of every page that changes something: error summary, field errors,
 * drafts, the warning before leaving, the reason, and the merge when somebody
 * else saved first. Errors and loading are required, so that no page forgets them.
 */
import { type FormEvent, type ReactNode, useEffect, useId, useMemo, useRef } from 'react';
import { useBlocker } from 'react-router';
import { Button, ButtonGroup } from '../ui/Button.js';
import { useBoxes } from './boxes.js';
import { Conflict } from './Conflict.js';
import type { Values } from './drafts.js';
import { ErrorSummary } from './ErrorSummary.js';
import { errorOf, type FormError, relabelled } from './errors.js';
import { FormContext } from './fields.js';
import type { Form } from './form.js';
import { isIdle, merge } from './merge.js';
import { usePending } from './pending.js';
import { useResend } from './resend.js';
import { TextField } from './TextField.js';
import { unsaved } from './unsaved.js';

type Props<V extends Values> = {
  form: Form<V>;
  /** Of the save: see `useSave`. */
  errors: FormError[];
  loading: boolean;
  /** What it gives is waited for, the next page too: until then nothing is sent again. */
  onSubmit(values: V): unknown;
  submitLabel?: string;
  /** `warning` for what cannot be undone. */
  submitKind?: 'primary' | 'warning';
  /** A link or button beside the submit button. */
  cancel?: ReactNode;
  /** Whether the form ends with the question why; its value is `reason`. */
  reason?: 'required' | 'offered';
  /**
   * The record as somebody else has just saved it: the form offers to merge. Where they
   * changed none of its values, those beside its fields neither, it is sent again by itself.
   */
  conflict?: { values: V; version: number } | null;
  /** Called when both were merged into the form. */
  onMerged?(): void;
  /** For forms that hold secrets, or that end by themselves: no warning before leaving. */
  leaveFreely?: boolean;
  children: ReactNode;
};

/** How a field told the form that it is called, and how its value reads. */
type Described = { label: string; show?: (value: Values[string]) => ReactNode };

export function EditForm<V extends Values>(props: Props<V>) {
  const {
    form,
    submitLabel = 'Save',
    submitKind = 'primary',
    cancel,
    reason,
    conflict,
    children,
  } = props;
  const formId = useId().replaceAll(':', '');
  const [send, isSending] = usePending(props.onSubmit);
  const loading = props.loading || isSending;
  const boxes = useBoxes(() => send(form.values));
  const isLeft = boxes.left.length > 0;
  const labels = useRef(new Map<string, Described>());
  const errors = useMemo(
    () =>
      (isLeft ? boxes.left : props.errors).map((error) => ({
        ...error,
        message: relabelled(error.message, labels.current),
      })),
    [isLeft, boxes.left, props.errors],
  );
  // The window's title says so too; the page itself knows only of what the register said.
  useErrorTitle(isLeft && props.errors.length === 0);
  const isOwn = errors.some(({ isOwnSave }) => isOwnSave);
  const merged = conflict ? merge(form.initial, form.values, conflict.values) : null;
  const resend = useResend({
    theirs: merged ? (isIdle(merged) && !isOwn ? 'idle' : 'told') : 'none',
    isBusy: loading || Boolean(conflict),
    takeUp: () => {
      if (conflict) form.rebase(form.values, form.initial, conflict.version);
      props.onMerged?.();
    },
    send: () => send(form.values),
  });
  const shared = useMemo(
    () => ({
      form,
      formId,
      describe: (name: string, label: string, show?: (value: Values[string]) => ReactNode) => {
        labels.current.set(name, show ? { label, show } : { label });
      },
      errorOf: (name: string) => {
        const said = errorOf(boxes.left, name) ?? form.errorOf(name);
        return said && relabelled(said, labels.current);
      },
      addBox: boxes.add,
    }),
    [form, formId, boxes.left, boxes.add],
  );

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (loading || boxes.settling || conflict) return;
    resend.restart();
    boxes.send();
  };
  // A row of a list, `attendance.2`, is spoken of by the list's label.
  const labelOf = (name: string) =>
    (labels.current.get(name) ?? labels.current.get(name.split('.')[0] ?? name))?.label;
  const named = (name: string) => labels.current.get(name)?.label ?? name;
  const show = (name: string, value: Values[string]) => {
    const shown =
      labels.current.get(name)?.show?.(value) ??
      (Array.isArray(value) ? value.join(', ') : String(value));
    return shown === '' ? 'Nothing' : shown;
  };
  return (
    <FormContext value={shared}>
      {form.isDirty && !props.leaveFreely ? <LeaveWarning isSettled={form.isSettled} /> : null}
      <form onSubmit={submit} noValidate>
        {resend.isQuiet ? null : conflict && merged ? (
          <Conflict
            isOwn={isOwn}
            merge={merged}
            label={named}
            show={show}
            onMerged={(values) => {
              form.rebase(values, conflict.values, conflict.version);
              props.onMerged?.();
            }}
          />
        ) : (
          <ErrorSummary errors={errors} formId={formId} labelOf={labelOf} />
        )}
        {form.fromDraft ? <DraftNotice form={form} /> : null}
        {children}
        {reason ? (
          <TextField
            name="reason"
            label={
              reason === 'required'
                ? 'Why are you making this change?'
                : 'Why are you making this change? (optional)'
            }
            hint="Shown in the history. Do not name or describe individuals."
          />
        ) : null}
        <ButtonGroup>
          <Button
            type="submit"
            kind={submitKind}
            aria-disabled={loading || boxes.settling || undefined}
            disabled={Boolean(conflict)}
          >
            {loading ? 'Saving…' : submitLabel}
          </Button>
          {cancel}
        </ButtonGroup>
      </form>
    </FormContext>
  );
}

/** Puts "Error: " before the window's title, as `Page` does, while a form is not sent. */
function useErrorTitle(isWrong: boolean): void {
  useEffect(() => {
    if (!isWrong) return;
    const { title } = document;
    document.title = `Error: ${title}`;
    return () => {
      document.title = title;
    };
  }, [isWrong]);
}

function DraftNotice<V extends Values>({ form }: { form: Form<V> }) {
  return (
    <div className="govuk-inset-text">
      <p className="govuk-body">This is what you entered earlier and did not save.</p>
      <Button kind="secondary" onClick={() => form.reset(form.initial, form.version)}>
        Throw it away
      </Button>
    </div>
  );
}

/**
 * Asks before a page with unsaved changes is left, by a link or by closing the window.
 * A component and not a hook, because a page can have only one that is asked.
 */
function LeaveWarning({ isSettled }: { isSettled(): boolean }) {
  // After signing out nothing is left to warn of.
  const released = useRef(false);
  useEffect(
    () =>
      unsaved.add(() => {
        released.current = true;
      }),
    [],
  );
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      !released.current && !isSettled() && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    const leave = window.confirm(
      'You have not saved what you entered. Leave this page? It is kept as a draft in this browser.',
    );
    if (leave) blocker.proceed();
    else blocker.reset();
  }, [blocker]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (!released.current && !isSettled()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isSettled]);
  return null;
}

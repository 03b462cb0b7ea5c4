/** Deeds on an account or a role that are one question: are you sure, and why? */
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { EditForm, type FormError, useForm } from '../../forms/index.js';
import { useFlash } from '../../layout/flash.js';
import { Page } from '../../ui/Page.js';

type Props = {
  title: string;
  caption: string;
  /** What follows from it. */
  children: ReactNode;
  submitLabel: string;
  /** What is said when it is done. */
  done: string;
  /** Where it leads, and where "cancel" leads. */
  back: string;
  errors: FormError[];
  loading: boolean;
  /** Does it; gives whether it was done. */
  onSubmit(reason: string): Promise<boolean>;
};

export function ReasonPage(props: Props) {
  const navigate = useNavigate();
  const flash = useFlash();
  const form = useForm({
    draftKey: null,
    initial: { reason: '' },
    version: null,
    errors: props.errors,
  });
  const submit = async ({ reason }: { reason: string }) => {
    if (!(await props.onSubmit(reason))) return;
    await navigate(props.back);
    flash.show(props.done);
  };
  return (
    <Page title={props.title} caption={props.caption} hasErrors={props.errors.length > 0}>
      <EditForm
        form={form}
        errors={props.errors}
        loading={props.loading}
        onSubmit={submit}
        submitLabel={props.submitLabel}
        reason="required"
        leaveFreely
        cancel={
          <Link className="govuk-link" to={props.back}>
            Cancel
          </Link>
        }
      >
        {props.children}
      </EditForm>
    </Page>
  );
}

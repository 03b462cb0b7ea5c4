/** What a coordinator fills in to ask for updates: agencies, day, message, reminders. */
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import type { Form } from '../../forms/form.js';
import { Checkboxes, DateField, TextArea } from '../../forms/index.js';
import { graphql } from '../../graphql/tada.js';
import { Paragraphs } from '../../ui/Paragraphs.js';
import { isDay } from '../../ui/when.js';
import { londonDay } from '../../ui/words.js';
import { moved, reminderChoices } from './reminders.js';

export type AskValues = {
  dueOn: string;
  agencies: string[];
  message: string;
  remindOn: string[];
  remindAlso: string;
  reason: string;
};

type Agency = { id: string; name: string };

type Props = {
  slug: string;
  form: Form<AskValues>;
  agencies: readonly Agency[];
  /** The days on which the request reminds already. */
  had?: readonly string[];
  /** Which agencies are ticked from the beginning, in words. */
  ticked?: string;
};

export function AskFields({ slug, form, agencies, had = [], ticked = '' }: Props) {
  const { dueOn, message } = form.values;
  const days = reminderChoices(dueOn, londonDay(), had);
  useMovingReminders(form);
  return (
    <>
      <DateField
        name="dueOn"
        label="When are answers due?"
        hint="A few days before the board’s papers go out. For example, 30 6 2027"
      />
      <Checkboxes
        name="agencies"
        label="Which agencies are asked?"
        hint={`Everybody who acts for them in the register gets a letter. ${ticked}`}
        choices={agencies.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextArea
        name="message"
        label="What else should the letter say? (optional)"
        hint="Printed as you type it. Do not name or describe individuals."
        rows={4}
      />
      {days.length > 0 ? (
        <Checkboxes
          name="remindOn"
          label="When are those reminded who have not answered?"
          hint="At 8 in the morning."
          choices={days}
        />
      ) : null}
      <DateField
        name="remindAlso"
        label="Another day of reminding (optional)"
        hint="For example, 25 6 2027"
      />
      {isDay(dueOn) ? <Preview slug={slug} dueOn={dueOn} message={message} /> : null}
    </>
  );
}

/** The days chosen keep their distance when the day that answers are due moves. */
function useMovingReminders(form: Form<AskValues>) {
  const { dueOn, remindOn } = form.values;
  const [from, setFrom] = useState(dueOn);
  const { set } = form;
  useEffect(() => {
    if (!isDay(dueOn) || dueOn === from) return;
    set('remindOn', moved(remindOn, from, dueOn));
    setFrom(dueOn);
  }, [dueOn, from, remindOn, set]);
}

const PreviewQuery = graphql(`
  query AskFields_Letter($partnership: ID!, $dueOn: Date!, $message: String) {
    updateLetter(partnership: $partnership, dueOn: $dueOn, message: $message) { subject body }
  }
`);

/** The letter as it will be sent, a moment after the typing has paused. */
function Preview({ slug, dueOn, message }: { slug: string; dueOn: string; message: string }) {
  const [settled, setSettled] = useState(message);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(message), 400);
    return () => clearTimeout(timer);
  }, [message]);
  const [{ data }] = useQuery({
    query: PreviewQuery,
    variables: { partnership: slug, dueOn, message: settled || null },
  });
  const letter = data?.updateLetter;
  if (!letter) return null;
  return (
    <section aria-labelledby="letter" className="register-letter">
      <h2 className="govuk-heading-m" id="letter">
        The letter
      </h2>
      <p className="govuk-body">
        <strong>{letter.subject}</strong>
      </p>
      <Paragraphs text={letter.body} />
    </section>
  );
}

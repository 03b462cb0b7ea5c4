// biome-ignore-all lint/a11y/noRedundantRoles: a table that is laid out as cards loses its roles in some browsers
/** Who came, by agency: a line of radios each, as in a register on paper. */
import { useState } from 'react';
import { sentence } from '../../forms/errors.js';
import { useShared } from '../../forms/fields.js';
import { Button, ButtonGroup } from '../../ui/Button.js';
import { count } from '../../ui/words.js';
import { attendanceStates, attendanceWords } from './choices.js';
import type { Attendee } from './record.js';

const choices = [
  { value: '', label: 'Not recorded' },
  ...attendanceStates.map((state) => ({ value: state, label: attendanceWords[state] })),
];

type Props = {
  attendees: readonly Attendee[];
  /** The members, whom the preset marks as present. */
  members: readonly Attendee[];
};

export function AttendanceField({ attendees, members }: Props) {
  const { form, describe } = useShared();
  const hasPosts = attendees.some(({ id }) => form.values[`post.${id}`]);
  const [posts, setPosts] = useState(hasPosts);
  for (const { id, name } of attendees) {
    describe(`attendance.${id}`, `Attendance of ${name}`, labelOf);
    describe(`post.${id}`, `Post of ${name}`);
  }
  const entered = attendees.filter(({ id }) => form.values[`attendance.${id}`]).length;
  const allPresent = () => {
    for (const { id } of members) {
      if (!form.values[`attendance.${id}`]) form.set(`attendance.${id}`, 'PRESENT');
    }
  };
  return (
    <section className="register-section" aria-labelledby="attendance-heading">
      <h2 className="govuk-heading-m" id="attendance-heading">
        Attendance
      </h2>
      <ButtonGroup>
        <Button kind="secondary" onClick={allPresent}>
          All members present
        </Button>
        {posts ? null : (
          <Button kind="link" onClick={() => setPosts(true)}>
            Note the posts that came
          </Button>
        )}
      </ButtonGroup>
      <p className="govuk-body" role="status">
        {entered} of {count(attendees.length, 'agency', 'agencies')} entered
      </p>
      <table className="govuk-table register-table register-attendance" role="table">
        <caption className="govuk-visually-hidden">Attendance by agency</caption>
        <thead className="govuk-table__head" role="rowgroup">
          <tr className="govuk-table__row" role="row">
            {['Agency', ...choices.map(({ label }) => label), ...(posts ? ['Post'] : [])].map(
              (heading) => (
                <th key={heading} scope="col" role="columnheader" className="govuk-table__header">
                  {heading}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody className="govuk-table__body" role="rowgroup">
          {attendees.map((attendee) => (
            <Line key={attendee.id} attendee={attendee} posts={posts} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const labelOf = (value: unknown) => choices.find((choice) => choice.value === value)?.label ?? '';

function Line({ attendee: { id, name }, posts }: { attendee: Attendee; posts: boolean }) {
  const { form, formId } = useShared();
  const group = `${formId}-attendance-${id}`;
  const chosen = form.values[`attendance.${id}`] ?? '';
  const error = form.errorOf(`attendance.${id}`);
  return (
    <tr className="govuk-table__row" role="row">
      <th scope="row" role="rowheader" className="govuk-table__header">
        {name}
        {error ? (
          <p className="govuk-error-message" id={`${group}-error`}>
            <span className="govuk-visually-hidden">Error:</span>{' '}
            {sentence(`Attendance of ${name}`, error)}
          </p>
        ) : null}
      </th>
      {choices.map(({ value, label }, index) => {
        const at = index === 0 ? group : `${group}-${value}`;
        return (
          <td key={value} role="cell" className="govuk-table__cell">
            <div className="govuk-radios govuk-radios--small">
              <div className="govuk-radios__item">
                <input
                  className="govuk-radios__input"
                  type="radio"
                  id={at}
                  name={group}
                  checked={chosen === value}
                  aria-describedby={error ? `${group}-error` : undefined}
                  onChange={() => form.set(`attendance.${id}`, value)}
                />
                <label className="govuk-label govuk-radios__label" htmlFor={at}>
                  <span className="govuk-visually-hidden">{name}:</span>{' '}
                  <span className="register-attendance__word">{label}</span>
                </label>
              </div>
            </div>
          </td>
        );
      })}
      {posts ? <PostCell id={id} name={name} /> : null}
    </tr>
  );
}

function PostCell({ id, name }: { id: string; name: string }) {
  const { form, formId } = useShared();
  const at = `${formId}-post-${id}`;
  const error = form.errorOf(`post.${id}`);
  return (
    <td role="cell" className="govuk-table__cell">
      <label className="govuk-visually-hidden" htmlFor={at}>
        Post that came for {name}, never a person’s name
      </label>
      {error ? <p className="govuk-error-message">{sentence('Post', error)}</p> : null}
      <input
        className="govuk-input"
        id={at}
        type="text"
        value={(form.values[`post.${id}`] as string | undefined) ?? ''}
        onChange={(event) => form.set(`post.${id}`, event.target.value)}
      />
    </td>
  );
}

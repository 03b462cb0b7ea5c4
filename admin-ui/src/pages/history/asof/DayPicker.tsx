import { useState } from 'react';
import { useNavigate } from 'react-router';
import {
  DateField,
  EditForm,
  type FormError,
  Radios,
  TextField,
  useForm,
} from '../../../forms/index.js';
import { answerTo } from './pick.js';

/** Asks for a day, and which of two questions about it is meant. */
export function DayPicker({ slug, historyBeginsAt }: { slug: string; historyBeginsAt: string }) {
  const navigate = useNavigate();
  const [errors, setErrors] = useState<FormError[]>([]);
  const form = useForm({
    draftKey: null,
    initial: { question: 'said', on: '', time: '' },
    version: null,
    errors,
  });
  const submit = (values: typeof form.values) => {
    const answer = answerTo(slug, values, historyBeginsAt);
    setErrors(answer.errors);
    if (answer.to) navigate(answer.to);
  };
  return (
    <EditForm
      form={form}
      errors={errors}
      loading={false}
      onSubmit={submit}
      submitLabel="Show it"
      leaveFreely
    >
      <Radios
        name="question"
        label="What do you want to know?"
        choices={[
          {
            value: 'said',
            label: 'What did this register say then?',
            hint: 'Everything as people had entered it by that day, whether it was right or not.',
          },
          {
            value: 'force',
            label: 'What was in force on that day?',
            hint: 'The strategy that covers the day and the members of that day, as the register knows them now.',
          },
        ]}
      />
      <DateField name="on" label="Day" />
      {form.values.question === 'said' ? (
        <TextField
          name="time"
          label="Time (optional)"
          hint="For example, 14:30. Without a time: the end of the day."
          width={5}
        />
      ) : null}
    </EditForm>
  );
}

/** How an address gets into a calendar program, in the words that those programs use. */

const programs = [
  {
    name: 'Outlook',
    steps: [
      'Open the calendar and select “Add calendar”.',
      'Select “Subscribe from web”.',
      'Paste the address, give the calendar a name and select “Import”.',
    ],
    note: 'In the older Outlook for Windows: “Add calendar”, then “From internet”.',
  },
  {
    name: 'Google Calendar',
    steps: [
      'Open it in a browser. Beside “Other calendars”, select the plus sign.',
      'Select “From URL”.',
      'Paste the address and select “Add calendar”. It then appears on your phone too.',
    ],
  },
  {
    name: 'Apple Calendar on an iPhone or iPad',
    steps: [
      'Open Calendar, select “Calendars” and then “Add calendar”.',
      'Select “Add subscription calendar”.',
      'Paste the address, select “Subscribe” and then “Add”.',
    ],
    note: 'On a Mac: in the menu “File”, select “New calendar subscription”.',
  },
];

export function HowToAdd() {
  return (
    <>
      <h2 className="govuk-heading-m">Add it to your calendar program</h2>
      {programs.map(({ name, steps, note }) => (
        <section key={name}>
          <h3 className="govuk-heading-s">{name}</h3>
          <ol className="govuk-list govuk-list--number">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {note ? <p className="govuk-hint">{note}</p> : null}
        </section>
      ))}
      <p className="govuk-body">
        Subscribe rather than import a file: only then does the program look again by itself when
        something moves. How often it looks is up to the program, from once an hour to once a day.
      </p>
    </>
  );
}

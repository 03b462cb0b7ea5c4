/** Plain text as the register keeps it: a blank line starts a paragraph. */
export function Paragraphs({ text }: { text: string }) {
  return (
    <>
      {text.split(/\n\s*\n/).map((paragraph) => (
        <p className="govuk-body register-text" key={paragraph}>
          {paragraph}
        </p>
      ))}
    </>
  );
}

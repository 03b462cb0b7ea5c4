/** Plain text as the register keeps it: a blank line starts a paragraph. */
export function Text({ children }: { children: string }) {
  const paragraphs = children.split(/\n{2,}/).filter((each) => each.trim());
  return (
    <>
      {paragraphs.map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of one text have only their place
        <p key={index} className="govuk-body register-text">
          {paragraph}
        </p>
      ))}
    </>
  );
}

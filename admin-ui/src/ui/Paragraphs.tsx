/** Plain text as it was entered: a blank line starts a paragraph, a line break stays one. */
export function Paragraphs({ text }: { text: string }) {
  return text
    .split(/\n\s*\n/)
    .filter((part) => part.trim())
    .map((part, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a paragraph is its place
      <p key={index} className="govuk-body register-text">
        {part.trim()}
      </p>
    ));
}

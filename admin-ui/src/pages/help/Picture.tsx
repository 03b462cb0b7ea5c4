// The browser tests write them (SCREENSHOTS=1); one that is missing is left out.
const pictures = import.meta.glob<string>('./images/*.png', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** A picture of a page. The words beside it say all that it shows. */
export function Picture({ name, alt }: { name: string; alt: string }) {
  const address = pictures[`./images/${name}.png`];
  if (!address) return null;
  return <img className="register-picture" src={address} alt={alt} loading="lazy" />;
}

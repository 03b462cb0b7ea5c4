import { useId, useState } from 'react';
import { placeIn } from '../../session/place.js';
import { useViewer } from '../../session/Session.js';

type Props = {
  slug: string;
  /** The address of the document, without its form. */
  address: string;
  /** What the document is about, for those who do not see what stands above the links. */
  about: string;
  /** Whether it can be had with partners' content; a strategy cannot. */
  offersPartners?: boolean;
  /** What is said when partners' content is left out. */
  publicHint?: string | undefined;
};

/** Where a document can be read, and kept as HTML or PDF; with partners' content if it is ticked. */
export function PaperLinks({ slug, address, about, offersPartners = true, publicHint }: Props) {
  const id = useId();
  const [ticked, setTicked] = useState(false);
  const mayInclude = placeIn(useViewer(), slug) !== 'other' && offersPartners;
  const query = ticked && mayInclude ? '?partners=1' : '';
  const hidden = <span className="govuk-visually-hidden"> ({about})</span>;
  return (
    <>
      {mayInclude ? (
        <div className="govuk-form-group">
          <div className="govuk-checkboxes govuk-checkboxes--small">
            <div className="govuk-checkboxes__item">
              <input
                className="govuk-checkboxes__input"
                type="checkbox"
                id={id}
                aria-describedby={`${id}-hint`}
                checked={ticked}
                onChange={(event) => setTicked(event.target.checked)}
              />
              <label className="govuk-label govuk-checkboxes__label" htmlFor={id}>
                Include partners’ content{hidden}
              </label>
              <div id={`${id}-hint`} className="govuk-hint govuk-checkboxes__hint">
                {ticked
                  ? 'Every page is marked “not for publication”. Nothing restricted is in it.'
                  : (publicHint ?? 'Only public content: it may be published as it is.')}
              </div>
            </div>
          </div>
        </div>
      ) : null}
      <ul className="govuk-list register-inline">
        <li>
          <a className="govuk-link" href={`${address}${query}`}>
            Open{hidden}
          </a>
        </li>
        <li>
          <a className="govuk-link" href={`${address}.pdf${query}`}>
            PDF{hidden}
          </a>
        </li>
        <li>
          <a className="govuk-link" href={`${address}.html${query}`}>
            HTML, which opens in Word{hidden}
          </a>
        </li>
      </ul>
    </>
  );
}

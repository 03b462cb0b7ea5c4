/** The accessibility statement that the regulations of 2018 ask for. It claims nothing that was not tested. */
import { useQuery } from 'urql';
import { graphql } from '../../graphql/tada.js';
import { Page } from '../../ui/Page.js';

const ContactsQuery = graphql(`
  query AccessibilityPage_Contacts {
    partnerships(first: 20) { nodes { id name contact } }
  }
`);

export default function AccessibilityPage() {
  return (
    <Page title="Accessibility statement">
      <p className="govuk-body">
        This statement applies to the admin web of the Partnership Register, the pages below{' '}
        <code>/admin</code> of this address. The software is the same for everyone who runs a
        register; the organisation that runs this one is responsible for it.
      </p>
      <p className="govuk-body">
        We want as many people as possible to be able to use it. You can:
      </p>
      <ul className="govuk-list govuk-list--bullet">
        <li>change colours, contrast and fonts by your browser or device</li>
        <li>zoom in up to 400% without text spilling off the screen</li>
        <li>use it with a keyboard alone</li>
        <li>use it without animation, and print its pages</li>
      </ul>
      <p className="govuk-body">
        <a className="govuk-link" href="https://mcmw.abilitynet.org.uk/">
          AbilityNet
        </a>{' '}
        has advice on making your device easier to use if you have a disability.
      </p>
      <Status />
      <Limits />
      <h2 className="govuk-heading-m">Feedback and contact</h2>
      <p className="govuk-body">
        If you find a problem that is not listed here, or need something from the register in
        another form, such as large print, easy read or audio, tell your partnership.
      </p>
      <Contacts />
      <h2 className="govuk-heading-m">Enforcement procedure</h2>
      <p className="govuk-body">
        The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public
        Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. If
        you are not happy with how we respond to your complaint, contact the{' '}
        <a className="govuk-link" href="https://www.equalityadvisoryservice.com/">
          Equality Advisory and Support Service (EASS)
        </a>
        .
      </p>
      <h2 className="govuk-heading-m">Preparation of this statement</h2>
      <p className="govuk-body">
        This statement was prepared on 23 November 2026, with the software, by those who made it,
        and last reviewed on 28 November 2026.
      </p>
    </Page>
  );
}

function Status() {
  return (
    <>
      <h2 className="govuk-heading-m">Compliance status</h2>
      <p className="govuk-body">
        The pages are made to meet the Web Content Accessibility Guidelines (WCAG) version 2.2 at
        level AA. Nobody independent has audited them against the guidelines yet, so we do not claim
        that they comply in full.
      </p>
      <p className="govuk-body">What was tested, by the makers, with each version:</p>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          the pages with the automated checks of axe-core for WCAG 2.2 A and AA, in Chromium, at
          widths of 320 and 1280 pixels, in usual and in forced colours
        </li>
        <li>that these pages do not scroll sideways at 320 pixels, which is 1280 pixels at 400%</li>
        <li>
          changing a scheme in a window of 320 by 256 pixels, as at 400%, with what has the focus in
          sight
        </li>
        <li>journeys, such as signing in for the first time, with the keyboard alone</li>
      </ul>
      <p className="govuk-body">Automated checks find only a part of what can be wrong.</p>
    </>
  );
}

function Limits() {
  return (
    <>
      <h2 className="govuk-heading-m">What we know is not right, or not known</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          The pages have not been tested by people with disabilities, nor with screen readers such
          as JAWS, NVDA or VoiceOver.
        </li>
        <li>They have been tested in Chromium only, not in Firefox or Safari.</li>
        <li>
          The query explorer at <code>/explorer</code>, which is for developers, is the work of
          others and has known faults of contrast and labelling. The same data can be had without
          it.
        </li>
        <li>
          Documents that plans link to are published by others, and may not be accessible. Ask their
          publisher for another form.
        </li>
        <li>
          The picture of squares that sets up an authenticator app needs a camera; the key beside it
          can be typed or pasted instead.
        </li>
      </ul>
    </>
  );
}

/** Whom to tell: what the partnerships of this register publish as their contact. */
function Contacts() {
  const [{ data }] = useQuery({ query: ContactsQuery });
  const known = data?.partnerships.nodes.filter(({ contact }) => contact) ?? [];
  if (known.length === 0)
    return (
      <p className="govuk-body">
        The partnerships of this register have published no contact. Ask the coordinator of yours,
        or the council that runs it.
      </p>
    );
  return (
    <ul className="govuk-list govuk-list--bullet">
      {known.map(({ id, name, contact }) => (
        <li key={id}>
          {name}: {contact}
        </li>
      ))}
    </ul>
  );
}

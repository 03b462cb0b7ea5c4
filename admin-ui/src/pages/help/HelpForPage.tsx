import { Link, useParams } from 'react-router';
import { paths } from '../../paths.js';
import { Page } from '../../ui/Page.js';
import NotFoundPage from '../NotFoundPage.js';
import { Picture } from './Picture.js';
import { topics } from './topics/index.js';
import type { Section } from './topics/topic.js';

/** Help for one role. */
export default function HelpForPage() {
  const { role } = useParams();
  const topic = topics.find(({ slug }) => slug === role);
  if (!topic) return <NotFoundPage />;
  return (
    <Page key={topic.slug} title={topic.title}>
      <p className="govuk-body-l">{topic.intro}</p>
      {topic.sections.map((section) => (
        <Part key={section.title} section={section} />
      ))}
      <h2 className="govuk-heading-m">More help</h2>
      <ul className="govuk-list">
        {topics
          .filter(({ slug }) => slug !== topic.slug)
          .map(({ slug, title }) => (
            <li key={slug}>
              <Link className="govuk-link" to={paths.helpFor(slug)}>
                {title}
              </Link>
            </li>
          ))}
        <li>
          <Link className="govuk-link" to={paths.help}>
            All help
          </Link>
        </li>
      </ul>
    </Page>
  );
}

function Part({ section: { title, text = [], steps = [], picture } }: { section: Section }) {
  return (
    <>
      <h2 className="govuk-heading-m">{title}</h2>
      {text.map((words) => (
        <p key={words} className="govuk-body">
          {words}
        </p>
      ))}
      {steps.length > 0 ? (
        <ol className="govuk-list govuk-list--number govuk-list--spaced">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      ) : null}
      {picture ? <Picture {...picture} /> : null}
    </>
  );
}

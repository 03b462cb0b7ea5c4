/** One worked example: the explorer opens each in a tab of its own. */
export interface Example {
  /** The operation name, which is also the title of the tab. */
  readonly name: string;
  readonly query: string;
}

const partnershipPage = `# All of one partnership's public page.
# Press Ctrl+Enter to run it.
query PartnershipPage {
  partnership(slug: "safer-chelmsford") {
    name
    description
    dutyStatement
    agencies {
      name
    }
    strategy {
      title
      priorities {
        heading
        summary
        approach
        focusAreas {
          title
        }
        meetings {
          name
        }
        events {
          name
        }
        projects {
          name
          leadAgency {
            name
          }
        }
      }
    }
  }
}
`;

const projects = `# Projects of all partnerships, 20 at a time: for more, give endCursor as "after".
# Add agency: "essex-police" to the filter for those that an agency leads or joins.
query Projects {
  projects(filter: { partnership: "safer-chelmsford" }, first: 20) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        name
        kind
        status
        partnership {
          name
        }
      }
    }
  }
}
`;

const search = `# Finds words in anything public.
# The parts say which words matched.
query Search {
  search(text: "county lines", first: 10) {
    totalCount
    edges {
      node {
        type
        title
        titleParts {
          text
          isMatch
        }
        excerpt {
          text
          isMatch
        }
        partnership {
          name
        }
      }
    }
  }
}
`;

/** In the order of the tabs; the first one is open. */
export const examples: readonly Example[] = [
  { name: 'PartnershipPage', query: partnershipPage },
  { name: 'Projects', query: projects },
  { name: 'Search', query: search },
];

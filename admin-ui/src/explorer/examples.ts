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
    agencies {
      name
    }
    strategy {
      title
      priorities {
        heading
        summary
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

const agencyProjects = `# One agency's projects in all partnerships.
# For more, give endCursor as "after".
query AgencyProjects {
  projects(filter: { agency: "essex-police" }, first: 20) {
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
# "highlight" marks what matched.
query Search {
  search(text: "county lines", first: 10) {
    totalCount
    edges {
      node {
        __typename
        id
        title
        highlight
      }
    }
  }
}
`;

/** In the order of the tabs; the first one is open. */
export const examples: readonly Example[] = [
  { name: 'PartnershipPage', query: partnershipPage },
  { name: 'AgencyProjects', query: agencyProjects },
  { name: 'Search', query: search },
];

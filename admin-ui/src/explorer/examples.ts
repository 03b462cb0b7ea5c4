/** One worked example: the explorer opens each in a tab of its own. */
export interface Example {
  /** The operation name, which is also the title of the tab. */
  readonly name: string;
  readonly query: string;
}

const partnershipPage = `# Everything the public page of one partnership shows, in one request.
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

const agencyProjects = `# The first 20 projects and schemes of one agency, over all partnerships.
# For the next page, pass the endCursor as the argument "after".
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

const search = `# Finds words in anything public. Matches are marked in "highlight".
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

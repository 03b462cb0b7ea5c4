"""What is asked: the three queries that the bars are set for."""

import json

PAGE = """query Page($slug: String!) { partnership(slug: $slug) { name description agencies { name }
strategy { title periodLabel priorities { heading summary focusAreas { title } meetings { name } events { name }
projects { name leadAgency { name } } } } } }"""

PROJECTS = """query Projects($agency: ID!) { projects(first: 20, filter: { agency: $agency }) { totalCount
edges { node { id name kind status leadAgency { name } partnership { name } } } pageInfo { hasNextPage endCursor } } }"""

PROJECT = """query Project($id: ID!) { node(id: $id) { ... on Project { id name kind status description
leadAgency { name } partnerAgencies { name } partnership { name } } } }"""

SLUGS = "query Slugs($after: String) { partnerships(first: 100, after: $after) { edges { node { slug } } pageInfo { hasNextPage endCursor } } }"

IDS = """query Ids($slug: String!) { partnership(slug: $slug) { projects(first: 50) { edges { node { id } } } } }"""


def body(query, **variables):
    """One request as it is sent."""
    return json.dumps({"query": " ".join(query.split()), "variables": variables})

//! The start page: what this is, and where everything is.

use maud::{Markup, html};

use super::layout;
use crate::graph::view::Lens;

/// How many partnerships are linked before the page points to the query.
const LINKED: usize = 50;

/// A query for the partnerships that the page does not list.
const QUERY: &str =
    "{ partnerships(first: 100) { totalCount nodes { slug name } pageInfo { endCursor hasNextPage } } }";

/// The start page.
pub fn render(lens: &Lens) -> Markup {
    let all: Vec<_> = lens.directory().partnerships().iter().filter(|p| !p.head.archived).collect();
    let main = html! {
        h1 { "The plans of community safety partnerships" }
        p class="lead" {
            "This register holds the plans of community safety partnerships: "
            "the bodies in which councils, police, fire, probation, health and voluntary agencies "
            "work together by law to make places safer."
        }
        p {
            "It lists who takes part, what each partnership has set as its priorities, and the meetings, events, "
            "projects and schemes through which it works. "
            "Everything public in it can be read here, or queried as one graph by any website, app or dashboard."
        }
        section aria-labelledby="partnerships" {
            h2 id="partnerships" { "Partnerships" }
            @if all.is_empty() {
                p { "There are no partnerships in the register yet." }
            } @else {
                ul class="links" {
                    @for partnership in all.iter().take(LINKED) {
                        li { a href=(format!("/partnerships/{}", partnership.slug)) { (partnership.name) } }
                    }
                }
            }
            @if let Some(more) = all.len().checked_sub(LINKED).filter(|more| *more > 0) {
                p {
                    "There " (if more == 1 { "is" } else { "are" }) " " (more) " more. "
                    "To list all of them, run this query in the " a href="/explorer" { "explorer" }
                    " and go on with " code { "after" } " set to the " code { "endCursor" } ":"
                }
                pre tabindex="0" role="region" aria-label="Query for all partnerships" { code { (QUERY) } }
            }
        }
        section aria-labelledby="members" {
            h2 id="members" { "For members of partnerships" }
            p {
                a href="/admin/" { "Sign in" }
                " to keep your schemes up to date, look after a whole plan, or see who changed what."
            }
        }
        section aria-labelledby="developers" {
            h2 id="developers" { "For developers" }
            dl class="facts" {
                dt { a href="/explorer" { "Query explorer" } }
                dd { "Try queries in the browser, with worked examples." }
                dt { a href="/schema.graphql" { "Schema" } }
                dd { "Every type and field with its description. Send queries to " code { "/graphql" } "." }
                dt { a href="/healthz" { "Health" } }
                dd { "Whether this server is running." }
            }
        }
    };
    let head = html! {
        meta name="description" content="The plans of community safety partnerships: members, priorities, meetings, events, projects and schemes.";
    };
    layout::page("Partnership Register: the plans of community safety partnerships", head, main)
}

//! Who is in the partnership.

use maud::{Markup, html};

use super::Part;
use crate::error::Result;
use crate::graph::view::View;
use crate::http::pages::read::quoted;
use crate::http::pages::words::{date, followed, is_web_address, plain};
use crate::model::*;

/// The members as published, those named under a group's words together.
pub fn render(view: &View) -> Result<Option<Part>> {
    let partnership = view.partnership();
    let members = listed_now(view)?;
    let groups = grouped(&members);
    if members.is_empty() && partnership.other_members.is_none() {
        return Ok(None);
    }
    let intro = quoted(&partnership.head.sources, "memberships")
        .map_or_else(|| format!("The {} includes representatives from:", partnership.name), str::to_owned);
    let others = partnership.other_members.as_deref();
    let others_shown = others.is_some_and(|others| groups.iter().any(|(group, _)| heads(others, *group)));
    let content = html! {
        p { (intro) }
        ul class="members" {
            @for (group, members) in &groups {
                @match group {
                    None => @for member in members { li { (entry(view, member)) } },
                    Some(words) => li {
                        (others.filter(|others| heads(others, Some(words))).unwrap_or(words)) ":"
                        ul { @for member in members { li { (entry(view, member)) } } }
                    },
                }
            }
            @if let Some(others) = others.filter(|_| !others_shown) { li { (others) } }
        }
    };
    Ok(Some(Part::new("members", "Who is in the partnership", content)))
}

/// The members that are listed today.
///
/// # Errors
/// When the request has spent its budget.
pub fn listed_now(view: &View) -> Result<Vec<&Membership>> {
    let places = view.members(None, false)?;
    Ok(places.into_iter().filter_map(|place| Some(&*view.at::<Membership>(place)?.record)).collect())
}

/// Whether the words for members that are not named are those of a group, such as
/// "other organisations, including" of "other organisations".
fn heads(others: &str, group: Option<&str>) -> bool {
    group.is_some_and(|group| others.starts_with(group))
}

/// Members in published order, those under the same words together where the first is.
fn grouped<'m>(members: &[&'m Membership]) -> Vec<(Option<&'m str>, Vec<&'m Membership>)> {
    let mut groups: Vec<(Option<&str>, Vec<&Membership>)> = Vec::new();
    for member in members {
        let words = member.listed_under.as_deref();
        let known = match words {
            Some(_) => groups.iter_mut().find(|(group, _)| *group == words),
            None => groups.last_mut().filter(|(group, _)| group.is_none()),
        };
        match known {
            Some((_, list)) => list.push(member),
            None => groups.push((words, vec![member])),
        }
    }
    groups
}

fn entry(view: &View, member: &Membership) -> Markup {
    let agency = view.directory().agency(member.agency);
    let website = agency.and_then(|agency| agency.website.as_deref()).filter(|url| is_web_address(url));
    let published = &member.name_as_published;
    let other_name = agency.filter(|agency| !same_name(&agency.name, published));
    html! {
        @match website {
            Some(url) => a href=(url) { (published) },
            None => (published),
        }
        @if let Some(agency) = other_name { span class="meta" { "Recorded as " (agency.name) } }
        @if let Some(agency) = agency { (fate(view, agency)) }
        @match (&member.basis_as_published, member.basis) {
            (Some(words), _) => span class="meta" { (words) },
            (None, MembershipBasis::NotStated) => {},
            (None, basis) => span class="meta" { (plain(basis)) },
        }
        @if member.capacity != Capacity::NotStated { span class="meta" { (plain(member.capacity)) } }
    }
}

/// Whether two names differ in no more than the article.
fn same_name(a: &str, b: &str) -> bool {
    let bare = |name: &str| {
        let name = crate::model::text::sort_name(name);
        name.strip_prefix("the ").map(str::to_owned).unwrap_or(name)
    };
    bare(a) == bare(b)
}

/// What became of a body whose name is still on the list.
fn fate(view: &View, agency: &Agency) -> Markup {
    html! {
        @if let Some(ended) = agency.ended_on { span class="meta" { "Ended " (date(ended)) } }
        @for next in view.directory().successors(agency.id) {
            span class="meta" {
                (followed(next.kind))
                @if let Some(to) = next.to.and_then(|id| view.directory().agency(id)) { " " (to.name) }
                @if let Some(on) = next.on { " on " (date(on)) }
            }
        }
    }
}

//! An edition of a strategy as a document, from the same records as the plan's page.

use super::document::{Body, Document, Item};
use super::priorities::heading;
use crate::error::Result;
use crate::graph::read::{NodeOf, all, linked, names, quoted, seen};
use crate::graph::view::View;
use crate::model::Document as DocumentRecord;
use crate::model::in_words::{day_of, days_of, followed, is_web_address, kind_of, listed, plain};
use crate::model::*;

/// The edition at a place; none when the request may not see it.
///
/// # Errors
/// When the request has spent its budget.
pub fn render(view: &View, place: u32) -> Result<Option<Document>> {
    let Some(node) = linked::<Strategy>(view, Some(place))? else { return Ok(None) };
    let strategy = &node.record;
    let is_current = view.current_strategy()? == Some(place);
    let mut body = Body::default();
    facts(view, strategy, place, &mut body)?;
    if strategy.state == StrategyState::Consultation {
        body.notice(CONSULTATION);
    }
    if let Some(summary) = &strategy.summary {
        body.text(summary);
    }
    purpose(view, &mut body);
    // Who is a member and which meeting is the board is known of today, not of an edition.
    if is_current {
        members(view, &mut body)?;
        board(view, &mut body)?;
    }
    let priorities = seen::<Priority>(view, &node.links.priorities)?;
    if priorities.iter().any(|node| node.record.title_status == TitleStatus::Provisional) {
        body.heading(2, "About the titles");
        body.notice(
            "Some titles are provisional. The published title of a priority so marked is not known; the words are a \
             description chosen by this register.",
        );
    }
    for node in &priorities {
        priority(view, node, &mut body)?;
    }
    let documents = seen::<DocumentRecord>(view, &node.links.documents)?;
    if !documents.is_empty() {
        body.heading(2, "Documents");
        body.list(documents.iter().map(|node| document(&node.record)).collect());
    }
    body.heading(2, "About this document");
    body.text(&format!(
        "This document was made from the register’s records of the {} on {}. The kinds given to meetings, events and \
         projects and schemes are the register’s own classification, not published facts. Where a lead, a status or a \
         date is not shown, it is not known.",
        view.partnership().name,
        day_of(view.lens().today())
    ));
    body.text("Contains public sector information licensed under the Open Government Licence v3.0.");
    Ok(Some(Document {
        kind: "Strategy",
        title: strategy.title.clone(),
        partnership: view.partnership().name.clone(),
        marking: (strategy.state == StrategyState::Consultation).then_some(CONSULTATION),
        made_at: view.context().now,
        file_name: format!("{}-{}", view.partnership().slug, strategy.head.key),
        blocks: body.0,
    }))
}

/// What is written on every page of an edition that is not settled.
const CONSULTATION: &str = "For consultation: not yet agreed";

fn facts(view: &View, strategy: &Strategy, place: u32, body: &mut Body) -> Result<()> {
    let in_force = view.in_force(view.lens().today())? == Some(place);
    let state = match in_force {
        true => format!("{}, in force today", plain(strategy.state)),
        false => plain(strategy.state),
    };
    let decisions: Vec<String> = strategy
        .approvals
        .iter()
        .map(|decision| {
            let on = decision.on.map(|on| format!(" on {}", day_of(on))).unwrap_or_default();
            format!("{} by {}{on}", plain(decision.outcome), decision.body)
        })
        .collect();
    let areas: Vec<&str> = view.partnership().areas.iter().map(|area| area.name.as_str()).collect();
    body.facts([
        ("Partnership", Some(view.partnership().name.clone())),
        ("Area", (!areas.is_empty()).then(|| listed(&areas))),
        ("Period", strategy.period_label.clone()),
        ("Dates", days_of(strategy.starts_on, strategy.ends_on)),
        ("Edition", strategy.edition_label.clone()),
        ("State", Some(state)),
        ("Decisions", (!decisions.is_empty()).then(|| decisions.join("; "))),
    ]);
    Ok(())
}

fn purpose(view: &View, body: &mut Body) {
    let partnership = view.partnership();
    if partnership.description.is_none()
        && partnership.duty_statement.is_none()
        && partnership.aims.is_empty()
    {
        return;
    }
    body.heading(2, "What the partnership is for");
    for text in [&partnership.description, &partnership.duty_statement].into_iter().flatten() {
        body.text(text);
    }
    if !partnership.aims.is_empty() {
        body.text(quoted(&partnership.head.sources, "aims").unwrap_or("The partnership looks to address:"));
        body.list(partnership.aims.iter().map(|aim| item(&aim.text)).collect());
    }
}

fn members(view: &View, body: &mut Body) -> Result<()> {
    let places = view.members(None, false)?;
    let members: Vec<&Membership> =
        places.into_iter().filter_map(|place| Some(&*view.at::<Membership>(place)?.record)).collect();
    let others = view.partnership().other_members.as_deref();
    if members.is_empty() && others.is_none() {
        return Ok(());
    }
    body.heading(2, "Who is in the partnership");
    let mut items: Vec<Item> = members.iter().map(|member| membership(view, member)).collect();
    items.extend(others.map(item));
    body.list(items);
    Ok(())
}

fn membership(view: &View, member: &Membership) -> Item {
    let mut notes = Vec::new();
    if member.basis != MembershipBasis::NotStated {
        notes.push(plain(member.basis));
    }
    for succession in view.directory().successors(member.agency) {
        let follower = succession.to.and_then(|id| view.directory().agency(id));
        let words = followed(succession.kind);
        notes
            .push(follower.map_or_else(|| words.to_owned(), |follower| format!("{words} {}", follower.name)));
    }
    Item { text: member.name_as_published.clone(), url: None, notes }
}

fn board(view: &View, body: &mut Body) -> Result<()> {
    let meetings = all::<Meeting>(view)?;
    let Some(board) = meetings.into_iter().find(|node| node.record.is_board) else { return Ok(()) };
    body.heading(2, "The board");
    body.list(vec![meeting(&board.record)]);
    if let Some(description) = &board.record.description {
        body.text(description);
    }
    Ok(())
}

fn priority(view: &View, node: &NodeOf<Priority>, body: &mut Body) -> Result<()> {
    let priority = &node.record;
    body.heading(2, heading(priority));
    if priority.title.is_none() {
        body.text("The title of this priority is not known.");
    }
    if let Some(summary) = &priority.summary {
        body.text(summary);
    }
    let leads = names(view, &priority.lead_agencies);
    if !leads.is_empty() {
        body.text(&format!("Led by {}.", listed(&leads)));
    }
    let areas = seen::<FocusArea>(view, &node.links.focus_areas)?;
    if !areas.is_empty() {
        body.heading(3, "Focus areas");
        body.text(
            quoted(&priority.head.sources, "focusAreas").unwrap_or("The main focus for this priority is:"),
        );
        let mut items = Vec::new();
        for area in areas {
            let served = seen::<Project>(view, &area.links.projects)?;
            let served: Vec<&str> = served.iter().map(|project| project.record.name.as_str()).collect();
            let notes = (!served.is_empty()).then(|| format!("Served by {}", listed(&served)));
            items.push(Item {
                text: area.record.title.clone(),
                url: None,
                notes: notes.into_iter().collect(),
            });
        }
        body.list(items);
    }
    if let Some(approach) = &priority.approach {
        body.heading(3, "How it is addressed");
        body.text(approach);
    }
    let meetings = seen::<Meeting>(view, &node.links.meetings)?;
    let meetings = meetings.iter().filter(|node| !node.record.is_board).map(|node| meeting(&node.record));
    part("Meetings", meetings.collect(), body);
    let events = seen::<Event>(view, &node.links.events)?;
    part("Events", events.iter().map(|node| event(view, &node.record)).collect(), body);
    let projects = seen::<Project>(view, &node.links.projects)?;
    part("Projects and schemes", projects.iter().map(|node| project(view, &node.record)).collect(), body);
    let documents = seen::<DocumentRecord>(view, &node.links.documents)?;
    part("Documents", documents.iter().map(|node| document(&node.record)).collect(), body);
    Ok(())
}

/// A list under its heading, unless it is empty.
fn part(heading: &str, items: Vec<Item>, body: &mut Body) {
    if !items.is_empty() {
        body.heading(3, heading);
        body.list(items);
    }
}

fn item(text: &str) -> Item {
    Item { text: text.to_owned(), ..Item::default() }
}

/// An address, if a document may lead there.
fn url(address: &Option<String>) -> Option<String> {
    address.clone().filter(|url| is_web_address(url))
}

fn meeting(meeting: &Meeting) -> Item {
    let kind = kind_of(meeting.kind, &meeting.name);
    let cadence = meeting.cadence.as_ref().map(|cadence| format!("Meets {cadence}"));
    let notes = kind.into_iter().chain(cadence).collect();
    Item { text: meeting.name.clone(), url: url(&meeting.website), notes }
}

fn event(view: &View, event: &Event) -> Item {
    let hosts = names(view, &event.host_agencies);
    let mut notes: Vec<String> = kind_of(event.kind, &event.name).into_iter().collect();
    notes.extend(days_of(event.starts_on, event.ends_on));
    notes.extend((!hosts.is_empty()).then(|| format!("Hosted by {}", listed(&hosts))));
    notes.extend(event.description.clone());
    Item { text: event.name.clone(), url: url(&event.website), notes }
}

fn project(view: &View, project: &Project) -> Item {
    let mut notes: Vec<String> = kind_of(project.kind, &project.name).into_iter().collect();
    let lead = names(view, project.lead_agency.as_slice());
    let partners = names(view, &project.partner_agencies);
    notes.extend((project.status != ProjectStatus::NotStated).then(|| plain(project.status)));
    notes.extend((!lead.is_empty()).then(|| format!("Led by {}", listed(&lead))));
    notes.extend((!partners.is_empty()).then(|| format!("With {}", listed(&partners))));
    notes.extend(days_of(project.starts_on, project.ends_on));
    notes.extend(project.description.clone());
    Item { text: project.name.clone(), url: url(&project.website), notes }
}

fn document(document: &DocumentRecord) -> Item {
    let mut notes: Vec<String> = kind_of(document.kind, &document.title).into_iter().collect();
    notes.extend(document.version_label.clone());
    notes.extend(document.dated_on.map(|on| format!("Dated {}", day_of(on))));
    Item { text: document.title.clone(), url: url(&document.url), notes }
}

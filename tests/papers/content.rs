//! What papers and strategies say, compared with what is recorded.

use serde_json::json;

use super::scene::{PAPER, STRATEGY, at, file, march, quarter, served, set, text};
use crate::support::TestRegister;
use crate::support::server::TestServer;

#[test]
fn a_paper_says_what_has_moved_since_the_last_sitting() {
    let server = served("PUBLIC");
    let page = server.get(PAPER);
    assert_eq!(page.status, 200);
    let said = text(&page.body);
    for expected in [
        "One Chelmsford Board: paper for 11 June 2026",
        "Where Civic Centre, Chelmsford",
        "looks back to the board’s sitting of 12 March 2026, the last one recorded as held",
        "This paper holds public content only.",
        // Ratings then and now.
        "Pubwatch Green: on track Red: off track Worse",
        "Street Pastors Amber: at risk Green: on track Better",
        // Why.
        "Red: off track, 1 June 2026, reported by Essex Police. Two premises left the scheme. The chair resigned.",
        // What finished, started, stalled.
        "Taxi Marshals Finished Completed, before: active (led by Essex Police)",
        "Best Bar None Started Active, before: proposed (led by Essex Police)",
        "CCTV Stalled Paused, before: active (led by Essex Police)",
        // Changes to the plan.
        "Safe spaces Scheme Added; Led by",
        "Junior Warden Scheme Scheme Led by Chelmsford City Council",
        "Violence in the night economy Focus area Was “",
        // Actions.
        "On 4 June 2026: 1 action is overdue, 1 open and not overdue. 1 was closed since the board’s sitting of 12 March 2026.",
        "Map the hot spots of the night economy 03/1 Essex Police 1 May 2026",
        "Ask schools about awareness sessions 03/2 Essex County Council (Head of inclusion) 1 July 2026",
        "Publish the list of reporting centres 03/4 Chelmsford City Council Completed on 20 April 2026: The list is on the website.",
        // What comes.
        "One Chelmsford Board: Example, with made-up ratings and actions 11 June 2026, 10:00 to 12:00 Civic Centre, Chelmsford",
        "Crucial Crew 22 June 2026 to 26 June 2026 Hylands Park",
    ] {
        assert!(said.contains(expected), "{expected} is missing in {said}");
    }
    // Nothing is said to have moved that has not.
    assert!(!said.contains("Bedding sweeps Stalled"), "{said}");
}

#[test]
fn silent_schemes_stand_under_their_agency_and_those_with_news_do_not() {
    let server = served("PUBLIC");
    let said = text(&server.get(PAPER).body);
    let part = said.split("Stale or unreported schemes by agency").nth(1).unwrap();
    let part = part.split("Changes to the plan").next().unwrap();
    assert!(part.contains("Essex Police Best Bar None Never Never reported"), "{part}");
    assert!(part.contains("No lead agency Purple Flag Accreditation Never Never reported"), "{part}");
    assert!(!part.contains("Pubwatch"), "it reported on 1 June: {part}");
    assert!(!part.contains("Taxi Marshals"), "it is over: {part}");
    let first = part.find("Essex Police").unwrap();
    assert!(first < part.find("No lead agency").unwrap(), "those without a lead come last");
}

#[test]
fn the_figures_at_a_glance_are_those_of_the_parts() {
    let server = served("PUBLIC");
    let page = server.get(PAPER).body;
    let table = page.split("Schemes and ratings under each priority</caption>").nth(1).unwrap();
    let rows: Vec<Vec<String>> =
        table.split("</table>").next().unwrap().split("<tr>").skip(2).map(cells).collect();
    let total = |column: usize| rows.iter().map(|row| row[column].parse::<u32>().unwrap()).sum::<u32>();
    // Pubwatch is red and Street Pastors green, each under one priority.
    assert_eq!((total(2), total(3), total(4)), (1, 0, 1), "{rows:?}");
    assert_eq!((total(5), total(6), total(7)), (1, 1, 1), "{rows:?}");
}

fn cells(row: &str) -> Vec<String> {
    let cells = row.split("<t").skip(1).filter(|cell| cell.starts_with(['h', 'd']));
    cells.map(|cell| cell.split_once('>').unwrap().1.split('<').next().unwrap().to_owned()).collect()
}

#[test]
fn the_paper_of_a_sitting_that_has_passed_stays_as_it_was() {
    let test = quarter("PUBLIC");
    test.clock.set(at("2026-06-12T09:00:00Z"));
    test.import(&file(|file| {
        super::scene::june(file, "PUBLIC");
        set(file, "projects", "taxi-marshals", json!({ "name": "Taxi wardens" }));
    }))
    .unwrap();
    let server = TestServer::over(test);
    let said = text(&server.get(PAPER).body);
    assert!(said.contains("Taxi Marshals Finished"), "{said}");
    assert!(!said.contains("Taxi wardens"), "{said}");
    assert!(said.contains("On 11 June 2026:"), "what is due is judged on its day: {said}");
}

#[test]
fn before_the_register_knew_the_plan_it_tells_no_changes_and_says_so() {
    let test = TestRegister::new();
    test.clock.set(at("2026-06-04T09:00:00Z"));
    test.import(&file(|file| march(file, "PUBLIC"))).unwrap();
    let server = TestServer::over(test);
    let said = text(&server.get(PAPER).body);
    assert!(said.contains("This register has kept the plan since 4 June 2026"), "{said}");
    assert!(!said.contains("Added"), "an import is no change: {said}");
    assert!(
        said.contains("Pubwatch Green: on track Green: on track Same"),
        "ratings go by their day: {said}"
    );
    server.test.wait(60);
    let mut changed = file(|file| march(file, "PUBLIC"));
    changed.projects[1].name = "Pub watch".to_owned();
    server.test.import(&changed).unwrap();
    let said = text(&server.get(PAPER).body);
    assert!(said.contains("Pub watch Scheme Was “Pubwatch”"), "{said}");
}

#[test]
fn without_an_earlier_sitting_it_looks_back_three_months() {
    let server = served("PUBLIC");
    let said = text(&server.get("/partnerships/safer-chelmsford/papers/board-2026-03-12").body);
    let rule = "No earlier sitting of One Chelmsford Board is recorded as held, so this paper looks back three months: \
                “then” is how things stood as 12 December 2025 ended.";
    assert!(said.contains(rule), "{said}");
}

#[test]
fn a_report_covers_the_days_it_is_asked_for() {
    let server = served("PUBLIC");
    let page = server.get("/partnerships/safer-chelmsford/reports/2026-03-01--2026-06-04");
    assert_eq!(page.status, 200);
    let said = text(&page.body);
    for expected in [
        "Report on 1 March 2026 to 4 June 2026",
        "Sittings held in the period",
        "One Chelmsford Board 12 March 2026, 10:00 to 12:00 Chelmsford City Council and Essex Police",
        "Pubwatch No report Red: off track New",
    ] {
        let other = expected
            .replace("Chelmsford City Council and Essex Police", "Essex Police and Chelmsford City Council");
        assert!(said.contains(expected) || said.contains(&other), "{expected} is missing in {said}");
    }
}

#[test]
fn the_strategy_is_the_whole_founding_page_as_a_document() {
    let server = TestServer::founding();
    let page = server.get(STRATEGY);
    assert_eq!(page.status, 200);
    let said = text(&page.body);
    let founding: serde_json::Value =
        serde_json::from_str(partnership_register::founding::SAFER_CHELMSFORD).unwrap();
    for (list, field) in
        [("memberships", "nameAsPublished"), ("meetings", "name"), ("events", "name"), ("projects", "name")]
    {
        for record in founding[list].as_array().unwrap() {
            if let Some(name) = record[field].as_str() {
                assert!(said.contains(name), "{name} is missing in {said}");
            }
        }
    }
    for priority in founding["strategies"][0]["priorities"].as_array().unwrap() {
        for area in priority["focusAreas"].as_array().into_iter().flatten() {
            assert!(said.contains(area["title"].as_str().unwrap()), "{area} is missing");
        }
    }
    assert!(said.contains("(provisional title)"), "{said}");
    assert!(
        server
            .get("/partnerships/safer-chelmsford")
            .body
            .contains("/partnerships/safer-chelmsford/strategies/2021-22.pdf")
    );
}

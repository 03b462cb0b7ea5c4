//! What stands in a calendar by a secret address.

use super::*;

#[test]
fn ones_own_calendar_has_only_what_is_ones_own_in_every_partnership_with_a_role() {
    let server = server();
    let both = [CHELMSFORD, ELSEWHERE].map(|slug| {
        (Role::Contributor, Some(server.test.partnership(slug)), Some(server.test.agency("essex-police")))
    });
    let own = [
        "ATTENDED FORUM",
        "Action due: A1 Do what essex-police agreed",
        "Cancelled: ATTENDED FORUM",
        "One Chelmsford Board",
        "One Chelmsford Board",
        "POLICE TASKING",
        "POLICE WEEK",
    ];
    let here = server.browser_with(&both[..1]);
    let shown = calendar(&server, &make(&server, &here, None).path);
    assert_eq!(summaries(&shown), own);
    assert!(shown.contains("X-WR-CALNAME:My partnerships"));
    assert!(!shown.contains("COUNCIL") && !shown.contains("/admin/p/safer-elsewhere/"));
    let everywhere = server.browser_with(&both);
    let shown = calendar(&server, &make(&server, &everywhere, None).path);
    assert_eq!(summaries(&shown).len(), 2 * own.len());
    assert!(shown.contains("Safer Elsewhere Partnership: http"));
    let mut ids: Vec<&str> = shown.lines().filter(|line| line.starts_with("UID:")).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 2 * own.len());
}

/// The entry with a name.
fn entry<'c>(calendar: &'c str, summary: &str) -> &'c str {
    let entries = calendar.split("BEGIN:VEVENT").skip(1);
    let mut found = entries.filter(|entry| entry.contains(&format!("SUMMARY:{summary}\r\n")));
    found.next().unwrap_or_else(|| panic!("no {summary} in {calendar}"))
}

#[test]
fn times_are_london_s_and_whole_days_end_on_the_next() {
    let server = server();
    let coordinator = server.browser_with(&[given(&server.test, Role::Coordinator, None)]);
    let shown = calendar(&server, &make(&server, &coordinator, Some(CHELMSFORD)).path);
    for line in [
        "DTSTART;TZID=Europe/London:20260115T100000",
        "DTEND;TZID=Europe/London:20260716T120000",
        "X-WR-CALNAME:Safer Chelmsford Partnership",
    ] {
        assert!(shown.contains(&format!("{line}\r\n")), "{line}");
    }
    let week = entry(&shown, "POLICE WEEK");
    for line in ["DTSTART;VALUE=DATE:20260622", "DTEND;VALUE=DATE:20260627", "TRANSP:TRANSPARENT"] {
        assert!(week.contains(line), "{line}: {week}");
    }
    assert!(!week.contains("CLASS:"), "everybody may see it");
    let due = entry(&shown, "Action due: A1 Do what essex-police agreed");
    for line in [
        "DTSTART;VALUE=DATE:20260501",
        "DTEND;VALUE=DATE:20260502",
        "CLASS:PRIVATE",
        "For Essex Police",
        "/admin/p/safer-chelmsford/actions/action_",
        "Do what essex-police agreed\\nand more",
    ] {
        assert!(due.contains(line), "{line}: {due}");
    }
    assert!(entry(&shown, "Cancelled: ATTENDED FORUM").contains("STATUS:CANCELLED"));
}

#[test]
fn a_sitting_that_moves_keeps_its_id_and_counts_on() {
    let server = server();
    let coordinator = server.browser_with(&[given(&server.test, Role::Coordinator, None)]);
    let made = make(&server, &coordinator, Some(CHELMSFORD));
    let before = calendar(&server, &made.path);
    let before = entry(&before, "COUNCIL FORUM");
    let id = before.split("UID:").nth(1).unwrap().split('@').next().unwrap();
    server.test.wait(60);
    let input = json!({ "id": id, "version": 1, "startsOn": "2026-12-08", "reason": "The hall is taken." });
    let moved = coordinator.change("updateMeetingOccurrence", input, "");
    assert_eq!(moved["errors"], json!([]));
    let after = calendar(&server, &made.path);
    let after = entry(&after, "COUNCIL FORUM");
    for line in [
        &format!("UID:{id}@"),
        "DTSTART;TZID=Europe/London:20261208T100000",
        "SEQUENCE:1",
        "LAST-MODIFIED:20260302T0901",
    ] {
        assert!(after.contains(line), "{line}: {after}");
    }
    assert!(before.contains("SEQUENCE:0"));
}

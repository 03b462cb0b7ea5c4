//! The calendar as programs read it.

use super::support::*;

async fn lines(site: &Site) -> Vec<String> {
    let body = site.get("/partnerships/example-valley/calendar.ics").await.body;
    assert!(body.lines().all(|line| line.len() <= 75));
    assert_eq!(body.matches('\n').count(), body.matches("\r\n").count());
    body.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

/// The properties of the entry with a summary.
fn entry<'l>(lines: &'l [String], summary: &str) -> Vec<&'l str> {
    let entries = lines.split(|line| line == "BEGIN:VEVENT").skip(1);
    let mut found = entries.filter(|entry| entry.contains(&format!("SUMMARY:{summary}")));
    let one = found.next().unwrap_or_else(|| panic!("no {summary}"));
    assert!(found.next().is_none(), "several {summary}");
    one.iter().take_while(|line| *line != "END:VEVENT").map(String::as_str).collect()
}

#[tokio::test]
async fn public_dates_are_in_the_calendar_and_nothing_else() {
    let site = Site::of(EVERYTHING).await;
    let lines = lines(&site).await;
    let mut summaries: Vec<_> = lines.iter().filter_map(|line| line.strip_prefix("SUMMARY:")).collect();
    summaries.sort_unstable();
    assert_eq!(
        summaries,
        [
            "Cancelled: Valley Board",
            "Day of action",
            "Day of action",
            "Postponed: Day of action: Winter day",
            "Valley Board"
        ]
    );
    for (begin, end) in [("BEGIN:VEVENT", "END:VEVENT"), ("BEGIN:VTIMEZONE", "END:VTIMEZONE")] {
        let count = |what: &str| lines.iter().filter(|line| *line == what).count();
        assert_eq!(count(begin), count(end));
    }
    assert_eq!((lines[0].as_str(), lines[lines.len() - 1].as_str()), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
}

#[tokio::test]
async fn a_timed_sitting_is_in_london_s_civil_time() {
    let site = Site::of(EVERYTHING).await;
    let lines = lines(&site).await;
    let sitting = entry(&lines, "Valley Board");
    for line in [
        "DTSTART;TZID=Europe/London:20260715T100000",
        "DTEND;TZID=Europe/London:20260715T123000",
        "LOCATION:Civic Hall\\; room 2\\, first floor",
        "STATUS:CONFIRMED",
        "DTSTAMP:20260701T120000Z",
        "SEQUENCE:0",
        "URL:https://valley.example/board",
    ] {
        assert!(sitting.contains(&line), "{line}: {sitting:?}");
    }
    let cancelled = entry(&lines, "Cancelled: Valley Board");
    assert!(cancelled.contains(&"STATUS:CANCELLED"));
    assert!(!cancelled.iter().any(|line| line.starts_with("DTEND")), "no end is known");
}

#[tokio::test]
async fn a_window_of_days_ends_on_the_day_after_its_last() {
    let site = Site::of(EVERYTHING).await;
    let lines = lines(&site).await;
    let day = lines
        .split(|line| line == "BEGIN:VEVENT")
        .find(|entry| entry.contains(&"DTSTART;VALUE=DATE:20260701".to_owned()))
        .unwrap();
    for line in [
        "DTEND;VALUE=DATE:20260704",
        "URL:https://valley.example/book?a=1&b=2",
        "DESCRIPTION:Visits\\, stalls\\; advice.\\n\\nFor: Everyone\\n\\nHosted by Valley Police and Valley Council",
        "CATEGORIES:Day of action",
    ] {
        assert!(day.contains(&line.to_owned()), "{line}: {day:?}");
    }
}

#[tokio::test]
async fn the_same_records_give_the_same_bytes_on_another_day() {
    let site = Site::of(EVERYTHING).await;
    let path = "/partnerships/example-valley/calendar.ics";
    let today = site.get(path).await.body;
    site.clock.set(at("2027-01-31T09:00:00Z"));
    assert_eq!(site.get(path).await.body, today);
    let ids: Vec<_> = today.lines().filter(|line| line.starts_with("UID:")).collect();
    assert!(ids.iter().all(|id| id.contains("_occurrence_")), "{ids:?}");
}

//! What pages and tables say, and what they must not.

use super::support::*;

#[tokio::test]
async fn the_founding_page_is_shown_line_by_line() {
    let site = Site::of(FOUNDING).await;
    let page = site.get("/partnerships/safer-chelmsford").await.body;
    let shown = text_of(&page);
    for line in PUBLISHED.lines().map(|line| line.trim().trim_start_matches("- ")) {
        // The page lists what the sentence joins.
        if let Some(named) = line.strip_prefix("other public and voluntary organisations, including ") {
            assert!(shown.contains("other public and voluntary organisations, including: CHP"), "{shown}");
            for name in named.split(", ").flat_map(|names| names.split(" and ")) {
                assert!(page.contains(&format!("<li>{name}")), "lost: {name}");
            }
            continue;
        }
        assert!(shown.contains(line), "lost: {line}");
    }
}

#[tokio::test]
async fn what_the_founding_page_repeats_is_repeated_and_in_its_place() {
    let site = Site::of(FOUNDING).await;
    let page = site.get("/partnerships/safer-chelmsford").await.body;
    for (words, times) in [
        ("<h3 id=", 4),
        ("class=\"tag\">Provisional title<", 4),
        (">Projects and schemes</h4>", 3),
        (">Meetings</h4>", 3),
        (">Events</h4>", 4),
        ("The Partnership is addressing this priority by holding multi-agency", 3),
        ("The link to this document is not known", 1),
        ("Meets quarterly", 1),
    ] {
        let start = page.find("<main").unwrap();
        assert_eq!(page[start..].matches(words).count(), times, "{words}");
    }
    let places: Vec<_> =
        ["StoryLab Project", "Public Space Protection Order", "Operation Henderson", "joint Rural Days"]
            .map(|name| page.rfind(name).unwrap())
            .into();
    assert!(places.is_sorted(), "projects and events stand under their own priority: {places:?}");
    assert!(
        text_of(&page).contains("National Probation Service Replaced by Probation Service on 26 June 2021")
    );
}

#[tokio::test]
async fn a_page_shows_every_part_of_a_plan() {
    let site = Site::of(EVERYTHING).await;
    let page = site.get("/partnerships/example-valley").await.body;
    let shown = text_of(&page);
    for words in [
        "Combined area for Upper Valley and Lower Valley",
        "First paragraph. Second paragraph with <b>no bold</b> & no </script>",
        "Also called EVP",
        "The Council Recorded as Valley Council Responsible authority Core member",
        "Ended 30 June 2022 Replaced by Valley Integrated Care Board on 1 July 2022",
        "Charity that leaves today",
        "The partnership looks to address: serious violence",
        "Meets every couple of months Chaired by Valley Council",
        "Next meeting: Wednesday 15 July 2026 , 10:00 to 12:30.",
        "Published; in force today",
        "1 April 2025 to 31 March 2028",
        "Adopted by Cabinet (Valley Council) on 20 March 2025",
        "Other editions Valley Plan 2022 to 2025 Published 1 April 2022 to 31 March 2025",
        "Priority 1: Safe streets Streets that feel safe. Led by Valley Police.",
        "lighting Served by =Street lights",
        "Priority 2 The title of this priority is not known.",
        "Led by Valley Council (Community safety manager) With Valley Police and Valley Integrated Care Board",
        "Residents’ forum Forum Belongs to Valley Police Reports to Valley Board",
        "Day of action Wednesday 1 July 2026 to Friday 3 July 2026 , Market Square For: Everyone",
        "Valley Board Wednesday 9 December 2026 , 10:00, Civic Hall Cancelled",
        "Winter day Tuesday 1 December 2026 Postponed",
        "spring 2027",
        "Amber: at risk (published as “Some concern”) 1 June 2026 , Q1 2026/27, reported by Valley Council",
        "Other projects and schemes Neighbourhood wardens Service Paused",
        "The plan Strategy Dated 21 March 2025",
        "Other documents Terms of reference The link to this document is not known Use this plan",
        "Annual report Read on 4 May 2026 In its words: “We work together every day.”",
        "Open Government Licence v3.0",
        "This plan was last updated on 1 July 2026 at 13:00 .",
    ] {
        assert!(shown.contains(words), "lost: {words}\n{shown}");
    }
    assert!(!shown.contains("Charity that left"), "who left is not listed");
    assert!(!shown.contains("30 June 2026"), "what was held is not to come");
}

#[tokio::test]
async fn what_is_not_public_or_archived_is_on_no_page_and_in_no_feed() {
    let site = Site::of(EVERYTHING).await;
    for rest in ["", "/projects.csv", "/calendar.ics", "/plan.json"] {
        let answer = site.get(&format!("/partnerships/example-valley{rest}")).await;
        assert_eq!(answer.status, 200);
        assert!(answer.body.contains("Example Valley Partnership") || rest == "/projects.csv");
        for secret in ["SECRET", "ARCHIVED"] {
            if let Some(place) = answer.body.find(secret) {
                panic!(
                    "{rest}: …{}…",
                    &answer.body[place.saturating_sub(80)..(place + 40).min(answer.body.len())]
                );
            }
        }
    }
}

#[tokio::test]
async fn the_data_block_is_json_and_cannot_be_left() {
    let site = Site::of(EVERYTHING).await;
    let page = site.get("/partnerships/example-valley").await.body;
    let open = "<script type=\"application/ld+json\">";
    assert_eq!(page.matches("<script").count(), 1);
    let block = &page[page.find(open).unwrap() + open.len()..];
    let block = &block[..block.find("</script>").unwrap()];
    let json: serde_json::Value = serde_json::from_str(block).unwrap();
    let organisation = &json["@graph"][1];
    assert_eq!(organisation["@type"], "GovernmentOrganization");
    assert_eq!(organisation["member"].as_array().unwrap().len(), 4);
    let events = organisation["event"].as_array().unwrap();
    let sitting = events.iter().find(|event| event["name"] == "Valley Board").unwrap();
    assert_eq!(sitting["startDate"], "2026-07-15T10:00:00+01:00");
    assert!(events.iter().any(|event| event["eventStatus"] == "https://schema.org/EventCancelled"));
}

#[tokio::test]
async fn the_table_lists_public_projects_with_their_links() {
    let site = Site::of(EVERYTHING).await;
    let answer = site.get("/partnerships/example-valley/projects.csv").await;
    assert!(answer.body.ends_with("\r\n"));
    let mut reader = csv::Reader::from_reader(answer.body.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3);
    let lights = rows.iter().find(|row| &row[1] == "lights").unwrap();
    let cell = |name: &str| &lights[columns.iter().position(|column| column == name).unwrap()];
    assert_eq!(cell("name"), "'=Street lights, \"bright\"");
    assert_eq!(cell("kind"), "PROJECT");
    assert_eq!(cell("leadAgency"), "Valley Council");
    assert_eq!(cell("partnerAgencies"), "Valley Police; Valley Integrated Care Board");
    assert_eq!(cell("priorities"), "Safe streets");
    assert_eq!(cell("focusAreas"), "lighting");
    assert_eq!(cell("endsOn"), "2027-03-31");
    assert_eq!(cell("updatedAt"), "2026-07-01T12:00:00Z");
}

#[tokio::test]
async fn headings_go_down_one_level_at_a_time_under_a_single_first() {
    for (file, slug) in [(FOUNDING, "safer-chelmsford"), (EVERYTHING, "example-valley")] {
        let site = Site::of(file).await;
        for path in ["/".to_owned(), format!("/partnerships/{slug}")] {
            let page = site.get(&path).await.body;
            let mut levels = Vec::new();
            for (place, _) in page.match_indices("<h") {
                levels.extend(page[place + 2..].chars().next().and_then(|c| c.to_digit(10)));
            }
            assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{path}");
            let mut deepest = levels[0];
            for level in levels {
                assert!(level <= deepest + 1, "{path}: h{level} after h{deepest}");
                deepest = level;
            }
        }
    }
}

#[tokio::test]
async fn the_start_page_links_fifty_partnerships_and_counts_the_rest() {
    let site = Site::empty();
    assert!(site.get("/").await.body.contains("no partnerships in the register yet"));
    site.load(FOUNDING).await;
    let page = site.get("/").await.body;
    for link in ["/admin/", "/explorer", "/schema.graphql", "/healthz", "/partnerships/safer-chelmsford"] {
        assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
    }
    assert!(!page.contains("more."));
    for i in 0..52 {
        let slug = format!("valley-{i:02}");
        let name = format!("Valley {i:02}");
        let file = serde_json::json!({
            "format": "partnership-register/1",
            "partnership": { "slug": slug, "name": name },
        });
        site.load(&file.to_string()).await;
    }
    let page = site.get("/").await.body;
    assert_eq!(page.matches("href=\"/partnerships/").count(), 50);
    assert!(text_of(&page).contains("There are 3 more."));
}

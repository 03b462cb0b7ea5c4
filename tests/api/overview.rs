//! What a home page needs of a plan: what it lacks, who answers for what, how it stands.

use serde_json::{Value, json};

use crate::support::people::Person;
use crate::support::{TestRegister, founding_file};

const SLUG: &str = "safer-chelmsford";
const POLICE: &str = "essex-police";
const COUNCIL: &str = "chelmsford-city-council";

fn of_plan(test: &TestRegister, person: &Person, selection: &str) -> Value {
    let query = format!("{{ partnership(slug: \"{SLUG}\") {{ {selection} }} }}");
    let answer = test.ask(person, &query, json!({}));
    assert_eq!(answer["errors"], json!([]), "{selection}");
    answer["data"]["partnership"].clone()
}

const GAPS: &str = "gaps {
    projectsWithoutLead(first: 50) { totalCount nodes { name } pageInfo { hasNextPage endCursor } }
    projectsWithoutFocusArea { totalCount }
    staleProjects { totalCount nodes { isStale } }
    prioritiesWithoutTitle { totalCount nodes { position titleStatus } }
    membersThatHaveEnded { totalCount nodes { nameAsPublished agency { successors { to { name } } } } }
    draftStrategies { totalCount nodes { title } } }";

fn count(gaps: &Value, gap: &str) -> i64 {
    gaps["gaps"][gap]["totalCount"].as_i64().unwrap()
}

/// The id of a project by its key.
fn project(test: &TestRegister, key: &str) -> String {
    let graph = test.graph(SLUG);
    graph.projects.iter().find(|node| node.record.head.key == key).unwrap().record.id.to_string()
}

#[test]
fn gaps_are_those_of_the_founding_plan() {
    let test = TestRegister::founding();
    let gaps = of_plan(&test, &Person::nobody(), GAPS);
    assert_eq!(count(&gaps, "projectsWithoutLead"), 19);
    assert_eq!(count(&gaps, "projectsWithoutFocusArea"), 19);
    assert_eq!(count(&gaps, "staleProjects"), 0);
    assert_eq!(count(&gaps, "prioritiesWithoutTitle"), 4);
    let members = &gaps["gaps"]["membersThatHaveEnded"];
    assert!(members["totalCount"].as_i64().unwrap() >= 1, "{members}");
    for member in members["nodes"].as_array().unwrap() {
        assert!(!member["agency"]["successors"].as_array().unwrap().is_empty(), "{member}");
    }
    test.wait(121 * 86_400);
    let later = of_plan(&test, &Person::nobody(), GAPS);
    assert_eq!(count(&later, "staleProjects"), 19);
}

#[test]
fn what_is_over_lacks_nothing_and_what_is_led_has_a_lead() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(SLUG);
    let change = |key: &str, mut input: Value| {
        input["id"] = project(&test, key).into();
        input["version"] = 1.into();
        test.change(&coordinator, "updateProject", input, "");
    };
    change("pubwatch", json!({ "leadAgency": POLICE }));
    change("j9-training", json!({ "status": "COMPLETED" }));
    test.wait(121 * 86_400);
    let gaps = of_plan(&test, &coordinator, GAPS);
    assert_eq!(count(&gaps, "projectsWithoutLead"), 17);
    assert_eq!(count(&gaps, "staleProjects"), 18);
    let names = gaps["gaps"]["projectsWithoutLead"]["nodes"].to_string();
    assert!(!names.contains("Pubwatch") && !names.contains("J9 Training"), "{names}");
}

#[test]
fn a_draft_waits_for_the_people_of_the_partnership_only() {
    let test = TestRegister::founding();
    let coordinator = test.coordinator(SLUG);
    let input = json!({ "partnership": SLUG, "title": "The next plan" });
    test.change(&coordinator, "createStrategy", input, "");
    assert_eq!(count(&of_plan(&test, &coordinator, GAPS), "draftStrategies"), 1);
    assert_eq!(count(&of_plan(&test, &Person::nobody(), GAPS), "draftStrategies"), 0);
    assert_eq!(
        count(&of_plan(&test, &coordinator, GAPS), "prioritiesWithoutTitle"),
        4,
        "of the one in force"
    );
}

/// The founding plan in which the police lead two projects of the first priority and take
/// part in a third, which the council leads.
fn with_leads() -> TestRegister {
    let test = TestRegister::new();
    let mut file = founding_file();
    for (key, lead, partners) in [
        ("purple-flag", POLICE, vec![]),
        ("pubwatch", POLICE, vec![]),
        ("j9-training", COUNCIL, vec![POLICE]),
    ] {
        let entry = file.projects.iter_mut().find(|project| project.key.starts_with(key)).unwrap();
        entry.lead_agency = Some(lead.to_owned());
        entry.partner_agencies = partners.into_iter().map(str::to_owned).collect();
    }
    test.import(&file).unwrap();
    test
}

const MATRIX: &str = "responsibilities { agency { slug } priority { position } leads partners }";

#[test]
fn responsibilities_count_by_agency_and_priority() {
    let test = with_leads();
    let rows = of_plan(&test, &Person::nobody(), MATRIX)["responsibilities"].clone();
    let row = |slug: &str, leads: i32, partners: i32| json!({ "agency": { "slug": slug }, "priority": { "position": 1 }, "leads": leads, "partners": partners });
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows.contains(&row(POLICE, 2, 1)) && rows.contains(&row(COUNCIL, 1, 0)), "{rows:?}");
    let unknown = MATRIX.replace("responsibilities", "responsibilities(strategy: \"nonsense\")");
    assert_eq!(of_plan(&test, &Person::nobody(), &unknown)["responsibilities"], json!([]));
}

#[test]
fn what_stands_under_no_priority_is_counted_apart_and_what_is_hidden_not_at_all() {
    let test = with_leads();
    let coordinator = test.coordinator(SLUG);
    let input = json!({
        "partnership": SLUG, "name": "Quiet", "leadAgency": POLICE, "visibility": "RESTRICTED",
    });
    test.change(&coordinator, "createProject", input, "");
    let loose = |person: &Person| {
        let rows = of_plan(&test, person, MATRIX)["responsibilities"].clone();
        rows.as_array().unwrap().iter().filter(|row| row["priority"].is_null()).cloned().collect::<Vec<_>>()
    };
    let row = json!({ "agency": { "slug": POLICE }, "priority": null, "leads": 1, "partners": 0 });
    assert_eq!(loose(&coordinator), [row]);
    assert!(loose(&Person::nobody()).is_empty());
}

#[test]
fn ratings_are_counted_now_and_given_over_time() {
    let test = with_leads();
    let coordinator = test.coordinator(SLUG);
    let id = project(&test, "pubwatch");
    for (rating, visibility) in [("RED", "PUBLIC"), ("GREEN", "PUBLIC"), ("AMBER", "PARTNERS")] {
        let input = json!({ "project": id, "rating": rating, "visibility": visibility, "reason": "A test." });
        let payload = test.change(&coordinator, "postProgress", input, "");
        assert_eq!(payload["errors"], json!([]));
        test.wait(41 * 86_400);
    }
    let standing = |person: &Person| {
        let fields = "strategy { priorities { projectCount staleCount ratingCounts { rating count }
            statusCounts { status count } ratings { on rating progress { subject { ... on Project { name } } } }
            late: ratings(from: \"2026-05-01\") { rating } } }";
        of_plan(&test, person, fields)["strategy"]["priorities"][0].clone()
    };
    let open = standing(&Person::nobody());
    assert_eq!((open["projectCount"].clone(), open["staleCount"].clone()), (json!(11), json!(10)));
    assert_eq!(
        open["ratingCounts"],
        json!([{ "rating": "GREEN", "count": 1 }, { "rating": "NOT_RATED", "count": 10 }])
    );
    assert_eq!(open["statusCounts"], json!([{ "status": "NOT_STATED", "count": 11 }]));
    let on = open["ratings"].as_array().unwrap().iter().map(|point| point["on"].as_str().unwrap());
    assert_eq!(on.collect::<Vec<_>>(), ["2026-03-02", "2026-04-12"]);
    assert_eq!(open["ratings"][0]["progress"]["subject"]["name"], "Pubwatch");
    assert_eq!(open["late"], json!([]));
    let all = standing(&coordinator);
    assert_eq!(all["ratings"].as_array().unwrap().len(), 3);
    assert_eq!(all["ratingCounts"][0], json!({ "rating": "AMBER", "count": 1 }));
}

#[test]
fn a_record_is_given_as_it_was_at_a_moment() {
    let test = TestRegister::founding();
    let id = project(&test, "pubwatch");
    test.wait(60);
    let before = test.clock.now();
    test.wait(60);
    let input = json!({ "id": id, "version": 1, "name": "Pub Watch" });
    test.change(&test.coordinator(SLUG), "updateProject", input, "");
    let name = |at: &str| {
        let query =
            format!("{{ node(id: \"{id}\"{at}) {{ ... on Project {{ name partnership {{ name }} }} }} }}");
        test.ask(&Person::nobody(), &query, json!({}))["data"]["node"]["name"].clone()
    };
    let at = |moment: chrono::DateTime<chrono::Utc>| format!(", asOf: \"{}\"", moment.to_rfc3339());
    assert_eq!(name(""), "Pub Watch");
    assert_eq!(name(&at(before)), "Pubwatch");
    assert_eq!(name(&at(before - chrono::TimeDelta::days(1))), Value::Null);
    let agency = format!("{{ node(id: \"{}\"{}) {{ id }} }}", test.agency(POLICE), at(before));
    let found = test.ask(&Person::nobody(), &agency, json!({}));
    assert_eq!(found["data"]["node"]["id"], test.agency(POLICE).to_string());
}

#[test]
fn the_lists_of_a_past_plan_are_filtered_as_it_was() {
    let test = TestRegister::founding();
    test.wait(60);
    let before = test.clock.now().to_rfc3339();
    test.wait(60);
    let input = json!({ "id": project(&test, "pubwatch"), "version": 1, "leadAgency": POLICE });
    test.change(&test.coordinator(SLUG), "updateProject", input, "");
    let led = |at: &str| {
        let query = format!(
            "{{ partnership(slug: \"{SLUG}\"{at}) {{ projects(filter: {{ hasLead: true }}) {{ totalCount }} }} }}"
        );
        test.ask(&Person::nobody(), &query, json!({}))["data"]["partnership"]["projects"]["totalCount"]
            .clone()
    };
    assert_eq!((led(""), led(&format!(", asOf: \"{before}\""))), (json!(1), json!(0)));
}

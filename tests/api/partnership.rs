//! The partnership page: the founding document as a graph.

use serde_json::{Value, json};

use crate::support::server::TestServer;

pub const PAGE: &str = r#"query Page($slug: String!) {
  partnership(slug: $slug) {
    name description dutyStatement otherMembers
    aims { text purpose }
    agencies { name kind }
    memberships { nameAsPublished listedUnder agency { name successors { to { name } on kind } } }
    board { name cadence description }
    documents { title url }
    strategy {
      title periodLabel state
      priorities {
        position heading titleStatus summary approach
        focusAreas { title }
        meetings { name }
        events { name }
        projects { name leadAgency { name } }
      }
    }
  }
}"#;

fn page(server: &TestServer) -> Value {
    let answer = server.ask(PAGE, json!({ "slug": "safer-chelmsford" }));
    assert_eq!(answer.get("errors"), None);
    answer["data"]["partnership"].clone()
}

fn count(list: &Value) -> usize {
    list.as_array().map_or(0, Vec::len)
}

#[test]
fn the_page_query_answers_with_the_whole_plan() {
    let server = TestServer::founding();
    let page = page(&server);
    assert_eq!(page["name"], "Safer Chelmsford Partnership");
    assert_eq!(count(&page["memberships"]), 10);
    assert_eq!(count(&page["aims"]), 3);
    assert_eq!(page["board"]["name"], "One Chelmsford Board");
    let priorities = page["strategy"]["priorities"].as_array().unwrap();
    let counts = |field: &str| priorities.iter().map(|p| count(&p[field])).collect::<Vec<_>>();
    assert_eq!(counts("focusAreas"), [4, 3, 8, 0]);
    assert_eq!(counts("meetings"), [3, 2, 5, 0]);
    assert_eq!(counts("events"), [3, 1, 1, 3]);
    assert_eq!(counts("projects"), [11, 4, 4, 0]);
}

#[test]
fn links_keep_their_published_order() {
    let page = page(&TestServer::founding());
    let projects = page["strategy"]["priorities"][0]["projects"].as_array().unwrap();
    let names: Vec<_> = projects.iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert_eq!(&names[..3], ["Purple Flag Accreditation", "Pubwatch", "Behave or Be Banned"]);
    assert_eq!(names.last(), Some(&"J9 Training"));
}

#[test]
fn a_provisional_title_is_never_printed_as_published() {
    let page = page(&TestServer::founding());
    for priority in page["strategy"]["priorities"].as_array().unwrap() {
        assert_eq!(priority["titleStatus"], "PROVISIONAL");
        let heading = priority["heading"].as_str().unwrap();
        assert!(heading.starts_with(&format!("Priority {}", priority["position"])), "{heading}");
        assert!(heading.contains("provisional"), "{heading}");
    }
}

#[test]
fn a_member_that_has_ended_is_still_listed_with_what_followed() {
    let page = page(&TestServer::founding());
    let members = page["memberships"].as_array().unwrap();
    let old = members.iter().find(|m| m["nameAsPublished"] == "National Probation Service").unwrap();
    let followed = &old["agency"]["successors"][0];
    assert_eq!(followed["on"], "2021-06-26");
    assert_eq!(followed["kind"], "REPLACED");
    assert_eq!(followed["to"]["name"], "Probation Service");
}

#[test]
fn an_undated_edition_is_the_latest_but_never_in_force_on_a_day() {
    let server = TestServer::founding();
    let data = server.data(
        r#"{ partnership(slug: "safer-chelmsford") {
              latest: strategy { title } on: strategy(on: "2021-10-01") { title } } }"#,
    );
    assert_eq!(data["partnership"]["latest"]["title"], "Safer Chelmsford Partnership Strategy 2021/22");
    assert_eq!(data["partnership"]["on"], Value::Null);
}

#[test]
fn an_unknown_slug_is_null_and_no_error() {
    let server = TestServer::founding();
    assert_eq!(server.data(r#"{ partnership(slug: "nowhere") { name } }"#), json!({ "partnership": null }));
    assert_eq!(server.data(r#"{ agency(slug: "nobody") { name } }"#), json!({ "agency": null }));
}

#[test]
fn as_of_gives_what_the_register_said_then() {
    let server = TestServer::founding();
    let begins =
        server.data(r#"{ partnership(slug: "safer-chelmsford") { historyBeginsAt planUpdatedAt } }"#);
    let begins = &begins["partnership"];
    server.test.wait(3600);
    let mut file = crate::support::founding_file();
    file.partnership.name = "Chelmsford Safety Partnership".to_owned();
    file.agencies[0].name = "City of Chelmsford".to_owned();
    server.test.import(&file).unwrap();
    let then = begins["planUpdatedAt"].as_str().unwrap();
    let query = format!(
        r#"{{ now: partnership(slug: "safer-chelmsford") {{ name agencies {{ name }} }}
             then: partnership(slug: "safer-chelmsford", asOf: "{then}") {{ name agencies {{ name }} }}
             before: partnership(slug: "safer-chelmsford", asOf: "2020-01-01T00:00:00Z") {{ name }} }}"#
    );
    let data = server.data(&query);
    assert_eq!(data["now"]["name"], "Chelmsford Safety Partnership");
    assert_eq!(data["now"]["agencies"][0]["name"], "City of Chelmsford");
    assert_eq!(data["then"]["name"], "Safer Chelmsford Partnership");
    assert_eq!(data["then"]["agencies"][0]["name"], "Chelmsford City Council");
    assert_eq!(data["before"], Value::Null);
}

#[test]
fn a_future_as_of_is_refused() {
    let server = TestServer::founding();
    let (code, message) =
        server.refusal(r#"{ partnership(slug: "safer-chelmsford", asOf: "2199-01-01T00:00:00Z") { name } }"#);
    assert_eq!(code, "BAD_REQUEST");
    assert!(message.contains("future"), "{message}");
}

//! Lists: filters, orders and pages by cursor.

use serde_json::{Value, json};

use crate::support::founding_file;
use crate::support::server::TestServer;

fn names(connection: &Value) -> Vec<String> {
    connection["nodes"].as_array().unwrap().iter().map(|n| n["name"].as_str().unwrap().to_owned()).collect()
}

/// Pages through a list forwards and backwards; both must give the whole list once.
fn page_through(server: &TestServer, list: &str, size: usize) -> Vec<String> {
    let ask = |arguments: &str| {
        let query = format!(
            "{{ {list}({arguments}) {{ totalCount nodes {{ name }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
        );
        server.data(&query)[list].clone()
    };
    let (mut forward, mut after) = (Vec::new(), String::new());
    loop {
        let page = ask(&format!("first: {size}{after}"));
        forward.extend(names(&page));
        if page["pageInfo"]["hasNextPage"] == false {
            assert_eq!(page["totalCount"], forward.len());
            break;
        }
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
    }
    let (mut backward, mut before) = (Vec::new(), String::new());
    loop {
        let page = ask(&format!("last: {size}{before}"));
        backward.splice(0..0, names(&page));
        if page["pageInfo"]["hasPreviousPage"] == false {
            break;
        }
        before = format!(", before: {}", page["pageInfo"]["startCursor"]);
    }
    assert_eq!(forward, backward);
    forward
}

#[test]
fn every_list_pages_forwards_and_backwards_through_each_record_once() {
    let server = TestServer::founding();
    for (list, count) in
        [("projects", 19), ("meetings", 11), ("events", 8), ("agencies", 10), ("partnerships", 1)]
    {
        for size in [1, 3, 100] {
            let all = page_through(&server, list, size);
            assert_eq!(all.len(), count, "{list} by {size}");
        }
    }
}

#[test]
fn names_order_without_regard_to_case() {
    let all = page_through(&TestServer::founding(), "projects", 7);
    let mut sorted = all.clone();
    sorted.sort_by_key(|name| partnership_register::model::text::sort_name(name));
    assert_eq!(all, sorted);
}

#[test]
fn a_page_stays_in_place_when_records_are_inserted_before_it() {
    let server = TestServer::founding();
    let first = server.data("{ projects(first: 5) { nodes { name } pageInfo { endCursor } } }");
    let mut file = founding_file();
    let mut early = file.projects[0].clone();
    (early.key, early.name) = ("aardvark".to_owned(), "Aardvark watch".to_owned());
    file.projects.push(early);
    server.test.import(&file).unwrap();
    let next = server.data(&format!(
        "{{ projects(first: 5, after: {}) {{ nodes {{ name }} }} }}",
        first["projects"]["pageInfo"]["endCursor"]
    ));
    let (first, next) = (names(&first["projects"]), names(&next["projects"]));
    assert!(first.iter().all(|name| !next.contains(name)));
    assert!(!next.contains(&"Aardvark watch".to_owned()));
}

fn with_leads() -> TestServer {
    let server = TestServer::founding();
    let mut file = founding_file();
    file.projects[0].lead_agency = Some("essex-police".to_owned());
    file.projects[1].lead_agency = Some("chelmsford-city-council".to_owned());
    file.projects[1].partner_agencies = vec!["essex-police".to_owned()];
    file.projects[2].status = partnership_register::model::ProjectStatus::Active;
    server.test.import(&file).unwrap();
    server
}

#[test]
fn projects_are_found_by_agency_and_role_by_slug_or_id() {
    let server = with_leads();
    let id = server.data(r#"{ agency(slug: "essex-police") { id projects { totalCount } } }"#);
    assert_eq!(id["agency"]["projects"]["totalCount"], 2);
    let id = id["agency"]["id"].as_str().unwrap();
    let count = |filter: &str| {
        server.data(&format!("{{ projects(filter: {{ {filter} }}) {{ totalCount nodes {{ name }} }} }}"))["projects"].clone()
    };
    assert_eq!(count(r#"agency: "essex-police""#)["totalCount"], 2);
    assert_eq!(count(&format!(r#"agency: "{id}""#))["totalCount"], 2);
    assert_eq!(names(&count(r#"agency: "essex-police", role: LEAD"#)), ["Purple Flag Accreditation"]);
    assert_eq!(names(&count(r#"agency: "essex-police", role: PARTNER"#)), ["Pubwatch"]);
    assert_eq!(names(&count(r#"agency: "essex-police", text: "flag""#)), ["Purple Flag Accreditation"]);
    assert_eq!(count(r#"agency: "nobody""#)["totalCount"], 0);
    assert_eq!(count(r#"text: " ""#)["totalCount"], 19);
    assert_eq!(count(r#"text: "?!""#)["totalCount"], 0);
    assert_eq!(count("status: ACTIVE")["totalCount"], 1);
    assert_eq!(count("status: [ACTIVE, NOT_STATED]")["totalCount"], 19);
    assert_eq!(count(r#"partnership: "safer-chelmsford""#)["totalCount"], 19);
}

#[test]
fn projects_are_found_by_the_priority_they_stand_under() {
    let server = TestServer::founding();
    let data = server.data(r#"{ partnership(slug: "safer-chelmsford") { strategy { priorities { id } } } }"#);
    let id = data["partnership"]["strategy"]["priorities"][1]["id"].as_str().unwrap().to_owned();
    let list = |noun: &str| {
        server.data(&format!(r#"{{ {noun}(filter: {{ priority: "{id}" }}) {{ totalCount }} }}"#))
    };
    assert_eq!(list("projects")["projects"]["totalCount"], 4);
    assert_eq!(list("meetings")["meetings"]["totalCount"], 2);
    assert_eq!(list("events")["events"]["totalCount"], 1);
}

#[test]
fn updated_since_gives_what_changed_from_then_on_the_last_first() {
    let server = with_leads();
    server.test.wait(60);
    let since = server.test.clock.now().to_rfc3339();
    let mut file = partnership_register::commands::export::file_of(
        &server.test.graph("safer-chelmsford"),
        &server.test.register.directory(),
    )
    .unwrap();
    file.projects[5].website = Some("https://example.org/".to_owned());
    server.test.import(&file).unwrap();
    let data = server.data(&format!(
        r#"{{ projects(filter: {{ updatedSince: "{since}" }}, orderBy: UPDATED_AT) {{ nodes {{ name }} }} }}"#
    ));
    assert_eq!(names(&data["projects"]), [file.projects[5].name.as_str()]);
}

#[test]
fn a_cursor_of_another_list_or_order_is_refused() {
    let server = TestServer::founding();
    let across = |list: &str| format!("{{ {list} {{ pageInfo {{ endCursor }} }} }}");
    let within = |list: &str| {
        format!("{{ partnership(slug: \"safer-chelmsford\") {{ {list} {{ pageInfo {{ endCursor }} }} }} }}")
    };
    let cursor = |query: &str| {
        let found = server.data(query);
        let list = found.get("partnership").unwrap_or(&found).as_object().unwrap().values().next().unwrap();
        list["pageInfo"]["endCursor"].clone()
    };
    let lists = [
        (true, "projects", ""),
        (true, "projects", ", orderBy: UPDATED_AT"),
        (true, "projects", ", orderBy: STARTS_ON"),
        (true, "meetings", ""),
        (false, "projects", ""),
        (false, "projects", ", orderBy: UPDATED_AT"),
        (false, "meetings", ""),
    ];
    let ask = |(everywhere, list, order): (bool, &str, &str), after: &str| {
        let list = format!("{list}(first: 3{order}{after})");
        if everywhere { across(&list) } else { within(&list) }
    };
    for of in lists {
        let after = format!(", after: {}", cursor(&ask(of, "")));
        for list in lists {
            match list == of {
                true => assert_ne!(cursor(&ask(list, &after)), cursor(&ask(of, ""))),
                false => assert_eq!(server.refusal(&ask(list, &after)).0, "BAD_REQUEST", "{of:?} {list:?}"),
            }
        }
    }
}

#[test]
fn wrong_page_arguments_say_what_is_wrong() {
    let server = TestServer::founding();
    let code = |arguments: &str| server.refusal(&format!("{{ projects({arguments}) {{ totalCount }} }}"));
    assert_eq!(code("first: 101").0, "LIMIT_EXCEEDED");
    assert_eq!(code("first: -1").0, "BAD_REQUEST");
    assert_eq!(code("first: 1, last: 1").0, "BAD_REQUEST");
    assert_eq!(code(r#"first: 1, after: "nonsense""#).0, "BAD_REQUEST");
    assert!(code("first: 101").1.contains("100"));
}

#[test]
fn what_waits_for_the_database_is_answered_in_its_place() {
    let server = TestServer::founding();
    let query = "{ a: projects(first: 1) { totalCount } b: __typename c: search(text: \"police\", first: 1) { totalCount } d: __typename }";
    let body = server.post(&[], &json!({ "query": query })).body;
    let places: Vec<Option<usize>> =
        ["\"a\":", "\"b\":", "\"c\":", "\"d\":"].map(|key| body.find(key)).to_vec();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{body}");
}

//! Any record by its id.

use serde_json::{Value, json};

use crate::support::server::TestServer;

const IDS: &str = r#"{ partnership(slug: "safer-chelmsford") { id
  memberships { id } strategies { id priorities { id focusAreas { id } } }
  documents { id } agencies { id successors { id } }
  meetings(first: 100) { nodes { id } } events(first: 100) { nodes { id } } projects(first: 100) { nodes { id } } } }"#;

fn collect(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            ids.extend(map.get("id").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| collect(value, ids));
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, ids)),
        _ => {}
    }
}

#[test]
fn every_id_finds_its_record_again() {
    let server = TestServer::founding();
    let mut ids = Vec::new();
    collect(&server.data(IDS), &mut ids);
    assert!(ids.len() > 75, "{}", ids.len());
    for ids in ids.chunks(50) {
        let answer =
            server.ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", json!({ "ids": ids }));
        let nodes = answer["data"]["nodes"].as_array().unwrap();
        for (node, id) in nodes.iter().zip(ids) {
            assert_eq!(node["id"], *id);
            let prefix = id.rsplit_once('_').unwrap().0.replace('_', "");
            assert_eq!(node["__typename"].as_str().unwrap().to_lowercase(), prefix);
        }
    }
}

#[test]
fn what_is_not_there_is_null() {
    let server = TestServer::founding();
    for id in [
        "",
        "nonsense",
        "project_0",
        "project_01920000000070008000000000000000",
        "user_01920000000070008000000000000000",
    ] {
        let answer = server.ask("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id }));
        assert_eq!(answer, json!({ "data": { "node": null } }), "{id}");
    }
}

#[test]
fn an_id_that_comes_to_exist_is_found_at_once() {
    let server = TestServer::founding();
    let before = server.data(r#"{ partnerships { totalCount } search(text: "newcomer") { totalCount } }"#);
    assert_eq!(before["search"]["totalCount"], 0);
    let mut file = crate::support::founding_file();
    file.projects[0].name = "Newcomer scheme".to_owned();
    server.test.import(&file).unwrap();
    let after = server.data(r#"{ partnerships { totalCount } search(text: "newcomer") { totalCount } }"#);
    assert_eq!(after["search"]["totalCount"], 1);
}

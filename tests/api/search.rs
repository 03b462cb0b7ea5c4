//! Search: the same words find the same records on both databases.

use serde_json::Value;

use crate::support::founding_file;
use crate::support::server::TestServer;

fn titles(server: &TestServer, arguments: &str) -> Vec<String> {
    let data = server.data(&format!("{{ search({arguments}) {{ nodes {{ title }} }} }}"));
    let nodes = data["search"]["nodes"].as_array().unwrap();
    nodes.iter().map(|node| node["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn prefixes_accents_and_case_do_not_matter() {
    let server = TestServer::founding();
    for text in ["county lines", "COUNTY LÍNES", "lin county", "coun lin"] {
        assert!(
            titles(&server, &format!("text: {text:?}")).contains(&"gangs, drugs and county lines".to_owned()),
            "{text}"
        );
    }
    assert!(titles(&server, r#"text: "county nothing""#).is_empty());
    assert!(titles(&server, r#"text: "!!!""#).is_empty());
}

#[test]
fn words_in_the_title_come_before_words_in_the_text() {
    let server = TestServer::founding();
    let mut file = founding_file();
    file.projects[0].description = Some("Works closely with Street Pastors.".to_owned());
    server.test.import(&file).unwrap();
    assert_eq!(titles(&server, r#"text: "street pastors""#), ["Street Pastors", "Purple Flag Accreditation"]);
}

#[test]
fn the_words_found_are_marked_in_title_and_excerpt() {
    let server = TestServer::founding();
    let data = server.data(
        r#"{ search(text: "board quart", types: [MEETING]) { nodes { type title titleParts { text isMatch } excerpt { text isMatch }
             partnership { slug } node { id } } } }"#,
    );
    let hit = &data["search"]["nodes"][0];
    assert_eq!(hit["title"], "One Chelmsford Board");
    assert_eq!(hit["partnership"]["slug"], "safer-chelmsford");
    let marked = |parts: &Value| -> Vec<String> {
        let parts = parts.as_array().unwrap().iter().filter(|part| part["isMatch"] == true);
        parts.map(|part| part["text"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(marked(&hit["titleParts"]), ["Board"]);
    assert!(marked(&hit["excerpt"]).contains(&"quarterly".to_owned()));
}

#[test]
fn search_narrows_by_type_and_partnership_and_pages() {
    let server = TestServer::founding();
    let all = titles(&server, r#"text: "training", first: 100"#);
    assert!(all.len() >= 2, "{all:?}");
    assert!(titles(&server, r#"text: "training", types: [AGENCY]"#).is_empty());
    assert!(titles(&server, r#"text: "training", partnership: "nowhere""#).is_empty());
    let (mut paged, mut after) = (Vec::new(), String::new());
    loop {
        let data = server.data(&format!(
            r#"{{ search(text: "training", first: 1{after}) {{ totalCount nodes {{ title }} pageInfo {{ hasNextPage endCursor }} }} }}"#
        ));
        let page = &data["search"];
        assert_eq!(page["totalCount"], all.len());
        paged.push(page["nodes"][0]["title"].as_str().unwrap().to_owned());
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
    }
    assert_eq!(paged, all);
}

#[test]
fn too_much_to_search_for_is_refused() {
    let server = TestServer::founding();
    let (code, _) =
        server.refusal(&format!(r#"{{ search(text: "{}") {{ totalCount }} }}"#, "a ".repeat(101)));
    assert_eq!(code, "LIMIT_EXCEEDED");
}

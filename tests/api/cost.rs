//! What the worked queries cost against the limit.

use async_graphql::Value;
use async_graphql::extensions::Analyzer;
use partnership_register::graphql;
use partnership_register::graphql::limits::QueryLimits;

use super::partnership::PAGE;

/// The largest query that the admin web is planned to send: everything of a plan.
const ADMIN: &str = r#"{ partnership(slug: "safer-chelmsford") { id version name
  memberships { id version agency { id name } basis capacity nameAsPublished }
  strategy { id version title state approvals { body outcome on }
    priorities { id version position heading titleStatus
      focusAreas { id version title latestProgress { rating on } }
      meetings { id name } events { id name }
      projects { id version name status isStale leadAgency { id name } latestProgress { rating on } } } } } }"#;

/// The cost as the library counts it; no data is needed for that.
async fn cost(query: &str) -> usize {
    let schema = graphql::builder().extension(Analyzer).finish();
    let request = async_graphql::Request::new(query)
        .variables(async_graphql::Variables::from_json(serde_json::json!({ "slug": "safer-chelmsford" })));
    let answer = schema.execute(request).await;
    let Some(Value::Object(analysis)) = answer.extensions.get("analyzer") else {
        panic!("{:?}", answer.errors)
    };
    serde_json::to_value(&analysis["complexity"]).unwrap().as_u64().unwrap() as usize
}

#[tokio::test]
async fn the_page_query_and_the_admins_largest_fit_the_limit_with_room() {
    let limit = QueryLimits::default().complexity;
    for (name, query) in [("page", PAGE), ("admin", ADMIN)] {
        let cost = cost(query).await;
        println!("the {name} query costs {cost} of {limit}");
        assert!(cost > 500, "{name}: {cost} is too little to be true");
        assert!(cost * 10 < limit * 9, "{name}: {cost} of {limit}");
    }
}

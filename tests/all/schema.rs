//! JSON Schema (draft 4), as much of it as the schemas of the formats that we write use.
//! A keyword that is not known here fails, so that nothing passes unseen.

use serde_json::{Map, Value};

/// What is wrong with a value by a schema, each with its place.
pub(crate) fn problems(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check(schema, schema, value, "", &mut found);
    found
}

fn check(root: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    let rules = schema.as_object().unwrap();
    if let Some(address) = rules.get("$ref") {
        let address = address.as_str().unwrap().trim_start_matches('#');
        return check(root, root.pointer(address).unwrap(), value, place, found);
    }
    for (keyword, rule) in rules {
        let is_right = match keyword.as_str() {
            "type" => is_type(rule, value),
            "enum" => rule.as_array().unwrap().contains(value),
            "required" => value.as_object().is_none_or(|object| {
                let mut names = rule.as_array().unwrap().iter();
                names.all(|name| object.contains_key(name.as_str().unwrap()))
            }),
            "minimum" => value
                .as_f64()
                .is_none_or(|own| own >= rule.as_f64().unwrap()),
            "maximum" => value
                .as_f64()
                .is_none_or(|own| own <= rule.as_f64().unwrap()),
            "minItems" => length(value).is_none_or(|own| own >= rule.as_u64().unwrap()),
            "maxItems" => length(value).is_none_or(|own| own <= rule.as_u64().unwrap()),
            "uniqueItems" => value
                .as_array()
                .is_none_or(|items| (1..items.len()).all(|at| !items[..at].contains(&items[at]))),
            "anyOf" => matching(root, rule, value) > 0,
            "oneOf" => matching(root, rule, value) == 1,
            "allOf" => matching(root, rule, value) == rule.as_array().unwrap().len(),
            "pattern" => value.as_str().is_none_or(|text| {
                fancy_regex::Regex::new(rule.as_str().unwrap())
                    .unwrap()
                    .is_match(text)
                    .unwrap()
            }),
            "format" => value
                .as_str()
                .is_none_or(|text| rule != "uri" || text.contains(':')),
            "properties"
            | "additionalProperties"
            | "items"
            | "description"
            | "title"
            | "default"
            | "definitions"
            | "$schema"
            | "id"
            | "$comment" => true,
            other => panic!("the schema has {other}, which is not checked"),
        };
        if !is_right {
            found.push(format!("{place}: {keyword} {rule}: {value}"));
        }
    }
    if let Value::Object(object) = value {
        check_object(root, rules, object, place, found);
    }
    if let (Value::Array(items), Some(rule)) = (value, rules.get("items")) {
        for (number, item) in items.iter().enumerate() {
            check(root, rule, item, &format!("{place}/{number}"), found);
        }
    }
}

fn check_object(
    root: &Value,
    rules: &Map<String, Value>,
    object: &Map<String, Value>,
    place: &str,
    found: &mut Vec<String>,
) {
    let known = rules.get("properties").and_then(Value::as_object);
    for (name, value) in object {
        let place = format!("{place}/{name}");
        match (
            known.and_then(|known| known.get(name)),
            rules.get("additionalProperties"),
        ) {
            (Some(rule), _) => check(root, rule, value, &place, found),
            (None, Some(Value::Bool(false))) => found.push(format!("{place}: not known")),
            (None, Some(rule @ Value::Object(_))) => check(root, rule, value, &place, found),
            (None, _) => {}
        }
    }
}

fn matching(root: &Value, rules: &Value, value: &Value) -> usize {
    let fits = |rule: &&Value| {
        let mut found = Vec::new();
        check(root, rule, value, "", &mut found);
        found.is_empty()
    };
    rules.as_array().unwrap().iter().filter(fits).count()
}

fn length(value: &Value) -> Option<u64> {
    value.as_array().map(|items| items.len() as u64)
}

fn is_type(rule: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the schema has the type {other}"),
    };
    match rule {
        Value::Array(names) => names.iter().any(|name| is(name.as_str().unwrap())),
        name => is(name.as_str().unwrap()),
    }
}

#[test]
fn what_is_wrong_is_found() {
    let schema = serde_json::json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["a"],
        "properties": {
            "a": { "type": "integer", "minimum": 1 },
            "b": { "type": "array", "uniqueItems": true, "items": { "$ref": "#/definitions/c" } },
        },
        "definitions": { "c": { "enum": ["x", "y"] } },
    });
    let wrong = |value: Value| problems(&schema, &value).len();
    assert_eq!(wrong(serde_json::json!({ "a": 1, "b": ["x", "y"] })), 0);
    assert_eq!(wrong(serde_json::json!({ "b": ["x", "x"] })), 2);
    assert_eq!(wrong(serde_json::json!({ "a": 0, "b": ["z"], "c": 1 })), 3);
    assert_eq!(wrong(serde_json::json!([])), 1);
}

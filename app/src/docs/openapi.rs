//! Reads an OpenAPI document (version 3.1) as far as the page shows it. What it lacks is left empty.
//!
//! # Layout
//! - [`schema`]: members of values.

use serde_json::Value;

use super::reference::{Call, Group, Member, Reference, Reply};
use crate::link;

mod schema;

use schema::{Schemas, text};

/// The methods in the order in which they are shown.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Reads the document; one that is none has no calls.
pub(super) fn read(json: &str) -> Reference {
    let document: Value = serde_json::from_str(json).unwrap_or_default();
    let schemas = Schemas::of(&document);
    let mut reference = Reference {
        version: text(&document["info"]["version"]),
        base: text(&document["servers"][0]["url"]),
        ..Reference::default()
    };
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                let group = group_of(&mut reference.groups, &text(&operation["tags"][0]));
                group.calls.push(call(method, path, operation, &schemas));
            }
        }
    }
    reference
}

fn group_of<'a>(groups: &'a mut Vec<Group>, name: &str) -> &'a mut Group {
    let at = groups.iter().position(|group| group.name == name).unwrap_or_else(|| {
        groups.push(Group { name: name.to_owned(), calls: Vec::new() });
        groups.len() - 1
    });
    &mut groups[at]
}

fn call(method: &str, path: &str, operation: &Value, schemas: &Schemas) -> Call {
    let content = &operation["requestBody"]["content"];
    let schema = &content["application/json"]["schema"];
    let parameters = operation["parameters"].as_array().map_or(&[][..], Vec::as_slice);
    let replies = operation["responses"].as_object().into_iter().flatten();
    Call {
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]).trim_end_matches('.').to_owned(),
        description: text(&operation["description"]),
        parameters: parameters.iter().map(|it| parameter(it, schemas)).collect(),
        body: schemas.members(schema),
        replies: replies.map(|(status, it)| reply(status, it, schemas)).collect(),
        curl: options(method, schema, schemas),
        example: example(path, parameters),
    }
}

fn parameter(parameter: &Value, schemas: &Schemas) -> Member {
    Member {
        name: text(&parameter["name"]),
        place: text(&parameter["in"]),
        kind: schemas.kind(&parameter["schema"]),
        is_required: parameter["required"] == true,
        description: text(&parameter["description"]),
    }
}

fn reply(status: &str, reply: &Value, schemas: &Schemas) -> Reply {
    Reply {
        status: status.to_owned(),
        description: text(&reply["description"]),
        members: schemas.members(&reply["content"]["application/json"]["schema"]),
    }
}

/// What `curl` needs before the address.
fn options(method: &str, body: &Value, schemas: &Schemas) -> String {
    let body = schemas.example(body);
    match (method, body) {
        ("get", _) => String::new(),
        ("post", Some(body)) => format!("-d '{body}' "),
        (method, Some(body)) => format!("-X {} -d '{body}' ", method.to_uppercase()),
        (method, None) => format!("-X {} ", method.to_uppercase()),
    }
}

/// The path with examples in place of its names, and a query of the parameters that have examples.
fn example(path: &str, parameters: &[Value]) -> String {
    let mut example = path.to_owned();
    let mut pairs = Vec::new();
    for parameter in parameters {
        let (name, value) = (text(&parameter["name"]), schema::example_of(parameter));
        let Some(value) = value.map(|value| link::query(&plain(&value))) else { continue };
        match parameter["in"].as_str() {
            Some("path") => example = example.replace(&format!("{{{name}}}"), &value),
            Some("query") => pairs.push(format!("{name}={value}")),
            _ => {}
        }
    }
    if !pairs.is_empty() {
        example = format!("{example}?{}", pairs.join("&"));
    }
    example
}

/// A value as it stands in an address.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests;

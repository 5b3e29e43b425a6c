//! Tests of the reader.

use serde_json::json;

use super::*;

fn document() -> Reference {
    let document = json!({
        "info": { "version": "1.2.3" },
        "servers": [{ "url": "/api/v1" }],
        "paths": {
            "/rooms/{room}/messages": {
                "post": {
                    "tags": ["chat"],
                    "summary": "Say something.",
                    "parameters": [
                        { "name": "room", "in": "path", "required": true, "example": "general",
                          "schema": { "type": "string" } },
                        { "name": "after", "in": "query", "schema": { "type": ["integer", "null"] } }
                    ],
                    "requestBody": { "content": { "application/json": {
                        "schema": { "$ref": "#/components/schemas/Draft" } } } },
                    "responses": { "201": { "description": "said", "content": { "application/json": {
                        "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Draft" } } } } } }
                },
                "get": { "tags": ["chat"], "responses": {} }
            },
            "/calc": { "get": { "tags": ["calc"], "parameters": [
                { "name": "expr", "in": "query", "example": "2^10 + 1/4" } ] } }
        },
        "components": { "schemas": {
            "Draft": { "type": "object", "required": ["text"], "properties": {
                "text": { "type": "string", "description": "What is said.", "example": "hi" },
                "reply_to": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Id" }] },
                "loop": { "$ref": "#/components/schemas/Loop" } } },
            "Id": { "type": "string" },
            "Loop": { "$ref": "#/components/schemas/Loop" }
        } }
    });
    read(&document.to_string())
}

#[test]
fn calls_are_grouped_by_room_with_the_methods_in_order() {
    let reference = document();
    let names: Vec<_> = reference.groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!((names, reference.version.as_str()), (vec!["calc", "chat"], "1.2.3"));
    let methods: Vec<_> = reference.groups[1].calls.iter().map(|it| it.method.as_str()).collect();
    assert_eq!(methods, ["GET", "POST"]);
}

#[test]
fn a_call_tells_its_parameters_body_and_answers() {
    let reference = document();
    let post = &reference.groups[1].calls[1];
    assert_eq!(
        (post.summary.as_str(), post.anchor().as_str()),
        ("Say something", "post-rooms-room-messages")
    );
    assert_eq!(
        (post.parameters[1].kind.as_str(), post.parameters[1].is_required),
        ("integer", false)
    );
    let kinds: Vec<_> = post.body.iter().map(|it| (it.name.as_str(), it.kind.as_str())).collect();
    assert_eq!(kinds, [("text", "string"), ("loop", ""), ("reply_to", "string")]);
    assert_eq!((post.replies[0].members.len(), post.replies[0].description.as_str()), (3, "said"));
}

#[test]
fn a_line_for_a_terminal_can_be_run_as_it_stands() {
    let reference = document();
    let command = |call: &Call| call.command("http://h", &reference.base);
    let [calc, chat] = &reference.groups[..] else { unreachable!("two rooms") };
    assert_eq!(
        command(&chat.calls[1]),
        r#"curl -d '{"text":"hi"}' 'http://h/api/v1/rooms/general/messages'"#
    );
    let query = "curl 'http://h/api/v1/calc?expr=2%5E10%20%2B%201/4'";
    assert_eq!(command(&calc.calls[0]), query);
}

#[test]
fn what_is_no_description_has_no_calls() {
    assert_eq!(read("").groups, []);
    assert_eq!(read("[1]").groups, []);
}

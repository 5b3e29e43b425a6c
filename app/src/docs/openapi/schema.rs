//! Members of values, by their schemas (JSON Schema 2020-12, as OpenAPI 3.1 has it).

use serde_json::{Map, Value};

use crate::docs::reference::Member;

/// How deep references are followed: they may lead in circles.
const DEPTH: u8 = 8;

/// The schemas that others refer to.
pub(super) struct Schemas<'a>(&'a Value);

impl<'a> Schemas<'a> {
    /// Those of a document.
    pub(super) fn of(document: &'a Value) -> Self {
        Self(&document["components"]["schemas"])
    }

    /// The members of an object, or of the objects in a list; those that must be there come first.
    pub(super) fn members(&self, schema: &Value) -> Vec<Member> {
        let mut object = self.resolve(schema);
        if let Some(items) = object.get("items") {
            object = self.resolve(items);
        }
        let required = |name: &str| {
            object["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name))
        };
        let properties = object["properties"].as_object().into_iter().flatten();
        let member = |(name, schema): (&String, &Value)| Member {
            name: name.clone(),
            place: String::new(),
            kind: self.kind(schema),
            is_required: required(name),
            description: self.description(schema),
        };
        let mut members: Vec<Member> = properties.map(member).collect();
        members.sort_by_key(|member| !member.is_required);
        members
    }

    fn description(&self, schema: &Value) -> String {
        match text(&schema["description"]) {
            own if own.is_empty() => text(&self.resolve(schema)["description"]),
            own => own,
        }
    }

    /// What kind of value a schema describes, in words of JSON.
    pub(super) fn kind(&self, schema: &Value) -> String {
        self.kind_within(schema, DEPTH)
    }

    fn kind_within(&self, schema: &Value, depth: u8) -> String {
        let schema = self.resolve(schema);
        if depth == 0 {
            return String::new();
        }
        if let Some(items) = schema.get("items") {
            return format!("[{}]", self.kind_within(items, depth - 1));
        }
        if let Some(words) = schema["enum"].as_array() {
            return words.iter().map(text).collect::<Vec<_>>().join(" | ");
        }
        let alternatives = schema["oneOf"].as_array().into_iter().flatten();
        let types = schema["type"].as_array().into_iter().flatten().map(text);
        let mut kinds: Vec<String> =
            alternatives.map(|one| self.kind_within(one, depth - 1)).chain(types).collect();
        kinds.extend(schema["type"].as_str().map(str::to_owned));
        kinds.retain(|kind| kind != "null" && !kind.is_empty());
        kinds.join(" | ")
    }

    /// An example of a body, made of its members' examples; `None` when there are none.
    pub(super) fn example(&self, schema: &Value) -> Option<Value> {
        let schema = self.resolve(schema);
        if let Some(example) = example_of(schema) {
            return Some(example);
        }
        let properties = schema["properties"].as_object()?;
        let pairs =
            properties.iter().filter_map(|(name, it)| Some((name.clone(), example_of(it)?)));
        let object: Map<String, Value> = pairs.collect();
        (!object.is_empty()).then_some(Value::Object(object))
    }

    /// The schema behind a reference.
    fn resolve<'b>(&'b self, schema: &'b Value) -> &'b Value {
        let mut schema = schema;
        for _ in 0..DEPTH {
            let Some(reference) = schema["$ref"].as_str() else { break };
            let name = reference.rsplit('/').next().unwrap_or_default();
            schema = &self.0[name];
        }
        schema
    }
}

/// The example that a parameter or a schema gives.
pub(super) fn example_of(value: &Value) -> Option<Value> {
    let own = [&value["example"], &value["examples"][0], &value["schema"]["example"]];
    own.into_iter().find(|example| !example.is_null()).cloned()
}

/// A text; empty when there is none.
pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

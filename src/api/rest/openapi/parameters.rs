//! What OpenAPI says of parameters: their types and their limits, which are those that requests are
//! held to.

use serde_json::{Value, json};
use utoipa::openapi::path::{Parameter as OpenApiParameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ArrayBuilder, Object, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{Deprecated, RefOr, Required};

use crate::api::ageing::Ageing;
use crate::api::finish::MAX_ADDRESS_BYTES;
use crate::api::rest::parameter::{Kind, MAX_CHARACTERS, Parameter};

pub(super) fn in_path(name: &str, about: &str, example: &str) -> OpenApiParameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(about))
        .schema(Some(Schema::Object(words())))
        .example(Some(json!(example)))
        .build()
}

pub(super) fn in_query(parameter: &Parameter, ageing: Option<&Ageing>) -> OpenApiParameter {
    let told = ageing.map(|ageing| format!(" {}", ageing.told())).unwrap_or_default();
    let (one, example) = (value_schema(parameter), example_of(parameter));
    let (schema, example) = if parameter.many {
        let many = ArrayBuilder::new().items(RefOr::T(Schema::Object(one)));
        (Schema::Array(many.max_items(Some(parameter.most)).build()), json!([example]))
    } else {
        (Schema::Object(one), example)
    };
    ParameterBuilder::new()
        .name(parameter.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(format!("{}{told}", parameter.description)))
        .deprecated(ageing.map(|_| Deprecated::True))
        .explode(parameter.many.then_some(true))
        .schema(Some(schema))
        .example(Some(example).filter(|_| !parameter.example.is_empty()))
        .build()
}

fn example_of(parameter: &Parameter) -> Value {
    match parameter.kind {
        Kind::Integer { .. } | Kind::Boolean => {
            serde_json::from_str(parameter.example).unwrap_or_default()
        }
        _ => json!(parameter.example),
    }
}

fn value_schema(parameter: &Parameter) -> Object {
    let of = |kind| ObjectBuilder::new().schema_type(SchemaType::Type(kind));
    match &parameter.kind {
        Kind::Text => words(),
        Kind::Json => text().max_length(Some(MAX_ADDRESS_BYTES)).build(),
        Kind::Pattern(pattern) => {
            text().max_length(Some(MAX_CHARACTERS)).pattern(Some(*pattern)).build()
        }
        Kind::Codes(codes) => text().enum_values(Some(codes())).build(),
        Kind::Boolean => of(Type::Boolean).build(),
        Kind::Integer { min, max, default } => of(Type::Integer)
            .minimum(Some(*min))
            .maximum(*max)
            .default(default.map(Value::from))
            .build(),
    }
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::Type(Type::String))
}

fn words() -> Object {
    text().min_length(Some(1)).max_length(Some(MAX_CHARACTERS)).build()
}

//! A client of both faces, without a network.

use std::cell::RefCell;
use std::net::SocketAddr;
use std::rc::Rc;

use actix_web::http::Method;
use actix_web::http::header::HeaderMap;
use actix_web::rt::{System, SystemRunner};
use actix_web::test;
use kuntavaaka::api::protect::Protection;
use kuntavaaka::api::service::Service;
use kuntavaaka::api::{self, Faces};
use kuntavaaka::query::Store;
use kuntavaaka::store::Access;
use serde_json::{Value, json};

use super::{TestDb, facts};

/// A text as it stands in a query string.
pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |encoded, byte| format!("{encoded}%{byte:02X}"))
}

/// A store that holds the small set of facts.
fn filled(database: &TestDb) -> Store {
    database.writer().import(&facts::small(), facts::NOW).unwrap();
    database.open(Access::ReadOnly)
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        let told = || panic!("not JSON ({}): {}", self.status, self.text());
        serde_json::from_slice(&self.body).unwrap_or_else(|_| told())
    }

    /// The code of a problem, whose shape is checked on the way.
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json");
        let body = self.json();
        assert_eq!(body["status"], self.status);
        let code = body["code"].as_str().unwrap().to_owned();
        assert_eq!(body["type"], format!("urn:kuntavaaka:problem:{code}"));
        assert!(!body["title"].as_str().unwrap().is_empty());
        assert!(!body["detail"].as_str().unwrap().is_empty());
        code
    }

    /// The parameters that a problem names.
    pub fn parameters(&self) -> Vec<String> {
        let errors = self.json()["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|e| e["parameter"].as_str().unwrap().to_owned()).collect()
    }
}

/// Asks both faces over one store.
pub struct Client {
    system: RefCell<SystemRunner>,
    faces: Faces,
    pub store: Store,
    /// The address that it asks from, where it has one.
    pub peer: Option<SocketAddr>,
}

impl Client {
    /// A client over the small set of facts.
    pub fn of(database: &TestDb) -> Self {
        Self::over(filled(database))
    }

    pub fn over(store: Store) -> Self {
        Self::of_faces(Faces::new(store.clone(), Service::default()), store)
    }

    /// The same where no answer is kept, so that statements are those of the questions alone.
    pub fn counted(database: &TestDb) -> Self {
        Self::counted_over(filled(database))
    }

    pub fn counted_over(store: Store) -> Self {
        let protection = Protection { kept_bytes: 0, ..Protection::default() };
        let faces = Faces::new(store.clone(), Service::default()).with_protection(&protection);
        Self::of_faces(faces, store)
    }

    pub fn of_faces(faces: Faces, store: Store) -> Self {
        Self { system: RefCell::new(System::new()), faces, store, peer: None }
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        self.system.borrow_mut().block_on(async {
            let app = test::init_service(api::app(&self.faces)).await;
            let mut request = test::TestRequest::with_uri(path)
                .method(Method::from_bytes(method.as_bytes()).unwrap())
                .insert_header(("host", "data.example"));
            for header in headers {
                request = request.append_header(*header);
            }
            if let Some(peer) = self.peer {
                request = request.peer_addr(peer);
            }
            if !body.is_empty() {
                request = request.set_payload(body.to_vec());
            }
            let response = test::call_service(&app, request.to_request()).await;
            Answer {
                status: response.status().as_u16(),
                headers: response.headers().clone(),
                body: test::read_body(response).await.to_vec(),
            }
        })
    }

    /// How a question is answered again and again while no answer is read.
    pub fn unread(&self, path: &str, times: usize) -> Vec<u16> {
        self.system.borrow_mut().block_on(async {
            let app = test::init_service(api::app(&self.faces)).await;
            let mut answers = Vec::new();
            for _ in 0..times {
                let request = test::TestRequest::with_uri(path).to_request();
                answers.push(test::call_service(&app, request).await);
            }
            answers.iter().map(|answer| answer.status().as_u16()).collect()
        })
    }

    /// The answers to a question that is asked several times before any is answered.
    pub fn at_the_same_time(&self, path: &str, times: usize) -> Vec<Answer> {
        self.system.borrow_mut().block_on(async {
            let app = Rc::new(test::init_service(api::app(&self.faces)).await);
            let asked = |_| {
                let (app, request) = (Rc::clone(&app), test::TestRequest::with_uri(path));
                actix_web::rt::spawn(async move {
                    let response = test::call_service(&*app, request.to_request()).await;
                    Answer {
                        status: response.status().as_u16(),
                        headers: response.headers().clone(),
                        body: test::read_body(response).await.to_vec(),
                    }
                })
            };
            let asked: Vec<_> = (0..times).map(asked).collect();
            let mut answers = Vec::new();
            for answer in asked {
                answers.push(answer.await.unwrap());
            }
            answers
        })
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], &[])
    }

    /// The answer of REST to a question that it answers.
    pub fn rest(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// All items of a list.
    pub fn items(&self, path: &str) -> Vec<Value> {
        self.rest(path)["items"].as_array().unwrap().clone()
    }

    pub fn post(&self, query: &str, variables: &Value) -> Answer {
        let body = json!({ "query": query, "variables": variables }).to_string();
        self.send("POST", "/graphql", &[("content-type", "application/json")], body.as_bytes())
    }

    /// The answer of GraphQL to a query that it answers.
    pub fn graphql(&self, query: &str) -> Value {
        let answer = self.post(query, &json!({}));
        let body = answer.json();
        assert!(body["errors"].is_null(), "{query}: {body}");
        body["data"].clone()
    }

    /// The code of the first error of GraphQL.
    pub fn refusal(&self, query: &str) -> String {
        let body = self.post(query, &json!({})).json();
        body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }
}

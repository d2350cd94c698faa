//! What everything documents say besides their budget lines is asked by, in one shape: a list and
//! a single thing at the root, and the same list below a municipality, a document or a unit.
//!
//! What is asked of one kind alone stands in the file of its name.

use async_graphql::MergedObject;

use crate::api::graphql::indicator::{IndicatorBelow, IndicatorQuestions};
use crate::api::graphql::internal_control::{InternalControlBelow, InternalControlQuestions};
use crate::api::graphql::narrative::{NarrativeBelow, NarrativeQuestions};
use crate::api::graphql::objective::{ObjectiveBelow, ObjectiveQuestions};
use crate::api::graphql::risk::{RiskBelow, RiskQuestions};
use crate::query::Below;

/// The questions about one kind of contents.
///
/// `asked` are the arguments that are its own: name, type, what its filter takes of it where that is
/// not the argument itself, and what it does. `also` are the fields of the kind that lead further
/// than to where it comes from.
macro_rules! contents {
    (
        of: $of:ident, $filter:ident;
        $(#[$list_doc:meta])+
        list: $questions:ident, $list:ident;
        $(#[$one_doc:meta])+
        one: $one:ident, $id:literal;
        $(#[$below_doc:meta])+
        below: $below:ident, $loader:ident;
        asked { $($name:ident: $kind:ty $(= $value:expr)?, $does:literal;)+ }
        $(also { $($also:tt)+ })?
    ) => {
        // What flattens asks its types for their fields by this trait.
        use async_graphql::OutputType as _;

        #[async_graphql::ComplexObject]
        impl $of {
            /// Id: the document and the line on which it begins.
            pub(crate) async fn id(&self) -> async_graphql::ID {
                async_graphql::ID(self.id.clone())
            }

            #[graphql(flatten)]
            fn origin(&self) -> $crate::api::graphql::Origin {
                $crate::api::graphql::Origin {
                    municipality: self.municipality.code.clone(),
                    unit: self.unit.id.clone(),
                    place: $crate::api::view::Printed::place(self),
                }
            }

            $($($also)+)?
        }

        /// The questions at the root.
        #[derive(Default)]
        pub(crate) struct $questions;

        /// The questions at the root.
        #[async_graphql::Object]
        #[expect(
            clippy::too_many_arguments,
            reason = "the arguments of a field are the arguments of its function"
        )]
        impl $questions {
            $(#[$list_doc])+
            #[graphql(
                complexity = "crate::api::graphql::price::list(first, child_complexity)"
            )]
            async fn $list(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "Municipalities: code, slug or name.")]
                municipality: Option<Vec<String>>,
                #[graphql(desc = "Documents: ids.")] document: Option<Vec<async_graphql::ID>>,
                #[graphql(desc = "Units: ids.")] unit: Option<Vec<async_graphql::ID>>,
                #[graphql(desc = "Also every unit below the units named.", default)]
                include_descendants: bool,
                $(#[graphql(desc = $does)] $name: $kind,)+
                #[graphql(
                    desc = "Words, all of which must stand in the text in any of their forms: `koulutus` finds `koulutuksen`."
                )]
                q: Option<String>,
                #[graphql(
                    desc = "How many items to give, 1 to 500.",
                    default_with = "crate::api::graphql::ROOT_FIRST"
                )]
                first: i32,
                #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
            ) -> async_graphql::Result<$crate::api::graphql::connection::Connection<$of>> {
                let content = $crate::query::ContentFilter {
                    municipality: municipality.unwrap_or_default(),
                    document: $crate::api::graphql::ids(document),
                    unit: $crate::api::graphql::ids(unit),
                    include_descendants,
                    q,
                };
                let filter = $crate::query::$filter { content, $($name $(: $value)?,)+ };
                let page = $crate::api::graphql::page(ctx, first, after);
                let language = $crate::api::graphql::Ask::language(ctx, None);
                let store = $crate::api::graphql::Ask::store(ctx);
                let asked = move |session: &mut _| $crate::query::$list(session, &filter, &page);
                let asked = $crate::api::ask::ask(store, asked).await?;
                let shape = |stated| $of::new(stated, language);
                Ok($crate::api::graphql::connection::Connection::new(asked, shape))
            }

            $(#[$one_doc])+
            async fn $one(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = $id)] id: async_graphql::ID,
            ) -> Option<async_graphql::Result<$of>> {
                let language = $crate::api::graphql::Ask::language(ctx, None);
                let store = $crate::api::graphql::Ask::store(ctx);
                let asked = move |session: &mut _| $crate::query::$one(session, &id);
                let asked = $crate::api::ask::ask(store, asked).await;
                let shape = |stated| $of::new(stated, language);
                Some(asked.map(shape).map_err(async_graphql::Error::from))
            }
        }

        /// The same question below a municipality, a document or a unit.
        pub(crate) struct $below {
            pub(crate) of: $crate::query::Below,
            pub(crate) parent: String,
        }

        /// The same question below a municipality, a document or a unit.
        #[async_graphql::Object]
        #[expect(
            clippy::too_many_arguments,
            reason = "the arguments of a field are the arguments of its function"
        )]
        impl $below {
            $(#[$below_doc])+
            #[graphql(
                complexity = "crate::api::graphql::price::deep(include_descendants, first, child_complexity)"
            )]
            async fn $list(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "Documents: ids.")] document: Option<Vec<async_graphql::ID>>,
                #[graphql(desc = "Units: ids.")] unit: Option<Vec<async_graphql::ID>>,
                #[graphql(
                    desc = "Also every unit below the units named, or below the unit that is asked.",
                    default
                )]
                include_descendants: bool,
                $(#[graphql(desc = $does)] $name: $kind,)+
                #[graphql(
                    desc = "Words, all of which must stand in the text in any of their forms: `koulutus` finds `koulutuksen`."
                )]
                q: Option<String>,
                #[graphql(
                    desc = "How many items to give, 1 to 500.",
                    default_with = "crate::api::graphql::NESTED_FIRST"
                )]
                first: i32,
                #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
            ) -> async_graphql::Result<$crate::api::graphql::connection::Connection<$of>> {
                let content = $crate::query::ContentFilter {
                    document: $crate::api::graphql::ids(document),
                    unit: $crate::api::graphql::ids(unit),
                    include_descendants,
                    q,
                    ..$crate::query::ContentFilter::default()
                };
                let filter = $crate::query::$filter { content, $($name $(: $value)?,)+ };
                let page = $crate::api::graphql::page(ctx, first, after);
                let language = $crate::api::graphql::Ask::language(ctx, None);
                let loading = $crate::api::graphql::Ask::loading(ctx);
                let loader = loading.$loader.with((self.of, filter, page));
                let page = loader.require(self.parent.clone()).await?;
                let shape = |stated| $of::new(stated, language);
                Ok($crate::api::graphql::connection::Connection::new(page, shape))
            }
        }
    };
}
pub(crate) use contents;

/// All of these questions at the root.
#[derive(MergedObject, Default)]
pub(crate) struct ContentQuestions(
    ObjectiveQuestions,
    RiskQuestions,
    InternalControlQuestions,
    IndicatorQuestions,
    NarrativeQuestions,
);

/// All of these questions below a municipality, a document or a unit.
#[derive(MergedObject)]
pub(crate) struct ContentsBelow(
    ObjectiveBelow,
    RiskBelow,
    InternalControlBelow,
    IndicatorBelow,
    NarrativeBelow,
);

impl ContentsBelow {
    /// Below the parent with this id or code.
    pub(crate) fn new(of: Below, parent: &str) -> Self {
        let parent = || parent.to_owned();
        Self(
            ObjectiveBelow { of, parent: parent() },
            RiskBelow { of, parent: parent() },
            InternalControlBelow { of, parent: parent() },
            IndicatorBelow { of, parent: parent() },
            NarrativeBelow { of, parent: parent() },
        )
    }
}

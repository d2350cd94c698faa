//! Questions at the root that take the filters of budget lines: the lines themselves, and sums of
//! them.

/// A list of `of` at the root, at a price. `asked` are the arguments that are its own: name, type and what it
/// does; `filter` makes the filter of the question of them and of that of the lines.
macro_rules! lines_asked {
    (
        $questions:ident: $of:ident;
        $(#[$doc:meta])+
        list: $list:ident, $price:ident;
        asked { $($name:ident: $kind:ty, $does:literal $(, $default:ident)?;)+ }
        filter: |$lines:ident| $filter:expr;
        $(also { $($also:tt)+ })?
    ) => {
        /// The questions at the root.
        pub(crate) struct $questions;

        impl $questions {
            fn price(first: i32, child: usize) -> usize {
                $crate::api::graphql::price::$price(first, child)
            }
        }

        /// The questions at the root.
        #[async_graphql::Object]
        #[expect(
            clippy::too_many_arguments,
            reason = "the arguments of a field are the arguments of its function"
        )]
        impl $questions {
            $(#[$doc])+
            #[graphql(complexity = "Self::price(first, child_complexity)")]
            async fn $list(
                &self,
                ctx: &async_graphql::Context<'_>,
                $(#[graphql(desc = $does $(, $default)?)] $name: $kind,)+
                #[graphql(desc = "Municipalities: code, slug or name.")]
                municipality: Option<Vec<String>>,
                #[graphql(desc = "Documents: ids.")] document: Option<Vec<async_graphql::ID>>,
                #[graphql(desc = "Units: ids.")] unit: Option<Vec<async_graphql::ID>>,
                #[graphql(desc = "Also every unit below the units named.", default)]
                include_descendants: bool,
                #[graphql(desc = "Levels of the unit.")]
                unit_kind: Option<Vec<$crate::api::view::UnitKind>>,
                #[graphql(
                    desc = "Functions of government (COFOG) that the unit serves: codes; also those below them."
                )]
                function: Option<Vec<String>>,
                #[graphql(desc = "Accounts: codes.")] account: Option<Vec<String>>,
                #[graphql(desc = "Also every account below the accounts named.", default)]
                include_children: bool,
                #[graphql(desc = "What the amount is.")]
                scenario: Option<Vec<$crate::api::view::Scenario>>,
                #[graphql(desc = "Fiscal years, or ranges of them.")]
                fiscal_year: Option<Vec<$crate::api::view::FiscalYears>>,
                #[graphql(
                    desc = "What the amount covers: `year` a whole year, `part` a part of one, or a stretch of days `2025-01-01..2025-06-30` that it covers exactly."
                )]
                period: Option<Vec<String>>,
                #[graphql(
                    desc = "The smallest amount in euros, included; on the corrected amount where there is one. Lines without an amount are left out."
                )]
                amount_min: Option<$crate::api::view::Decimal>,
                #[graphql(
                    desc = "The largest amount in euros, included; on the corrected amount where there is one. Lines without an amount are left out."
                )]
                amount_max: Option<$crate::api::view::Decimal>,
                #[graphql(
                    desc = "Only lines whose cell a finding is about (true), or only lines without (false)."
                )]
                has_finding: Option<bool>,
                #[graphql(desc = "What was known on this day, instead of what was published last.")]
                as_of: Option<$crate::api::view::Date>,
                #[graphql(
                    desc = "How many items to give, 1 to 500.",
                    default_with = "crate::api::graphql::ROOT_FIRST"
                )]
                first: i32,
                #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
            ) -> async_graphql::Result<$crate::api::graphql::connection::Connection<$of>> {
                let $lines = $crate::query::BudgetLineFilter {
                    municipality: municipality.unwrap_or_default(),
                    document: $crate::api::graphql::ids(document),
                    unit: $crate::api::graphql::ids(unit),
                    include_descendants,
                    unit_kind: $crate::api::graphql::codes(
                        unit_kind,
                        $crate::api::view::UnitKind::as_str,
                    ),
                    function: function.unwrap_or_default(),
                    account: account.unwrap_or_default(),
                    include_children,
                    scenario: $crate::api::graphql::codes(
                        scenario,
                        $crate::api::view::Scenario::as_str,
                    ),
                    fiscal_year: $crate::api::graphql::shape::years(fiscal_year),
                    period: period.unwrap_or_default(),
                    amount_min: amount_min.map(|amount| amount.0),
                    amount_max: amount_max.map(|amount| amount.0),
                    has_finding,
                    as_of: as_of.map(|date| date.0),
                    ..$crate::query::BudgetLineFilter::default()
                };
                let filter = $filter;
                let page = $crate::api::graphql::page(ctx, first, after);
                let language = $crate::api::graphql::Ask::language(ctx, None);
                let store = $crate::api::graphql::Ask::store(ctx);
                let asked = move |session: &mut _| $crate::query::$list(session, &filter, &page);
                let asked = $crate::api::ask::ask(store, asked).await?;
                let shape = |item| $of::new(item, language);
                Ok($crate::api::graphql::connection::Connection::new(asked, shape))
            }

            $($($also)+)?
        }
    };
}
pub(crate) use lines_asked;

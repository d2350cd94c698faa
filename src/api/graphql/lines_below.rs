//! Budget lines below a municipality, a document or a unit: one list, and what each of the three
//! takes besides.

use async_graphql::{Context, ID, Object, Result};

use crate::api::graphql::connection::Connection;
use crate::api::graphql::shape::years;
use crate::api::graphql::{Ask, NESTED_FIRST, codes, ids, page, price};
use crate::api::view::{BudgetLine, BudgetLineSort, Date, FiscalYears, Scenario, UnitKind};
use crate::query::BudgetLineFilter;

/// The list below one kind of parent. `asked` are the arguments that are its own: name, type, what
/// the filter takes of it where that is not the argument itself, and what it does.
macro_rules! lines_below {
    (
        $below:ident, $loader:ident;
        $(#[$doc:meta])+
        asked {
            $($name:ident: $kind:ty $(= $value:expr)?, $does:literal $(, $default:ident)?;)+
        }
    ) => {
        #[doc = concat!("Budget lines: `", stringify!($loader), "`.")]
        pub(crate) struct $below {
            pub(crate) parent: String,
        }

        #[doc = concat!("Budget lines: `", stringify!($loader), "`.")]
        #[Object]
        #[expect(
            clippy::too_many_arguments,
            reason = "the arguments of a field are the arguments of its function"
        )]
        impl $below {
            $(#[$doc])+
            #[graphql(complexity = "price::lines(first, child_complexity)")]
            async fn budget_lines(
                &self,
                ctx: &Context<'_>,
                $(#[graphql(desc = $does $(, $default)?)] $name: $kind,)+
                #[graphql(desc = "Accounts: codes.")] account: Option<Vec<String>>,
                #[graphql(desc = "Also every account below the accounts named.", default)]
                include_children: bool,
                #[graphql(desc = "What the amount is.")]
                scenario: Option<Vec<Scenario>>,
                #[graphql(
                    desc = "Only lines whose cell a finding is about, or only lines without."
                )]
                has_finding: Option<bool>,
                #[graphql(desc = "The order; every order is total.")]
                sort: Option<BudgetLineSort>,
                #[graphql(
                    desc = "How many items to give, 1 to 500.",
                    default_with = "NESTED_FIRST"
                )]
                first: i32,
                #[graphql(desc = "The cursor of the item to go on after.")] after: Option<String>,
            ) -> Result<Connection<BudgetLine>> {
                let filter = BudgetLineFilter {
                    account: account.unwrap_or_default(),
                    include_children,
                    scenario: codes(scenario, Scenario::as_str),
                    has_finding,
                    sort: sort.map(|sort| sort.as_str().to_owned()),
                    $($name $(: $value)?,)+
                    ..BudgetLineFilter::default()
                };
                let page = page(ctx, first, after);
                let language = ctx.language(None);
                let loader = ctx.loading().$loader.with((filter, page));
                let page = loader.require(self.parent.clone()).await?;
                let shape = |line| BudgetLine::new(line, language);
                Ok(Connection::new(page, shape))
            }
        }
    };
}

lines_below! {
    LinesOfMunicipality, budget_lines_of_municipalities;
    /// Amounts of all its units: what was published last, or what was known on `asOf`.
    asked {
        unit_kind: Option<Vec<UnitKind>> = codes(unit_kind, UnitKind::as_str),
            "Levels of the unit.";
        fiscal_year: Option<Vec<FiscalYears>> = years(fiscal_year),
            "Fiscal years, or ranges of them.";
        period: Option<Vec<String>> = period.unwrap_or_default(),
            "What the amount covers: `year`, `part`, or a stretch of days.";
        as_of: Option<Date> = as_of.map(|date| date.0),
            "What was known on this day, instead of what was published last.";
    }
}

lines_below! {
    LinesOfUnit, budget_lines_of_units;
    /// Its amounts: what was published last, what was known on `asOf`, or those of `document`.
    asked {
        document: Option<Vec<ID>> = ids(document), "Documents: ids.";
        include_descendants: bool, "Also the amounts of every unit below it.", default;
        fiscal_year: Option<Vec<FiscalYears>> = years(fiscal_year),
            "Fiscal years, or ranges of them.";
        period: Option<Vec<String>> = period.unwrap_or_default(),
            "What the amount covers: `year`, `part`, or a stretch of days.";
        as_of: Option<Date> = as_of.map(|date| date.0),
            "What was known on this day, instead of what was published last.";
    }
}

lines_below! {
    LinesOfDocument, budget_lines_of_documents;
    /// Its own budget lines, whatever was published since.
    asked {
        unit: Option<Vec<ID>> = ids(unit), "Units: ids.";
        include_descendants: bool, "Also every unit below the units named.", default;
        unit_kind: Option<Vec<UnitKind>> = codes(unit_kind, UnitKind::as_str),
            "Levels of the unit.";
        include_repeats: bool,
            "Also lines that state again what the same document states elsewhere.", default;
    }
}

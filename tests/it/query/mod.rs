//! The questions: filters, pages, refusals, and how many statements they cost.

mod aggregate;
mod as_of;
mod budget_execution;
mod budget_lines;
mod changes;
mod comparison;
mod contents;
mod documents;
mod findings;
mod loading;
mod paging;
mod refusals;
mod search;
mod units;

//! The questions: filters, pages, refusals, and how many statements they cost.

mod budget_execution;
mod budget_lines;
mod comparison;
mod contents;
mod documents;
mod findings;
mod loading;
mod paging;
mod refusals;
mod units;

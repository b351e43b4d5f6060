//! Finds who said what, through which channel, in which words.
pub mod analyzer;
pub mod batch;
pub mod claim;
pub mod cli;
pub mod confidence;
pub mod explain;
pub mod input;
pub mod lexicon;
pub mod output;
pub mod resolve;
pub mod review;
pub mod rules;
pub mod score;
pub mod text;
pub mod workshop;

pub use analyzer::Analyzer;
pub use claim::Claim;
pub use input::Article;
